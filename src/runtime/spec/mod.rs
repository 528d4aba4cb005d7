//! The specification that a container has when nobody asks for anything, as Docker and Podman have it.

mod capabilities;
mod mounts;

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use oci_spec::runtime::{
    Linux, LinuxDevice, LinuxNamespace, LinuxNamespaceType, PosixRlimit, PosixRlimitBuilder, PosixRlimitType, Process,
    Root, Spec,
};
use rustix::process::{Resource, getrlimit};

pub(super) use capabilities::of as set_of;
pub(crate) use capabilities::{
    CapabilitySet, bounding, default_capabilities, describe as describe_capabilities, names as capability_names,
    parse_capability, set_capabilities,
};
pub(crate) use mounts::{bind, default_mounts, mount, tmpfs};

/// The search path of a container whose image has none.
pub(crate) const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What programs of the container shall not see of the kernel: covered by an empty directory or by /dev/null.
const MASKED: [&str; 13] = [
    "/proc/acpi",
    "/proc/asound",
    "/proc/interrupts",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/sys/devices/virtual/powercap",
    "/sys/firmware",
    "/sys/fs/selinux",
];

/// What they may only read.
const READONLY: [&str; 5] = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

/// Most files that a container may have open, where the host allows as many (Docker's and Podman's number).
const NOFILE: u64 = 1_048_576;

/// The default specification: namespaces, mounts, capabilities, hidden paths, limits, the root user, `sh` in `/`. With
/// `host_network` there is no network namespace, and no sysctls of one.
pub(crate) fn default_spec(host_network: bool) -> Spec {
    let mut process = Process::default();
    process
        .set_terminal(Some(false))
        .set_args(Some(vec!["sh".into()]))
        .set_env(Some(vec![format!("PATH={DEFAULT_PATH}"), "container=podman".into()]))
        .set_cwd(PathBuf::from("/"))
        .set_rlimits(Some(limits()))
        .set_no_new_privileges(Some(false))
        .set_oom_score_adj(None);
    capabilities::set_all(&mut process, capabilities::DEFAULT);
    let mut root = Root::default();
    root.set_path(PathBuf::from("/")).set_readonly(Some(false));
    let mut spec = Spec::default();
    spec.set_process(Some(process))
        .set_root(Some(root))
        .set_hostname(None)
        .set_mounts(Some(default_mounts()))
        .set_linux(Some(linux(host_network)));
    spec
}

fn linux(host_network: bool) -> Linux {
    let paths = |list: &[&str]| Some(list.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>());
    let sysctls = [("net.ipv4.ip_unprivileged_port_start", "0"), ("net.ipv4.ping_group_range", "0 65535")];
    let sysctls = sysctls.iter().filter(|_| !host_network).map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let mut linux = Linux::default();
    linux
        .set_resources(None)
        .set_sysctl(Some(sysctls.collect()))
        .set_namespaces(Some(namespaces(host_network)))
        .set_masked_paths(paths(&MASKED))
        .set_readonly_paths(paths(&READONLY));
    linux
}

fn namespaces(host_network: bool) -> Vec<LinuxNamespace> {
    use LinuxNamespaceType::{Cgroup, Ipc, Mount, Network, Pid, Uts};
    let own = |kind| {
        let mut namespace = LinuxNamespace::default();
        namespace.set_typ(kind).set_path(None);
        namespace
    };
    let kinds = [Pid, Mount, Ipc, Uts, Cgroup, Network];
    kinds.into_iter().filter(|kind| !(host_network && *kind == Network)).map(own).collect()
}

/// Limits no higher than this process may set, so that they never fail.
fn limits() -> Vec<PosixRlimit> {
    let hard = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX).min(NOFILE);
    vec![limit(PosixRlimitType::RlimitNofile, hard, hard)]
}

/// A resource limit for the specification.
pub(crate) fn limit(kind: PosixRlimitType, soft: u64, hard: u64) -> PosixRlimit {
    PosixRlimitBuilder::default().typ(kind).soft(soft).hard(hard).build().unwrap_or_default()
}

/// Turns `spec` into that of a privileged container: all capabilities that there are, nothing hidden or read-only, and
/// every device of the host that can be bound. The caller leaves seccomp out as well.
pub(crate) fn make_privileged(spec: &mut Spec) {
    if let Some(process) = spec.process_mut() {
        capabilities::set_all(process, CapabilitySet::all_known());
    }
    if let Some(linux) = spec.linux_mut() {
        linux.set_masked_paths(None).set_readonly_paths(None).set_devices(Some(host_devices()));
    }
    for mount in spec.mounts_mut().iter_mut().flatten().filter(|m| mounts::is_kernel_tree(m)) {
        let options = mount.options().iter().flatten().filter(|option| *option != "ro").cloned().collect();
        mount.set_options(Some(options));
    }
}

/// The host's device nodes below `/dev`, without those that every container has of its own.
fn host_devices() -> Vec<LinuxDevice> {
    let own = ["pts", "shm", "mqueue", "ptmx", "console", "fd", "stdin", "stdout", "stderr"];
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::from("/dev")];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            if dir.as_os_str() == "/dev" && (own.iter().any(|own| *own == name) || is_virtual_console(&name)) {
                continue;
            }
            if kind.is_dir() {
                waiting.push(entry.path());
            } else {
                found.extend(mounts::device(entry.path(), kind));
            }
        }
    }
    found
}

/// The consoles of whoever sits at the host are nobody's business (`tty0`, `tty1`, …).
fn is_virtual_console(name: &std::ffi::OsStr) -> bool {
    let number = name.as_bytes().strip_prefix(b"tty").unwrap_or_default();
    !number.is_empty() && number.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_network_has_no_namespace_and_no_sysctls() {
        let count = |host| default_spec(host).linux().as_ref().unwrap().namespaces().as_ref().unwrap().len();
        assert_eq!((count(false), count(true)), (6, 5));
        let spec = default_spec(true);
        assert!(spec.linux().as_ref().unwrap().sysctl().as_ref().unwrap().is_empty());
    }

    #[test]
    fn privileged_hides_nothing() {
        let mut spec = default_spec(false);
        make_privileged(&mut spec);
        let linux = spec.linux().as_ref().unwrap();
        assert!(linux.masked_paths().is_none() && linux.readonly_paths().is_none());
        assert!(linux.devices().as_ref().unwrap().iter().any(|device| device.path().ends_with("null")));
        assert!(bounding(&spec).contains(CapabilitySet::SYS_ADMIN));
        let sys = spec.mounts().as_ref().unwrap().iter().find(|m| m.destination().ends_with("sys")).unwrap();
        assert!(!sys.options().as_ref().unwrap().iter().any(|option| option == "ro"));
    }

    #[test]
    fn limits_are_within_reach() {
        for limit in limits() {
            assert!(getrlimit(Resource::Nofile).maximum.is_none_or(|max| limit.hard() <= max));
        }
    }
}
