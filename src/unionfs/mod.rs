//! The union filesystem: the layers of an image and a container's writable layer, served through FUSE.
//!
//! | module | what it holds |
//! |---|---|
//! | `id` | node numbers |
//! | `lower` | the layers together, from their mapped indexes |
//! | `upper` | the writable layer on disk |
//! | `tree` | the nodes that must be remembered |
//! | `merge`, `listing` | what a name stands for; what a directory holds |
//! | `changes` | the upper tree read as what a layer of it would change |
//! | `copyup` | from the layers to the writable layer |
//! | `acl` | access control lists |
//! | `ops` | the operations, without FUSE |
//! | `image` | the layers alone, for a kernel overlayfs to put the writable layer on; with a FUSE server of its own |
//! | `view` | the layers alone, read without mounting them |
//! | `reader` | what a read is answered with |
//! | `ioctl` | how inode flags are asked for |
//! | `server`, `convert`, `holes`, `serving` | FUSE: the only modules that know `fuser` |
//!
//! **Reads and writes go through the node, never through what a handle was opened with**: a node has one backing file at a
//! time, so a file that was opened before its copy-up sees what is written after it, and no old page is ever
//! written back over a new one.
//!
//! **Locks**, in the order in which they are taken; nobody who holds one takes one that stands before it, nor a second one
//! of the same line (but for the data locks of the two files of a copy, in the order of their numbers), so that no two
//! threads wait for each other:
//!
//! | lock | shared by | exclusive for |
//! |---|---|---|
//! | data, of a node | reads and writes | its copy-up |
//! | moves | whatever finds something by its place | moving and removing directories, renaming |
//! | names, of a directory | lookups and listings | whatever changes a name in it, or its times on the host |
//! | stats | | changing what a stat attribute says |
//! | the table of `tree`; the caches | | each access to them, without a system call |
//!
//! The kernel holds locks of its own meanwhile: nobody unlinks, renames or links the same inode, or changes its
//! attributes, at the same time. (Writes from its cache come at any time.)

mod acl;
mod attr;
mod cache;
mod changes;
mod convert;
mod copyup;
mod holes;
mod id;
mod image;
mod ioctl;
mod linked;
mod listing;
mod locks;
mod lower;
mod merge;
mod ops;
mod reader;
mod server;
mod serving;
#[cfg(test)]
mod tests;
mod tree;
mod upper;
mod view;

use std::fs::File;
use std::hash::RandomState;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::io::Errno;

use crate::layer::index::Index;
use cache::Cache;
use id::Id;
use listing::Listing;
use locks::Locks;
use lower::Lowers;
use tree::Tree;
use upper::{Stat, Upper};

pub(crate) use changes::{Changes, Format};
pub(crate) use image::{Contents, ImageOptions, REDIRECTED_ABOVE};
pub(crate) use serving::{Serving, serve, serve_image};
pub(crate) use view::{Spot, View};

/// Results of operations: the error is what the container's process gets.
type Result<T> = std::result::Result<T, Errno>;

/// What a union is made of.
#[derive(Debug)]
pub(crate) struct Options {
    /// The image's layers, the topmost first.
    pub(crate) layers: Vec<Index>,
    /// The directory that holds the layers' contents.
    pub(crate) objects: OwnedFd,
    /// The container's upper directory. Its files belong to the calling user, and nobody else changes them meanwhile.
    pub(crate) upper: OwnedFd,
    /// Its work directory, on the same filesystem. As lasting as the upper directory.
    pub(crate) work: OwnedFd,
    pub(crate) ids: Ids,
    /// Whether `fsync` is answered at once, for what need not survive a crash of the machine.
    pub(crate) volatile: bool,
}

/// Which owners the container sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    /// The true ones.
    All,
    /// Only this one, where no other is mapped; the true ones are kept.
    Single { uid: u32, gid: u32 },
}

/// Data files that are kept open, of each kind.
const OPEN_FILES: usize = 128;
/// Upper directories that are kept open.
const OPEN_DIRS: usize = 64;
/// Listings that are kept.
const LISTINGS: usize = 16;

/// The file that a node's content is in: it can be read and, when it is the upper tree's, written.
#[derive(Debug, Clone)]
enum Backing {
    /// An empty lower file has no object.
    Lower(Option<Arc<File>>),
    Upper(Arc<File>),
}

/// The union of the layers and the upper directory.
#[derive(Debug)]
struct Union {
    lower: Lowers,
    upper: Upper,
    ids: Ids,
    locks: Locks,
    tree: Tree,
    /// Files of the upper tree.
    files: Cache<Arc<File>>,
    /// Contents of lower files.
    objects: Cache<Option<Arc<File>>>,
    dirfds: Cache<Arc<OwnedFd>>,
    listings: Cache<Listing>,
    hasher: RandomState,
}

impl Union {
    fn new(options: Options) -> Result<Union> {
        let lower = Lowers::new(options.layers, options.objects);
        let upper = Upper::new(options.upper, &options.work, options.volatile)?;
        let stack = lower.root()?;
        let root = root_stat(&lower, &upper, &stack)?;
        let tree = Tree::new(stack, Some(root), upper.linked()?);
        Ok(Union {
            lower,
            upper,
            ids: options.ids,
            locks: Locks::new(),
            tree,
            files: Cache::new(OPEN_FILES),
            objects: Cache::new(OPEN_FILES),
            dirfds: Cache::new(OPEN_DIRS),
            listings: Cache::new(LISTINGS),
            hasher: RandomState::new(),
        })
    }
}

impl Union {
    /// Opens something; once more without what is only kept open to be fast, if no further file can be open.
    fn with_room<T>(&self, open: impl Fn() -> Result<T>) -> Result<T> {
        match open() {
            Err(Errno::MFILE | Errno::NFILE) => {
                self.files.clear();
                self.objects.clear();
                self.dirfds.clear();
                open()
            }
            done => done,
        }
    }
}

/// What the root is; at the first start, what the image says.
fn root_stat(lower: &Lowers, upper: &Upper, stack: &[Id]) -> Result<Stat> {
    if upper::has_stat(&upper.root)? {
        let host = rustix::fs::fstat(&upper.root)?;
        return upper::read_stat(&upper.root, &host);
    }
    let mut stat =
        Stat { mode: 0o040_755, uid: 0, gid: 0, rdev: 0, origin: None, lower_names: None, content_below: false };
    if let Some(top) = stack.first() {
        stat = copyup::copy_metadata(lower, upper, (*top, lower.described(stack)?), &upper.root)?;
    }
    upper::write_stat(&upper.root, &stat)?;
    Ok(stat)
}
