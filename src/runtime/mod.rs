//! The container's first process: namespaces, mounts, identity, capabilities, seccomp, exec.
//!
//! Invariant: entered with exactly one thread. Everything of the host that the container gets (bind sources, devices) is
//! opened before the root is changed; every path of the container is resolved after that, or by openat2 below its root.

mod channel;
mod ends;
mod init;
pub(crate) mod seccomp;
pub(crate) mod spec;
mod stage;
#[cfg(test)]
mod tests;

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::path::PathBuf;

use oci_spec::runtime::{Mount, Process, Spec};
use rustix::process::Pid;

use crate::error::{Context, Result};
use crate::sys::namespace::{self, Kind};
use crate::sys::overlay::{Lower, Overlay};
use crate::sys::process::{self, Cloned, Descriptors, Namespaces};
use crate::sys::seccomp::Filter;
use crate::sys::tty::Winsize;

pub(crate) use ends::{Ends, Output, Stream};

/// The container's root filesystem.
#[derive(Debug)]
pub(crate) enum Root {
    /// A mount that is attached nowhere: of the union filesystem, or any other.
    Mount(OwnedFd),
    /// Kernel overlayfs, which the first process mounts itself: its lower layer may be served from this process, which
    /// may start threads for that only after the first process was cloned.
    Overlay(Overlay),
    /// A directory of the host, which becomes a mount of its own in the container.
    Directory(PathBuf),
}

impl Root {
    /// The descriptor that the first process needs for it.
    fn descriptor(&self) -> Option<RawFd> {
        match self {
            Root::Mount(mount) | Root::Overlay(Overlay { lower: Lower::Mount { mount, .. }, .. }) => {
                Some(mount.as_raw_fd())
            }
            Root::Overlay(Overlay { lower: Lower::Directory(_), .. }) | Root::Directory(_) => None,
        }
    }
}

/// What the container's first process reads and writes.
#[derive(Debug)]
pub(crate) enum Stdio {
    /// Descriptors 0, 1 and 2. Pipes among them are given to the container's user, so that it can open `/dev/stdout`.
    Pipes { stdin: OwnedFd, stdout: OwnedFd, stderr: OwnedFd },
    /// A new terminal of the container; its master comes with [`Prepared`].
    Terminal { size: Option<Winsize> },
}

/// Everything that [`spawn`] needs.
#[derive(Debug)]
pub(crate) struct Launch<'a> {
    /// What to run, and how. Used: process, hostname, domainname, root.readonly, mounts, and of linux: namespaces,
    /// devices, sysctl, maskedPaths, readonlyPaths, rootfsPropagation.
    pub(crate) spec: &'a Spec,
    pub(crate) root: Root,
    /// Namespaces to be in which are there already: the specification does not want those new. Without a user namespace
    /// among them, it is the caller's.
    pub(crate) joined: Vec<(Kind, OwnedFd)>,
    pub(crate) stdio: Stdio,
    /// Who to run as, as typed (`name`, `uid`, `name:group`, `uid:gid`): looked up in the container's own files. With
    /// `None`, `process.user` of the spec says it in numbers.
    pub(crate) user: Option<&'a str>,
    /// Supplementary groups besides those that the user has in the container's files, by name or number.
    pub(crate) groups: &'a [String],
    /// Whether the command keeps the supplementary groups of the caller and gets no others.
    pub(crate) keep_groups: bool,
    /// Lines for the container's `/etc/passwd` and `/etc/group`, where these do not have the ids.
    pub(crate) passwd: &'a [String],
    pub(crate) group: &'a [String],
    /// The container's id, when its working directory must be there: otherwise it is made.
    pub(crate) existing_cwd: Option<&'a str>,
    /// Directories that are made before the command runs where there is nothing and no mount.
    pub(crate) directories: &'a [String],
    /// Whether process 1 is ours: it runs the command as its child, forwards signals and reaps.
    pub(crate) init: bool,
    /// The filter to run under, made ready by [`seccomp::filter`].
    pub(crate) seccomp: Option<Filter>,
    /// Become descriptors 3, 4 … of the container's command.
    pub(crate) preserved: Descriptors,
}

/// Everything that [`join`] needs.
#[derive(Debug)]
pub(crate) struct Join<'a> {
    /// What to run: args, env, cwd, capabilities, limits, no_new_privileges, additional groups, umask.
    pub(crate) process: &'a Process,
    /// A process of the container whose namespaces and root the command gets.
    pub(crate) target: BorrowedFd<'a>,
    /// Those of its namespaces that this process is not in.
    pub(crate) namespaces: Vec<namespace::Kind>,
    pub(crate) stdio: Stdio,
    /// As in [`Launch`].
    pub(crate) user: Option<&'a str>,
    /// As those of [`Launch`].
    pub(crate) groups: &'a [String],
    pub(crate) keep_groups: bool,
    pub(crate) seccomp: Option<Filter>,
    /// As in [`Launch`].
    pub(crate) preserved: Descriptors,
}

/// A first process that builds its mounts.
#[derive(Debug)]
pub(crate) struct Starting {
    pid: Pid,
    pidfd: OwnedFd,
    channel: channel::Parent,
}

/// What a first process has to say when it waits for the word.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The master of the container's terminal.
    pub(crate) console: Option<OwnedFd>,
    /// What was asked for and could only be had in part, in words for the user.
    pub(crate) warnings: Vec<String>,
}

/// Clones the container's first process. This process must have one thread, must be root of its user namespace and must
/// own its mount namespace; it may start threads afterwards.
pub(crate) fn spawn(launch: Launch<'_>) -> Result<Starting> {
    let (parent, child) = channel::pair()?;
    if !launch.joined.is_empty() {
        let (pid, pidfd) = stage::spawn(launch, &parent, child)?;
        return Ok(Starting { pid, pidfd, channel: parent });
    }
    match process::clone3(init::namespaces(launch.spec))? {
        Cloned::Child => {
            drop(parent);
            init::run(launch, child)
        }
        Cloned::Parent { pid, pidfd } => Ok(Starting { pid, pidfd, channel: parent }),
    }
}

/// Makes a process inside a container that runs. This process must have one thread; it enters the container's user
/// namespace for good, with all capabilities there, and cannot be traced from inside. It stays out of the others, so that
/// it keeps nothing of the container alive.
pub(crate) fn join(join: Join<'_>) -> Result<Starting> {
    let (parent, child) = channel::pair()?;
    // The new process inherits it; neither may write it any more once it cannot be dumped.
    let warnings = init::set_oom_score(join.process)?;
    process::set_not_dumpable()?;
    join.enter(Part::First)?;
    match process::clone3(Namespaces::default())? {
        Cloned::Child => {
            drop(parent);
            init::run_joined(join, warnings, child)
        }
        Cloned::Parent { pid, pidfd } => Ok(Starting { pid, pidfd, channel: parent }),
    }
}

/// The bind mounts of a container that does not run, for a process that works on its files: what the container would get
/// of the host is copied first, and put into place when this process is who it works as.
pub(crate) struct Binds<'a>(init::Binds<'a>);

impl<'a> Binds<'a> {
    /// # Errors
    /// A source that is not there.
    pub(crate) fn open(spec: &'a Spec) -> Result<Self> {
        init::Binds::open(spec).map(Self)
    }

    /// Mounts everything below `root`, over the root directory of this process, whose mount namespace must be its own. A new
    /// volume is filled as the container's start would fill it, and belongs to `user`.
    pub(crate) fn place(self, root: BorrowedFd<'_>, user: &str) -> Result<()> {
        self.0.place(root, user)
    }
}

/// What a bind mount or a filesystem in memory shows, attached nowhere.
pub(crate) fn open_mount(mount: &Mount) -> Result<OwnedFd> {
    init::open_mount(mount)
}

/// User and group id of `user`, as typed, in the files of the container whose root directory is `root`.
pub(crate) fn ids_of(user: &str, root: BorrowedFd<'_>) -> Result<(u32, u32)> {
    init::ids_of(user, root)
}

/// The two halves of a container's namespaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those that decide what a process may do and what its children are: user and pid.
    First,
    Rest,
}

impl Join<'_> {
    fn enter(&self, part: Part) -> Result<()> {
        let part_of = |kind| match kind {
            namespace::Kind::User | namespace::Kind::Pid => Part::First,
            _ => Part::Rest,
        };
        let kinds: Vec<_> = self.namespaces.iter().copied().filter(|kind| part_of(*kind) == part).collect();
        if kinds.is_empty() { Ok(()) } else { namespace::join_process(self.target, &kinds) }
    }
}

impl Starting {
    /// The first process, as this process sees it.
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    /// The first process's pidfd.
    pub(crate) fn process(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }

    /// The network namespace of a process that got a new one. It comes from the process itself: there is no other way to
    /// it once the process cannot be dumped. To be asked for once, and before [`Self::prepared`].
    pub(crate) fn network(&mut self) -> Result<OwnedFd> {
        self.channel.network().with_context(|| format!("start of process {}", self.pid.as_raw_nonzero()))
    }

    /// Waits until the process has its root, its mounts and its identity and waits for the word.
    pub(crate) fn prepared(&mut self) -> Result<Prepared> {
        self.channel.prepared()
    }

    /// Gives the word, and waits until the command executes; what comes back is its pidfd. An error has the kind
    /// [`crate::error::Kind::CommandNotFound`] or [`crate::error::Kind::NotExecutable`] when the command is to blame.
    pub(crate) fn start(self) -> Result<OwnedFd> {
        self.channel.start()?;
        Ok(self.pidfd)
    }
}

/// The descriptors that the new process needs from its parent.
fn kept_descriptors(preserved: &[Option<OwnedFd>], stdio: &Stdio, more: &[RawFd]) -> Vec<RawFd> {
    let mut kept: Vec<_> = preserved.iter().flatten().map(AsRawFd::as_raw_fd).collect();
    kept.extend(more);
    if let Stdio::Pipes { stdin, stdout, stderr } = stdio {
        kept.extend([stdin.as_raw_fd(), stdout.as_raw_fd(), stderr.as_raw_fd()]);
    }
    kept
}
