//! The process beside each container: serves its root filesystem, moves its input and output, records how it ended.
//!
//! It is forked by the command that starts the container and belongs to nobody. It has one thread until the container's
//! first process is cloned. It holds the container's `alive` lock from before its birth to its end.

mod backoff;
mod client;
mod clients;
mod group;
mod health;
mod hold;
mod life;
mod listener;
pub(crate) mod log;
pub(crate) mod protocol;
mod pump;
mod setup;
mod signals;
pub(crate) mod stdin;

use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::PathBuf;

use oci_spec::runtime::Spec;
use rustix::process::Pid;

use crate::config::Systemd;
use crate::error::{self, Result};
use crate::network;
use crate::rootless::{self, ChildSide, Holding, IdMaps};
use crate::store::Store;
use crate::store::containers::{Check, Groups, ProcessId, Record};
use crate::sys::memory;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace;
use crate::sys::proc;
use crate::sys::process::{self, Descriptors};
use crate::sys::seccomp::Filter;
use crate::sys::signal::Signals;
use crate::sys::tty::Winsize;
use crate::unionfs::Ids;

pub(crate) use health::Answer;

use client::Client;
use clients::Clients;
use group::OwnGroup;
use listener::Listener;
use protocol::{Failure, Kind};

/// What a monitor has to do.
pub(crate) struct Task<'a> {
    pub(crate) store: &'a Store,
    pub(crate) record: &'a Record,
    pub(crate) network: network::Mode,
    pub(crate) maps: IdMaps,
    pub(crate) ids: Ids,
    /// Where the holders of the user namespace are listed.
    pub(crate) holders: PathBuf,
    /// The command waits for a client's word before it is executed.
    pub(crate) hold: bool,
    /// The service manager of the command that starts the container.
    pub(crate) systemd: &'a Systemd,
    pub(crate) above: &'a dyn Above,
    /// The container is one step of something larger, and has no life of its own.
    pub(crate) step: Option<Step<'a>>,
    /// The caller's own streams, where the container gets them.
    pub(crate) streams: Option<[OwnedFd; 3]>,
    /// That of the first client's terminal, for a command that asks before the client has said anything.
    pub(crate) terminal_size: Option<Winsize>,
}

/// What makes a container a step.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    /// The process that it must not outlive.
    pub(crate) maker: Pid,
    /// Called when the command has ended well and nothing is mounted any more: the maker is told what it gives. The caller
    /// is root of the user's namespace then.
    pub(crate) harvest: &'a dyn Fn(&Record) -> Result<Vec<u8>>,
}

/// What a monitor has done by those who know more of containers than it does.
pub(crate) trait Above {
    /// What the container is started from once more. This process is in the user's namespace.
    fn parts(&self) -> Result<Parts>;

    /// Removes the image of a container that is gone, unless others need it.
    fn remove_image(&self) -> Result<()>;

    /// Runs a check's command in the container, in a process of its own that has nothing else to do. It may keep no more
    /// than `max_output` characters of what the command writes (0: all). Nothing comes of a container that is paused.
    fn check(&self, check: &Check, max_output: u32) -> Result<Option<Answer>>;
}

/// What a container is started from, made anew for each of its lives.
pub(crate) struct Parts {
    pub(crate) spec: Spec,
    /// Files that the engine gives to the container.
    pub(crate) files: Vec<EngineFile>,
    /// The namespaces of others that the container is in.
    pub(crate) joined: Vec<(namespace::Kind, OwnedFd)>,
    pub(crate) seccomp: Option<Filter>,
}

/// A file that the engine gives to a container.
pub(crate) struct EngineFile {
    /// Below the container's `files`.
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    /// User and group, as the container numbers them.
    pub(crate) owner: (u32, u32),
    pub(crate) mode: u32,
}

/// What the command hands over to the monitor for good.
pub(crate) struct Handover {
    /// The container's lock, held by the monitor alone from here on.
    pub(crate) alive: File,
    /// The first client's connection.
    pub(crate) socket: OwnedFd,
    /// Whether that client stays with the container: it gets the output, and the input ends with it.
    pub(crate) attached: bool,
    pub(crate) userns: ChildSide,
    /// What the container is started from first.
    pub(crate) parts: Parts,
    /// Descriptors 3, 4 … of the container's command, in each of its lives.
    pub(crate) descriptors: Result<Descriptors>,
}

/// What all lives of a container have around them.
struct Around {
    group: OwnGroup,
    descriptors: Descriptors,
}

/// Runs the monitor until the container has ended for good and is cleaned up. The exit code of this process is the
/// container's: a service manager may know no other.
pub(crate) fn run(task: &Task<'_>, handover: Handover) -> u8 {
    memory::map_large_blocks();
    if let Err(error) = Record::note_monitor(&handover.alive, this_process()) {
        ::log::debug!("{error:#}");
    }
    let detached = detach(task, &handover);
    let Handover { alive, socket, attached, userns, parts, descriptors } = handover;
    let mut clients = Clients::new(Client::new(socket, attached));
    let outcome = detached.and_then(|signals| {
        // As the user that the service manager knows.
        let (group, warnings) = OwnGroup::make(task.record, task.systemd)?;
        warnings.iter().for_each(|warning| clients.tell(Kind::Warning, warning.as_bytes()));
        let _holding = enter(userns, task)?;
        match task.step.is_none().then(|| Listener::open(task.record)).transpose() {
            Ok(None) => {}
            Ok(Some(listener)) => clients.listen(listener),
            // Such as a network filesystem without sockets: the container runs all the same.
            Err(error) => clients.tell(Kind::Warning, format!("nobody can attach later: {error:#}").as_bytes()),
        }
        let around = Around { group, descriptors: descriptors? };
        life::live(task, parts, &around, &signals, &mut clients)
    });
    if let Err(error) = &outcome {
        report_failure(&mut clients, error);
    }
    // Everything is recorded: whoever waits for the container may have it now, however slowly its last words are read.
    drop(alive);
    clients.flush_all();
    outcome.unwrap_or_else(|error| error::kind(&error).exit_code())
}

/// Leaves the command's session, terminal, directory, streams and descriptors behind: what its caller handed down to it
/// is not the monitor's to keep.
fn detach(task: &Task<'_>, handover: &Handover) -> Result<Signals> {
    let mut kept = handover.userns.descriptors();
    kept.extend([handover.alive.as_raw_fd(), handover.socket.as_raw_fd()]);
    kept.extend(handover.descriptors.iter().flatten().flatten().map(AsRawFd::as_raw_fd));
    kept.extend(handover.parts.joined.iter().map(|(_, namespace)| namespace.as_raw_fd()));
    kept.extend(task.streams.iter().flatten().map(AsRawFd::as_raw_fd));
    process::close_from_except(3, &kept)?;
    process::leave_terminal(c"coracle-monitor")?;
    Signals::block_all()
}

/// Enters the user namespace and gets a mount namespace of its own, which hears of the host's mounts and tells it of none.
fn enter(userns: ChildSide, task: &Task<'_>) -> Result<Holding> {
    userns.enter(task.record.config.groups == Groups::Keep)?;
    if let Some(step) = &task.step {
        process::die_with_parent()?;
        anyhow::ensure!(rustix::process::getppid() == Some(step.maker), "whoever made this step is gone");
    }
    let holding = rootless::register(&task.holders, this_pid(), &task.maps)?;
    namespace::unshare_mount()?;
    mount::set_propagation(std::path::Path::new("/"), Propagation::Slave)?;
    Ok(holding)
}

fn this_process() -> ProcessId {
    let pid = this_pid();
    ProcessId { pid, start_time: proc::start_time(pid).unwrap_or_default() }
}

fn this_pid() -> i32 {
    rustix::process::getpid().as_raw_nonzero().get()
}

fn report_failure(clients: &mut Clients, error: &anyhow::Error) {
    let hint = error::hint(error).map(str::to_owned);
    let failure = Failure { exit_code: error::kind(error).exit_code(), line: error::cause(error), hint };
    clients.tell_the_end(Kind::Failed, &serde_json::to_vec(&failure).unwrap_or_default());
}
