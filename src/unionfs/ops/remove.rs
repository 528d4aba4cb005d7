//! Removing names.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::io::Errno;

use super::rename::Name;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::upper;
use crate::unionfs::{Result, Union};

impl Union {
    pub(in crate::unionfs) fn unlink(&self, dir: Id, name: &[u8]) -> Result<()> {
        self.make_upper(dir)?;
        loop {
            let names = self.locks.changing(dir);
            let hit = self.resolve(dir, name)?.ok_or(Errno::NOENT)?;
            match hit {
                Hit::Dir { .. } => return Err(Errno::ISDIR),
                Hit::Lower(id) if self.has_several_names(id)? => {
                    drop(names);
                    self.copy_up(id)?;
                }
                hit => return self.unlink_hit(dir, name, &hit),
            }
        }
    }

    fn unlink_hit(&self, dir: Id, name: &[u8], hit: &Hit) -> Result<()> {
        let fd = self.dirfd(dir)?;
        self.hold(hit);
        if self.lower_has(dir, name)? {
            self.upper.hide(&fd, name)?;
        } else {
            upper::unlink(&fd, name)?;
        }
        self.name_lost(dir, name, hit);
        Ok(())
    }

    pub(in crate::unionfs) fn rmdir(&self, dir: Id, name: &[u8]) -> Result<()> {
        self.make_upper(dir)?;
        let moving = self.locks.moving();
        let hit = self.resolve(dir, name)?.ok_or(Errno::NOENT)?;
        let Hit::Dir { id, .. } = hit else { return Err(Errno::NOTDIR) };
        let fd = self.dirfd(dir)?;
        let held = self.hold_empty((dir, name), &hit)?;
        let discarded = match held {
            Some(_) => Some(self.upper.take_directory(&fd, name, self.lower_has(dir, name)?)?),
            None => self.upper.hide(&fd, name).map(|()| None)?,
        };
        self.dir_lost((dir, name), id, held);
        // It may hold many whiteouts, which nobody need wait for.
        drop(moving);
        drop(discarded);
        Ok(())
    }

    /// Copies up a file that has further names in its layer, so that the names that are left can be counted.
    pub(super) fn copy_up_linked(&self, dir: Id, name: &[u8]) -> Result<()> {
        let names = self.locks.looking(dir);
        let hit = self.resolve(dir, name)?;
        drop(names);
        match hit {
            Some(Hit::Lower(id)) if self.has_several_names(id)? => self.copy_up(id),
            _ => Ok(()),
        }
    }

    fn has_several_names(&self, lower: Id) -> Result<bool> {
        Ok(self.lower.inode(lower)?.nlink > 1)
    }

    /// Keeps a file open that the kernel knows and that may be about to lose its last name.
    pub(super) fn hold(&self, hit: &Hit) {
        if let Hit::File { id, file, .. } = hit {
            // What the kernel does not know, nobody has open.
            let _ = self.tree.change_file(*id, |known| known.held = Some(file.clone()));
        }
    }

    /// Makes sure that a directory is empty, and keeps open what it is in the upper tree, if it is there.
    pub(super) fn hold_empty(&self, (dir, name): Name<'_>, hit: &Hit) -> Result<Option<Arc<OwnedFd>>> {
        let Hit::Dir { id, stack, upper } = hit else { return Err(Errno::NOTDIR) };
        self.tree.remember_dir(*id, dir, name, stack, upper.map(|(stat, _)| stat));
        if !self.is_empty(*id)? {
            return Err(Errno::NOTEMPTY);
        }
        upper.map(|_| self.dirfd(*id)).transpose()
    }

    /// Notes that a file is not found under this name any more. It is so on the host already, so that nothing here may fail:
    /// the kernel would go on showing the name.
    pub(super) fn name_lost(&self, dir: Id, name: &[u8], hit: &Hit) {
        self.unlisted(dir, name);
        let (id, file, named) = match hit {
            Hit::Lower(id) => return self.tree.lose(*id),
            Hit::File { id, file, named, .. } => (*id, file, *named),
            Hit::Dir { .. } => return,
        };
        let released = self.tree.change_file(id, |file| {
            file.remove_place(dir, name);
            // Another name still leads to it: no need to hold it open.
            if file.places.is_empty() { None } else { file.held.take() }
        });
        drop(released);
        if !named {
            self.uncount_lower_name(id, file);
        }
        self.drop_unused_link(id, file);
    }

    /// Notes that a directory is gone, which [`Union::hold_empty`] found.
    pub(super) fn dir_lost(&self, (parent, name): Name<'_>, id: Id, held: Option<Arc<OwnedFd>>) {
        self.unlisted(parent, name);
        self.listings.remove(id);
        // It was remembered, and the kernel cannot forget it meanwhile.
        let _ = self.tree.change_dir(id, |dir| dir.removed = Some(held));
        self.dirfds.remove(id);
    }
}
