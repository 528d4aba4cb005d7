//! From a container's configuration to the runtime's specification (OCI Runtime Specification, config.md).

use std::path::{Path, PathBuf};

use oci_spec::runtime::{LinuxNamespaceType, Mount, PosixRlimitType, Spec};

use super::files::BoundFile;
use super::{mounts, settings};
use crate::error::{Error, Result};
use crate::runtime::seccomp::{self, Profile};
use crate::runtime::spec;
use crate::store::containers::{Config, Namespace, NetworkMode, Record, Seccomp, Ulimit};
use crate::sys::seccomp::Filter;

/// The specification of a container that gets `files` from the engine and has `own` mounts.
pub(super) fn specification(record: &Record, files: &[BoundFile], own: Vec<Mount>) -> Result<Spec> {
    let config = &record.config;
    let mut spec = spec::default_spec(config.network.mode == NetworkMode::Host);
    set_namespaces(&mut spec, config);
    spec::set_capabilities(&mut spec, &config.security.cap_add, &config.security.cap_drop)?;
    if config.security.privileged {
        spec::make_privileged(&mut spec);
    }
    set_process(&mut spec, config)?;
    set_init(&mut spec, config);
    if config.namespaces.uts == Namespace::Private && config.network.mode != NetworkMode::Host {
        spec.set_hostname(Some(config.hostname.clone()));
    }
    if let Some(root) = spec.root_mut() {
        root.set_readonly(Some(config.read_only));
    }
    settings::apply(&mut spec, config);
    set_mounts(&mut spec, record, files, own);
    Ok(spec)
}

/// The specification of a command that joins the container: everything but its namespaces and mounts.
pub(super) fn joined(config: &Config, privileged: bool) -> Result<Spec> {
    let mut spec = spec::default_spec(config.network.mode == NetworkMode::Host);
    match privileged || config.security.privileged {
        true => spec::set_capabilities(&mut spec, &["ALL".to_owned()], &[])?,
        false => spec::set_capabilities(&mut spec, &config.security.cap_add, &config.security.cap_drop)?,
    }
    set_process(&mut spec, config)?;
    settings::apply_to_process(&mut spec, &config.settings);
    Ok(spec)
}

/// Takes those of the host out and names those of others.
fn set_namespaces(spec: &mut Spec, config: &Config) {
    use LinuxNamespaceType::{Cgroup, Ipc, Network, Pid, Uts};
    let chosen = &config.namespaces;
    let table = [
        (Pid, &chosen.pid),
        (Ipc, &chosen.ipc),
        (Uts, &chosen.uts),
        (Cgroup, &chosen.cgroup),
        (Network, &chosen.network),
    ];
    let source = |kind| table.iter().find(|(known, _)| *known == kind).map(|(_, source)| *source);
    let Some(linux) = spec.linux_mut() else { return };
    if let Some(sysctls) = linux.sysctl_mut().as_mut().filter(|_| chosen.network != Namespace::Private) {
        // Another's network stays as it is.
        sysctls.retain(|name, _| !name.starts_with("net."));
    }
    let Some(list) = linux.namespaces_mut().as_mut() else { return };
    list.retain(|namespace| source(namespace.typ()) != Some(&Namespace::Host));
    for namespace in list {
        if let Some(joined @ (Namespace::Container(_) | Namespace::Path(_))) = source(namespace.typ()) {
            namespace.set_path(Some(joined.to_string().into()));
        }
    }
}

/// Says that the container joins a network namespace and gets no new one.
pub(super) fn share_network(spec: &mut Spec) {
    let list = spec.linux_mut().as_mut().and_then(|linux| linux.namespaces_mut().as_mut());
    for namespace in list.into_iter().flatten().filter(|namespace| namespace.typ() == LinuxNamespaceType::Network) {
        namespace.set_path(Some("shared".into()));
    }
}

fn set_process(spec: &mut Spec, config: &Config) -> Result<()> {
    let Some(process) = spec.process_mut() else { return Ok(()) };
    let mut limits = process.rlimits().clone().unwrap_or_default();
    for ulimit in &config.ulimits {
        let limit = spec::limit(limit_type(ulimit)?, ulimit.soft, ulimit.hard);
        limits.retain(|known| known.typ() != limit.typ());
        limits.push(limit);
    }
    process
        .set_terminal(Some(config.process.terminal))
        .set_args(Some(config.process.args()))
        .set_env(Some(config.process.env.clone()))
        .set_cwd(PathBuf::from(&config.process.cwd))
        .set_no_new_privileges(Some(config.security.no_new_privileges))
        .set_rlimits(Some(limits));
    Ok(())
}

/// Where a container sees the program that is its process 1 (Podman's place).
const INIT: &str = "/run/podman-init";

/// The user's own init, where there is one.
fn foreign_init(config: &Config) -> Option<&Path> {
    config.settings.init_path.as_deref().filter(|_| config.init)
}

/// Has the command run by the user's own init.
fn set_init(spec: &mut Spec, config: &Config) {
    let (Some(process), Some(_)) = (spec.process_mut(), foreign_init(config)) else { return };
    let command = config.process.args().into_iter();
    process.set_args(Some([INIT, "--"].map(str::to_owned).into_iter().chain(command).collect()));
}

/// Adds variables that the record does not have.
pub(super) fn add_variables(spec: &mut Spec, variables: Vec<String>) {
    let Some(process) = spec.process_mut() else { return };
    let mut env = process.env().clone().unwrap_or_default();
    env.extend(variables);
    process.set_env(Some(env));
}

fn limit_type(ulimit: &Ulimit) -> Result<PosixRlimitType> {
    let name = format!("\"RLIMIT_{}\"", ulimit.name.to_ascii_uppercase());
    serde_json::from_str(&name)
        .map_err(|_| Error::new(format!("there is no resource limit \"{}\"", ulimit.name)).into())
}

/// The order is the order of mounting: the defaults, our files, then what the user asked for.
fn set_mounts(spec: &mut Spec, record: &Record, files: &[BoundFile], own: Vec<Mount>) {
    let config = &record.config;
    let mut mounts = spec.mounts().clone().unwrap_or_default();
    for shm in mounts.iter_mut().filter(|mount| mount.destination().ends_with("dev/shm")) {
        let options = shm.options().iter().flatten().filter(|option| !option.starts_with("size=")).cloned();
        let size = format!("size={}", config.shm_size);
        shm.set_options(Some(options.chain([size]).collect()));
    }
    if config.namespaces.ipc == Namespace::Host {
        mounts.retain(|mount| !mount.destination().ends_with("dev/shm"));
        mounts.push(spec::bind("/dev/shm", "/dev/shm", &["rw", "nosuid", "noexec", "nodev"]));
    }
    let asked_for = |path: &str| mounts::is_asked_for(config, path);
    mounts.retain(|mount| !mount.destination().to_str().is_some_and(asked_for));
    let scratch: &[&str] = match config.read_only && config.read_only_tmpfs {
        _ if config.settings.systemd => &settings::SYSTEMD_SCRATCH,
        true => &["/run", "/tmp", "/var/tmp"],
        false => &[],
    };
    mounts.extend(scratch_mounts(scratch, &asked_for));
    let ours = files.iter().filter(|file| !asked_for(&file.destination));
    let dir = record.files();
    mounts.extend(ours.map(|file| spec::bind(dir.join(&file.name), &file.destination, &["rw", "nosuid", "nodev"])));
    mounts.extend(foreign_init(config).map(|path| spec::bind(path, INIT, &["ro", "nosuid", "nodev"])));
    mounts.extend(settings::devices(config));
    mounts.extend(own);
    spec.set_mounts(Some(mounts));
}

/// Directories in memory: with a read-only root, Podman keeps some writable (`--read-only-tmpfs`); systemd wants some.
fn scratch_mounts(paths: &[&str], asked_for: &dyn Fn(&str) -> bool) -> Vec<Mount> {
    let free = paths.iter().filter(|path| !asked_for(path));
    free.map(|path| spec::tmpfs(path, &["rw", "nosuid", "nodev", "mode=1777", "tmpcopyup"])).collect()
}

/// The system call filter of the container, compiled or from the cache.
pub(super) fn filter(config: &Config, spec: &Spec, cache: &std::path::Path) -> Result<Option<Filter>> {
    let profile = match &config.security.seccomp {
        Seccomp::Unconfined => Profile::Unconfined,
        Seccomp::Default if config.security.privileged => Profile::Unconfined,
        Seccomp::Default => Profile::Default,
        Seccomp::Profile { file, text } => Profile::Json { name: file, bytes: text.as_bytes() },
    };
    seccomp::filter(profile, spec::bounding(spec), Some(cache))
}
