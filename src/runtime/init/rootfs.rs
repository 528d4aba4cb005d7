//! Changing the root.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use oci_spec::runtime::Spec;

use crate::error::{Context, Error, Result};
use crate::runtime::Root;
use crate::sys::mount::{self, Attributes, Change, Propagation};
use crate::sys::overlay::Layers;

/// A root filesystem of which all that lies on the host has been found.
pub(super) enum Found {
    Mount(OwnedFd),
    Overlay(Layers),
}

/// Finds what the root filesystem needs of the host.
pub(super) fn of_host(root: Root) -> Result<Found> {
    Ok(match root {
        Root::Mount(mount) => Found::Mount(mount),
        Root::Overlay(overlay) => Found::Overlay(overlay.look_up().map_err(overlay_refused)?),
        Root::Directory(path) => {
            Found::Mount(mount::clone_tree(&path, true).with_context(|| format!("open_tree {}", path.display()))?)
        }
    })
}

/// Makes `root` the root directory of this process and lets go of the host's tree. Gives back a handle on it.
pub(super) fn enter(root: Found, spec: &Spec) -> Result<OwnedFd> {
    let root = match root {
        Found::Mount(mount) => mount,
        Found::Overlay(layers) => layers.mount().map_err(overlay_refused)?,
    };
    mount::pivot_into(root.as_fd())?;
    let propagation = spec.linux().as_ref().and_then(|linux| linux.rootfs_propagation().as_deref());
    set_propagation(root.as_fd(), propagation)?;
    Ok(root)
}

fn overlay_refused(error: anyhow::Error) -> Error {
    Error::new(format!("cannot mount the container's root filesystem: {error:#}"))
        .hint("let it do without kernel overlayfs: `coracle --storage-opt union.plan=userspace run …`")
}

fn set_propagation(root: BorrowedFd<'_>, wanted: Option<&str>) -> Result<()> {
    let propagation = match wanted {
        None | Some("" | "private" | "rprivate") => Propagation::Private,
        Some("slave" | "rslave") => Propagation::Slave,
        Some("shared" | "rshared") => Propagation::Shared,
        Some(other) => return Err(Error::new(format!("unknown propagation {other:?} of the root filesystem")).into()),
    };
    let none = Attributes::empty();
    let change = Change { set: none, clear: none, propagation: Some(propagation), recursive: true };
    mount::set_attributes(root, change).context("set the propagation of the root filesystem")
}

/// Makes the root filesystem read-only when the specification says so; what is mounted below keeps its own mode.
pub(super) fn seal(spec: &Spec, root: BorrowedFd<'_>) -> Result<()> {
    if spec.root().as_ref().and_then(|root| root.readonly()) != Some(true) {
        return Ok(());
    }
    mount::set_attributes(root, Change::set(Attributes::MOUNT_ATTR_RDONLY, false))
        .context("make the root filesystem read-only")
}
