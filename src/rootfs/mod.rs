//! Which root a container gets: the image's layers and the writable layer, put together by the union filesystem alone or
//! with the kernel's help; or a directory of the user's, as it is or below a writable layer of overlayfs.
//!
//! | plan | needs | who serves what |
//! |---|---|---|
//! | `userspace` | /dev/fuse | our server serves everything |
//! | `hybrid` | overlayfs in user namespaces (Linux 5.11) | our server serves the image; overlayfs has the writable layer |
//! | `direct` | data-only layers for `userxattr` (Linux 6.16) | the same, and overlayfs opens the contents of large files itself |

mod plan;
mod probe;

use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{Gid, Mode, OFlags, Timespec, Timestamps, Uid};

use crate::error::{Context, Error, Result};
use crate::layer::index::{Index, Inode, ROOT};
use crate::name::Digest;
use crate::rootless::{self, IdMaps};
use crate::runtime::Root;
use crate::store::Store;
use crate::store::containers::{Base, Plan, Record, RootDirectory};
use crate::sys::mount;
use crate::sys::overlay::{Lower, Overlay};
use crate::unionfs::{self, Contents, Ids, ImageOptions, Serving};

pub(crate) use plan::{Host, Reach, Wanted};

/// A root filesystem that nobody serves yet: whoever looks into it waits.
pub(crate) enum Rootfs {
    Served(Unserved),
    /// There is nothing to serve.
    Directory(RootDirectory),
}

/// What our server will have.
pub(crate) struct Unserved {
    /// Our mount, attached nowhere.
    mount: OwnedFd,
    device: OwnedFd,
    tree: Tree,
}

/// What our server has.
enum Tree {
    /// The whole root filesystem.
    Union(unionfs::Options),
    /// The lower layer of the kernel's overlayfs.
    Image(ImageOptions),
}

/// Makes our mount for a container whose user namespace is `userns`, or the caller's own. The caller is root in the user
/// namespace that owns its mount namespace.
///
/// # Errors
/// A missing layer, or a kernel that does not let the user have FUSE.
pub(crate) fn prepare(store: &Store, record: &Record, ids: Ids, userns: Option<&OwnedFd>) -> Result<Rootfs> {
    let config = &record.config;
    if let Base::Directory(directory) = &config.base {
        if directory.overlay {
            prepare_upper(record, ids, &look_of_directory(&directory.path)?)?;
        }
        return Ok(Rootfs::Directory(directory.clone()));
    }
    let layers = config.layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
    let objects = store.objects_dir()?;
    let image = |layers, objects, contents| Tree::Image(ImageOptions { layers, objects, ids, contents });
    let tree = match config.plan {
        Plan::Userspace => Tree::Union(unionfs::Options {
            layers,
            objects,
            upper: open_dir(&record.upper())?,
            work: open_dir(&record.work())?,
            ids,
            volatile: config.auto_remove,
        }),
        Plan::Hybrid => image(layers, objects, Contents::Served),
        Plan::Direct => image(layers, objects, Contents::Redirected),
    };
    if let Tree::Image(options) = &tree {
        prepare_upper(record, ids, &look_of_image(&options.layers, config.namespaces.user.maps())?)?;
    }
    let read_only = matches!(tree, Tree::Image(_));
    let [device, mount] = match userns {
        Some(userns) => rootless::run_in(userns.as_fd(), || make_mount(read_only))?,
        None => make_mount(read_only)?,
    };
    Ok(Rootfs::Served(Unserved { mount, device, tree }))
}

/// Makes our mount of an image's files alone, attached at `at`, for a container whose user namespace is `userns`.
pub(crate) fn prepare_image(
    store: &Store,
    layers: &[Digest],
    ids: Ids,
    userns: Option<&OwnedFd>,
    at: &Path,
) -> Result<Rootfs> {
    let rootfs = of_image(store, layers, ids, userns)?;
    std::fs::create_dir(at).with_context(|| format!("cannot make {}", at.display()))?;
    mount::attach_at(rootfs.image_mount()?.as_fd(), at).with_context(|| format!("cannot mount {}", at.display()))?;
    Ok(rootfs)
}

/// The same, attached nowhere.
pub(crate) fn of_image(store: &Store, layers: &[Digest], ids: Ids, userns: Option<&OwnedFd>) -> Result<Rootfs> {
    let layers = layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
    let image = ImageOptions { layers, objects: store.objects_dir()?, ids, contents: Contents::Served };
    let [device, mount] = match userns {
        Some(userns) => rootless::run_in(userns.as_fd(), || make_mount(true))?,
        None => make_mount(true)?,
    };
    Ok(Rootfs::Served(Unserved { mount, device, tree: Tree::Image(image) }))
}

impl Rootfs {
    /// What becomes the container's root. `at` is where the lower layer of an overlay may be attached; it is made.
    pub(crate) fn root(&self, store: &Store, record: &Record, at: &Path) -> Result<Root> {
        let (lower, data) = match self {
            Rootfs::Directory(RootDirectory { path, overlay: false }) => return Ok(Root::Directory(path.clone())),
            Rootfs::Directory(RootDirectory { path, overlay: true }) => (Lower::Directory(path.clone()), None),
            Rootfs::Served(Unserved { mount, tree, .. }) => {
                let mount = mount.try_clone().context("dup")?;
                let Tree::Image(image) = tree else { return Ok(Root::Mount(mount)) };
                std::fs::create_dir(at).with_context(|| format!("cannot make {}", at.display()))?;
                let data = (image.contents == Contents::Redirected).then(|| store.objects_path());
                (Lower::Mount { mount, at: at.to_owned() }, data)
            }
        };
        let (upper, work) = (record.upper(), record.work());
        Ok(Root::Overlay(Overlay { lower, data, upper, work, volatile: record.config.auto_remove }))
    }

    /// Our mount, of what is an image's files alone.
    pub(crate) fn image_mount(&self) -> Result<OwnedFd> {
        match self {
            Rootfs::Served(Unserved { mount, .. }) => mount.try_clone().context("dup"),
            Rootfs::Directory(_) => Err(Error::new("a directory is no image").into()),
        }
    }

    /// Starts the server's threads, where there is something to serve. From here on this process has more than one.
    pub(crate) fn serve(self) -> Result<Option<Serving>> {
        let Rootfs::Served(Unserved { device, tree, .. }) = self else { return Ok(None) };
        let serving = match tree {
            Tree::Union(options) => unionfs::serve(options, device),
            Tree::Image(options) => unionfs::serve_image(options, device),
        };
        serving.map(Some).context("cannot serve the container's root filesystem")
    }
}

/// What a root directory is like.
struct Look {
    perm: u32,
    /// As numbers of this process's user namespace, where that has them.
    owner: Option<(u32, u32)>,
    modified: Option<Timespec>,
}

/// At the first start: overlayfs shows its upper directory as the root, which must be as that of the lower layer.
fn prepare_upper(record: &Record, ids: Ids, look: &Look) -> Result<()> {
    let work = record.work();
    let mut used = std::fs::read_dir(&work).with_context(|| format!("cannot read {}", work.display()))?;
    if used.next().is_some() {
        return check_synced(record);
    }
    let upper = open_dir(&record.upper())?;
    if ids == Ids::All {
        give(&upper, look.owner).context("cannot give the root directory its owner")?;
        // Overlayfs works with the rights of the container's root.
        let root = record.config.namespaces.user.maps().and_then(|maps| maps.outside((0, 0)));
        give(&open_dir(&work)?, root).context("cannot give the work directory its owner")?;
    }
    rustix::fs::fchmod(&upper, Mode::from_raw_mode(look.perm)).context("cannot give the root directory its mode")?;
    let Some(time) = look.modified else { return Ok(()) };
    let times = Timestamps { last_access: time, last_modification: time };
    rustix::fs::futimens(&upper, &times).context("cannot give the root directory its time")
}

/// What the image says, for a container with these id maps.
fn look_of_image(layers: &[Index], maps: Option<&IdMaps>) -> Result<Look> {
    let root = described_root(layers)?;
    let of_image = root.as_ref().map_or((0, 0), |root| (root.uid, root.gid));
    Ok(Look {
        perm: root.as_ref().map_or(0o755, |root| root.perm.into()),
        owner: maps.map_or(Some(of_image), |maps| maps.outside(of_image).or_else(|| maps.outside((0, 0)))),
        modified: root.map(|root| Timespec { tv_sec: root.mtime.secs, tv_nsec: root.mtime.nanos.into() }),
    })
}

fn look_of_directory(path: &Path) -> Result<Look> {
    let stat = rustix::fs::stat(path).with_context(|| format!("cannot look at {}", path.display()))?;
    Ok(Look {
        perm: stat.st_mode & 0o7777,
        owner: Some((stat.st_uid, stat.st_gid)),
        modified: Some(Timespec { tv_sec: stat.st_mtime, tv_nsec: stat.st_mtime_nsec.cast_signed() }),
    })
}

/// What the image says its root is, in the topmost layer that says so.
fn described_root(layers: &[Index]) -> Result<Option<Inode<'_>>> {
    let mut top = None;
    for layer in layers {
        let root = layer.inode(ROOT)?;
        let (last, described) = (root.opaque, !root.implied);
        top = if described { Some(root) } else { top.or(Some(root)) };
        if last || described {
            break;
        }
    }
    Ok(top)
}

fn give(dir: &OwnedFd, owner: Option<(u32, u32)>) -> Result<(), rustix::io::Errno> {
    let Some((uid, gid)) = owner else { return Ok(()) };
    rustix::fs::fchown(dir, Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)))
}

/// What overlayfs leaves in the work directory of a mount that is never synced, and refuses to mount again.
const VOLATILE: &str = "work/incompat/volatile";

fn check_synced(record: &Record) -> Result<()> {
    if !record.work().join(VOLATILE).exists() {
        return Ok(());
    }
    let name = &record.config.name;
    let message =
        format!("the monitor of the container {name} was killed, and nothing that was written was ever synced");
    Err(Error::new(message).hint(format!("remove it (`coracle rm {name}`) and run it anew")).into())
}

/// To be called when nothing is mounted any more: what was not synced is whole, since its monitor saw the end.
pub(crate) fn ended(record: &Record) {
    if record.config.auto_remove && record.config.plan != Plan::Userspace {
        let _ = std::fs::remove_dir_all(record.work().join(VOLATILE));
    }
}

/// The device and its mount, attached nowhere. Their ids are those of the user namespace in which this runs.
fn make_mount(read_only: bool) -> Result<[OwnedFd; 2]> {
    let device = open_device()?;
    let mount = mount::fuse_mount(device.as_fd(), "coracle", read_only).map_err(mount_refused)?;
    Ok([device, mount])
}

fn open_dir(path: &Path) -> Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).with_context(|| format!("cannot open {}", path.display()))
}

/// The device must be opened inside the user namespace: the kernel compares the opener's with the mount's (fuse(4)).
fn open_device() -> Result<OwnedFd> {
    rustix::fs::open("/dev/fuse", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty()).map_err(|errno| {
        let hint = match errno {
            rustix::io::Errno::NOENT => {
                "load the kernel's module (`sudo modprobe fuse`), or pass the device into this container"
            }
            rustix::io::Errno::ACCESS => "let everybody open it, as most distributions do: `sudo chmod 666 /dev/fuse`",
            _ => "see whether the kernel has FUSE (`grep fuse /proc/filesystems`)",
        };
        Error::new(format!("cannot open /dev/fuse: {errno}")).hint(hint).into()
    })
}

fn mount_refused(error: anyhow::Error) -> anyhow::Error {
    let hint = "an outer container or a security policy forbids mounts: run that one with --privileged or with \
                --security-opt seccomp=unconfined";
    Error::new(format!("cannot mount the container's root filesystem: {error:#}")).hint(hint).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::index::{Builder, Content, NewNode, Time};

    /// A layer whose archive says what its root is, or leaves it out.
    fn layer(perm: Option<u16>) -> Index {
        let mut builder = Builder::new();
        let node = |perm, content| NewNode { perm, uid: 0, gid: 0, mtime: Time::default(), content };
        if let Some(perm) = perm {
            builder.insert(b".", node(perm, Content::Directory), &[]).unwrap();
        }
        builder.insert(b"dir/fifo", node(0o600, Content::Fifo), &[]).unwrap();
        Index::from_bytes(builder.finish().unwrap()).unwrap()
    }

    #[test]
    fn the_root_is_what_the_topmost_layer_says_that_says_something() {
        let perm = |layers: &[Index]| described_root(layers).unwrap().map(|root| root.perm);
        assert_eq!(perm(&[layer(None), layer(Some(0o711)), layer(Some(0o700))]), Some(0o711));
        assert_eq!(perm(&[layer(None)]), Some(0o755));
        assert_eq!(perm(&[]), None);
    }
}
