//! What a merged directory holds, in an order that stays when entries come and go.
//!
//! Nothing is kept between two reads of a directory but the position that the kernel sends back. So entries are sorted
//! by a hash of their names and the hash is the position: a reader that goes on after others were added or removed misses
//! nothing and sees nothing twice, however often the listing was made anew.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Bound::{Excluded, Unbounded};
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::FileType;

use super::id::Id;
use super::upper::UpperEntry;
use super::{Result, Union};
use crate::layer::index::Kind;

/// Positions up to this are the dots.
const DOTS: u64 = 2;
/// Listings up to this many entries are kept after they were read: the directory may be about to be emptied.
const SMALL: usize = 1024;
/// Names whose hashes are this near to each other may have been moved apart.
const NEAR: u64 = 64;

/// One entry of a merged directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: Box<[u8]>,
    pub(super) id: Id,
    pub(super) kind: Kind,
    /// Whether it is a lower file, for which the number says all.
    pub(super) is_lower_file: bool,
}

/// A directory's entries without the dots, by the position where a reader goes on after them. While it is kept it is
/// changed along with the directory.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing(Arc<Mutex<BTreeMap<u64, Item>>>);

impl Listing {
    fn items(&self) -> MutexGuard<'_, BTreeMap<u64, Item>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// At most `limit` entries after a position.
    pub(super) fn after(&self, position: u64, limit: usize) -> Vec<(u64, Item)> {
        let items = self.items();
        items
            .range((Excluded(position.max(DOTS)), Unbounded))
            .take(limit)
            .map(|(at, item)| (*at, item.clone()))
            .collect()
    }

    fn len(&self) -> usize {
        self.items().len()
    }

    fn remove(&self, hash: u64, name: &[u8]) {
        let mut items = self.items();
        let at = items.range(hash..=hash + NEAR).find(|(_, item)| *item.name == *name).map(|(at, _)| *at);
        at.and_then(|at| items.remove(&at));
    }

    fn insert(&self, hash: u64, item: Item) {
        let mut items = self.items();
        let free = (hash..).find(|at| items.get(at).is_none_or(|other| other.name == item.name));
        items.insert(free.unwrap_or(hash), item);
    }
}

impl Union {
    /// The entries of a directory. Its names are locked, so that none comes or goes meanwhile.
    fn listing(&self, id: Id) -> Result<Listing> {
        self.tree.live_dir(id)?;
        if let Some(listing) = self.listings.get(id) {
            return Ok(listing);
        }
        let listing = self.with_room(|| self.list(id))?;
        self.listings.put(id, listing.clone());
        Ok(listing)
    }

    /// The next entries of a directory, and its parent. A large listing is given up when there are none.
    pub(super) fn read_dir(&self, id: Id, position: u64, limit: usize) -> Result<(Vec<(u64, Item)>, Id)> {
        let _names = self.locks.looking(id);
        let listing = self.listing(id)?;
        let items = listing.after(position, limit);
        if items.is_empty() && listing.len() > SMALL {
            self.listings.remove(id);
        }
        Ok((items, self.tree.dir(id)?.parent))
    }

    /// Whether a directory is empty to the container.
    pub(super) fn is_empty(&self, id: Id) -> Result<bool> {
        match self.listings.get(id) {
            Some(listing) => Ok(listing.len() == 0),
            None => Ok(self.with_room(|| self.list(id))?.len() == 0),
        }
    }

    /// Notes that a directory has an entry, under a name that it may have had before.
    pub(super) fn listed(&self, dir: Id, name: &[u8], id: Id, kind: Kind) {
        if let Some(listing) = self.listings.get(dir) {
            listing.insert(self.position(name), Item { name: name.into(), id, kind, is_lower_file: false });
        }
    }

    /// Notes that a directory has an entry no more.
    pub(super) fn unlisted(&self, dir: Id, name: &[u8]) {
        if let Some(listing) = self.listings.get(dir) {
            listing.remove(self.position(name), name);
        }
    }

    fn position(&self, name: &[u8]) -> u64 {
        // Well within what the kernel takes for an offset.
        (self.hasher.hash_one(name) >> 2).max(DOTS + 1)
    }

    fn list(&self, id: Id) -> Result<Listing> {
        let dir = self.tree.live_dir(id)?;
        let listing = Listing::default();
        // Names that are settled, and so hide what lies below; needed only when something lies below.
        let mut seen = HashSet::new();
        if dir.upper.is_some() {
            let fd = self.dirfd(id)?;
            self.list_upper((id, &fd), !dir.stack.is_empty(), &mut seen, &listing)?;
        }
        let last = dir.stack.len().saturating_sub(1);
        for (at, lower) in dir.stack.iter().enumerate() {
            self.list_lower(*lower, at < last, &mut seen, &listing)?;
        }
        Ok(listing)
    }

    fn list_upper(
        &self,
        (dir, fd): (Id, &OwnedFd),
        merged: bool,
        seen: &mut HashSet<Box<[u8]>>,
        listing: &Listing,
    ) -> Result<()> {
        for entry in rustix::fs::Dir::read_from(fd)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if matches!(name, b"." | b"..") {
                continue;
            }
            if merged {
                seen.insert(name.into());
            }
            if entry.file_type() == FileType::CharacterDevice {
                continue;
            }
            if let Some(stat) = self.tree.made_at(entry.ino(), dir, name) {
                let item =
                    Item { name: name.into(), id: Id::upper(entry.ino()), kind: stat.kind(), is_lower_file: false };
                listing.insert(self.position(name), item);
                continue;
            }
            let (id, kind) = match self.upper.entry(fd, name)? {
                None | Some(UpperEntry::Whiteout) => continue,
                Some(UpperEntry::File(_, stat, host)) => (stat.id(&host), stat.kind()),
                Some(UpperEntry::Directory(_, stat, _)) => {
                    (stat.origin.unwrap_or(Id::upper(entry.ino())), Kind::Directory)
                }
            };
            listing.insert(self.position(name), Item { name: name.into(), id, kind, is_lower_file: false });
        }
        Ok(())
    }

    fn list_lower(&self, dir: Id, more: bool, seen: &mut HashSet<Box<[u8]>>, listing: &Listing) -> Result<()> {
        for entry in self.lower.entries(dir)? {
            let (name, target) = entry?;
            if seen.contains(name) {
                continue;
            }
            if more {
                seen.insert(name.into());
            }
            let Some(id) = target else { continue };
            let inode = self.lower.inode(id)?;
            let single = inode.kind != Kind::Directory && inode.nlink == 1;
            listing
                .insert(self.position(name), Item { name: name.into(), id, kind: inode.kind, is_lower_file: single });
        }
        Ok(())
    }
}
