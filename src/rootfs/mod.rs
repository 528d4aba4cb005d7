//! Which root a container gets: the image's layers and the writable layer, put together by the union filesystem.

use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use crate::error::{Context, Error, Result};
use crate::rootless;
use crate::store::Store;
use crate::store::containers::Record;
use crate::sys::mount;
use crate::unionfs::{self, Ids, Serving};

/// A mount of the union filesystem that nobody serves yet: whoever looks into it waits.
pub(crate) struct Rootfs {
    /// The detached mount, to be attached in the container's mount namespace.
    mount: OwnedFd,
    device: OwnedFd,
    options: unionfs::Options,
}

/// Makes the mount for a container whose user namespace is `userns`, or the caller's own. The caller is root in the user
/// namespace that owns its mount namespace.
///
/// # Errors
/// A missing layer, or a kernel that does not let the user have FUSE.
pub(crate) fn prepare(store: &Store, record: &Record, ids: Ids, userns: Option<&OwnedFd>) -> Result<Rootfs> {
    let layers = record.config.layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
    let options = unionfs::Options {
        layers,
        objects: store.objects_dir()?,
        upper: open_dir(&record.upper())?,
        work: open_dir(&record.work())?,
        ids,
        volatile: record.config.auto_remove,
    };
    let [device, mount] = match userns {
        Some(userns) => rootless::run_in(userns.as_fd(), make_mount)?,
        None => make_mount()?,
    };
    Ok(Rootfs { mount, device, options })
}

impl Rootfs {
    pub(crate) fn mount(&self) -> &OwnedFd {
        &self.mount
    }

    /// Starts the server's threads. From here on this process has more than one.
    pub(crate) fn serve(self) -> Result<Serving> {
        unionfs::serve(self.options, self.device).context("cannot serve the container's root filesystem")
    }
}

/// The device and its mount, attached nowhere. Their ids are those of the user namespace in which this runs.
fn make_mount() -> Result<[OwnedFd; 2]> {
    let device = open_device()?;
    let mount = mount::fuse_mount(device.as_fd(), "coracle").map_err(mount_refused)?;
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
