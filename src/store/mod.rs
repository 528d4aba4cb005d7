//! What is on disk. See ARCHITECTURE.md, "On disk", for the layout.
//!
//! Files are immutable or replaced by rename, so readers never lock. Two kinds of lock order the writers:
//! * `locks/store`: whoever adds something that refers to something else (a layer to objects, an image or a container to
//!   layers) holds it shared until what refers is published; whoever removes what nobody refers to holds it exclusively.
//! * `locks/images`: held for the microseconds in which names and image records change.

pub(crate) mod builds;
mod check;
mod collect;
pub(crate) mod containers;
mod events;
pub(crate) mod exits;
pub(crate) mod files;
mod images;
mod layers;
mod locks;
pub(crate) mod mounts;
mod open;
mod partial;
pub(crate) mod secrets;
mod space;
mod staging;
mod trash;
mod usage;
pub(crate) mod volumes;

use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use builds::Pruning;
pub(crate) use check::{Aside, Damage, Depth, Part, Report};
#[cfg(test)]
pub(crate) use collect::Collected;
pub(crate) use events::{Action, Event, EventReader, HealthEvent};
pub(crate) use images::{Image, NewImage};
pub(crate) use layers::{Blob, Contents, Draft, LayerInfo, StagedLayer};
pub(crate) use locks::Shared;
pub(crate) use partial::{Partial, Partials};
pub(crate) use staging::Staging;
pub(crate) use trash::Trashed;
pub(crate) use usage::disk_usage;

use crate::error::{Context, Result};
use crate::name::Digest;

#[cfg(test)]
mod tests;

/// What is called with a description of those who hold a lock, when a wait for it takes longer than a second.
type Waiting = Box<dyn Fn(&str) + Send + Sync>;

/// The user's store. Cheap to open; any number of processes and threads may use it at once.
pub(crate) struct Store {
    root: PathBuf,
    waiting: Option<Waiting>,
    large: Arc<layers::twins::Large>,
}

impl Store {
    /// Opens the store at `root`, and makes it if there is nothing.
    ///
    /// # Errors
    /// When `root` holds something else, or the store of a newer version.
    pub(crate) fn open(root: &Path) -> Result<Store> {
        open::open(root)?;
        let large = Arc::new(layers::twins::Large::new(root.join("layers")));
        Ok(Store { root: root.to_owned(), waiting: None, large })
    }

    /// The same store, which calls `waiting` with a text such as "pid 12 (coracle rmi x)" when a wait for a lock that
    /// these hold takes longer than a second.
    pub(crate) fn on_wait(mut self, waiting: impl Fn(&str) + Send + Sync + 'static) -> Store {
        self.waiting = Some(Box::new(waiting));
        self
    }

    /// The store's directory.
    pub(crate) fn path(&self) -> &Path {
        &self.root
    }

    /// The directory of all objects, for reading them with openat(2) by `objects::name`.
    pub(crate) fn objects_dir(&self) -> Result<OwnedFd> {
        let path = self.objects_path();
        Ok(File::open(&path).with_context(|| format!("cannot open {}", path.display()))?.into())
    }

    /// The path of [`Store::objects_dir`].
    pub(crate) fn objects_path(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// The file that holds the content with this digest, whether it is there or not.
    pub(crate) fn object_path(&self, digest: &Digest) -> PathBuf {
        self.objects_path().join(layers::objects::name(digest))
    }

    /// The directory of container records, one directory for each.
    pub(crate) fn containers_dir(&self) -> PathBuf {
        self.root.join("containers")
    }

    /// The directory of container names.
    pub(crate) fn container_names_dir(&self) -> PathBuf {
        self.root.join("container-names")
    }

    fn secrets_dir(&self) -> PathBuf {
        self.root.join("secrets")
    }

    pub(crate) fn volumes_dir(&self) -> PathBuf {
        self.root.join("volumes")
    }

    fn layers_dir(&self) -> PathBuf {
        self.root.join("layers")
    }

    fn layer_dir(&self, diff_id: &Digest) -> PathBuf {
        self.layers_dir().join(diff_id.hex())
    }

    fn images_dir(&self) -> PathBuf {
        self.root.join("images")
    }

    fn names_dir(&self) -> PathBuf {
        self.root.join("names")
    }

    fn staging_dir(&self) -> PathBuf {
        self.root.join("staging")
    }

    fn trash_dir(&self) -> PathBuf {
        self.root.join("trash")
    }

    fn locks_dir(&self) -> PathBuf {
        self.root.join("locks")
    }
}
