//! The container's first process, from its first instruction to the command's.
//!
//! Order matters: host paths are opened first, the root is changed, then what was opened is put into place; privileges
//! go last, and the very last steps (the filter, the final capabilities, execve) need none.

mod accounts;
mod caps;
mod console;
mod copyup;
mod devices;
mod exec;
mod identity;
mod join;
mod limits;
mod mounts;
mod options;
mod protect;
mod reaper;
mod rootfs;
mod volume;

use std::convert::Infallible;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::path::Path;

use oci_spec::runtime::{LinuxNamespace, LinuxNamespaceType, Mount, Process, Spec};

use super::channel::Child;
use super::{Join, Launch, kept_descriptors};
use crate::error::{Context, Error, Kind, Result};
use crate::rootless;
use crate::sys::exec::Program;
use crate::sys::process::{self, Namespaces};
use crate::sys::seccomp::Filter;
use crate::sys::{mount, net, signal};
use identity::Identity;

/// The namespaces that the specification wants new.
pub(super) fn namespaces(spec: &Spec) -> Namespaces {
    let new = |kind| wants_new(spec, kind);
    Namespaces {
        pid: new(LinuxNamespaceType::Pid),
        mount: true,
        ipc: new(LinuxNamespaceType::Ipc),
        uts: new(LinuxNamespaceType::Uts),
        cgroup: new(LinuxNamespaceType::Cgroup),
        net: new(LinuxNamespaceType::Network),
    }
}

fn wants_new(spec: &Spec, kind: LinuxNamespaceType) -> bool {
    listed(spec, kind).is_some_and(|namespace| namespace.path().is_none())
}

/// Whether a namespace is neither new nor another container's.
fn is_hosts(spec: &Spec, kind: LinuxNamespaceType) -> bool {
    listed(spec, kind).is_none()
}

fn listed(spec: &Spec, kind: LinuxNamespaceType) -> Option<&LinuxNamespace> {
    let list = spec.linux().as_ref().and_then(|linux| linux.namespaces().as_ref());
    list.into_iter().flatten().find(|namespace| namespace.typ() == kind)
}

/// Runs the container's first process to its end.
pub(super) fn run(launch: Launch<'_>, channel: Child) -> ! {
    to_the_end(channel, |channel| stages(launch, channel))
}

/// Runs a process that joins a container to its end.
pub(super) fn run_joined(join: Join<'_>, warnings: Warnings, channel: Child) -> ! {
    to_the_end(channel, |channel| join::stages(join, warnings, channel))
}

pub(super) fn open_mount(mount: &Mount) -> Result<OwnedFd> {
    mounts::open_alone(mount)
}

/// User and group id of `user`, as typed, in the files below `root`.
pub(super) fn ids_of(user: &str, root: BorrowedFd<'_>) -> Result<(u32, u32)> {
    let identity = identity::resolve(Some(user), &[], &Process::default(), root)?;
    Ok((identity.uid, identity.gid))
}

/// The bind mounts of a container that does not run, for a process that works on its files.
pub(super) struct Binds<'a> {
    spec: &'a Spec,
    host: mounts::Host,
}

impl<'a> Binds<'a> {
    /// Copies what of the host's tree the container would get, as who this process is.
    pub(super) fn open(spec: &'a Spec) -> Result<Self> {
        Ok(Self { spec, host: mounts::of_host(spec)? })
    }

    /// Puts everything into place below `root`, which covers the root directory of this process's mount namespace from
    /// here on: before Linux 6.15 nothing can be attached below a mount that is not attached itself.
    pub(super) fn place(self, root: BorrowedFd<'_>, user: &str) -> Result<()> {
        let plan = mounts::open(self.spec, self.host)?;
        mount::attach_at(root, Path::new("/")).context("move_mount")?;
        plan.place(root, &mut Warnings::new())?;
        plan.give_to(&identity::resolve(Some(user), &[], &Process::default(), root)?)
    }
}

/// Gives this process the out-of-memory score of the specification's process.
pub(super) fn set_oom_score(process: &Process) -> Result<Warnings> {
    let mut warnings = Warnings::new();
    limits::set_oom_score(process, &mut warnings)?;
    Ok(warnings)
}

fn to_the_end(mut channel: Child, stages: impl FnOnce(&mut Child) -> Result<Infallible>) -> ! {
    // A panic must not unwind into the frames that were copied from the parent.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| stages(&mut channel)));
    let error = match result {
        Ok(Err(error)) => error,
        Err(_) => Error::new("the container's first process panicked").into(),
    };
    channel.failed(&error);
    process::exit_now(crate::error::kind(&error).exit_code())
}

/// What the first process tells its maker besides success and failure.
pub(super) type Warnings = Vec<String>;

fn stages(launch: Launch<'_>, channel: &mut Child) -> Result<Infallible> {
    let spec = launch.spec;
    let process = spec.process().as_ref().ok_or_else(|| Error::new("the specification has no process"))?;
    let mut warnings = Warnings::new();
    if wants_new(spec, LinuxNamespaceType::Network) {
        channel.network()?;
    }
    isolate(&launch, channel, &mut warnings)?;
    set_names(spec)?;
    let host = mounts::of_host(spec)?;
    let root = rootfs::of_host(launch.root)?;
    // The host's files were opened as who the user is there; what is made from here on belongs to the container's root.
    rootless::become_root(launch.keep_groups)?;
    let plan = mounts::open(spec, host)?;
    plan.set_sysctls(spec)?;
    let root = rootfs::enter(root, spec)?;
    accounts::add(root.as_fd(), "/etc/passwd", launch.passwd)?;
    accounts::add(root.as_fd(), "/etc/group", launch.group)?;
    plan.place(root.as_fd(), &mut warnings)?;
    let terminal = console::open(&launch.stdio, root.as_fd())?;
    let identity = identity::resolve(launch.user, launch.groups, process, root.as_fd())?;
    plan.give_to(&identity)?;
    protect::apply(spec, root.as_fd(), plan.null.as_fd())?;
    exec::make_directories(root.as_fd(), spec, launch.directories)?;
    if let Some(id) = launch.existing_cwd {
        exec::require_directory(root.as_fd(), spec, process.cwd(), id)?;
    }
    exec::enter_directory(root.as_fd(), process, &identity)?;
    rootfs::seal(spec, root.as_fd())?;

    let master = console::connect(launch.stdio, terminal, &identity)?;
    let last = Last {
        preserved: &launch.preserved,
        seccomp: launch.seccomp.as_ref(),
        keep_groups: launch.keep_groups,
        warnings,
        dies_with_parent: true,
    };
    let mut program = last.steps(process, &identity, channel, master)?;
    if launch.init {
        return reaper::run(&mut program);
    }
    program.address_sockets();
    Err(exec::failure(&program, program.exec()))
}

/// What the last steps before the command need.
struct Last<'a> {
    preserved: &'a [Option<OwnedFd>],
    seccomp: Option<&'a Filter>,
    keep_groups: bool,
    warnings: Warnings,
    dies_with_parent: bool,
}

impl Last<'_> {
    /// From a process with its root and its streams to one that has nothing left to do but to execute the program: gives
    /// up privileges, waits for the word, and loads the filter.
    fn steps(
        self,
        process: &Process,
        identity: &Identity,
        channel: &Child,
        mut master: Option<OwnedFd>,
    ) -> Result<Program> {
        let mut warnings = self.warnings;
        if let Some(fd) = &mut master {
            *fd =
                rustix::io::fcntl_dupfd_cloexec(&*fd, lowest_free(self.preserved)).context("fcntl(F_DUPFD_CLOEXEC)")?;
        }
        let first_unkept = exec::place_preserved(self.preserved)?;
        limits::apply(process, &mut warnings)?;
        let privileges = caps::reduce(process, identity, self.keep_groups, &mut warnings)?;
        let program = exec::prepare(process, identity)?;
        if self.dies_with_parent {
            process::die_with_parent()?;
        }
        if !channel.ready(master.as_ref().map(AsFd::as_fd), warnings)? {
            process::exit_now(Kind::Engine.exit_code());
        }
        drop(master);
        process::cloexec_from(first_unkept)?;
        if let Some(filter) = self.seccomp {
            filter.load()?;
        }
        privileges.give_up()?;
        Ok(program)
    }
}

/// Leaves behind what a process inherits: descriptors, session, keyring, signals.
fn isolate(launch: &Launch<'_>, channel: &mut Child, warnings: &mut Warnings) -> Result<()> {
    let more: Vec<RawFd> = launch.root.descriptor().into_iter().chain([channel.as_raw_fd()]).collect();
    let kept = kept_descriptors(&launch.preserved, &launch.stdio, &more);
    leave_behind(&kept, &launch.preserved, channel)?;
    if let Some(process) = launch.spec.process() {
        limits::set_oom_score(process, warnings)?;
    }
    // After the write above, which is refused to a process that cannot be dumped. From here on nobody in the container
    // can reach this binary through /proc, whichever namespaces this process is in.
    process::set_not_dumpable()
}

fn leave_behind(kept: &[RawFd], preserved: &[Option<OwnedFd>], channel: &mut Child) -> Result<()> {
    process::close_from_except(3, kept)?;
    // Out of the way of the descriptors that the command keeps.
    channel.move_above(lowest_free(preserved))?;
    signal::reset()?;
    rustix::process::setsid().context("setsid")?;
    process::join_new_session_keyring();
    Ok(())
}

/// The first descriptor after those that the command keeps.
fn lowest_free(preserved: &[Option<OwnedFd>]) -> RawFd {
    3 + preserved.len() as RawFd
}

fn set_names(spec: &Spec) -> Result<()> {
    if wants_new(spec, LinuxNamespaceType::Network) {
        net::loopback_up()?;
    }
    if !wants_new(spec, LinuxNamespaceType::Uts) {
        return Ok(());
    }
    if let Some(name) = spec.hostname() {
        rustix::system::sethostname(name.as_bytes()).map_err(|errno| hostname_refused(name, errno.into()))?;
    }
    if let Some(name) = spec.domainname() {
        rustix::system::setdomainname(name.as_bytes()).with_context(|| format!("setdomainname({name:?})"))?;
    }
    Ok(())
}

/// Root of its own namespaces is refused a hostname by seccomp filters alone: those of containers, and of services.
fn hostname_refused(name: &str, cause: std::io::Error) -> Error {
    let error = Error::new(format!("sethostname({name:?}): {cause}"));
    match cause.kind() {
        std::io::ErrorKind::PermissionDenied => error.hint(
            "run the outer container with `--security-opt seccomp=unconfined --security-opt unmask=ALL`, \
             or the outer service without ProtectHostname",
        ),
        _ => error,
    }
}

/// The value of `name` in the process's environment.
fn variable<'a>(process: &'a Process, name: &str) -> Option<&'a str> {
    let list = process.env().iter().flatten();
    list.rev().find_map(|entry| entry.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}
