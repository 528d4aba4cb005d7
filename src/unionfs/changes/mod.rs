//! What a container's writable layer changes: the upper tree on disk, read beside the image's layers.
//!
//! | module | what it holds |
//! |---|---|
//! | `walk` | one walk over both, whatever the upper tree's format |
//! | `directory` | one directory on it |
//! | `own` | the format of our own server (see `upper`) |
//! | `overlay` | the format of the kernel's overlayfs, mounted with `userxattr` |
//!
//! Nobody may write to the tree meanwhile: a running container is frozen, and its filesystem synced, first.

mod directory;
mod overlay;
mod own;
mod walk;

use std::os::fd::OwnedFd;

use super::lower::Lowers;
use crate::error::{Context, Result};
use crate::layer::change::{Change, Source};
use crate::layer::index::Index;
use crate::rootless::IdMaps;

/// How an upper tree lies on disk.
pub(crate) enum Format {
    /// Our server's; with the container's work directory.
    Own { work: OwnedFd },
    /// The kernel overlayfs's. `owners` has what the ids of the container are in the user namespace of this process, which
    /// must be one that has them all: that of the monitors.
    Overlay { owners: IdMaps },
}

/// A container's writable layer and the layers below it.
pub(crate) struct Changes {
    lower: Lowers,
    root: OwnedFd,
    format: Box<dyn walk::Upper + Send>,
}

impl Changes {
    /// `layers` are the image's, the topmost first; `objects` is the directory of their contents, `upper` the container's
    /// upper directory.
    pub(crate) fn new(layers: Vec<Index>, objects: OwnedFd, upper: OwnedFd, format: Format) -> Result<Changes> {
        let root = upper.try_clone()?;
        let format: Box<dyn walk::Upper + Send> = match format {
            Format::Own { work } => Box::new(own::Own::new(upper, &work).context("cannot read the writable layer")?),
            Format::Overlay { owners } => Box::new(overlay::Overlay::new(owners)),
        };
        Ok(Changes { lower: Lowers::new(layers, objects), root, format })
    }
}

impl Source for Changes {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        walk::walk(&self.lower, &self.root, &*self.format, each)
    }
}
