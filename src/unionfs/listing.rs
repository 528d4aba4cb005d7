//! What a merged directory holds, in an order that stays when entries come and go.
//!
//! Nothing is kept between two reads of a directory but the position that the kernel sends back. So entries are sorted
//! by a hash of their names and the hash is the position: a reader that goes on after others were added or removed misses
//! nothing and sees nothing twice, however often the listing was made anew.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::fs::FileType;

use super::id::Id;
use super::tree::Tree;
use super::upper::UpperEntry;
use super::{Result, Union};
use crate::layer::index::Kind;

/// Positions up to this are the dots.
const DOTS: u64 = 2;

/// One entry of a merged directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Where a reader goes on after this entry.
    pub(super) position: u64,
    pub(super) name: Box<[u8]>,
    pub(super) id: Id,
    pub(super) kind: Kind,
    /// Whether it is a lower file, for which the number says all.
    pub(super) is_lower_file: bool,
}

/// A directory's entries without the dots, by position.
pub(super) type Listing = Arc<[Item]>;

impl Union {
    /// The entries of a directory. Called with the tree locked, so that no entry comes or goes meanwhile.
    pub(super) fn listing(&self, tree: &Tree, id: Id) -> Result<Listing> {
        if let Some(listing) = self.listings.get(id) {
            return Ok(listing);
        }
        let listing: Listing = self.list(tree, id)?.into();
        self.listings.put(id, listing.clone());
        Ok(listing)
    }

    /// Whether a directory is empty to the container.
    pub(super) fn is_empty(&self, tree: &Tree, id: Id) -> Result<bool> {
        Ok(self.listing(tree, id)?.is_empty())
    }

    fn list(&self, tree: &Tree, id: Id) -> Result<Vec<Item>> {
        let dir = tree.live_dir(id)?;
        let mut items = Vec::new();
        // Names that are settled, and so hide what lies below; needed only when something lies below.
        let mut seen: HashMap<Box<[u8]>, ()> = HashMap::new();
        if dir.upper.is_some() {
            self.list_upper(&*self.dirfd(tree, id)?, !dir.stack.is_empty(), &mut seen, &mut items)?;
        }
        let last = dir.stack.len().saturating_sub(1);
        for (at, lower) in dir.stack.iter().enumerate() {
            self.list_lower(*lower, at < last, &mut seen, &mut items)?;
        }
        items.sort_unstable_by(|a, b| (a.position, &a.name).cmp(&(b.position, &b.name)));
        spread(&mut items);
        Ok(items)
    }

    fn list_upper(
        &self,
        fd: &OwnedFd,
        merged: bool,
        seen: &mut HashMap<Box<[u8]>, ()>,
        items: &mut Vec<Item>,
    ) -> Result<()> {
        for entry in rustix::fs::Dir::read_from(fd)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if matches!(name, b"." | b"..") {
                continue;
            }
            if merged {
                seen.insert(name.into(), ());
            }
            if entry.file_type() == FileType::CharacterDevice {
                continue;
            }
            let (id, kind) = match self.upper.entry(fd, name)? {
                None | Some(UpperEntry::Whiteout) => continue,
                Some(UpperEntry::File(_, stat, host)) => (stat.id(&host), stat.kind()),
                Some(UpperEntry::Directory(_, stat)) => {
                    (stat.origin.unwrap_or(Id::upper(entry.ino())), Kind::Directory)
                }
            };
            items.push(self.item(name, id, kind, false));
        }
        Ok(())
    }

    fn list_lower(&self, dir: Id, more: bool, seen: &mut HashMap<Box<[u8]>, ()>, items: &mut Vec<Item>) -> Result<()> {
        for entry in self.lower.entries(dir)? {
            let (name, target) = entry?;
            if seen.contains_key(name) {
                continue;
            }
            if more {
                seen.insert(name.into(), ());
            }
            let Some(id) = target else { continue };
            let inode = self.lower.inode(id)?;
            let single = inode.kind != Kind::Directory && inode.nlink == 1;
            items.push(self.item(name, id, inode.kind, single));
        }
        Ok(())
    }

    fn item(&self, name: &[u8], id: Id, kind: Kind, is_lower_file: bool) -> Item {
        let position = (self.hasher.hash_one(name) >> 1).max(DOTS + 1);
        Item { position, name: name.into(), id, kind, is_lower_file }
    }
}

/// Makes positions different where the hashes of two names are the same.
fn spread(items: &mut [Item]) {
    let mut last = DOTS;
    for item in items {
        item.position = item.position.max(last + 1);
        last = item.position;
    }
}
