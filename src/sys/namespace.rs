//! Namespaces: getting new ones, holding those of others, and joining them (namespaces(7), setns(2)).

use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::thread::{ThreadNameSpaceType, UnshareFlags};

use crate::error::{Context, Result};

/// A kind of namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Cgroup,
    Ipc,
    Mount,
    Net,
    /// Joining it concerns the processes made afterwards, not the one that joins.
    Pid,
    User,
    Uts,
}

impl Kind {
    /// Its file in `/proc/PID/ns`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Cgroup => "cgroup",
            Kind::Ipc => "ipc",
            Kind::Mount => "mnt",
            Kind::Net => "net",
            Kind::Pid => "pid",
            Kind::User => "user",
            Kind::Uts => "uts",
        }
    }

    fn flag(self) -> ThreadNameSpaceType {
        match self {
            Kind::Cgroup => ThreadNameSpaceType::CONTROL_GROUP,
            Kind::Ipc => ThreadNameSpaceType::INTER_PROCESS_COMMUNICATION,
            Kind::Mount => ThreadNameSpaceType::MOUNT,
            Kind::Net => ThreadNameSpaceType::NETWORK,
            Kind::Pid => ThreadNameSpaceType::PROCESS_ID,
            Kind::User => ThreadNameSpaceType::USER,
            Kind::Uts => ThreadNameSpaceType::HOST_NAME_AND_NIS_DOMAIN_NAME,
        }
    }
}

/// All kinds, in the order in which setns(2) takes them.
const ALL: [Kind; 7] = [Kind::User, Kind::Mount, Kind::Uts, Kind::Ipc, Kind::Pid, Kind::Cgroup, Kind::Net];

/// The kinds of which the process `pid` has another namespace than this process. To ask is the right of those who may
/// trace the process.
pub(crate) fn foreign(pid: Pid) -> Result<Vec<Kind>> {
    let [pid, own] = [pid, rustix::process::getpid()].map(|pid| pid.as_raw_nonzero().get());
    let mut foreign = Vec::new();
    for kind in ALL {
        if number(pid, kind)? != number(own, kind)? {
            foreign.push(kind);
        }
    }
    Ok(foreign)
}

/// What tells the namespace that the process `pid` is in from all others, as long as it exists: its inode number.
pub(crate) fn number(pid: i32, kind: Kind) -> Result<u64> {
    let path = format!("/proc/{pid}/ns/{}", kind.name());
    // There is one file system of namespaces, so that the device need not be compared.
    rustix::fs::stat(&path).map(|stat| stat.st_ino).with_context(|| format!("stat {path}"))
}

/// A handle on the namespace that the process `pid` is in. It stays valid when the process ends.
pub(crate) fn of(pid: Pid, kind: Kind) -> Result<OwnedFd> {
    open(Path::new(&format!("/proc/{}/ns/{}", pid.as_raw_nonzero(), kind.name())))
}

/// A handle on the namespace that `path` is a file of. That it is one shows when it is joined.
pub(crate) fn open(path: &Path) -> Result<OwnedFd> {
    rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
        .with_context(|| format!("open {}", path.display()))
}

/// Moves this thread into a namespace; EINVAL when it is of another kind. A user or mount namespace can be joined by a
/// process of one thread only, and needs CAP_SYS_ADMIN in it.
pub(crate) fn join(namespace: BorrowedFd<'_>, kind: Kind) -> Result<()> {
    let kinds = kind.flag();
    rustix::thread::move_into_thread_name_spaces(namespace, kinds).with_context(|| format!("setns({})", kind.name()))
}

/// Moves this thread into those namespaces of the process behind `pidfd`, all at once or none. With the user namespace
/// among them, its capabilities count for the others. ESRCH when the process has ended.
pub(crate) fn join_process(pidfd: BorrowedFd<'_>, kinds: &[Kind]) -> Result<()> {
    let all = kinds.iter().fold(ThreadNameSpaceType::empty(), |all, kind| all | kind.flag());
    rustix::thread::move_into_thread_name_spaces(pidfd, all).with_context(|| format!("setns(pidfd, {kinds:?})"))
}

/// Gives this process a new user namespace (unshare(2)). Fails with EINVAL when it has more than one thread.
pub(crate) fn unshare_user() -> Result<(), Errno> {
    // SAFETY: no descriptors are unshared, which is what the function is unsafe for.
    unsafe { rustix::thread::unshare_unsafe(UnshareFlags::NEWUSER) }
}

/// Gives this process a copy of its mount namespace (unshare(2)).
pub(crate) fn unshare_mount() -> Result<()> {
    // SAFETY: as in `unshare_user`.
    unsafe { rustix::thread::unshare_unsafe(UnshareFlags::NEWNS) }.context("unshare(CLONE_NEWNS)")
}

/// Gives this process a new network namespace (unshare(2)), whose loopback interface is down.
pub(crate) fn unshare_network() -> Result<()> {
    // SAFETY: as in `unshare_user`.
    unsafe { rustix::thread::unshare_unsafe(UnshareFlags::NEWNET) }.context("unshare(CLONE_NEWNET)")
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsFd;

    use super::*;
    use crate::sys::process::{self, Exit, Fork};
    use crate::sys::testing;

    #[test]
    fn a_process_joins_another_ones_namespaces() {
        testing::in_own_process("sys::namespace::tests::a_process_joins_another_ones_namespaces", || {
            let (ready, tell) = rustix::pipe::pipe().unwrap();
            let first = match process::fork().unwrap() {
                Fork::Child => {
                    unshare_user().unwrap();
                    unshare_mount().unwrap();
                    rustix::io::write(&tell, b"x").unwrap();
                    loop {
                        rustix::thread::sched_yield();
                    }
                }
                Fork::Parent(pid) => pid,
            };
            rustix::io::read(&ready, &mut [0; 1]).unwrap();
            let pidfd = process::pidfd_open(first).unwrap();
            let link = |pid: &str, kind: Kind| std::fs::read_link(format!("/proc/{pid}/ns/{}", kind.name())).unwrap();
            let (first_pid, first) = (first, first.as_raw_nonzero().to_string());
            assert_ne!(link("self", Kind::User), link(&first, Kind::User));
            assert!(join(open(Path::new("/proc/self/ns/uts")).unwrap().as_fd(), Kind::Ipc).is_err());
            assert_eq!(foreign(first_pid).unwrap(), [Kind::User, Kind::Mount]);
            join_process(pidfd.as_fd(), &[Kind::User, Kind::Mount]).unwrap();
            for kind in [Kind::User, Kind::Mount] {
                assert_eq!(link("self", kind), link(&first, kind));
            }
            assert!(process::pidfd_send_signal(pidfd.as_fd(), 9).unwrap());
            assert_eq!(process::wait(pidfd.as_fd()).unwrap(), Exit::Signal(9));
        });
    }
}
