//! From an empty mount namespace to a command that has been executed.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;

use super::clients::Clients;
use super::protocol::Kind;
use super::{Around, EngineFile, Parts, Task, hold, this_pid};
use crate::error::{Context, Result};
use crate::network;
use crate::rootfs::{self, Rootfs};
use crate::rootless;
use crate::runtime::{self, Ends, Launch, Starting, Stdio};
use crate::store::containers::{self, Groups, MountKind, ProcessId, Record, SdNotify, State, Status};
use crate::store::files::Durability;
use crate::store::{Action, Event, volumes};
use crate::sys::mount;
use crate::sys::namespace;
use crate::sys::proc;
use crate::sys::process::Descriptors;
use crate::sys::signal::Signals;
use crate::systemd::Relay;
use crate::unionfs::Serving;
use jiff::Timestamp;

/// A container that runs, and what serves it.
pub(super) struct Up {
    pub(super) init: OwnedFd,
    pub(super) started_at: Timestamp,
    pub(super) ends: Ends,
    pub(super) network: Option<network::Helper>,
    pub(super) relay: Option<Relay>,
    /// Of the root filesystem and of each image that is mounted.
    pub(super) serving: Vec<Serving>,
}

/// Which of a container's lives this is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    /// How often it has been restarted.
    pub(super) restarts: u32,
    /// The command waits for a client's word before it is executed.
    pub(super) hold: bool,
}

/// Brings the container up.
pub(super) fn set_up(
    task: &Task<'_>,
    parts: Parts,
    life: Life,
    around: &Around,
    signals: &Signals,
    clients: &mut Clients,
) -> Result<Up> {
    let record = task.record;
    let Parts { spec, files, mut joined, seccomp } = parts;
    write_files(record, &files)?;
    let relay = relay(task)?;
    join_own_userns(task, &mut joined)?;
    let userns = joined.iter().find_map(|(kind, handle)| (*kind == namespace::Kind::User).then_some(handle));
    let rootfs = rootfs::prepare(task.store, record, task.ids, userns)?;
    let images = prepare_images(task, userns)?;
    let (stdio, mut ends) = streams(task, userns.is_some())?;
    let config = &record.config;
    let launch = Launch {
        spec: &spec,
        root: rootfs.root(task.store, record, &record.files().join("lower"))?,
        stdio,
        joined,
        user: Some(&config.process.user),
        groups: config.groups.added(),
        keep_groups: config.groups == Groups::Keep,
        passwd: &config.accounts.passwd,
        group: &config.accounts.group,
        existing_cwd: config.process.cwd_must_exist.then_some(config.id.as_str()),
        directories: &config.process.directories,
        init: config.runs_our_init(),
        seccomp,
        preserved: copies(&around.descriptors)?,
    };
    let mut starting = around.group.around(task, || runtime::spawn(launch))?;
    // The network's helper takes longest, so that it goes first.
    let ports = network_ports(record);
    let scratch = record.files();
    let extra = &config.network.args;
    let namespace = if task.network.has_helper() { Some(starting.network()?) } else { None };
    let request =
        network::Request { mode: task.network, extra, ports: &ports, namespace: namespace.as_ref(), scratch: &scratch };
    let connecting = network::start(&request)?;
    // The first process waits for its root from now on; threads may start, since nothing is cloned any more.
    let mut serving = Vec::new();
    for tree in std::iter::once(rootfs).chain(images) {
        serving.extend(tree.serve()?);
    }
    let prepared = starting.prepared()?;
    let connected = connecting.ready()?;
    for warning in prepared.warnings.iter().chain(&connected.warnings) {
        clients.tell(Kind::Warning, warning.as_bytes());
    }
    ends.use_console(prepared.console)?;
    let (init, started_at) = start(task, starting, life, around, signals, clients)?;
    Ok(Up { init, started_at, ends, network: connected.helper, relay, serving })
}

/// Lets the command be executed, once a client has said so where it is to be held, and tells everybody.
fn start(
    task: &Task<'_>,
    starting: Starting,
    life: Life,
    around: &Around,
    signals: &Signals,
    clients: &mut Clients,
) -> Result<(OwnedFd, Timestamp)> {
    let record = task.record;
    let pid = starting.pid().as_raw_nonzero().get();
    let state =
        |status, started_at| State { cgroup: around.group.path(), ..up(status, pid, started_at, life.restarts) };
    task.store.note(&Event::container(Action::Init, &record.config));
    if life.hold {
        record.write_state(&state(Status::Initialized, None), Durability::None)?;
        hold::until_start(starting.process(), signals, clients)?;
    }
    let init = starting.start()?;
    let started_at = Timestamp::now();
    record.write_state(&state(Status::Running, Some(started_at)), Durability::None)?;
    write_numbers(record, pid, clients);
    task.store.note(&Event::container(Action::Start, &record.config));
    clients.tell_started(pid);
    Ok((init, started_at))
}

/// Makes the user namespace that is to be the container's own, and gives its root the volumes that nobody has used.
fn join_own_userns(task: &Task<'_>, joined: &mut Vec<(namespace::Kind, OwnedFd)>) -> Result<()> {
    let Some(maps) = task.record.config.namespaces.user.maps() else { return Ok(()) };
    joined.push((namespace::Kind::User, rootless::make_child(maps)?));
    match maps.outside((0, 0)).filter(|_| !maps.has_caller()) {
        Some(root) => volumes::give_fresh(task.store, task.record, root),
        None => Ok(()),
    }
}

/// Writes the files that were asked for with the numbers of processes.
fn write_numbers(record: &Record, pid: i32, clients: &mut Clients) {
    let settings = &record.config.settings;
    for (path, number) in [(&settings.pid_file, pid), (&settings.monitor_pid_file, this_pid())] {
        let Some(path) = path else { continue };
        if let Err(error) = std::fs::write(path, number.to_string()) {
            clients.tell(Kind::Warning, format!("cannot write {}: {error}", path.display()).as_bytes());
        }
    }
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

pub(super) fn image_mounts(record: &Record) -> impl Iterator<Item = (usize, &containers::Mount)> {
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

/// Listens in the place of the service manager, where the container speaks for itself.
fn relay(task: &Task<'_>) -> Result<Option<Relay>> {
    let record = task.record;
    let own = record.config.settings.sdnotify == SdNotify::Container;
    let Some(to) = task.systemd.notify.clone().filter(|_| own) else { return Ok(None) };
    Relay::bind(&record.notify_socket(), to).map(Some)
}

fn copies(descriptors: &[Option<OwnedFd>]) -> Result<Descriptors> {
    let copy = |fd: &Option<OwnedFd>| fd.as_ref().map(OwnedFd::try_clone).transpose().context("dup");
    descriptors.iter().map(copy).collect()
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
fn streams(task: &Task<'_>, own_userns: bool) -> Result<(Stdio, Ends)> {
    let record = task.record;
    if let Some([stdin, stdout, stderr]) = &task.streams {
        let copy = |fd: &OwnedFd| fd.try_clone().context("dup");
        return Ok((
            Stdio::Pipes { stdin: copy(stdin)?, stdout: copy(stdout)?, stderr: copy(stderr)? },
            Ends::default(),
        ));
    }
    if record.config.process.terminal {
        return Ok((Stdio::Terminal { size: task.terminal_size }, Ends::default()));
    }
    Ends::pipes(record.config.process.stdin, own_userns)
}

fn up(status: Status, pid: i32, started_at: Option<Timestamp>, restarts: u32) -> State {
    let id = |pid| ProcessId { pid, start_time: proc::start_time(pid).unwrap_or_default() };
    State { status, process: Some(id(pid)), monitor: Some(id(this_pid())), started_at, restarts, ..State::created() }
}
