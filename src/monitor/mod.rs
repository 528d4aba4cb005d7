//! The process beside each container: serves its root filesystem, moves its input and output, records how it ended.
//!
//! It is forked by the command that starts the container and belongs to nobody. It has one thread until the container's
//! first process is cloned. It holds the container's `alive` lock from before its birth to its end.

mod client;
mod clients;
mod hold;
mod listener;
pub(crate) mod log;
pub(crate) mod protocol;
mod pump;
pub(crate) mod stdin;

use std::fs::File;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use jiff::Timestamp;
use oci_spec::runtime::Spec;
use rustix::fs::Mode;
use rustix::pipe::{PipeFlags, pipe_with};

use crate::error::{self, Context, ErrorList, Result};
use crate::network;
use crate::rootfs::{self, Rootfs};
use crate::rootless::{self, ChildSide, Holding, IdMaps};
use crate::runtime::{self, Launch, Stdio};
use crate::store::containers::{self, Groups, LogDriver, MountKind, ProcessId, Record, State, Status};
use crate::store::files::Durability;
use crate::store::{Store, Trashed, volumes};
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace;
use crate::sys::proc;
use crate::sys::process::{self, Exit};
use crate::sys::seccomp::Filter;
use crate::sys::signal::Signals;
use crate::unionfs::{Ids, Serving};

use client::Client;
use clients::Clients;
use listener::Listener;
use log::{LogWriter, Stream};
use protocol::{Failure, Kind};
use pump::{Pump, Source};
use stdin::Stdin;

/// What a monitor has to do.
pub(crate) struct Task<'a> {
    pub(crate) store: &'a Store,
    pub(crate) record: &'a Record,
    pub(crate) spec: Spec,
    pub(crate) network: network::Mode,
    pub(crate) maps: IdMaps,
    pub(crate) ids: Ids,
    /// Files that the engine gives to the container.
    pub(crate) files: Vec<EngineFile>,
    /// Where the holders of the user namespace are listed.
    pub(crate) holders: PathBuf,
    /// The command waits for a client's word before it is executed.
    pub(crate) hold: bool,
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
    /// The namespaces of others that the container is in.
    pub(crate) joined: Vec<(namespace::Kind, OwnedFd)>,
    pub(crate) seccomp: Option<Filter>,
}

/// The monitor's ends of what the container reads and writes.
struct Ends {
    stdin: Option<OwnedFd>,
    sources: Vec<Source>,
    console: Option<OwnedFd>,
}

/// A container that runs, and what serves it.
struct Up {
    init: OwnedFd,
    started_at: Timestamp,
    ends: Ends,
    network: Option<network::Helper>,
    /// Of the root filesystem and of each image that is mounted.
    serving: Vec<Serving>,
}

/// Runs the monitor until the container has ended and is cleaned up. The exit code is that of this process.
pub(crate) fn run(task: &Task<'_>, handover: Handover) -> u8 {
    let detached = detach(&handover);
    let Handover { alive, socket, attached, userns, joined, seccomp } = handover;
    let mut clients = Clients::new(Client::new(socket, attached));
    let outcome = detached.and_then(|signals| {
        let _holding = enter(userns, task)?;
        match Listener::open(task.record) {
            Ok(listener) => clients.listen(listener),
            // Such as a network filesystem without sockets: the container runs all the same.
            Err(error) => clients.tell(Kind::Warning, format!("nobody can attach later: {error:#}").as_bytes()),
        }
        let up = set_up(task, joined, seccomp, &signals, &mut clients)?;
        supervise(task, up, signals, &mut clients)
    });
    if let Err(error) = &outcome {
        report_failure(&mut clients, error);
    }
    // Everything is recorded: whoever waits for the container may have it now, however slowly its last words are read.
    drop(alive);
    clients.flush_all();
    u8::from(outcome.is_err())
}

/// Leaves the command's session, terminal, directory, streams and descriptors behind: what its caller handed down to it
/// is not the monitor's to keep.
fn detach(handover: &Handover) -> Result<Signals> {
    let mut kept = handover.userns.descriptors();
    kept.extend([handover.alive.as_raw_fd(), handover.socket.as_raw_fd()]);
    kept.extend(handover.joined.iter().map(|(_, namespace)| namespace.as_raw_fd()));
    process::close_from_except(3, &kept)?;
    rustix::process::setsid().context("setsid")?;
    rustix::process::chdir("/").context("chdir /")?;
    let null = File::options().read(true).write(true).open("/dev/null").context("cannot open /dev/null")?;
    rustix::stdio::dup2_stdin(&null).context("dup2")?;
    rustix::stdio::dup2_stdout(&null).context("dup2")?;
    rustix::stdio::dup2_stderr(&null).context("dup2")?;
    process::set_name(c"coracle-monitor")?;
    Signals::block_all()
}

/// Enters the user namespace and gets a mount namespace of its own, which hears of the host's mounts and tells it of none.
fn enter(userns: ChildSide, task: &Task<'_>) -> Result<Holding> {
    userns.enter(task.record.config.groups == Groups::Keep)?;
    let holding = rootless::register(&task.holders, this_pid(), &task.maps)?;
    namespace::unshare_mount()?;
    mount::set_propagation(std::path::Path::new("/"), Propagation::Slave)?;
    Ok(holding)
}

fn this_pid() -> i32 {
    rustix::process::getpid().as_raw_nonzero().get()
}

/// From an empty mount namespace to a command that has been executed.
fn set_up(
    task: &Task<'_>,
    mut joined: Vec<(namespace::Kind, OwnedFd)>,
    seccomp: Option<Filter>,
    signals: &Signals,
    clients: &mut Clients,
) -> Result<Up> {
    let record = task.record;
    write_files(record, &task.files)?;
    if let Some(maps) = record.config.namespaces.user.maps() {
        joined.push((namespace::Kind::User, rootless::make_child(maps)?));
    }
    let userns = joined.iter().find_map(|(kind, handle)| (*kind == namespace::Kind::User).then_some(handle));
    let rootfs = rootfs::prepare(task.store, record, task.ids, userns)?;
    let images = prepare_images(task, userns)?;
    let (stdio, mut ends) = streams(record, userns.is_some())?;
    let config = &record.config;
    let launch = Launch {
        spec: &task.spec,
        root: rootfs.root(task.store, record)?,
        stdio,
        joined,
        user: Some(config.process.user.as_str()).filter(|user| !user.is_empty()),
        groups: config.groups.added(),
        keep_groups: config.groups == Groups::Keep,
        passwd: &config.accounts.passwd,
        group: &config.accounts.group,
        init: config.init,
        seccomp,
        preserved: Vec::new(),
    };
    let mut starting = runtime::spawn(launch)?;
    // The network's helper takes longest, so that it goes first.
    let ports = network_ports(record);
    let scratch = record.files();
    let extra = &config.network.args;
    let namespace = if task.network.has_helper() { Some(starting.network()?) } else { None };
    let request =
        network::Request { mode: task.network, extra, ports: &ports, namespace: namespace.as_ref(), scratch: &scratch };
    let connecting = network::start(&request)?;
    // The first process waits for its root from now on; threads may start, since nothing is cloned any more.
    let mut serving = vec![rootfs.serve()?];
    for image in images {
        serving.push(image.serve()?);
    }
    let prepared = starting.prepared()?;
    let connected = connecting.ready()?;
    for warning in prepared.warnings.iter().chain(&connected.warnings) {
        clients.tell(Kind::Warning, warning.as_bytes());
    }
    ends.use_console(prepared.console)?;
    let pid = starting.pid().as_raw_nonzero().get();
    if task.hold {
        write_up(record, Status::Initialized, pid, None)?;
        hold::until_start(starting.process(), signals, clients)?;
    }
    let init = starting.start()?;
    let started_at = Timestamp::now();
    write_up(record, Status::Running, pid, Some(started_at))?;
    clients.tell_started(pid);
    Ok(Up { init, started_at, ends, network: connected.helper, serving })
}

/// The images that the container has mounted, whose files nobody serves yet.
fn prepare_images(task: &Task<'_>, userns: Option<&OwnedFd>) -> Result<Vec<Rootfs>> {
    let record = task.record;
    image_mounts(record)
        .map(|(index, mount)| {
            rootfs::prepare_image(task.store, &mount.layers, task.ids, userns, &record.image(index))
                .with_context(|| format!("mount {}", mount.destination))
        })
        .collect()
}

fn image_mounts(record: &Record) -> impl Iterator<Item = (usize, &containers::Mount)> {
    record.config.mounts.iter().enumerate().filter(|(_, mount)| mount.kind == MountKind::Image)
}

/// Puts the engine's files into a filesystem of their own, so that the container's mounts show no path of the host. It
/// is gone with the monitor's mount namespace.
fn write_files(record: &Record, files: &[EngineFile]) -> Result<()> {
    let dir = record.files();
    let options = [mount::Opt::Text("mode", "0755"), mount::Opt::Text("size", "64m")];
    let tree = mount::new_filesystem("tmpfs", &options, mount::Attributes::empty())?;
    mount::attach_at(tree.as_fd(), &dir).with_context(|| format!("cannot mount {}", dir.display()))?;
    let maps = record.config.namespaces.user.maps();
    for file in files {
        let path = dir.join(&file.name);
        let write = || -> std::io::Result<()> {
            std::fs::write(&path, &file.content)?;
            let owner = maps.map_or(Some(file.owner), |maps| maps.outside(file.owner));
            if let Some((uid, gid)) = owner.filter(|owner| *owner != (0, 0)) {
                std::os::unix::fs::chown(&path, Some(uid), Some(gid))?;
            }
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(file.mode))
        };
        write().with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn network_ports(record: &Record) -> Vec<network::Port> {
    let ports = record.config.network.ports.iter();
    ports
        .map(|port| network::Port {
            host_ip: port.host_ip.parse().ok(),
            host: port.host,
            container: port.container,
            protocol: match port.protocol {
                containers::Protocol::Tcp => network::Protocol::Tcp,
                containers::Protocol::Udp => network::Protocol::Udp,
            },
        })
        .collect()
}

/// The container's streams, and our ends of them. A terminal's end comes later, from the container. In a user namespace of
/// its own, the container cannot make pipes of ours its user's: that user may open them anew nevertheless.
fn streams(record: &Record, own_userns: bool) -> Result<(Stdio, Ends)> {
    let none = Ends { stdin: None, sources: Vec::new(), console: None };
    if record.config.process.terminal {
        return Ok((Stdio::Terminal { size: None }, none));
    }
    let pipe = || -> Result<_> {
        let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
        if own_userns {
            rustix::fs::fchmod(&write, Mode::from_raw_mode(0o666)).context("fchmod of a pipe")?;
        }
        Ok((read, write))
    };
    let (read_out, stdout) = pipe()?;
    let (read_err, stderr) = pipe()?;
    let (stdin, write_in) = if record.config.process.stdin {
        let (read, write) = pipe()?;
        rustix::io::ioctl_fionbio(&write, true).context("ioctl(FIONBIO)")?;
        (read, Some(write))
    } else {
        (File::open("/dev/null").context("cannot open /dev/null")?.into(), None)
    };
    let sources = vec![Source::new(read_out, Stream::Stdout), Source::new(read_err, Stream::Stderr)];
    Ok((Stdio::Pipes { stdin, stdout, stderr }, Ends { stdin: write_in, sources, console: None }))
}

impl Ends {
    /// A terminal is input, output and size in one.
    fn use_console(&mut self, console: Option<OwnedFd>) -> Result<()> {
        let Some(console) = console else { return Ok(()) };
        rustix::io::ioctl_fionbio(&console, true).context("ioctl(FIONBIO)")?;
        let copy = || console.try_clone().context("dup");
        self.stdin = Some(copy()?);
        self.sources = vec![Source::new(copy()?, Stream::Stdout)];
        self.console = Some(console);
        Ok(())
    }
}

/// Moves bytes until the container ends, then tears down, records, and says so.
fn supervise(task: &Task<'_>, up: Up, signals: Signals, clients: &mut Clients) -> Result<()> {
    let record = task.record;
    let Up { init, started_at, ends, network, serving } = up;
    let terminal = ends.console.is_some();
    let mut pump = Pump {
        init: init.as_fd(),
        signals,
        stdin: Stdin::new(ends.stdin, terminal),
        sources: ends.sources,
        console: ends.console,
        clients,
        log: open_log(record),
        settled: false,
    };
    let exit = pump.run();
    drop(pump);
    let mut errors = ErrorList::default();
    drop(network);
    // Each is served for as long as anybody has it mounted, this process included.
    for (index, _) in image_mounts(record) {
        errors.keep(mount::unmount(record.image(index), true));
    }
    serving.into_iter().for_each(|one| errors.keep(one.join()));
    rootfs::ended(record);
    let exit = exit?;
    let trashed = record_exit(task.store, record, started_at, exit);
    let code = i32::from(exit.code());
    clients.tell_the_end(Kind::Exited, &code.to_le_bytes());
    // Nobody waits for the disk any more.
    errors.keep(trashed.and_then(delete));
    errors.into_result()
}

/// Deletes a container that ran here, with its volumes: what [`write_files`] mounted would be in the way, in this mount
/// namespace.
fn delete(trashed: Vec<Trashed>) -> Result<()> {
    let unmounted = trashed.first().map_or(Ok(()), |container| mount::unmount(container.path().join("files"), true));
    trashed.into_iter().for_each(Trashed::delete);
    unmounted
}

/// Without a log a container still runs: the log is then empty.
fn open_log(record: &Record) -> Option<LogWriter> {
    match record.config.log.driver {
        LogDriver::None => None,
        LogDriver::K8sFile => LogWriter::open(&record.log_path(), record.config.log.max_size).ok(),
    }
}

fn write_up(record: &Record, status: Status, pid: i32, started_at: Option<Timestamp>) -> Result<()> {
    let id = |pid| ProcessId { pid, start_time: proc::start_time(pid).unwrap_or_default() };
    let state = State { status, process: Some(id(pid)), monitor: Some(id(this_pid())), started_at, ..State::created() };
    record.write_state(&state, Durability::None)
}

/// The exit is on disk before anybody is told; a container that is to be removed is gone before anybody is told, and its
/// anonymous volumes with it.
fn record_exit(store: &Store, record: &Record, started_at: Timestamp, exit: Exit) -> Result<Vec<Trashed>> {
    if record.ends_removed() {
        let mut trashed = vec![containers::remove(store, record)?];
        trashed.extend(volumes::remove_anonymous(store, record)?);
        return Ok(trashed);
    }
    let state = State {
        status: Status::Exited,
        started_at: Some(started_at),
        finished_at: Some(Timestamp::now()),
        exit_code: Some(i32::from(exit.code())),
        ..State::created()
    };
    record.write_state(&state, Durability::Synced).map(|()| Vec::new())
}

fn report_failure(clients: &mut Clients, error: &anyhow::Error) {
    let failure = Failure { exit_code: error::kind(error).exit_code(), line: error::one_line(error) };
    clients.tell_the_end(Kind::Failed, &serde_json::to_vec(&failure).unwrap_or_default());
}
