//! Changing the root.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use oci_spec::runtime::Spec;

use crate::error::{Context, Error, Result};
use crate::runtime::Root;
use crate::sys::mount::{self, Attributes, Change, Propagation};

/// Makes `root` the root directory of this process and lets go of the host's tree. Gives back a handle on it.
pub(super) fn enter(root: Root, spec: &Spec) -> Result<OwnedFd> {
    let root = match root {
        Root::Mount(mount) => mount,
        Root::Overlay(overlay) => overlay.mount().map_err(overlay_refused)?,
        Root::Directory(path) => {
            mount::clone_tree(&path, true).with_context(|| format!("open_tree {}", path.display()))?
        }
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
