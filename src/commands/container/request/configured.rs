//! What containers.conf(5) says where the command line says nothing. Lists go before what was typed.

use crate::cli::values::{self, Capability, Label, Limit, LogOpt, Mount, Namespace, Network, SecurityOpt};
use crate::cli::{CgroupsMode, FileArgs, LogDriver, NamespaceArgs, NetworkArgs, ProcessArgs, RunArgs, SecurityArgs};
use crate::config::{Containers, ContainersConf};
use crate::error::{Error, Result};
use crate::runtime::spec;

/// Completes `args` with the configuration.
///
/// # Errors
/// A value that its flag would refuse as well; the error names the key.
pub(in crate::commands::container) fn complete(args: &mut RunArgs, conf: &ContainersConf) -> Result<()> {
    let ContainersConf { containers: conf, engine } = conf;
    let annotations = all("annotations", &conf.annotations, values::label::parse)?;
    args.annotation.splice(..0, annotations);
    args.init = args.init.or(conf.init);
    args.init_path = args.init_path.take().or_else(|| conf.init_path.clone());
    args.stop_timeout = args.stop_timeout.or(engine.stop_timeout);
    or(&mut args.pull, "pull_policy", &engine.pull_policy, word)?;
    or(&mut args.detach_keys, "detach_keys", &engine.detach_keys, values::detach::parse)?;
    log(args, conf)?;
    cgroup(args, conf)?;
    process(&mut args.process, conf)?;
    or(&mut args.files.image_volume, "image_volume_mode", &engine.image_volume_mode, word)?;
    files(&mut args.files, conf)?;
    network(&mut args.network, conf)?;
    namespaces(&mut args.namespaces, conf)?;
    sysctls(args, conf)?;
    security(&mut args.security, conf)
}

fn process(args: &mut ProcessArgs, conf: &Containers) -> Result<()> {
    args.env.splice(..0, all("env", &conf.env, values::env::parse)?);
    args.env_host = args.env_host.or(conf.env_host);
    args.http_proxy = args.http_proxy.or(conf.http_proxy);
    args.oom_score_adj = args.oom_score_adj.or(conf.oom_score_adj);
    or(&mut args.umask, "umask", &conf.umask, values::octal::parse)?;
    args.tz = args.tz.take().or_else(|| given(&conf.tz).map(str::to_owned));
    let mut ulimits = all("default_ulimits", &conf.default_ulimits, values::ulimit::parse)?;
    ulimits.retain(|limit| !args.ulimit.iter().any(|typed| same_limit(limit, typed)));
    args.ulimit.splice(..0, ulimits);
    Ok(())
}

/// Options are for the driver that they are for: configured ones mean nothing to another.
fn log(args: &mut RunArgs, conf: &Containers) -> Result<()> {
    or(&mut args.log_driver, "log_driver", &conf.log_driver, word)?;
    let typed = |is: fn(&LogOpt) -> bool| args.log_opt.iter().any(is);
    let option = match args.log_driver.unwrap_or_default() {
        LogDriver::K8sFile | LogDriver::JsonFile if !typed(|option| matches!(option, LogOpt::MaxSize(_))) => {
            let size = conf.log_size_max.and_then(|size| u64::try_from(size).ok());
            size.filter(|size| *size > 0).map(LogOpt::MaxSize)
        }
        LogDriver::Journald if !typed(|option| matches!(option, LogOpt::Tag(_))) => {
            given(&conf.log_tag).map(|tag| LogOpt::Tag(tag.to_owned()))
        }
        _ => None,
    };
    args.log_opt.extend(option);
    Ok(())
}

fn cgroup(args: &mut RunArgs, conf: &Containers) -> Result<()> {
    or(&mut args.cgroup.cgroups, "cgroups", &conf.cgroups, word)?;
    // Without a control group nothing can be limited.
    if args.cgroup.cgroups != Some(CgroupsMode::Disabled) {
        args.limits.pids_limit = args.limits.pids_limit.or(conf.pids_limit);
    }
    Ok(())
}

/// Kernel parameters for containers whose namespaces have them.
fn sysctls(args: &mut RunArgs, conf: &Containers) -> Result<()> {
    let host = |namespace: &Option<Namespace>| !matches!(namespace, None | Some(Namespace::Private));
    let own = |name: &str| match name.split(['.', '/']).next() {
        Some("net") => {
            !matches!(args.network.reach.network, Some(Network::Host | Network::Container(_) | Network::Path(_)))
        }
        _ => !host(&args.namespaces.shared.ipc) && !host(&args.namespaces.shared.uts),
    };
    let mut sysctls: Vec<Label> = all("default_sysctls", &conf.default_sysctls, values::label::parse)?;
    sysctls.retain(|item| own(&item.key) && !args.process.sysctl.iter().any(|typed| typed.key == item.key));
    args.process.sysctl.splice(..0, sysctls);
    Ok(())
}

fn same_limit(one: &Limit, other: &Limit) -> bool {
    match (one, other) {
        (Limit::One(one), Limit::One(other)) => one.name == other.name,
        (Limit::Host, _) | (_, Limit::Host) => true,
    }
}

/// What is typed about a place goes before what is configured for it.
fn files(args: &mut FileArgs, conf: &Containers) -> Result<()> {
    args.device.splice(..0, all("devices", &conf.devices, values::device::parse)?);
    args.read_only = args.read_only.or(conf.read_only);
    or(&mut args.shm_size, "shm_size", &conf.shm_size, values::size::parse)?;
    let typed: Vec<String> =
        [&args.volume, &args.mount, &args.tmpfs].into_iter().flatten().map(|mount| mount.destination.clone()).collect();
    let free = |mounts: Vec<Mount>| mounts.into_iter().filter(|mount| !typed.contains(&mount.destination));
    args.volume.splice(..0, free(all("volumes", &conf.volumes, values::mount::parse_volume)?));
    args.mount.splice(..0, free(all("mounts", &conf.mounts, values::mount::parse_mount)?));
    Ok(())
}

/// Settings of name servers are configured for networks that have some, and typed ones replace them.
fn network(args: &mut NetworkArgs, conf: &Containers) -> Result<()> {
    or(&mut args.reach.network, "netns", &conf.netns, values::network::parse)?;
    or(&mut args.hosts_file, "base_hosts_file", &conf.base_hosts_file, values::hosts::parse_base)?;
    args.reach.no_hosts = args.reach.no_hosts.or(conf.no_hosts);
    if matches!(args.reach.network, Some(Network::None)) {
        return Ok(());
    }
    if args.reach.dns.is_empty() {
        args.reach.dns = all("dns_servers", &conf.dns_servers, values::hosts::parse_server)?;
    }
    if args.reach.dns_search.is_empty() {
        args.reach.dns_search.clone_from(&conf.dns_searches);
    }
    if args.reach.dns_option.is_empty() {
        args.reach.dns_option.clone_from(&conf.dns_options);
    }
    Ok(())
}

fn namespaces(args: &mut NamespaceArgs, conf: &Containers) -> Result<()> {
    or(&mut args.shared.pid, "pidns", &conf.pidns, values::userns::parse_namespace)?;
    or(&mut args.shared.ipc, "ipcns", &conf.ipcns, values::userns::parse_namespace)?;
    or(&mut args.shared.uts, "utsns", &conf.utsns, values::userns::parse_namespace)?;
    or(&mut args.shared.cgroupns, "cgroupns", &conf.cgroupns, values::userns::parse_namespace)?;
    let mapped = !args.uidmap.is_empty() || !args.gidmap.is_empty();
    if !mapped && args.subuidname.is_none() && args.subgidname.is_none() {
        or(&mut args.userns, "userns", &conf.userns, values::userns::parse)?;
    }
    Ok(())
}

fn security(args: &mut SecurityArgs, conf: &Containers) -> Result<()> {
    args.privileged = args.privileged.or(conf.privileged);
    let typed = |option: &SecurityOpt| matches!(option, SecurityOpt::Seccomp(_));
    if let (Some(profile), false) = (given(&conf.seccomp_profile), args.rights.security_opt.iter().any(typed)) {
        let option =
            values::security::parse(&format!("seccomp={profile}")).map_err(|cause| wrong("seccomp_profile", &cause))?;
        args.rights.security_opt.push(option);
    }
    // After --cap-drop ALL there is what was typed and nothing else.
    if args.rights.cap_drop.contains(&Capability::All) {
        return Ok(());
    }
    let Some(wanted) = &conf.default_capabilities else { return Ok(()) };
    let wanted = all("default_capabilities", wanted, values::capability::parse)?;
    let ours = all("default_capabilities", &spec::default_capabilities(), values::capability::parse)?;
    args.rights.cap_drop.extend(ours.iter().filter(|one| !wanted.contains(one)).cloned());
    args.rights
        .cap_add
        .extend(wanted.into_iter().filter(|one| !ours.contains(one) && !args.rights.cap_drop.contains(one)));
    Ok(())
}

fn word<T: clap::ValueEnum>(text: &str) -> std::result::Result<T, String> {
    let known = || {
        let all = T::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
        all.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
    };
    T::from_str(text, true).map_err(|_| format!("invalid value {text:?}: there are {}", known()))
}

/// A text that says something.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

fn all<T>(key: &str, texts: &[String], parse: impl Fn(&str) -> std::result::Result<T, String>) -> Result<Vec<T>> {
    texts.iter().map(|text| parse(text).map_err(|cause| wrong(key, &cause))).collect()
}

fn or<T>(
    typed: &mut Option<T>,
    key: &str,
    text: &Option<String>,
    parse: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<()> {
    if let (None, Some(text)) = (&typed, given(text)) {
        *typed = Some(parse(text).map_err(|cause| wrong(key, &cause))?);
    }
    Ok(())
}

fn wrong(key: &str, cause: &str) -> anyhow::Error {
    Error::new(format!("containers.conf: {key}: {cause}")).into()
}
