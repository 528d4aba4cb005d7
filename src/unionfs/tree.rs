//! What must be remembered of the nodes that the kernel knows.
//!
//! Directories, and files of the upper tree, from their first lookup to their last FORGET. Lower files need nothing:
//! their number says all. (The kernel forgets a directory after everything below it, so the directory of a known file is
//! known as well.)

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::io::Errno;

use super::Result;
use super::id::Id;
use super::upper::Stat;
use crate::layer::index::Time;

#[derive(Debug, Default)]
pub(super) struct Tree {
    dirs: HashMap<Id, Dir>,
    files: HashMap<Id, UpperFile>,
    /// Which merged directory a layer's directory is part of, unless it is its topmost part and so has its number.
    merged: HashMap<Id, Id>,
    /// Lower files that lost their name and that the kernel has not forgotten.
    gone: HashSet<Id>,
    /// Lower files with several names that were copied up, whether the kernel knows them or not.
    pub(super) linked: HashSet<Id>,
}

/// A directory as the container sees it.
#[derive(Debug)]
pub(super) struct Dir {
    pub(super) parent: Id,
    pub(super) name: Box<[u8]>,
    /// The layers' directories that are merged here, topmost first.
    pub(super) stack: Box<[Id]>,
    /// Set when the directory exists in the upper tree.
    pub(super) upper: Option<Stat>,
    /// Set when it was removed; holds what it was in the upper tree, so that its number is not used again.
    pub(super) removed: Option<Option<Arc<OwnedFd>>>,
    lookups: u64,
}

/// A name of a file in the upper tree: the directory and the name in it.
pub(super) type Place = (Id, Box<[u8]>);

/// A file of the upper tree.
#[derive(Debug)]
pub(super) struct UpperFile {
    pub(super) stat: Stat,
    /// The names that are known to lead here.
    pub(super) places: Vec<Place>,
    /// Held when no known name is left.
    pub(super) held: Option<Arc<File>>,
    /// When the content was changed last, as the kernel knows it: it got this time in a reply, or set it. It keeps the
    /// time by itself while it caches writes, and what it then writes must not change it.
    pub(super) mtime: Time,
    lookups: i64,
    /// Whether the kernel knew the node before it was in this table, so that `lookups` counts too few.
    undercounted: bool,
}

impl UpperFile {
    pub(super) fn new(stat: Stat, mtime: Time) -> UpperFile {
        UpperFile { stat, places: Vec::new(), held: None, mtime, lookups: 0, undercounted: false }
    }

    /// A file that the kernel knows since before its copy-up.
    pub(super) fn copied_up(stat: Stat, mtime: Time) -> UpperFile {
        UpperFile { undercounted: true, ..UpperFile::new(stat, mtime) }
    }

    pub(super) fn add_place(&mut self, dir: Id, name: &[u8]) {
        if !self.places.iter().any(|(d, n)| *d == dir && **n == *name) {
            self.places.push((dir, name.into()));
        }
        self.held = None;
    }

    pub(super) fn remove_place(&mut self, dir: Id, name: &[u8]) {
        self.places.retain(|(d, n)| *d != dir || **n != *name);
    }
}

impl Tree {
    pub(super) fn new(root_stack: Vec<Id>, root: Option<Stat>, linked: Vec<Id>) -> Tree {
        let mut tree = Tree { linked: linked.into_iter().collect(), ..Tree::default() };
        tree.remember_dir(Id::ROOT, Id::ROOT, b"", root_stack, root);
        tree
    }

    pub(super) fn dir(&self, id: Id) -> Result<&Dir> {
        self.dirs.get(&id).ok_or(Errno::STALE)
    }

    pub(super) fn find_dir(&self, id: Id) -> Option<&Dir> {
        self.dirs.get(&id)
    }

    pub(super) fn dir_mut(&mut self, id: Id) -> Result<&mut Dir> {
        self.dirs.get_mut(&id).ok_or(Errno::STALE)
    }

    /// The directory, which must not have been removed.
    pub(super) fn live_dir(&self, id: Id) -> Result<&Dir> {
        self.dir(id).and_then(|dir| if dir.removed.is_none() { Ok(dir) } else { Err(Errno::NOENT) })
    }

    pub(super) fn file(&self, id: Id) -> Option<&UpperFile> {
        self.files.get(&id)
    }

    pub(super) fn file_mut(&mut self, id: Id) -> Option<&mut UpperFile> {
        self.files.get_mut(&id)
    }

    pub(super) fn is_gone(&self, id: Id) -> bool {
        self.gone.contains(&id)
    }

    /// The merged directory that a layer's directory is part of.
    pub(super) fn merged_dir(&self, lower: Id) -> Result<Id> {
        let id = self.merged.get(&lower).copied().unwrap_or(lower);
        if self.dirs.contains_key(&id) { Ok(id) } else { Err(Errno::STALE) }
    }

    /// Notes a directory and where it lies, if it is new. Its lookups are counted apart.
    pub(super) fn remember_dir(&mut self, id: Id, parent: Id, name: &[u8], stack: Vec<Id>, upper: Option<Stat>) {
        if self.dirs.contains_key(&id) {
            return;
        }
        for lower in stack.iter().filter(|lower| **lower != id) {
            self.merged.insert(*lower, id);
        }
        let dir = Dir { parent, name: name.into(), stack: stack.into(), upper, removed: None, lookups: 0 };
        self.dirs.insert(id, dir);
    }

    /// Notes a file of the upper tree, if it is new. Its lookups are counted apart.
    pub(super) fn remember_file(&mut self, id: Id, stat: Stat, mtime: Time) -> &mut UpperFile {
        self.files.entry(id).or_insert_with(|| UpperFile::new(stat, mtime))
    }

    pub(super) fn insert_file(&mut self, id: Id, file: UpperFile) {
        self.files.insert(id, file);
    }

    /// Notes that a lower file has no name any more.
    pub(super) fn lose(&mut self, id: Id) {
        self.gone.insert(id);
    }

    /// Counts one reference that a reply gives to the kernel.
    pub(super) fn count(&mut self, id: Id) {
        if let Some(dir) = self.dirs.get_mut(&id) {
            dir.lookups += 1;
        } else if let Some(file) = self.files.get_mut(&id) {
            file.lookups += 1;
        }
    }

    /// Takes back `count` references; whether the node is out of the table now.
    pub(super) fn forget(&mut self, id: Id, count: u64) -> bool {
        if id == Id::ROOT {
            return false;
        }
        if self.dirs.contains_key(&id) {
            return self.forget_dir(id, count);
        }
        self.gone.remove(&id);
        let Some(file) = self.files.get_mut(&id) else { return true };
        file.lookups = file.lookups.saturating_sub_unsigned(count);
        // The kernel forgets a node once, with all its references, or takes back a single one that it could not use: for
        // an undercounted node the two cannot be told apart, and keeping a few bytes is harmless.
        let single = file.undercounted && count == 1 && file.held.is_none();
        let forgotten = file.lookups <= 0 && !single;
        if forgotten {
            self.files.remove(&id);
        }
        forgotten
    }

    fn forget_dir(&mut self, id: Id, count: u64) -> bool {
        let Some(dir) = self.dirs.get_mut(&id) else { return true };
        dir.lookups = dir.lookups.saturating_sub(count);
        if dir.lookups > 0 {
            return false;
        }
        if let Some(dir) = self.dirs.remove(&id) {
            self.unmerge(id, &dir.stack);
        }
        true
    }

    fn unmerge(&mut self, id: Id, stack: &[Id]) {
        for lower in stack {
            if self.merged.get(lower) == Some(&id) {
                self.merged.remove(lower);
            }
        }
    }
}
