//! Looking up, listing, forgetting.

use rustix::fs::AtFlags;

use crate::unionfs::attr::Attr;
use crate::unionfs::id::Id;
use crate::unionfs::listing::Item;
use crate::unionfs::merge::Hit;
use crate::unionfs::{Result, Union};

impl Union {
    /// The file under a name, or none. The kernel is taken to know the file from now on.
    pub(in crate::unionfs) fn lookup(&self, dir: Id, name: &[u8]) -> Result<Option<Attr>> {
        let _names = self.locks.looking(dir);
        loop {
            let since = self.tree.forgotten();
            let Some(hit) = self.resolve(dir, name)? else { return Ok(None) };
            let attr = self.hit_attr(&hit)?;
            if self.tree.enter(dir, name, &hit, Some(since)) {
                return Ok(Some(attr));
            }
        }
    }

    /// Remembers what was made, counts it as known to the kernel, and says what it is.
    pub(super) fn enter(&self, dir: Id, name: &[u8], hit: &Hit) -> Result<Attr> {
        let attr = self.hit_attr(hit)?;
        self.tree.enter(dir, name, hit, None);
        Ok(attr)
    }

    /// The attributes of an entry of a listing; none when it is gone meanwhile. Not yet counted as known to the kernel.
    pub(in crate::unionfs) fn item_attr(&self, dir: Id, item: &Item) -> Result<Option<Attr>> {
        if item.is_lower_file {
            // A copy-up since the listing was made shows in the table.
            if !self.tree.is_upper(item.id) {
                let attr = Attr::of_lower(item.id, &self.lower.inode(item.id)?);
                return Ok(Some(attr.shown(self.ids)));
            }
        }
        if self.tree.stat(item.id).is_some()
            && let Some(attr) = self.made_attr(dir, &item.name)?
        {
            return Ok(Some(attr));
        }
        self.lookup(dir, &item.name)
    }

    /// What [`Union::lookup`] finds, with one system call, when it is a file that was made here and is known.
    fn made_attr(&self, dir: Id, name: &[u8]) -> Result<Option<Attr>> {
        let _names = self.locks.looking(dir);
        if self.tree.live_dir(dir)?.upper.is_none() {
            return Ok(None);
        }
        let fd = self.dirfd(dir)?;
        let Ok(host) = rustix::fs::statat(&fd, name, AtFlags::SYMLINK_NOFOLLOW) else { return Ok(None) };
        let Some(stat) = self.tree.enter_made(host.st_ino, dir, name) else { return Ok(None) };
        Ok(Some(Attr::of_upper(Id::upper(host.st_ino), &stat, &host).shown(self.ids)))
    }

    /// Takes back references of the kernel's.
    pub(in crate::unionfs) fn forget(&self, id: Id, count: u64) {
        self.lower.forgotten();
        if self.tree.forget(id, count) {
            self.files.remove(id);
            self.objects.remove(id);
            self.dirfds.remove(id);
            self.listings.remove(id);
        }
    }
}
