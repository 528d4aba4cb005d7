//! What must be remembered of the nodes that the kernel knows.
//!
//! Directories, and files of the upper tree, from their first lookup to their last FORGET. Lower files need nothing:
//! their number says all. (The kernel forgets a directory after everything below it, so the directory of a known file is
//! known as well.)
//!
//! The table is locked within each call and never during a system call.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rustix::io::Errno;

use super::Result;
use super::attr::time;
use super::id::Id;
use super::merge::Hit;
use super::upper::Stat;
use crate::layer::index::Time;

#[derive(Debug)]
pub(super) struct Tree(RwLock<Table>);

#[derive(Debug, Default)]
struct Table {
    dirs: HashMap<Id, Known<Dir>>,
    files: HashMap<Id, UpperFile>,
    /// Which merged directory a layer's directory is part of, unless it is its topmost part and so has its number.
    merged: HashMap<Id, Id>,
    /// Lower files that lost their name and that the kernel has not forgotten.
    gone: HashSet<Id>,
    /// Lower files with several names that were copied up, whether the kernel knows them or not; and how many of the names
    /// are still the layers' own, while that could not be written down.
    linked: HashMap<Id, Option<u32>>,
    /// How often a node was taken out of the table.
    forgotten: u64,
}

#[derive(Debug)]
struct Known<T> {
    node: T,
    lookups: u64,
}

/// A directory as the container sees it.
#[derive(Debug, Clone)]
pub(super) struct Dir {
    pub(super) parent: Id,
    pub(super) name: Arc<[u8]>,
    /// The layers' directories that are merged here, topmost first.
    pub(super) stack: Arc<[Id]>,
    /// Set when the directory exists in the upper tree.
    pub(super) upper: Option<Stat>,
    /// Set when it was removed; holds what it was in the upper tree, so that its number is not used again.
    pub(super) removed: Option<Option<Arc<OwnedFd>>>,
}

/// A name of a file in the upper tree: the directory and the name in it.
pub(super) type Place = (Id, Box<[u8]>);

/// A file of the upper tree.
#[derive(Debug, Clone)]
pub(super) struct UpperFile {
    pub(super) stat: Stat,
    /// The names that are known to lead here.
    pub(super) places: Vec<Place>,
    /// Held when no known name is left.
    pub(super) held: Option<Arc<File>>,
    /// When the content was changed last, as the kernel knows it: it got this time in a reply, or set it. It keeps the
    /// time by itself while it caches writes, and what it then writes must not change it.
    pub(super) mtime: Time,
    /// Whether it was made here without any extended attribute, and got none.
    pub(super) bare: bool,
    lookups: i64,
    /// Whether the kernel knew the node before it was in this table, so that `lookups` counts too few.
    undercounted: bool,
}

impl UpperFile {
    fn new(stat: Stat, mtime: Time) -> UpperFile {
        UpperFile { stat, places: Vec::new(), held: None, mtime, bare: false, lookups: 0, undercounted: false }
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
        let mut table = Table { linked: linked.into_iter().map(|id| (id, None)).collect(), ..Table::default() };
        table.remember_dir(Id::ROOT, Id::ROOT, b"", &root_stack, root);
        Tree(RwLock::new(table))
    }

    fn table(&self) -> RwLockReadGuard<'_, Table> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn table_mut(&self) -> RwLockWriteGuard<'_, Table> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn find_dir(&self, id: Id) -> Option<Dir> {
        self.table().dirs.get(&id).map(|known| known.node.clone())
    }

    pub(super) fn dir(&self, id: Id) -> Result<Dir> {
        self.find_dir(id).ok_or(Errno::STALE)
    }

    /// The directory, which must not have been removed.
    pub(super) fn live_dir(&self, id: Id) -> Result<Dir> {
        self.dir(id).and_then(|dir| if dir.removed.is_none() { Ok(dir) } else { Err(Errno::NOENT) })
    }

    pub(super) fn change_dir<R>(&self, id: Id, change: impl FnOnce(&mut Dir) -> R) -> Result<R> {
        self.table_mut().dirs.get_mut(&id).map(|known| change(&mut known.node)).ok_or(Errno::STALE)
    }

    /// Whether this is a file of the upper tree.
    pub(super) fn is_upper(&self, id: Id) -> bool {
        self.table().files.contains_key(&id)
    }

    /// The stat attribute of a file of the upper tree.
    pub(super) fn stat(&self, id: Id) -> Option<Stat> {
        self.table().files.get(&id).map(|file| file.stat)
    }

    /// The stat attribute of a known file with this number on the host; none for one that continues a lower file, which has
    /// another number.
    pub(super) fn made(&self, ino: u64) -> Option<Stat> {
        self.stat(Id::upper(ino)).filter(|stat| stat.origin.is_none())
    }

    /// The same for a file that is known to have this name.
    pub(super) fn made_at(&self, ino: u64, dir: Id, name: &[u8]) -> Option<Stat> {
        let table = self.table();
        let file = table.files.get(&Id::upper(ino)).filter(|file| file.stat.origin.is_none())?;
        file.places.iter().any(|(d, n)| *d == dir && **n == *name).then_some(file.stat)
    }

    /// Counts a further reference that a reply gives to the kernel, to a file that is known under this name; as
    /// [`Tree::made_at`].
    pub(super) fn enter_made(&self, ino: u64, dir: Id, name: &[u8]) -> Option<Stat> {
        let stat = self.made_at(ino, dir, name)?;
        // It may have been forgotten in between.
        self.change_file(Id::upper(ino), |file| file.lookups += 1).ok().map(|()| stat)
    }

    /// Whether a file is known to have no extended attribute.
    pub(super) fn is_bare(&self, id: Id) -> bool {
        self.table().files.get(&id).is_some_and(|file| file.bare)
    }

    /// When a file of the upper tree was changed last, as the kernel knows it.
    pub(super) fn mtime(&self, id: Id) -> Option<Time> {
        self.table().files.get(&id).map(|file| file.mtime)
    }

    pub(super) fn file(&self, id: Id) -> Option<UpperFile> {
        self.table().files.get(&id).cloned()
    }

    pub(super) fn change_file<R>(&self, id: Id, change: impl FnOnce(&mut UpperFile) -> R) -> Result<R> {
        self.table_mut().files.get_mut(&id).map(change).ok_or(Errno::STALE)
    }

    pub(super) fn is_gone(&self, id: Id) -> bool {
        self.table().gone.contains(&id)
    }

    /// Notes that a lower file has no name any more.
    pub(super) fn lose(&self, id: Id) {
        self.table_mut().gone.insert(id);
    }

    pub(super) fn is_linked(&self, id: Id) -> bool {
        self.table().linked.contains_key(&id)
    }

    pub(super) fn set_linked(&self, id: Id, linked: bool) {
        let mut table = self.table_mut();
        if linked {
            table.linked.insert(id, None)
        } else {
            table.linked.remove(&id)
        };
    }

    /// Notes what a linked file is now, and whether its attribute on disk says so.
    pub(super) fn set_link_stat(&self, id: Id, stat: Stat, written: bool) {
        let mut table = self.table_mut();
        table.linked.insert(id, stat.lower_names.filter(|_| !written));
        // The kernel need not know it.
        if let Some(file) = table.files.get_mut(&id) {
            file.stat = stat;
        }
    }

    /// How many names of a linked file are still the layers' own, if its attribute on disk says something else.
    pub(super) fn unwritten_names(&self, id: Id) -> Option<u32> {
        self.table().linked.get(&id).copied().flatten()
    }

    /// The linked files of which the attribute on disk says something else.
    pub(super) fn unwritten_links(&self) -> Vec<Id> {
        self.table().linked.iter().filter(|(_, names)| names.is_some()).map(|(id, _)| *id).collect()
    }

    /// The merged directory that a layer's directory is part of.
    pub(super) fn merged_dir(&self, lower: Id) -> Result<Id> {
        let table = self.table();
        let id = table.merged.get(&lower).copied().unwrap_or(lower);
        if table.dirs.contains_key(&id) { Ok(id) } else { Err(Errno::STALE) }
    }

    /// Notes a directory and where it lies, if it is new. Its lookups are counted apart.
    pub(super) fn remember_dir(&self, id: Id, parent: Id, name: &[u8], stack: &[Id], upper: Option<Stat>) {
        self.table_mut().remember_dir(id, parent, name, stack, upper);
    }

    pub(super) fn insert_file(&self, id: Id, file: UpperFile) {
        self.table_mut().files.insert(id, file);
    }

    /// How often a node was forgotten until now, see [`Tree::enter`].
    pub(super) fn forgotten(&self) -> u64 {
        self.table().forgotten
    }

    /// Notes what `name` was found to be, and counts the reference that a reply gives to the kernel. False, and nothing is
    /// noted, when it is not in the table and something was taken out of it `since` it was read from disk: it may have
    /// been changed in between.
    pub(super) fn enter(&self, dir: Id, name: &[u8], hit: &Hit, since: Option<u64>) -> bool {
        let mut table = self.table_mut();
        let fresh = since.is_none_or(|since| since == table.forgotten);
        match hit {
            Hit::Lower(_) => {}
            Hit::File { id, stat, host, named, .. } => {
                if !fresh && !table.files.contains_key(id) {
                    return false;
                }
                let mtime = time(host.st_mtime, host.st_mtime_nsec);
                let file = table.files.entry(*id).or_insert_with(|| UpperFile::new(*stat, mtime));
                if *named {
                    file.add_place(dir, name);
                }
                file.lookups += 1;
            }
            Hit::Dir { id, stack, upper } => {
                if !fresh && !table.dirs.contains_key(id) {
                    return false;
                }
                table.remember_dir(*id, dir, name, stack, upper.as_ref().map(|(stat, _)| *stat));
                if let Some(known) = table.dirs.get_mut(id) {
                    known.lookups += 1;
                }
            }
        }
        true
    }

    /// Takes back `count` references; whether the node is out of the table now.
    pub(super) fn forget(&self, id: Id, count: u64) -> bool {
        let mut removed = None;
        let mut table = self.table_mut();
        let out = table.forget(id, count, &mut removed);
        drop(table);
        // What it held is closed now, and not with the table locked.
        drop(removed);
        out
    }
}

/// What a node that is forgotten held open.
type Removed = Option<(Option<UpperFile>, Option<Dir>)>;

impl Table {
    fn remember_dir(&mut self, id: Id, parent: Id, name: &[u8], stack: &[Id], upper: Option<Stat>) {
        if self.dirs.contains_key(&id) {
            return;
        }
        for lower in stack.iter().filter(|lower| **lower != id) {
            self.merged.insert(*lower, id);
        }
        let node = Dir { parent, name: name.into(), stack: stack.into(), upper, removed: None };
        self.dirs.insert(id, Known { node, lookups: 0 });
    }

    fn forget(&mut self, id: Id, count: u64, removed: &mut Removed) -> bool {
        if id == Id::ROOT {
            return false;
        }
        if self.dirs.contains_key(&id) {
            return self.forget_dir(id, count, removed);
        }
        self.gone.remove(&id);
        let Some(file) = self.files.get_mut(&id) else { return true };
        file.lookups = file.lookups.saturating_sub_unsigned(count);
        // The kernel forgets a node once, with all its references, or takes back a single one that it could not use: for
        // an undercounted node the two cannot be told apart, and keeping a few bytes is harmless.
        let single = file.undercounted && count == 1 && file.held.is_none();
        let forgotten = file.lookups <= 0 && !single;
        if forgotten {
            *removed = Some((self.files.remove(&id), None));
            self.forgotten += 1;
        }
        forgotten
    }

    fn forget_dir(&mut self, id: Id, count: u64, removed: &mut Removed) -> bool {
        let Some(known) = self.dirs.get_mut(&id) else { return true };
        known.lookups = known.lookups.saturating_sub(count);
        if known.lookups > 0 {
            return false;
        }
        if let Some(known) = self.dirs.remove(&id) {
            self.unmerge(id, &known.node.stack);
            *removed = Some((None, Some(known.node)));
            self.forgotten += 1;
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
