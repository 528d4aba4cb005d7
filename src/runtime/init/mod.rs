//! The container's first process, from its first instruction to the command's.

use oci_spec::runtime::{LinuxNamespaceType, Spec};

use super::channel::Child;
use super::{Launch, kept_descriptors};
use crate::sys::process::{self, Namespaces};

/// The namespaces that the specification wants new.
pub(super) fn namespaces(spec: &Spec) -> Namespaces {
    let list = spec.linux().as_ref().and_then(|linux| linux.namespaces().as_ref());
    let new = |kind| list.into_iter().flatten().any(|n| n.typ() == kind && n.path().is_none());
    Namespaces {
        pid: new(LinuxNamespaceType::Pid),
        mount: true,
        ipc: new(LinuxNamespaceType::Ipc),
        uts: new(LinuxNamespaceType::Uts),
        cgroup: new(LinuxNamespaceType::Cgroup),
        net: new(LinuxNamespaceType::Network),
    }
}

/// Runs the container's first process to its end.
pub(super) fn run(launch: Launch<'_>, channel: Child) -> ! {
    let _ = kept_descriptors(&launch, &channel);
    channel.failed(&anyhow::anyhow!("not yet"));
    process::exit_now(125)
}
