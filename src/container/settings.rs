//! What the settings of a container come to in its specification.

use oci_spec::runtime::{Mount as SpecMount, Spec};

use super::namespaces::network_name;
use crate::error::{Error, Result};
use crate::runtime::spec;
use crate::store::containers::{Config, Namespace, Namespaces, Network, NetworkMode, Settings};

/// The signal that systemd takes for "halt" (systemd(1)): SIGRTMIN+3.
pub(super) const SYSTEMD_STOP: i32 = 37;

/// When a container is made fit for systemd.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum WantsSystemd {
    /// When its command is systemd, or a program called init.
    #[default]
    IfCommand,
    Never,
    Always,
}

/// Whether a container with this command is made fit for systemd.
pub(super) fn is_systemd(wanted: WantsSystemd, entrypoint: &[String], command: &[String]) -> bool {
    let program = entrypoint.first().or(command.first()).map(String::as_str).unwrap_or_default();
    let inits = ["/sbin/init", "/usr/sbin/init", "/usr/local/sbin/init"];
    match wanted {
        WantsSystemd::Always => true,
        WantsSystemd::Never => false,
        WantsSystemd::IfCommand => inits.contains(&program) || program.rsplit('/').next() == Some("systemd"),
    }
}

/// Refuses kernel parameters that are not of the container's own namespaces.
pub(super) fn check(settings: &Settings, network: &Network, namespaces: &Namespaces) -> Result<()> {
    for name in settings.sysctls.keys() {
        let dotted = name.replace('/', ".");
        let (namespace, own) = if dotted.starts_with("net.") {
            ("network", network.mode != NetworkMode::Host && namespaces.network == Namespace::Private)
        } else if dotted.starts_with("fs.mqueue.") || IPC_SYSCTLS.contains(&dotted.as_str()) {
            ("ipc", namespaces.ipc == Namespace::Private)
        } else if ["kernel.hostname", "kernel.domainname"].contains(&dotted.as_str()) {
            ("uts", namespaces.uts == Namespace::Private)
        } else {
            return Err(Error::new(format!("sysctl {name:?} is not allowed: it is not of a container's own")).into());
        };
        if !own {
            let message =
                format!("sysctl {name:?} is not allowed, since the container has no {namespace} namespace of its own");
            return Err(Error::new(message).hint(format!("leave out --{namespace}")).into());
        }
    }
    settings.time_zone.as_deref().map_or(Ok(()), |zone| super::files::time_zone(zone).map(drop))
}

/// Refuses name servers where there is no network to reach them over.
pub(super) fn check_names(
    settings: &Settings,
    servers: &[String],
    mode: NetworkMode,
    namespaces: &Namespaces,
) -> Result<()> {
    let given = [("dns", servers), ("dns-search", &settings.dns_search), ("dns-option", &settings.dns_options)];
    match given.iter().find(|(_, list)| !list.is_empty()) {
        Some((flag, _)) if mode == NetworkMode::None => {
            let name = network_name(mode, &namespaces.network);
            Err(Error::new(format!("conflicting options: {flag} and the network mode: {name}")).into())
        }
        _ => Ok(()),
    }
}

/// Those of ipc_namespaces(7).
const IPC_SYSCTLS: [&str; 8] = [
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "kernel.shm_rmid_forced",
];

/// Puts the settings into the specification.
pub(super) fn apply(spec: &mut Spec, config: &Config) {
    let settings = &config.settings;
    apply_to_process(spec, settings);
    let Some(linux) = spec.linux_mut() else { return };
    let mut sysctls = linux.sysctl().clone().unwrap_or_default();
    sysctls.extend(settings.sysctls.clone());
    linux.set_sysctl(Some(sysctls));
    let unmasked = |path: &String| settings.unmask.iter().any(|pattern| is_like(path, pattern));
    let left = |paths: &Option<Vec<String>>| paths.iter().flatten().filter(|path| !unmasked(path)).cloned().collect();
    let (mut masked, readonly): (Vec<_>, Vec<_>) = (left(linux.masked_paths()), left(linux.readonly_paths()));
    masked.extend(settings.mask.iter().cloned());
    linux.set_masked_paths(Some(masked)).set_readonly_paths(Some(readonly));
    for mount in spec.mounts_mut().iter_mut().flatten() {
        adapt(mount, settings);
    }
}

/// What holds for every process of the container.
pub(super) fn apply_to_process(spec: &mut Spec, settings: &Settings) {
    let Some(process) = spec.process_mut() else { return };
    process.set_oom_score_adj(settings.oom_score_adj);
    if settings.host_limits {
        process.set_rlimits(None);
    }
    let mut user = process.user().clone();
    user.set_umask(settings.umask);
    process.set_user(user);
}

/// `ALL`, a path, or a path that ends in `/*`.
fn is_like(path: &str, pattern: &str) -> bool {
    let below = || path.strip_prefix(pattern.strip_suffix('*')?);
    pattern == "ALL" || path == pattern.trim_end_matches('/') || below().is_some_and(|rest| !rest.contains('/'))
}

fn adapt(mount: &mut SpecMount, settings: &Settings) {
    let kind = mount.typ().clone().unwrap_or_default();
    let mut options = mount.options().clone().unwrap_or_default();
    match kind.as_str() {
        "proc" => options.extend(settings.proc_options.iter().cloned()),
        "cgroup" | "cgroup2" if settings.systemd => options.retain(|option| option != "ro"),
        _ => return,
    }
    mount.set_options(Some(options));
}

/// Devices of the host, as bind mounts: a user namespace can make no nodes.
pub(super) fn devices(config: &Config) -> Vec<SpecMount> {
    let devices = config.settings.devices.iter();
    devices.map(|device| spec::bind(&device.host, &device.container, &["rw", "nosuid", "noexec"])).collect()
}

/// What systemd expects to be in memory and its own.
pub(super) const SYSTEMD_SCRATCH: [&str; 4] = ["/run", "/run/lock", "/tmp", "/var/log/journal"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systemd_is_known_by_its_name() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        for (command, expected) in [
            ("/sbin/init", true),
            ("/usr/lib/systemd/systemd --x", true),
            ("systemd", true),
            ("init", false),
            ("sh", false),
        ] {
            assert_eq!(is_systemd(WantsSystemd::IfCommand, &[], &words(command)), expected, "{command}");
            assert!(is_systemd(WantsSystemd::Always, &[], &words(command)));
            assert!(!is_systemd(WantsSystemd::Never, &words(command), &[]));
        }
    }

    #[test]
    fn patterns_of_hidden_paths() {
        for (path, pattern, expected) in [
            ("/proc/acpi", "ALL", true),
            ("/proc/acpi", "/proc/acpi/", true),
            ("/proc/acpi", "/proc/*", true),
            ("/proc/a/b", "/proc/*", false),
            ("/proc/acpi", "/proc", false),
        ] {
            assert_eq!(is_like(path, pattern), expected, "{path} {pattern}");
        }
    }
}
