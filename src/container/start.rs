//! Starting a container: everything is decided and written here, then the monitor is forked.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};

use super::attach::Session;
use super::service::{self, Announcement};
use super::workplace::Place;
use super::{Engine, bundle, dependencies, files, health, mounted, mounts, namespaces, secrets};
use crate::config::Systemd;
use crate::error::{Context, Error, Kind, Result};
use crate::image;
use crate::monitor::{self, Answer, EngineFile, Handover, Parts, Task};
use crate::network;
use crate::rootless::{self, IdMaps, Mode};
use crate::store::containers::{Check, Config, LogDriver, NetworkMode, Record};
use crate::store::{Action, Event};
use crate::sys::namespace;
use crate::sys::process::{self, Descriptors, Fork};
use crate::sys::tty;
use crate::unionfs::Ids;

/// What a caller wants of the container that it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To stay with it: the container's input ends when the caller goes.
    Attach,
    /// To see it started.
    Start,
    /// To see it ready: its command waits until somebody starts it.
    Initialize,
}

/// A container that is a step of something larger, and where it is done.
pub(super) struct Step<'a> {
    pub(super) step: monitor::Step<'a>,
    pub(super) place: Place<'a>,
}

/// How long a monitor may take to listen, or to go away.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts a container. What comes back is a connection to its monitor, over which it says how the start went. Of a
/// container that is being started or runs already, it is one more connection to the monitor that it has.
///
/// This process must have one thread.
pub(crate) fn start<'a>(engine: &'a Engine<'_>, record: &Record, purpose: Purpose) -> Result<Session<'a>> {
    start_with(engine, record, purpose, Descriptors::new())
}

/// The same of a container whose command gets more descriptors, in each of the lives that its monitor gives it.
pub(crate) fn start_with<'a>(
    engine: &'a Engine<'_>,
    record: &Record,
    purpose: Purpose,
    preserved: Descriptors,
) -> Result<Session<'a>> {
    dependencies::start_all(engine, record)?;
    let session = connect_or_launch(engine, record, purpose, preserved)?;
    if purpose == Purpose::Attach {
        engine.store.note(&Event::container(Action::Attach, &record.config));
    }
    Ok(session)
}

fn connect_or_launch<'a>(
    engine: &'a Engine<'_>,
    record: &Record,
    purpose: Purpose,
    preserved: Descriptors,
) -> Result<Session<'a>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if record.is_gone() {
            return Err(super::missing(&record.config.name, Kind::Engine));
        }
        if let Some(alive) = record.lock_alive()? {
            return launch(engine, record, purpose, alive, preserved, None);
        }
        if let Some(session) = Session::connect(engine, record, purpose)? {
            return Ok(session);
        }
        if Instant::now() > deadline {
            let message = format!("the container {} is still being started or cleaned up", record.config.name);
            return Err(Error::new(message).into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Makes the container's monitor, which gets the lock `alive`.
pub(super) fn launch<'a>(
    engine: &'a Engine<'_>,
    record: &Record,
    purpose: Purpose,
    alive: File,
    preserved: Descriptors,
    step: Option<Step<'_>>,
) -> Result<Session<'a>> {
    if record.is_gone() {
        return Err(super::missing(&record.config.name, Kind::Engine));
    }
    mounted::refuse_if_mounted(engine.store, record)?;
    check_plan(engine, record)?;
    record.forget_stopped();
    super::group::sweep(record);
    let (maps, mode) = rootless::id_maps()?;
    if let Mode::Single(reason) = &mode {
        (engine.warn)(reason);
    }
    let place = step.as_ref().map(|step| &step.place);
    let shared_network = place.and_then(|place| place.network);
    let above = Above { engine, record, rootless: mode != Mode::Identity, shared_network };
    let parts = monitor::Above::parts(&above)?;
    // One that is there already needs no helper of this container's.
    let network = if shared_network.is_some() { network::Mode::None } else { network_mode(&record.config) };
    let holders = engine.dirs.runtime.join("userns");
    let join = match place {
        Some(place) => Some(place.userns()?),
        None => rootless::find_holder(&holders, &maps),
    };
    let (parent_side, child_side) = rootless::prepare(&maps, &mode, join)?;
    let (ours, theirs) = connection()?;
    let streams = passed_streams(&record.config)?;
    let terminal_size = if purpose == Purpose::Attach { tty::size_of_callers() } else { None };
    match process::fork()? {
        Fork::Child => {
            drop((ours, parent_side));
            let ids = ids(record.config.namespaces.user.maps().unwrap_or(&maps));
            let (hold, attached) = (purpose == Purpose::Initialize, purpose == Purpose::Attach);
            let (store, systemd, above) = (engine.store, &engine.dirs.systemd, &above);
            let step = step.map(|step| step.step);
            let task =
                Task { store, record, network, maps, ids, holders, hold, systemd, above, step, streams, terminal_size };
            let descriptors = with_sockets(preserved, systemd);
            let handover = Handover { alive, socket: theirs, attached, userns: child_side, parts, descriptors };
            process::exit_now(monitor::run(&task, handover))
        }
        Fork::Parent(monitor) => {
            drop((theirs, alive, child_side, streams, preserved));
            parent_side.map(monitor)?;
            let announcement = Announcement::of(engine, record, purpose, monitor);
            Ok(Session::new(ours, engine.warn).announcing(announcement))
        }
    }
}

/// Adds what the service manager has opened, which has the first numbers.
fn with_sockets(mut preserved: Descriptors, systemd: &Systemd) -> Result<Descriptors> {
    let count = systemd.sockets.as_ref().map_or(0, |sockets| sockets.count);
    for (index, socket) in process::copy_inherited(count)?.into_iter().enumerate() {
        match preserved.get_mut(index) {
            Some(place) => *place = Some(socket),
            None => preserved.push(Some(socket)),
        }
    }
    Ok(preserved)
}

/// What the container's monitor has done here.
struct Above<'a> {
    engine: &'a Engine<'a>,
    record: &'a Record,
    rootless: bool,
    /// The network namespace of others that the container is in.
    shared_network: Option<&'a OwnedFd>,
}

impl monitor::Above for Above<'_> {
    fn parts(&self) -> Result<Parts> {
        let Self { engine, record, rootless, shared_network } = *self;
        let mut joined = namespaces::joined(engine.store, &record.config)?;
        if let Some(network) = shared_network {
            joined.push((namespace::Kind::Net, network.try_clone().context("dup")?));
        }
        let with_network = namespaces::with_network(engine.store, &record.config)?;
        let network = network_mode(&with_network);
        let dns = network::Dns {
            servers: &with_network.dns,
            search: &with_network.settings.dns_search,
            options: &with_network.settings.dns_options,
        };
        let resolv_conf = network::resolv_conf(network, &network::host_resolv_conf(network)?, &dns);
        let mut files = files::bound(engine.store, &with_network, resolv_conf, rootless)?;
        files.extend(secrets::bound(record)?);
        let systemd = &engine.dirs.systemd;
        let mut own = mounts::own(engine.store, record)?;
        own.extend(service::mount(record, systemd));
        let mut spec = bundle::specification(record, &files, own)?;
        if shared_network.is_some() {
            bundle::share_network(&mut spec);
        }
        bundle::add_variables(&mut spec, secrets::variables(record)?);
        service::add_variables(&mut spec, record, systemd);
        let seccomp = bundle::filter(&record.config, &spec, &engine.dirs.cache.join("seccomp"))?;
        Ok(Parts { spec, files: files.into_iter().map(engine_file).collect(), joined, seccomp })
    }

    fn remove_image(&self) -> Result<()> {
        let image = self.record.config.image();
        image.map_or(Ok(()), |image| image::remove_unused(self.engine.store, &image.id))
    }

    fn check(&self, check: &Check, max_output: u32) -> Result<Option<Answer>> {
        health::check(self.engine, self.record, check, max_output)
    }
}

/// This process's own streams, where the container is to have them.
fn passed_streams(config: &Config) -> Result<Option<[OwnedFd; 3]>> {
    if !config.log.driver.passes_through() {
        return Ok(None);
    }
    let copies = process::copy_streams()?;
    if config.log.driver == LogDriver::Passthrough && copies.iter().any(rustix::termios::isatty) {
        let message = "the option --log-driver passthrough cannot be used on a TTY";
        return Err(Error::new(message)
            .hint("passthrough-tty can, if you trust the container with your terminal")
            .into());
    }
    Ok(Some(copies))
}

/// Where there is one id only, every file shows it.
pub(super) fn ids(maps: &IdMaps) -> Ids {
    match (maps.uid.as_slice(), maps.gid.as_slice()) {
        ([uid], [gid]) if maps.is_single() => Ids::Single { uid: uid.inside, gid: gid.inside },
        _ => Ids::All,
    }
}

/// What a container has written is in the form of its plan, which it keeps wherever it is started.
fn check_plan(engine: &Engine<'_>, record: &Record) -> Result<()> {
    let (name, plan) = (&record.config.name, record.config.plan);
    engine.host().require(plan).map_err(|error| {
        Error::new(format!("the container {name} cannot be started: {error:#}")).hint(format!(
            "start it on a kernel like the one that it was made on, or make it anew (`coracle rm {name}`)"
        ))
    })?;
    Ok(())
}

fn engine_file(file: files::BoundFile) -> EngineFile {
    let files::BoundFile { name, destination: _, content, owner, mode } = file;
    EngineFile { name, content, owner, mode }
}

fn connection() -> Result<(OwnedFd, OwnedFd)> {
    socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None).context("socketpair")
}

/// What a container gets that asks for no network in particular.
pub(super) fn default_network() -> Result<NetworkMode> {
    Ok(match network::default_mode()? {
        network::Mode::None => NetworkMode::None,
        network::Mode::Host => NetworkMode::Host,
        network::Mode::Pasta => NetworkMode::Pasta,
        network::Mode::Slirp => NetworkMode::Slirp4netns,
    })
}

pub(super) fn network_mode(config: &Config) -> network::Mode {
    match config.network.mode {
        NetworkMode::None => network::Mode::None,
        NetworkMode::Host => network::Mode::Host,
        NetworkMode::Pasta => network::Mode::Pasta,
        NetworkMode::Slirp4netns => network::Mode::Slirp,
    }
}
