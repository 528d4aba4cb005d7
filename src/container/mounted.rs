//! Files of containers and images, mounted for the user to look at: `mount` and `image mount`.
//!
//! A user may mount where the user is root of the user namespace that the mount namespace belongs to, as in `unshare`. The
//! files are served by a process that lives until nobody has them mounted any more: until `umount`, or the end of the
//! mount namespace. It is in none of its own, so that it does not keep that one.

use std::fs::File;
use std::io::{Seek, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::Pid;
use rustix::thread::CapabilitySet;

use super::stop::{self, Held};
use super::{Engine, start};
use crate::error::{Context, Error, Result};
use crate::rootfs::{self, Rootfs};
use crate::rootless;
use crate::runtime::Root;
use crate::store::containers::{Base, Plan, Record, RootDirectory};
use crate::store::mounts::MountPoint;
use crate::store::{Action, Event, Image, Store};
use crate::sys::errno;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace::{self, Kind as Namespace};
use crate::sys::process::{self, Fork};
use crate::sys::socket;

/// The longest message.
const LIMIT: usize = 4096;
const READY: &[u8] = b"ready";
const SIGKILL: i32 = 9;
const SIGTERM: i32 = 15;

/// How long a server may take to notice that nobody has its files mounted any more.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// Refuses to mount where this process may not. `command` is what was typed.
pub(crate) fn check_may_mount(command: &str) -> Result<()> {
    let may = || rustix::thread::capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::SYS_ADMIN));
    if rustix::process::geteuid().is_root() && may() {
        return Ok(());
    }
    let message =
        format!("cannot run command \"coracle {command}\" in rootless mode, must execute `coracle unshare` first");
    Err(Error::new(message)
        .hint(format!("such as `coracle unshare sh -c 'ls $(coracle {command} NAME)'`; `coracle cp` needs no mount"))
        .into())
}

/// Mounts the root filesystem of a container; its path. That of a container that runs is there already. This process must
/// have one thread and descriptors of its own only.
pub(crate) fn mount_container(engine: &Engine<'_>, record: &Record) -> Result<PathBuf> {
    let path = match (where_it_is(engine.store, record)?, &record.config.base) {
        (Some(path), _) => path,
        (None, Base::Directory(RootDirectory { path, overlay: false })) => path.clone(),
        (None, Base::Directory(_)) => return Err(over_directory(record)),
        (None, _) => serve_container(engine, record)?,
    };
    engine.store.note(&Event::container(Action::Mount, &record.config));
    Ok(path)
}

/// Mounts the files of an image, which cannot be changed; their path. This process as for [`mount_container`].
pub(crate) fn mount_image(engine: &Engine<'_>, image: &Image) -> Result<PathBuf> {
    let store = engine.store;
    let place = store.mount_point(&image.id.hex());
    let name = image.names.first().map_or_else(|| image.id.hex(), ToString::to_string);
    if !is_here(&place, &name)? {
        let claimed = claim(&place, &name, || store.claim_for_image(&image.id))?;
        let (maps, _) = rootless::id_maps()?;
        let rootfs = rootfs::of_image(store, &image.layers, start::ids(&maps), None)?;
        serve_apart(store, claimed, rootfs, None, None, |rootfs| attach(&rootfs.image_mount()?, &place))?;
    }
    store.note(&Event::image(Action::Mount, Some(&image.id), name));
    Ok(place.root())
}

/// No server would know when nobody has it mounted any more.
fn over_directory(record: &Record) -> anyhow::Error {
    let message = format!("{} is an overlay over a directory, which is mounted only while it runs", record.config.name);
    Error::new(message).hint("start it, or use `coracle cp` or `coracle export`").into()
}

/// The path at which this process sees the root filesystem of a container, if it does.
pub(crate) fn where_it_is(store: &Store, record: &Record) -> Result<Option<PathBuf>> {
    let name = &record.config.name;
    if let Some(process) = record.state.process.filter(|_| record.state.status.is_up()) {
        let path = PathBuf::from(format!("/proc/{}/root", process.pid));
        std::fs::read_dir(&path).map_err(|error| {
            Error::new(format!("the files of {name}, which runs, cannot be seen from here: {error}"))
                .hint("`coracle exec` and `coracle cp` can see them")
        })?;
        return Ok(Some(path));
    }
    let place = store.mount_point(record.id());
    Ok(is_here(&place, name)?.then(|| place.root()))
}

/// The path at which this process sees the files of an image, if it does.
pub(crate) fn where_image_is_mounted(store: &Store, image: &Image) -> Result<Option<PathBuf>> {
    let place = store.mount_point(&image.id.hex());
    Ok(is_here(&place, &image.id.hex())?.then(|| place.root()))
}

/// Whether the tree is mounted in this mount namespace.
///
/// # Errors
/// It is mounted in another one.
fn is_here(place: &MountPoint, name: &str) -> Result<bool> {
    match (place.is_served(), is_mount_point(&place.root())) {
        (true, true) => Ok(true),
        (false, _) => Ok(false),
        (true, false) => Err(elsewhere(place, name)),
    }
}

fn elsewhere(place: &MountPoint, name: &str) -> anyhow::Error {
    let server = place.server().map_or_else(String::new, |pid| format!(" (its server is process {pid})"));
    Error::new(format!("{name} is mounted in another mount namespace{server}"))
        .hint("unmount it there, or from here with --force")
        .into()
}

/// Whether something is mounted at `path`, as this process sees it.
pub(super) fn is_mount_point(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    match statx(CWD, path, AtFlags::empty(), StatxFlags::empty()) {
        Ok(found) => found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
        // Its server was killed.
        Err(errno) => errno == Errno::NOTCONN,
    }
}

fn serve_container(engine: &Engine<'_>, record: &Record) -> Result<PathBuf> {
    let (store, name) = (engine.store, &record.config.name);
    let place = store.mount_point(record.id());
    // Until the server has the lock of the place, nobody may start the container.
    let Held::ByCaller(alive) = stop::hold(store, record)? else {
        return Err(Error::new(format!("the container {name} has just been started")).hint("try again").into());
    };
    let claimed = claim(&place, name, || place.claim())?;
    let (maps, _) = rootless::id_maps()?;
    let own = record.config.namespaces.user.maps();
    let ids = start::ids(own.unwrap_or(&maps));
    // Our own server has owners as data, and needs no other namespace for them.
    let userns = own.filter(|_| record.config.plan != Plan::Userspace).map(rootless::make_child).transpose()?;
    let rootfs = rootfs::prepare(store, record, ids, userns.as_ref())?;
    serve_apart(store, claimed, rootfs, Some(record), Some(alive), |rootfs| {
        let root = rootfs.root(store, record, &place.lower())?;
        attach(&assemble(root, userns.as_ref())?, &place)
    })?;
    Ok(place.root())
}

/// Takes the mount of a container or image away; false when there was none. With `force`, whoever has files of it open is
/// not asked, and a mount in another namespace loses its server.
pub(crate) fn unmount(store: &Store, id: &str, name: &str, force: bool) -> Result<bool> {
    let place = store.mount_point(id);
    let here = is_mount_point(&place.root());
    match (here, place.is_served()) {
        (false, false) => return Ok(false),
        (false, true) if !force => return Err(elsewhere(&place, name)),
        (false, true) => {}
        // Nobody can use what has no server.
        (true, served) => mount::unmount(place.root(), force || !served)
            .map_err(|error| in_use(error, name, "leave its directories, or use --force"))?,
    }
    end_server(&place, name, !here)?;
    Ok(true)
}

/// Takes a mount away that is in the way of a removal, wherever it is.
pub(crate) fn end(store: &Store, id: &str, name: &str) -> Result<()> {
    unmount(store, id, name, true).map(drop)
}

/// Refuses what cannot be done with a container whose files somebody has mounted.
pub(super) fn refuse_if_mounted(store: &Store, record: &Record) -> Result<()> {
    if !store.is_mounted(record.id()) {
        return Ok(());
    }
    let name = &record.config.name;
    let message = format!("the container {name} is mounted, and whoever did that may change its files");
    Err(Error::new(message).hint(format!("unmount it first (`coracle umount {name}`, or with --force)")).into())
}

pub(super) fn in_use(error: anyhow::Error, name: &str, hint: &str) -> anyhow::Error {
    match errno::of(&error) {
        Some(Errno::BUSY) => Error::new(format!("cannot unmount {name}: somebody uses its files")).hint(hint).into(),
        _ => error,
    }
}

/// Waits for a server to notice that it is of no use any more; one that is not to notice by itself, or does not, is told:
/// first to end, then by force.
///
/// # Errors
/// It does not end even so.
fn end_server(place: &MountPoint, name: &str, tell: bool) -> Result<()> {
    let ends = (!tell && has_ended(place))
        || [SIGTERM, SIGKILL].iter().try_fold(false, |ended, signal| {
            if !ended {
                signal_server(place, *signal)?;
            }
            Ok::<_, anyhow::Error>(ended || has_ended(place))
        })?;
    if !ends {
        let server = place.server().map_or_else(String::new, |pid| format!(" (process {pid})"));
        return Err(Error::new(format!("the server of the files of {name}{server} does not end, not even by SIGKILL"))
            .hint("it may be stopped or wait for a disk: try again when it has ended")
            .into());
    }
    place.remove_unserved();
    Ok(())
}

/// Whether the server ends while one is patient with it.
fn has_ended(place: &MountPoint) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while place.is_served() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(PAUSE);
    }
    true
}

fn signal_server(place: &MountPoint, signal: i32) -> Result<()> {
    let Some(pid) = place.server().and_then(Pid::from_raw) else { return Ok(()) };
    let server = match process::pidfd_open(pid) {
        Err(error) if errno::of(&error) == Some(Errno::SRCH) => return Ok(()),
        server => server?,
    };
    // The handle was taken first: if there is a server now, it is this one.
    if place.is_served() {
        process::pidfd_send_signal(server.as_fd(), signal)?;
    }
    Ok(())
}

/// A place that is this process's to use.
struct Claimed {
    place: MountPoint,
    /// Held for as long as the server lives.
    lock: File,
}

/// Takes the place with `claim`.
fn claim(place: &MountPoint, name: &str, claim: impl FnOnce() -> Result<Option<File>>) -> Result<Claimed> {
    // What a server that was killed has left.
    if !place.is_served() && is_mount_point(&place.root()) {
        mount::unmount(place.root(), true)?;
    }
    let lock = claim()?.ok_or_else(|| elsewhere(place, name))?;
    Ok(Claimed { place: place.clone(), lock })
}

/// Forks the server of `rootfs`, and mounts with `attach` what it then serves. The server ends with the last mount, and at
/// once if there is none when this process ends. It lets go of `alive`.
fn serve_apart(
    store: &Store,
    claimed: Claimed,
    rootfs: Rootfs,
    record: Option<&Record>,
    alive: Option<File>,
    attach: impl FnOnce(&Rootfs) -> Result<()>,
) -> Result<()> {
    let (ours, theirs) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop((ours, alive, attach));
            // A panic must not unwind into the frames that were copied from the parent.
            let served = std::panic::AssertUnwindSafe(|| serve(store, claimed, rootfs, record, &theirs));
            let error = match std::panic::catch_unwind(served) {
                Ok(Ok(())) => process::exit_now(0),
                Ok(Err(error)) => crate::error::one_line(&error),
                Err(_) => "the file server panicked".to_owned(),
            };
            let _ = socket::send(theirs.as_fd(), error.as_bytes().get(..LIMIT).unwrap_or(error.as_bytes()), &[]);
            process::exit_now(1)
        }
        Fork::Parent(_) => {
            drop((theirs, claimed));
            let (word, _) = socket::receive(ours.as_fd(), LIMIT)?;
            match word.as_slice() {
                READY => attach(&rootfs),
                b"" => Err(Error::new("the file server ended without a word").into()),
                words => Err(Error::new(String::from_utf8_lossy(words)).into()),
            }
        }
    }
}

/// The server's life.
fn serve(store: &Store, claimed: Claimed, rootfs: Rootfs, record: Option<&Record>, maker: &OwnedFd) -> Result<()> {
    let Claimed { place, mut lock } = claimed;
    process::leave_terminal(c"coracle-mount")?;
    lock.set_len(0)?;
    lock.rewind()?;
    write!(lock, "{}", rustix::process::getpid().as_raw_nonzero())?;
    namespace::unshare_mount()?;
    mount::set_propagation(Path::new("/"), Propagation::Private)?;
    // What others serve is not to stay mounted for as long as this process lives.
    for other in store.mount_points() {
        for path in [other.root(), other.lower()].iter().filter(|path| is_mount_point(path)) {
            mount::unmount(path, true)?;
        }
    }
    let serving = rootfs.serve()?;
    socket::send(maker.as_fd(), READY, &[])?;
    if let Some(serving) = serving {
        serving.join()?;
    }
    record.into_iter().for_each(rootfs::ended);
    place.remove(&lock);
    Ok(())
}

/// What the root filesystem is when everything is put together, attached nowhere.
fn assemble(root: Root, userns: Option<&OwnedFd>) -> Result<OwnedFd> {
    let overlay = match root {
        Root::Mount(mount) => return Ok(mount),
        Root::Directory(path) => return mount::clone_tree(&path, true).context("open_tree"),
        Root::Overlay(overlay) => overlay,
    };
    let [tree] = rootless::in_child(|| {
        if let Some(userns) = userns {
            namespace::join(userns.as_fd(), Namespace::User)?;
        }
        namespace::unshare_mount()?;
        mount::set_propagation(Path::new("/"), Propagation::Private)?;
        // Found as who this process is, mounted as the container's root.
        let layers = overlay.look_up()?;
        rootless::become_root(false)?;
        Ok([layers.mount()?])
    })?;
    Ok(tree)
}

fn attach(tree: &OwnedFd, place: &MountPoint) -> Result<()> {
    let root = place.root();
    std::fs::create_dir(&root).with_context(|| format!("cannot make {}", root.display()))?;
    mount::attach_at(tree.as_fd(), &root).with_context(|| format!("cannot mount {}", root.display()))
}
