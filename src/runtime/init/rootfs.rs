//! Changing the root.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use oci_spec::runtime::Spec;

use crate::error::{Context, Error, Result};
use crate::runtime::Root;
use crate::sys::mount::{self, Attributes, Change, Propagation};
use crate::sys::overlay::{Layers, Lower};

/// A root filesystem of which all that lies on the host has been found.
pub(super) enum Found {
    Mount(OwnedFd),
    /// The layers, and what helps where they cannot be mounted.
    Overlay(Layers, &'static str),
}

/// Where the lower layer is an image.
const WITHOUT_OVERLAYFS: &str =
    "let it do without kernel overlayfs: `coracle --storage-opt union.plan=userspace run …`";
/// Where it is a directory of the user's.
const WITHOUT_OVERLAY: &str = "name a directory without mounts below it and not on an overlay, or leave `:O` out";

/// Finds what the root filesystem needs of the host.
pub(super) fn of_host(root: Root) -> Result<Found> {
    Ok(match root {
        Root::Mount(mount) => Found::Mount(mount),
        Root::Overlay(overlay) => {
            let cure = match &overlay.lower {
                Lower::Mount { .. } => WITHOUT_OVERLAYFS,
                Lower::Directory(_) => WITHOUT_OVERLAY,
            };
            Found::Overlay(overlay.look_up().map_err(|error| overlay_refused(&error, cure))?, cure)
        }
        Root::Directory(path) => {
            Found::Mount(mount::clone_tree(&path, true).with_context(|| format!("open_tree {}", path.display()))?)
        }
    })
}

/// Makes `root` the root directory of this process and lets go of the host's tree. Gives back a handle on it.
pub(super) fn enter(root: Found, spec: &Spec) -> Result<OwnedFd> {
    let root = match root {
        Found::Mount(mount) => mount,
        Found::Overlay(layers, cure) => layers.mount().map_err(|error| overlay_refused(&error, cure))?,
    };
    mount::pivot_into(root.as_fd())?;
    let propagation = spec.linux().as_ref().and_then(|linux| linux.rootfs_propagation().as_deref());
    set_propagation(root.as_fd(), propagation)?;
    Ok(root)
}

fn overlay_refused(error: &anyhow::Error, cure: &str) -> Error {
    Error::new(format!("cannot mount the container's root filesystem: {error:#}")).hint(cure)
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
