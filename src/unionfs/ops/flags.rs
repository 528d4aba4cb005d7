//! Inode flags (ioctl_iflags(2)): those of the file on the host that a node is backed by.

use rustix::fs::IFlags;

use crate::unionfs::id::Id;
use crate::unionfs::{Backing, Result, Union};

impl Union {
    pub(in crate::unionfs) fn flags(&self, id: Id) -> Result<IFlags> {
        if let Some(dir) = self.tree.find_dir(id) {
            let _still = self.locks.still();
            return dir.upper.map_or(Ok(IFlags::empty()), |_| rustix::fs::ioctl_getflags(self.dirfd(id)?));
        }
        if self.tree.is_upper(id) {
            let _still = self.locks.still();
            return rustix::fs::ioctl_getflags(&*self.upper_file(id)?);
        }
        match self.backing_now(id)? {
            Backing::Upper(file) | Backing::Lower(Some(file)) => rustix::fs::ioctl_getflags(&*file),
            Backing::Lower(None) => Ok(IFlags::empty()),
        }
    }

    /// The kernel has seen to it that only the host's root sets the flags that would keep the user from removing the file.
    pub(in crate::unionfs) fn set_flags(&self, id: Id, flags: IFlags) -> Result<()> {
        if self.tree.find_dir(id).is_some() {
            self.make_upper(id)?;
            let _still = self.locks.still();
            return rustix::fs::ioctl_setflags(self.dirfd(id)?, flags);
        }
        self.copy_up(id)?;
        let _still = self.locks.still();
        rustix::fs::ioctl_setflags(&*self.upper_file(id)?, flags)
    }
}
