//! Processes that see a container's files as the container does, whether it runs or not.
//!
//! Of a container that runs, such a process enters the mount namespace. Of one that does not, it serves the root
//! filesystem to itself, with the container's lock in hand.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::path::Path;
use std::time::Instant;

use oci_spec::runtime::Spec;
use rustix::fs::{CWD, Mode, OFlags};
use rustix::process::Pid;

use super::stop::{self, Held};
use super::{Engine, Session, exec, mounted, mounts, start};
use crate::error::{Context, Error, Result};
use crate::rootfs;
use crate::rootless::{self, ChildSide};
use crate::runtime::{Binds, Root};
use crate::store::Store;
use crate::store::containers::{Record, Status};
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace::{self, Kind as Namespace};
use crate::sys::process::{self, Fork};
use crate::sys::socket;
use crate::unionfs::Serving;

/// The longest message.
const LIMIT: usize = 16 * 1024;

/// A process that works, seen by the one that made it.
pub(super) struct Worker {
    messages: OwnedFd,
    process: OwnedFd,
}

/// The way back from a worker to its maker.
pub(super) struct Messages(OwnedFd);

impl Messages {
    /// Says what went wrong, where not the worker itself will.
    pub(super) fn fail(&self, error: &anyhow::Error) -> Result<()> {
        self.say_failure(&crate::error::to_words(error))
    }

    fn say_failure(&self, line: &str) -> Result<()> {
        let text = [b"e", line.as_bytes()].concat();
        socket::send(self.0.as_fd(), text.get(..LIMIT).unwrap_or(&text), &[])
    }

    /// Says something before the work is done.
    pub(super) fn send(&self, word: &[u8]) -> Result<()> {
        socket::send(self.0.as_fd(), &[b"w", word].concat(), &[])
    }
}

impl Worker {
    /// The next thing that the worker says.
    ///
    /// # Errors
    /// What the worker has failed with.
    pub(super) fn next_word(&self) -> Result<Option<Vec<u8>>> {
        let (bytes, _) = socket::receive(self.messages.as_fd(), LIMIT)?;
        match bytes.split_first() {
            Some((b'w', word)) => Ok(Some(word.to_vec())),
            Some((_, text)) => Err(crate::error::from_words(&String::from_utf8_lossy(text)).into()),
            None => Ok(None),
        }
    }

    /// Waits until the work is done.
    pub(super) fn finish(self) -> Result<()> {
        while self.next_word()?.is_some() {}
        match process::wait(self.process.as_fd())?.code() {
            0 => Ok(()),
            code => Err(Error::new(format!("the process that reads the container's files ended with {code}")).into()),
        }
    }
}

/// What of a container that does not run a worker sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Its root filesystem.
    Root,
    /// Its volumes and what it has of the host as well.
    Mounts,
}

/// Where a worker works.
enum Place<'a> {
    Host,
    /// The user's user namespace, where all ids of containers are, and the host's files.
    Namespace(ChildSide),
    /// A process of the container, and which of its namespaces are to be entered.
    Running {
        target: OwnedFd,
        namespaces: Vec<Namespace>,
    },
    Stopped {
        engine: &'a Engine<'a>,
        record: &'a Record,
        view: View,
        userns: ChildSide,
        ids: crate::unionfs::Ids,
        still: OwnedFd,
    },
}

/// Work on a container's files: `work` gets a handle on its root directory. The process keeps the descriptors `kept`
/// and its standard ones. This process must have one thread.
pub(super) fn in_container(
    engine: &Engine<'_>,
    record: &Record,
    view: View,
    kept: &[RawFd],
    work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>,
) -> Result<Worker> {
    let still = match reach(engine.store, record)? {
        Reached::Still(still) => still,
        Reached::Process(pid, target) => return in_running(pid, target, kept, work),
    };
    mounted::refuse_if_mounted(engine.store, record)?;
    let (maps, mode) = rootless::id_maps()?;
    let join = rootless::find_holder(&engine.dirs.runtime.join("userns"), &maps);
    let (parent_side, userns) = rootless::prepare(&maps, &mode, join)?;
    let ids = start::ids(record.config.namespaces.user.maps().unwrap_or(&maps));
    let kept: Vec<RawFd> = kept.iter().copied().chain(userns.descriptors()).chain([still.as_raw_fd()]).collect();
    let place = Place::Stopped { engine, record, view, userns, ids, still };
    spawn(place, &kept, work, |child| parent_side.map(child))
}

/// How a container's files are reached.
enum Reached {
    /// Nothing runs, and nothing will while this is open: the container's lock, or a word to its monitor.
    Still(OwnedFd),
    /// By the namespaces of a process that runs.
    Process(Pid, OwnedFd),
}

/// The way to a container's files. Of one that has ended under its monitor's hands the monitor is waited for.
fn reach(store: &Store, record: &Record) -> Result<Reached> {
    let deadline = Instant::now() + stop::TEARDOWN;
    loop {
        let record = match stop::hold(store, record)? {
            Held::ByCaller(alive) => return Ok(Reached::Still(alive.into())),
            Held::ByMonitor(record) => record,
        };
        let between_lives = record.state.status == Status::Restarting;
        if between_lives && let Some(held) = Session::hold(&record)? {
            return Ok(Reached::Still(held));
        }
        let has_run =
            between_lives || matches!(record.state.status, Status::Running | Status::Paused | Status::Stopping);
        match exec::target(&record) {
            Ok((pid, target)) => return Ok(Reached::Process(pid, target)),
            Err(_) if has_run && Instant::now() < deadline => std::thread::sleep(stop::PAUSE),
            Err(error) => return Err(error),
        }
    }
}

fn in_running(
    pid: Pid,
    target: OwnedFd,
    kept: &[RawFd],
    work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>,
) -> Result<Worker> {
    let foreign = namespace::foreign(pid)?;
    let namespaces = foreign.into_iter().filter(|kind| matches!(kind, Namespace::User | Namespace::Mount)).collect();
    let kept: Vec<RawFd> = kept.iter().copied().chain([target.as_raw_fd()]).collect();
    spawn(Place::Running { target, namespaces }, &kept, work, |_| Ok(()))
}

/// Work on the host's files as root of the user namespace of a container that runs.
pub(super) fn beside(record: &Record, kept: &[RawFd], work: impl FnOnce(&Messages) -> Result<()>) -> Result<Worker> {
    let (pid, target) = exec::target(record)?;
    let namespaces = namespace::foreign(pid)?.into_iter().filter(|kind| *kind == Namespace::User).collect();
    let kept: Vec<RawFd> = kept.iter().copied().chain([target.as_raw_fd()]).collect();
    spawn(Place::Running { target, namespaces }, &kept, |_, messages| work(messages), |_| Ok(()))
}

/// Work on the host's files.
pub(super) fn on_host(kept: &[RawFd], work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>) -> Result<Worker> {
    spawn(Place::Host, kept, work, |_| Ok(()))
}

/// Work on the host's files as root of the user's user namespace.
pub(super) fn in_namespace(
    engine: &Engine<'_>,
    work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>,
) -> Result<Worker> {
    let (maps, mode) = rootless::id_maps()?;
    let join = rootless::find_holder(&engine.dirs.runtime.join("userns"), &maps);
    let (parent_side, userns) = rootless::prepare(&maps, &mode, join)?;
    let kept = userns.descriptors();
    spawn(Place::Namespace(userns), &kept, work, |child| parent_side.map(child))
}

fn spawn(
    place: Place<'_>,
    kept: &[RawFd],
    work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>,
    meanwhile: impl FnOnce(rustix::process::Pid) -> Result<()>,
) -> Result<Worker> {
    let (here, there) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            let kept: Vec<RawFd> = kept.iter().copied().chain([there.as_raw_fd()]).collect();
            let messages = Messages(there);
            run(&messages, || {
                process::close_from_except(3, &kept)?;
                place.work(work, &messages)
            })
        }
        Fork::Parent(pid) => {
            drop((there, place));
            let process = process::pidfd_open(pid)?;
            meanwhile(pid)?;
            Ok(Worker { messages: here, process })
        }
    }
}

impl Place<'_> {
    fn work(self, work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>, messages: &Messages) -> Result<()> {
        match self {
            Place::Host => work(root()?.as_fd(), messages),
            Place::Namespace(userns) => {
                userns.enter(false)?;
                work(root()?.as_fd(), messages)
            }
            Place::Running { target, namespaces } => {
                // Nobody in the container may trace this process, whichever namespaces it shares with it.
                process::set_not_dumpable()?;
                for kind in [Namespace::User, Namespace::Mount] {
                    if namespaces.contains(&kind) {
                        namespace::join_process(target.as_fd(), &[kind])?;
                    }
                    if kind == Namespace::User {
                        // While the host's /proc is in sight.
                        rootless::become_root(false)?;
                    }
                }
                work(root()?.as_fd(), messages)
            }
            Place::Stopped { engine, record, view, userns, ids, still } => {
                userns.enter(false)?;
                namespace::unshare_mount()?;
                mount::set_propagation(Path::new("/"), Propagation::Slave)?;
                let result = served(engine, record, view, ids, work, messages);
                drop(still);
                result
            }
        }
    }
}

/// Serves the root filesystem to a process of its own that works on it: what serves has threads, and what works must
/// enter the container's user namespace, if it has one, which takes a process without.
fn served(
    engine: &Engine<'_>,
    record: &Record,
    view: View,
    ids: crate::unionfs::Ids,
    work: impl FnOnce(BorrowedFd<'_>, &Messages) -> Result<()>,
    messages: &Messages,
) -> Result<()> {
    let scratch = mount::new_filesystem("tmpfs", &[mount::Opt::Text("mode", "0755")], mount::Attributes::empty())?;
    mount::attach_at(scratch.as_fd(), &record.files())?;
    let userns = record.config.namespaces.user.maps().map(rootless::make_child).transpose()?;
    let rootfs = rootfs::prepare(engine.store, record, ids, userns.as_ref())?;
    let root = rootfs.root(engine.store, record, &record.files().join("lower"))?;
    let mut spec = Spec::default();
    let mounts = if view == View::Mounts { mounts::lasting(engine.store, record)? } else { Vec::new() };
    spec.set_mounts(Some(mounts)).set_linux(None);
    match process::fork()? {
        Fork::Child => run(messages, || {
            if let Some(userns) = &userns {
                namespace::join(userns.as_fd(), Namespace::User)?;
            }
            namespace::unshare_mount()?;
            let binds = Binds::open(&spec)?;
            let root = match root {
                Root::Mount(mount) => mount,
                Root::Overlay(overlay) => {
                    // Found as the user, mounted as the container's root.
                    let layers = overlay.look_up()?;
                    rootless::become_root(false)?;
                    layers.mount()?
                }
                Root::Directory(path) => mount::clone_tree(&path, true)?,
            };
            rootless::become_root(false)?;
            binds.place(root.as_fd(), &record.config.process.user)?;
            work(root.as_fd(), messages)
        }),
        Fork::Parent(pid) => {
            drop(root);
            let worker = process::pidfd_open(pid)?;
            let serving = rootfs.serve()?;
            let exit = process::wait(worker.as_fd())?;
            // What overlayfs had mounted is gone with the worker; what is attached here is not.
            mount::unmount(record.files(), true)?;
            serving.map_or(Ok(()), Serving::join)?;
            rootfs::ended(record);
            // The worker has said itself why it failed.
            process::exit_now(exit.code())
        }
    }
}

/// Runs a worker to its end.
fn run(messages: &Messages, work: impl FnOnce() -> Result<()>) -> ! {
    // A panic must not unwind into the frames that were copied from the parent.
    let error = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
        Ok(Ok(())) => process::exit_now(0),
        Ok(Err(error)) => crate::error::to_words(&error),
        Err(_) => "the process that reads the container's files panicked".to_owned(),
    };
    let _ = messages.say_failure(&error);
    process::exit_now(1)
}

fn root() -> Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::openat(CWD, "/", flags, Mode::empty()).context("open the root directory")
}
