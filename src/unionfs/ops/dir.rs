//! Looking up, listing, forgetting.

use crate::unionfs::attr::Attr;
use crate::unionfs::id::Id;
use crate::unionfs::listing::Item;
use crate::unionfs::merge::Hit;
use crate::unionfs::{Result, Union};

impl Union {
    /// The file under a name, or none. The kernel is taken to know the file from now on.
    pub(in crate::unionfs) fn lookup(&self, dir: Id, name: &[u8]) -> Result<Option<Attr>> {
        {
            let tree = self.tree();
            match self.resolve(&tree, dir, name)? {
                None => return Ok(None),
                Some(hit @ Hit::Lower(_)) => return self.hit_attr(&tree, dir, name, &hit).map(Some),
                Some(_) => {}
            }
        }
        // Found something that must be remembered. Once more, so that what is noted is what is there now.
        let mut tree = self.tree_mut();
        match self.resolve(&tree, dir, name)? {
            None => Ok(None),
            Some(hit) => self.enter(&mut tree, dir, name, &hit).map(Some),
        }
    }

    /// Remembers what was found, counts it as known to the kernel, and says what it is.
    pub(super) fn enter(&self, tree: &mut crate::unionfs::tree::Tree, dir: Id, name: &[u8], hit: &Hit) -> Result<Attr> {
        let attr = self.hit_attr(tree, dir, name, hit)?;
        self.remember(tree, dir, name, hit);
        Ok(attr)
    }

    /// The attributes of an entry of a listing; none when it is gone meanwhile. Not yet counted as known to the kernel.
    pub(in crate::unionfs) fn item_attr(&self, dir: Id, item: &Item) -> Result<Option<Attr>> {
        if item.is_lower_file {
            let tree = self.tree();
            // A copy-up since the listing was made shows in the table.
            if tree.file(item.id).is_none() {
                let attr = Attr::of_lower(item.id, &self.lower.inode(item.id)?);
                return Ok(Some(attr.shown(self.ids)));
            }
        }
        self.lookup(dir, &item.name)
    }

    /// Takes back references of the kernel's.
    pub(in crate::unionfs) fn forget(&self, id: Id, count: u64) {
        self.lower.forgotten();
        if self.tree_mut().forget(id, count) {
            self.files.remove(id);
            self.dirfds.remove(id);
            self.listings.remove(id);
        }
    }
}
