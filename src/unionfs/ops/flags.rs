//! Inode flags (ioctl_iflags(2)): those of the file on the host that a node is backed by.

use rustix::fs::IFlags;
use rustix::io::Errno;

use crate::unionfs::copyup::ALL;
use crate::unionfs::id::Id;
use crate::unionfs::{Backing, Result, Union};

impl Union {
    pub(in crate::unionfs) fn flags(&self, id: Id) -> Result<IFlags> {
        let tree = self.tree();
        match tree.find_dir(id) {
            Some(dir) if dir.upper.is_none() => return Ok(IFlags::empty()),
            Some(_) => return rustix::fs::ioctl_getflags(self.dirfd(&tree, id)?),
            None => drop(tree),
        }
        match self.backing_now(id)? {
            Backing::Upper(file) | Backing::Lower(Some(file)) => rustix::fs::ioctl_getflags(&*file),
            Backing::Lower(None) => Ok(IFlags::empty()),
        }
    }

    /// The kernel has seen to it that only the host's root sets the flags that would keep the user from removing the file.
    pub(in crate::unionfs) fn set_flags(&self, id: Id, flags: IFlags) -> Result<()> {
        if self.tree().find_dir(id).is_some() {
            let mut tree = self.tree_mut();
            return rustix::fs::ioctl_setflags(self.make_upper(&mut tree, id)?, flags);
        }
        self.copy_up(id, ALL)?;
        match self.backing_now(id)? {
            Backing::Upper(file) => rustix::fs::ioctl_setflags(&*file, flags),
            Backing::Lower(_) => Err(Errno::IO),
        }
    }
}
