//! The layers of the image, taken together. Everything here comes from mapped indexes: no system call but for contents.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::Result;
use super::id::Id;
use crate::layer::index::{Corrupt, Index, Inode, Kind, Target};

/// So many nodes forgotten are a sign that nobody looks at most of the image any more.
const MANY: u64 = 4096;

/// The layers, bottom first, and where their contents lie.
#[derive(Debug)]
pub(super) struct Lowers {
    layers: Vec<Index>,
    objects: OwnedFd,
    /// How many nodes the kernel has forgotten.
    forgotten: AtomicU64,
}

/// What the layers have under a name: the topmost counts, and directories are merged with those below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    File(Id),
    /// Topmost first.
    Directory(Vec<Id>),
}

impl Lowers {
    /// `layers` are given top first.
    pub(super) fn new(mut layers: Vec<Index>, objects: OwnedFd) -> Lowers {
        layers.reverse();
        Lowers { layers, objects, forgotten: AtomicU64::new(0) }
    }

    /// Notes that the kernel has forgotten a node. When it forgets many, the memory of the indexes goes as well.
    pub(super) fn forgotten(&self) {
        if self.forgotten.fetch_add(1, Ordering::Relaxed) % MANY == MANY - 1 {
            self.layers.iter().for_each(Index::release);
        }
    }

    /// The root directories that make up the root, topmost first.
    pub(super) fn root(&self) -> Result<Vec<Id>> {
        let mut stack = Vec::new();
        for layer in (0..self.layers.len()).rev() {
            let id = Id::lower(layer, crate::layer::index::ROOT);
            stack.push(id);
            if self.inode(id)?.opaque {
                break;
            }
        }
        Ok(stack)
    }

    /// What the index says of a lower file.
    pub(super) fn inode(&self, id: Id) -> Result<Inode<'_>> {
        let (index, no) = self.at(id)?;
        index.inode(no).map_err(|e| corrupt(id, e))
    }

    /// The one of these merged directories, topmost first, that says what they are together: a layer may have a directory only
    /// because something lies in it.
    pub(super) fn described(&self, stack: &[Id]) -> Result<Id> {
        for id in stack {
            if !self.inode(*id)?.implied {
                return Ok(*id);
            }
        }
        stack.first().copied().ok_or(Errno::IO)
    }

    /// The entries of one directory of one layer.
    pub(super) fn entries(&self, id: Id) -> Result<impl Iterator<Item = Result<(&[u8], Option<Id>)>>> {
        let (layer, no) = id.as_lower().ok_or(Errno::IO)?;
        let entries = self.index(layer)?.entries(no).map_err(|e| corrupt(id, e))?;
        Ok(entries.map(move |entry| match entry.map_err(|e| corrupt(id, e))? {
            entry if entry.target == Target::Whiteout => Ok((entry.name, None)),
            entry => Ok((entry.name, target(layer, entry.target))),
        }))
    }

    /// The extended attributes of a lower file.
    pub(super) fn xattrs(&self, id: Id) -> Result<impl Iterator<Item = (&[u8], &[u8])>> {
        let (index, no) = self.at(id)?;
        Ok(index.xattrs(no))
    }

    /// Whether any file of any layer has an extended attribute whose name satisfies `wanted`.
    pub(super) fn any_xattr(&self, wanted: impl Fn(&[u8]) -> bool) -> bool {
        self.layers.iter().any(|index| index.xattr_names().any(&wanted))
    }

    /// What the directories of `stack` have under `name`.
    pub(super) fn lookup(&self, stack: &[Id], name: &[u8]) -> Result<Option<Found>> {
        let mut merged = Vec::new();
        for dir in stack {
            let (layer, no) = dir.as_lower().ok_or(Errno::IO)?;
            let Some(entry) = self.index(layer)?.lookup(no, name).map_err(|e| corrupt(*dir, e))? else { continue };
            let Some(id) = target(layer, entry.target) else { break };
            let inode = self.inode(id)?;
            if inode.kind != Kind::Directory {
                if merged.is_empty() {
                    return Ok(Some(Found::File(id)));
                }
                break;
            }
            merged.push(id);
            if inode.opaque {
                break;
            }
        }
        Ok((!merged.is_empty()).then_some(Found::Directory(merged)))
    }

    /// The directories that were merged at the place where the directory `id` came from: also for one that was moved.
    pub(super) fn stack_of(&self, id: Id) -> Result<Vec<Id>> {
        let mut path = Vec::new();
        let (index, mut no) = self.at(id)?;
        while no != crate::layer::index::ROOT {
            path.push(index.name_of(no).map_err(|e| corrupt(id, e))?);
            // A child's number is greater than its parent's in a sound index: anything else would go round in circles.
            let parent = index.inode(no).map_err(|e| corrupt(id, e))?.parent;
            no = Some(parent).filter(|parent| *parent < no).ok_or(Errno::IO)?;
        }
        let mut stack = self.root()?;
        for name in path.iter().rev() {
            match self.lookup(&stack, name)? {
                Some(Found::Directory(next)) => stack = next,
                _ => return Err(Errno::IO),
            }
        }
        if stack.first() == Some(&id) { Ok(stack) } else { Err(Errno::IO) }
    }

    /// The directory that holds a lower file in its layer, and the file's name there.
    pub(super) fn place_of(&self, id: Id) -> Result<(Id, &[u8])> {
        let (index, no) = self.at(id)?;
        let (layer, _) = id.as_lower().ok_or(Errno::IO)?;
        let parent = index.inode(no).map_err(|e| corrupt(id, e))?.parent;
        let name = index.name_of(no).map_err(|e| corrupt(id, e))?;
        Ok((Id::lower(layer, parent), name))
    }

    /// The content of a regular file; none when it is empty.
    pub(super) fn open(&self, id: Id) -> Result<Option<File>> {
        let Some(digest) = self.inode(id)?.object else { return Ok(None) };
        let hex = digest.hex();
        let (first, rest) = hex.split_at_checked(2).ok_or(Errno::IO)?;
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        match rustix::fs::openat(&self.objects, format!("{first}/{rest}"), flags, Mode::empty()) {
            Ok(fd) => Ok(Some(File::from(fd))),
            Err(e @ (Errno::MFILE | Errno::NFILE | Errno::NOMEM)) => Err(e),
            Err(e) => {
                log::warn!("the object {digest} cannot be opened: {e}");
                Err(Errno::IO)
            }
        }
    }

    fn index(&self, layer: usize) -> Result<&Index> {
        self.layers.get(layer).ok_or(Errno::IO)
    }

    fn at(&self, id: Id) -> Result<(&Index, u32)> {
        let (layer, no) = id.as_lower().ok_or(Errno::IO)?;
        Ok((self.index(layer)?, no))
    }
}

fn target(layer: usize, target: Target) -> Option<Id> {
    match target {
        Target::Inode(no) => Some(Id::lower(layer, no)),
        Target::Whiteout => None,
    }
}

fn corrupt(id: Id, error: Corrupt) -> Errno {
    log::warn!("node {:#x}: {error}", id.0);
    Errno::IO
}
