//! The image alone, read-only: the lower layer of a kernel overlayfs that has the writable layer.
//!
//! Nothing must be remembered. A file's number says which inode of which layer it is; a directory's number is that of its
//! topmost part, from which the others can be found. What was found is kept until the kernel forgets the directory.

mod server;
mod xattr;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::{Arc, PoisonError, RwLock};

use rustix::fs::SeekFrom;
use rustix::io::Errno;

use super::attr::Attr;
use super::cache::Cache;
use super::id::Id;
use super::lower::{Found, Lowers};
use super::reader::Reader;
use super::{Ids, Result};
use crate::layer::index::{Index, Kind, NAME_MAX, Time};

pub(super) use server::Server;
pub(crate) use xattr::REDIRECTED_ABOVE;
use xattr::Xattrs;

/// What an image is made of.
#[derive(Debug)]
pub(crate) struct ImageOptions {
    /// The layers, the topmost first.
    pub(crate) layers: Vec<Index>,
    /// The directory that holds the layers' contents.
    pub(crate) objects: OwnedFd,
    pub(crate) ids: Ids,
    pub(crate) contents: Contents,
}

/// Who opens the contents of large files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contents {
    /// This server, as those of small ones.
    Served,
    /// Overlayfs itself, in a data-only layer that is the directory of the objects. The server says which.
    Redirected,
}

/// Contents that are kept open.
const OPEN_FILES: usize = 64;
/// Listings that are kept.
const LISTINGS: usize = 8;

/// The layers, merged.
#[derive(Debug)]
pub(super) struct Image {
    lower: Lowers,
    ids: Ids,
    root: Arc<[Id]>,
    /// The layers' directories that each known directory is made of, topmost first.
    stacks: RwLock<HashMap<Id, Arc<[Id]>>>,
    files: Cache<Option<Arc<File>>>,
    listings: Cache<Arc<[Item]>>,
    xattrs: Xattrs,
}

/// One entry of a merged directory.
#[derive(Debug)]
struct Item {
    name: Box<[u8]>,
    id: Id,
    kind: Kind,
}

impl Image {
    pub(super) fn new(options: ImageOptions) -> Result<Image> {
        let lower = Lowers::new(options.layers, options.objects);
        Ok(Image {
            root: lower.root()?.into(),
            stacks: RwLock::default(),
            files: Cache::new(OPEN_FILES),
            listings: Cache::new(LISTINGS),
            xattrs: Xattrs::new(&lower, options.contents),
            ids: options.ids,
            lower,
        })
    }

    fn lookup(&self, dir: Id, name: &[u8]) -> Result<Option<Attr>> {
        if name.len() > NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        match self.lower.lookup(&self.stack(dir)?, name)? {
            None => Ok(None),
            Some(Found::File(id)) => self.file_attr(id).map(Some),
            Some(Found::Directory(stack)) => {
                let id = stack.first().copied().ok_or(Errno::IO)?;
                let attr = self.dir_attr(id, &stack)?;
                self.keep(id, stack.into());
                Ok(Some(attr))
            }
        }
    }

    fn getattr(&self, id: Id) -> Result<Attr> {
        if id == Id::ROOT || self.lower.inode(id)?.kind == Kind::Directory {
            return self.dir_attr(id, &self.stack(id)?);
        }
        self.file_attr(id)
    }

    fn file_attr(&self, id: Id) -> Result<Attr> {
        Ok(Attr::of_lower(id, &self.lower.inode(id)?).shown(self.ids))
    }

    fn dir_attr(&self, id: Id, stack: &[Id]) -> Result<Attr> {
        if stack.is_empty() {
            return Ok(empty_root());
        }
        let mut attr = Attr::of_lower(id, &self.lower.inode(self.lower.described(stack)?)?);
        // Nobody counted the subdirectories of all layers together.
        if stack.len() > 1 {
            attr.nlink = 1;
        }
        Ok(attr.shown(self.ids))
    }

    fn stack(&self, dir: Id) -> Result<Arc<[Id]>> {
        if dir == Id::ROOT {
            return Ok(self.root.clone());
        }
        let known = self.stacks.read().unwrap_or_else(PoisonError::into_inner).get(&dir).cloned();
        if let Some(stack) = known {
            return Ok(stack);
        }
        let stack: Arc<[Id]> = self.lower.stack_of(dir)?.into();
        self.keep(dir, stack.clone());
        Ok(stack)
    }

    fn keep(&self, dir: Id, stack: Arc<[Id]>) {
        self.stacks.write().unwrap_or_else(PoisonError::into_inner).insert(dir, stack);
    }

    fn forget(&self, id: Id) {
        self.lower.forgotten();
        // Most are files: those need no more than a look.
        if self.stacks.read().unwrap_or_else(PoisonError::into_inner).contains_key(&id) {
            self.stacks.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
        }
    }

    /// A directory's entries without the dots, always in the same order.
    fn list(&self, dir: Id) -> Result<Arc<[Item]>> {
        if let Some(listing) = self.listings.get(dir) {
            return Ok(listing);
        }
        let stack = self.stack(dir)?;
        let mut items = Vec::new();
        let mut seen = HashSet::new();
        for lower in &*stack {
            for entry in self.lower.entries(*lower)? {
                let (name, target) = entry?;
                // A whiteout hides what lies below as well.
                if stack.len() > 1 && !seen.insert(name) {
                    continue;
                }
                if let Some(id) = target {
                    items.push(Item { name: name.into(), id, kind: self.lower.inode(id)?.kind });
                }
            }
        }
        let listing: Arc<[Item]> = items.into();
        self.listings.put(dir, listing.clone());
        Ok(listing)
    }

    /// The attributes of an entry, which the kernel is about to know.
    fn item_attr(&self, dir: Id, item: &Item) -> Result<Attr> {
        if item.kind == Kind::Directory {
            return self.lookup(dir, &item.name)?.ok_or(Errno::IO);
        }
        self.file_attr(item.id)
    }

    fn readlink(&self, id: Id) -> Result<Vec<u8>> {
        let inode = self.lower.inode(id)?;
        if inode.kind == Kind::Symlink { Ok(inode.target.to_vec()) } else { Err(Errno::INVAL) }
    }

    /// Up to `size` bytes of a file from `offset`; less only at its end.
    fn read<'a>(&self, id: Id, offset: u64, size: usize, reader: &'a mut Reader) -> Result<&'a [u8]> {
        match self.content(id)? {
            Some(object) => reader.of_object(&object, offset, size),
            None => Ok(&[]),
        }
    }

    /// Where data or a hole begins, at or after an offset. The object's own holes are the file's.
    fn seek(&self, id: Id, from: SeekFrom) -> Result<u64> {
        match self.content(id)? {
            Some(file) => rustix::fs::seek(&file, from),
            None => Err(Errno::NXIO),
        }
    }

    /// The open content of a file; none when it is empty.
    fn content(&self, id: Id) -> Result<Option<Arc<File>>> {
        if let Some(file) = self.files.get(id) {
            return Ok(file);
        }
        let file = self.lower.open(id)?.map(Arc::new);
        self.files.put(id, file.clone());
        Ok(file)
    }
}

/// The root of an image without layers.
fn empty_root() -> Attr {
    let now = Time::default();
    Attr {
        id: Id::ROOT,
        mode: 0o040_755,
        nlink: 2,
        uid: 0,
        gid: 0,
        rdev: 0,
        size: 4096,
        blocks: 8,
        atime: now,
        mtime: now,
        ctime: now,
    }
}
