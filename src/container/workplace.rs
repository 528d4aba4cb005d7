//! The user namespace and the network that steps which follow each other share: to make them takes longer than most steps.
//!
//! A process keeps them: the helper that carries the packets is its child. It ends when the workplace is dropped, and when
//! the maker is killed.

use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::process::Pid;

use super::Engine;
use super::start::network_mode;
use crate::error::{Context, Error, Result};
use crate::network::{self, Connected};
use crate::rootless::{self, ChildSide, IdMaps};
use crate::runtime::spec;
use crate::store::containers::Config;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace;
use crate::sys::process::{self, Fork};
use crate::sys::{net, socket};

/// The longest message of the keeper, in bytes.
const LIMIT: usize = 4096;
const READY: char = '+';

/// What steps share. Nothing is made before the first one needs it.
pub(crate) struct Workplace {
    /// A directory for the network's helper.
    scratch: PathBuf,
    kept: Option<Kept>,
}

/// Handles on what is there.
struct Kept {
    userns: OwnedFd,
    network: Option<OwnedFd>,
    _keeper: Keeper,
}

/// What one step gets.
pub(super) struct Place<'a> {
    userns: &'a OwnedFd,
    pub(super) network: Option<&'a OwnedFd>,
}

impl Workplace {
    /// `scratch` is the name of a directory that this may make.
    pub(crate) fn new(scratch: PathBuf) -> Self {
        Self { scratch, kept: None }
    }

    /// The place of a step, made if need be. This process must have one thread.
    pub(super) fn of(&mut self, engine: &Engine<'_>, config: &Config) -> Result<Place<'_>> {
        let shares = network_mode(config).has_helper() && !can_change_network(config)?;
        if self.kept.as_ref().is_none_or(|kept| shares && kept.network.is_none()) {
            self.kept = None;
            let mode = if shares { network_mode(config) } else { network::Mode::None };
            let wish = Wish { mode, extra: &config.network.args, scratch: &self.scratch };
            self.kept = Some(keep(engine, &wish)?);
        }
        let kept = self.kept.as_ref().context("a workplace was not made")?;
        Ok(Place { userns: &kept.userns, network: kept.network.as_ref().filter(|_| shares) })
    }
}

impl Place<'_> {
    /// A handle on the user namespace for whoever enters it.
    pub(super) fn userns(&self) -> Result<OwnedFd> {
        self.userns.try_clone().context("dup")
    }
}

/// Whether a step could leave the network otherwise than it has found it.
fn can_change_network(config: &Config) -> Result<bool> {
    let mut wanted = spec::default_spec(false);
    spec::set_capabilities(&mut wanted, &config.security.cap_add, &config.security.cap_drop)?;
    let rights = spec::capability_names(spec::bounding(&wanted));
    Ok(config.security.privileged || rights.iter().any(|name| name == "CAP_NET_ADMIN"))
}

/// What the keeper is to make.
struct Wish<'a> {
    mode: network::Mode,
    extra: &'a [String],
    scratch: &'a Path,
}

/// The process that keeps a workplace; it ends when this is dropped.
struct Keeper {
    process: OwnedFd,
    lifeline: Option<OwnedFd>,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.lifeline = None;
        let _ = process::wait(self.process.as_fd());
    }
}

/// Makes a workplace and the process that keeps it.
fn keep(engine: &Engine<'_>, wish: &Wish<'_>) -> Result<Kept> {
    let (maps, mode) = rootless::id_maps()?;
    let holders = engine.dirs.runtime.join("userns");
    let (parent_side, child_side) = rootless::prepare(&maps, &mode, rootless::find_holder(&holders, &maps))?;
    let (here, there) = socket::seqpacket_pair()?;
    let maker = rustix::process::getpid();
    process::await_single_thread()?;
    match process::fork()? {
        Fork::Child => {
            drop((parent_side, here));
            // A panic must not unwind into the frames that were copied from the parent.
            let work = || enter(child_side, &there, maker).and_then(|()| serve(wish, &holders, &maps, &there));
            if let Ok(Err(error)) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
                let line = crate::error::one_line(&error);
                let _ = socket::send(there.as_fd(), line.get(..LIMIT).unwrap_or(&line).as_bytes(), &[]);
            }
            process::exit_now(0)
        }
        Fork::Parent(pid) => {
            drop((child_side, there));
            let process = process::pidfd_open(pid)?;
            let mapped = parent_side.map(pid);
            let answer = mapped.and_then(|()| socket::receive(here.as_fd(), LIMIT));
            let keeper = Keeper { process, lifeline: Some(here) };
            let (word, handles) = answer?;
            let word = String::from_utf8_lossy(&word);
            let Some(warnings) = word.strip_prefix(READY) else {
                let cause = if word.is_empty() { "it ended without a word" } else { &word };
                return Err(Error::new(cause).into());
            };
            warnings.lines().for_each(|warning| (engine.warn)(warning));
            let mut handles = handles.into_iter();
            let userns = handles.next().context("a user namespace got lost")?;
            Ok::<_, anyhow::Error>(Kept { userns, network: handles.next(), _keeper: keeper })
        }
    }
    .context("cannot get ready for the commands of the build")
}

/// Leaves behind what the maker has, and becomes root of the user namespace.
fn enter(userns: ChildSide, socket: &OwnedFd, maker: Pid) -> Result<()> {
    let mut kept = userns.descriptors();
    kept.push(socket.as_raw_fd());
    process::close_from_except(3, &kept)?;
    // The terminal's interrupts are for the build, which ends this process in its turn.
    rustix::process::setsid().context("setsid")?;
    process::set_name(c"coracle-place")?;
    userns.enter(false)?;
    process::die_with_parent()?;
    anyhow::ensure!(rustix::process::getppid() == Some(maker), "the build is gone");
    Ok(())
}

/// Makes the network, tells the maker, and waits until that has gone.
fn serve(wish: &Wish<'_>, holders: &Path, maps: &IdMaps, socket: &OwnedFd) -> Result<()> {
    let own_pid = rustix::process::getpid().as_raw_nonzero().get();
    let _holding = rootless::register(holders, own_pid, maps)?;
    let mut handles = vec![namespace::open("/proc/self/ns/user".as_ref())?];
    let connected = if wish.mode.has_helper() { connect(wish, &mut handles)? } else { Connected::default() };
    let word = format!("{READY}{}", connected.warnings.join("\n"));
    let fds: Vec<_> = handles.iter().map(AsFd::as_fd).collect();
    socket::send(socket.as_fd(), word.as_bytes(), &fds)?;
    drop(handles);
    socket::receive(socket.as_fd(), 1).map(drop)
}

fn connect(wish: &Wish<'_>, handles: &mut Vec<OwnedFd>) -> Result<Connected> {
    std::fs::create_dir_all(wish.scratch).with_context(|| format!("cannot make {}", wish.scratch.display()))?;
    namespace::unshare_mount()?;
    mount::set_propagation(Path::new("/"), Propagation::Slave)?;
    namespace::unshare_network()?;
    net::loopback_up()?;
    let network = namespace::open("/proc/self/ns/net".as_ref())?;
    let Wish { mode, extra, scratch } = *wish;
    let request = network::Request { mode, extra, ports: &[], namespace: Some(&network), scratch };
    let connected = network::start(&request)?.ready()?;
    handles.push(network);
    Ok(connected)
}
