//! The command and its surroundings.

use crate::cli::values::{EnvItem, Limit, Ulimit, User};
use crate::cli::{ProcessArgs, SdNotify, Systemd};
use crate::config::Env;
use crate::container::{Request, Unset, WantsSystemd};
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: ProcessArgs, request: &mut Request, host: &Env) -> Result<()> {
    let ProcessArgs {
        entrypoint,
        env,
        env_file,
        env_host,
        env_merge,
        hostname,
        http_proxy,
        oom_score_adj,
        sdnotify,
        sysctl,
        systemd,
        tz,
        ulimit,
        umask,
        unsetenv,
        unsetenv_all,
        user,
        workdir,
    } = args;
    request.entrypoint = entrypoint.map(|text| entrypoint_words(&text));
    request.env = environment(&env_file, env, host)?;
    request.env_merge = env_merge.into_iter().map(|item| (item.key, item.value)).collect();
    request.unset_env = if unsetenv_all { Unset::All } else { Unset::Some(unsetenv) };
    request.host_env = match (env_host.unwrap_or(false), http_proxy.unwrap_or(true)) {
        (true, _) => host_variables(host, |_| true),
        (false, true) => proxies(host),
        (false, false) => Vec::new(),
    };
    request.systemd = match systemd {
        Systemd::True => WantsSystemd::IfCommand,
        Systemd::False => WantsSystemd::Never,
        Systemd::Always => WantsSystemd::Always,
    };
    request.settings.oom_score_adj = oom_score_adj;
    request.settings.sysctls = sysctl.into_iter().map(|item| (item.key, item.value)).collect();
    request.settings.time_zone = tz;
    request.settings.umask = umask;
    request.settings.sdnotify = match sdnotify {
        SdNotify::Container => record::SdNotify::Container,
        SdNotify::Conmon => record::SdNotify::Conmon,
        SdNotify::Healthy => record::SdNotify::Healthy,
        SdNotify::Ignore => record::SdNotify::Ignore,
    };
    request.hostname = hostname;
    request.user = user.map(user_text);
    request.workdir = workdir;
    set_limits(ulimit, request);
    Ok(())
}

pub(super) fn set_limits(limits: Vec<Limit>, request: &mut Request) {
    let (ulimits, host) = split_limits(limits);
    request.ulimits.extend(ulimits);
    request.settings.host_limits |= host;
}

/// The limits that have names, and whether all others are the host's.
pub(in crate::commands::container) fn split_limits(limits: Vec<Limit>) -> (Vec<record::Ulimit>, bool) {
    let host = limits.contains(&Limit::Host);
    let named = limits.into_iter().filter_map(|limit| match limit {
        Limit::One(Ulimit { name, soft, hard }) => Some(record::Ulimit { name: name.to_owned(), soft, hard }),
        Limit::Host => None,
    });
    (named.collect(), host)
}

pub(in crate::commands::container) fn user_text(User { user, group }: User) -> String {
    group.map_or_else(|| user.clone(), |group| format!("{user}:{group}"))
}

/// A JSON array of strings is an entrypoint with arguments; anything else is one word. Nothing clears the image's.
fn entrypoint_words(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    serde_json::from_str(text).unwrap_or_else(|_| vec![text.to_owned()])
}

pub(in crate::commands::container) fn environment(
    files: &[std::path::PathBuf],
    flags: Vec<EnvItem>,
    env: &Env,
) -> Result<Vec<(String, String)>> {
    let mut items = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        items.extend(crate::cli::values::env::parse_file(&file.display().to_string(), &text).map_err(Error::new)?);
    }
    items.extend(flags);
    Ok(items.into_iter().flat_map(|item| from_host(item, env)).collect())
}

fn from_host(item: EnvItem, env: &Env) -> Vec<(String, String)> {
    match item {
        EnvItem::Set(key, value) => vec![(key, value)],
        EnvItem::Inherit(key) => host_variables(env, |name| name == key),
        EnvItem::InheritPrefix(prefix) => host_variables(env, |name| name.starts_with(&prefix)),
    }
}

fn host_variables(env: &Env, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let vars = env.vars().filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)));
    vars.filter(|(name, _)| wanted(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The proxy settings of the host, as Podman's `--http-proxy` passes them on by default.
pub(super) fn proxies(env: &Env) -> Vec<(String, String)> {
    let names =
        ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"];
    host_variables(env, |name| names.contains(&name))
}
