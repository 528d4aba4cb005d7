//! The locks of a union, in the order in which they are taken. See the table in the module above.
//!
//! Operations take them at their beginning; what operations are made of finds them held. Only copy-ups take some by
//! themselves and are therefore made before.

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::id::Id;

/// Nodes, or directories, with the same remainder share a lock.
const STRIPES: usize = 64;

/// See the module.
#[derive(Debug)]
pub(super) struct Locks {
    data: Striped,
    moves: RwLock<()>,
    names: Striped,
    stats: Mutex<()>,
}

/// Leave to look something up by its place: no directory moves or goes meanwhile.
pub(super) type Still<'a> = RwLockReadGuard<'a, ()>;

/// Leave to move and remove directories, and to change any name. Nobody else has any leave meanwhile.
pub(super) type Moving<'a> = RwLockWriteGuard<'a, ()>;

/// Leave to look at the names of one directory: none comes or goes meanwhile.
#[derive(Debug)]
pub(super) struct Looking<'a>(#[allow(dead_code)] (Still<'a>, RwLockReadGuard<'a, ()>));

/// Leave to change the names of one directory, alone, and what the host has in it.
#[derive(Debug)]
pub(super) struct Changing<'a>(#[allow(dead_code)] (Still<'a>, RwLockWriteGuard<'a, ()>));

impl Locks {
    pub(super) const fn new() -> Locks {
        Locks { data: Striped::new(), moves: RwLock::new(()), names: Striped::new(), stats: Mutex::new(()) }
    }

    /// Keeps a node's backing file what it is.
    pub(super) fn data(&self, id: Id) -> RwLockReadGuard<'_, ()> {
        read(self.data.of(id))
    }

    /// Keeps the backing files of two nodes what they are.
    pub(super) fn data_of_both(&self, one: Id, two: Id) -> (RwLockReadGuard<'_, ()>, Option<RwLockReadGuard<'_, ()>>) {
        // In order; and one that both have is taken once, since a shared lock is not shared with a thread that waits.
        let (first, second) = (stripe(one).min(stripe(two)), stripe(one).max(stripe(two)));
        (read(self.data.at(first)), (first != second).then(|| read(self.data.at(second))))
    }

    /// Gives leave to change a node's backing file.
    pub(super) fn data_mut(&self, id: Id) -> RwLockWriteGuard<'_, ()> {
        write(self.data.of(id))
    }

    pub(super) fn still(&self) -> Still<'_> {
        read(&self.moves)
    }

    pub(super) fn moving(&self) -> Moving<'_> {
        write(&self.moves)
    }

    pub(super) fn looking(&self, dir: Id) -> Looking<'_> {
        Looking((self.still(), read(self.names.of(dir))))
    }

    pub(super) fn changing(&self, dir: Id) -> Changing<'_> {
        Changing((self.still(), write(self.names.of(dir))))
    }

    /// Leave to change what a file's or directory's stat attribute says.
    pub(super) fn stats(&self) -> MutexGuard<'_, ()> {
        self.stats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct Striped([RwLock<()>; STRIPES]);

impl Striped {
    const fn new() -> Striped {
        Striped([const { RwLock::new(()) }; STRIPES])
    }

    fn of(&self, id: Id) -> &RwLock<()> {
        self.at(stripe(id))
    }

    fn at(&self, stripe: usize) -> &RwLock<()> {
        let [first, ..] = &self.0;
        self.0.get(stripe).unwrap_or(first)
    }
}

fn stripe(id: Id) -> usize {
    (id.0 % STRIPES as u64) as usize
}

fn read(lock: &RwLock<()>) -> RwLockReadGuard<'_, ()> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(lock: &RwLock<()>) -> RwLockWriteGuard<'_, ()> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
