//! `coracle pull`.

use std::ffi::{OsStr, OsString};

use super::place::Place;
use super::push;
use crate::cli::{PullArgs, PullPolicy, RegistryArgs, TransferArgs};
use crate::commands::{Context, each};
use crate::config::Registries;
use crate::error::{Error, Result};
use crate::image::{self, Policy, Progress, PullOptions, Silent};
use crate::name::{ImageName, Platform};
use crate::ui::{out, progress, told};

/// Pulls images and prints their ids.
pub(crate) fn pull(args: &PullArgs, context: &Context) -> Result<u8> {
    let platform = platform(args);
    let connect = push::connect(&args.transfer, &context.conf()?.engine)?;
    let options = PullOptions { policy: policy_of(args.policy), platform, connect };
    let store = context.store()?;
    let one = |name: &str| {
        let progress: Box<dyn Progress> = if args.quiet { Box::new(Silent) } else { progress::of_pull(&context.env) };
        let progress = match context.dirs.systemd.notify.clone() {
            Some(to) => told::telling(progress, to, name),
            None => progress,
        };
        let image = image::pull(store, &context.env, name, &options, progress.as_ref())?;
        drop(progress);
        out::line(image.id.hex())
    };
    each(&args.images, |name| match Place::parse(name) {
        Some(_) if args.all_tags => Err(Error::new(format!("{name}: only registries have tags to pull all of")).into()),
        Some(place) => {
            place.load(store, name, options.platform.as_ref())?.iter().try_for_each(|id| out::line(id.hex()))
        }
        None if args.all_tags => all_tags(context, name, &options)?.iter().try_for_each(|name| one(name)),
        None => one(name),
    })
}

/// What the flags ask for; nothing when there are none.
fn platform(args: &PullArgs) -> Option<Platform> {
    let PullArgs { arch, os, variant, platform, .. } = args;
    platform.clone().or_else(|| platform_of(os.as_deref(), arch.as_deref(), variant.as_deref()))
}

/// A platform of which some parts were typed; the others are the host's.
pub(in crate::commands) fn platform_of(
    os: Option<&str>,
    arch: Option<&str>,
    variant: Option<&str>,
) -> Option<Platform> {
    if os.is_none() && arch.is_none() && variant.is_none() {
        return None;
    }
    let host = Platform::host();
    let arch_is_hosts = arch.is_none_or(|arch| *arch == host.arch);
    let usual = if arch_is_hosts { host.variant.as_deref().unwrap_or_default() } else { "" };
    Some(Platform::normalised(os.unwrap_or(&host.os), arch.unwrap_or(&host.arch), variant.unwrap_or(usual)))
}

/// The same flags, for a process that pulls.
pub(in crate::commands) fn transfer_flags(args: &TransferArgs) -> Vec<OsString> {
    let TransferArgs { registry, creds, disable_content_trust: _, retry, retry_delay } = args;
    let RegistryArgs { authfile, cert_dir, tls_verify } = registry;
    let mut flags: Vec<OsString> = retry.iter().map(|retry| format!("--retry={retry}").into()).collect();
    flags.extend(tls_verify.map(|verify| format!("--tls-verify={verify}").into()));
    flags.extend(retry_delay.map(|delay| format!("--retry-delay={}ms", delay.as_millis()).into()));
    for (flag, value) in [
        ("--authfile", authfile.as_ref().map(|path| path.as_os_str())),
        ("--cert-dir", cert_dir.as_ref().map(|path| path.as_os_str())),
        ("--creds", creds.as_ref().map(OsStr::new)),
    ] {
        flags.extend(value.into_iter().flat_map(|value| [flag.into(), value.to_owned()]));
    }
    flags
}

/// The full names of all tags of a repository. A short name means the first registry that has the repository.
fn all_tags(context: &Context, name: &str, options: &PullOptions) -> Result<Vec<String>> {
    let parsed = ImageName::parse(name)?;
    let tagged = match &parsed {
        ImageName::Full(_) => name.rsplit('/').next().is_some_and(|last| last.contains([':', '@'])),
        ImageName::Short(short) => short.tag.is_some() || short.digest.is_some(),
    };
    if tagged {
        return Err(Error::new(format!("{name}: --all-tags is for a name without a tag")).into());
    }
    let mut failure = None;
    for candidate in Registries::load(&context.env)?.candidates(&parsed)? {
        match image::tags(&context.env, &candidate, usize::MAX, &options.connect) {
            Ok(tags) => return Ok(tags.iter().map(|tag| format!("{}:{tag}", candidate.repository())).collect()),
            Err(error) => failure.get_or_insert(error),
        };
    }
    Err(failure.unwrap_or_else(|| Error::new(format!("{name} has no tags")).into()))
}

/// What the flag means to the image room.
pub(crate) fn policy_of(policy: PullPolicy) -> Policy {
    match policy {
        PullPolicy::Always => Policy::Always,
        PullPolicy::Missing => Policy::Missing,
        PullPolicy::Never => Policy::Never,
        PullPolicy::Newer => Policy::Newer,
    }
}
