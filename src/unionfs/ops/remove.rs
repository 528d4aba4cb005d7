//! Removing names.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::io::Errno;

use super::rename::Name;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::upper::{self, Stat};
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
        self.name_lost(dir, name, hit)
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
        self.dir_lost((dir, name), id, held)?;
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

    /// Notes that a file is not found under this name any more.
    pub(super) fn name_lost(&self, dir: Id, name: &[u8], hit: &Hit) -> Result<()> {
        self.unlisted(dir, name);
        let (id, named) = match hit {
            Hit::Lower(id) => {
                self.tree.lose(*id);
                return Ok(());
            }
            Hit::File { id, named, .. } => (*id, *named),
            Hit::Dir { .. } => return Ok(()),
        };
        let released = self.tree.change_file(id, |file| {
            file.remove_place(dir, name);
            // Another name still leads to it: no need to hold it open.
            if file.places.is_empty() { None } else { file.held.take() }
        });
        drop(released);
        if !named {
            self.count_lower_names(id, |names| names.saturating_sub(1))?;
        }
        self.drop_unused_link(id)
    }

    /// Changes how many names of a linked file are still the layers' own.
    pub(super) fn count_lower_names(&self, id: Id, count: impl Fn(u32) -> u32) -> Result<()> {
        let _stats = self.locks.stats();
        let file = self.open_link(id)?;
        let stat = upper::read_stat(&file, &rustix::fs::fstat(&file)?)?;
        let stat = Stat { lower_names: stat.lower_names.map(count), ..stat };
        upper::write_stat(&file, &stat)?;
        // The kernel need not know it.
        let _ = self.tree.change_file(id, |known| known.stat = stat);
        Ok(())
    }

    /// Removes a file from the links when it has no name left that the container sees.
    fn drop_unused_link(&self, id: Id) -> Result<()> {
        let _stats = self.locks.stats();
        if !self.tree.is_linked(id) {
            return Ok(());
        }
        let file = self.open_link(id)?;
        let host = rustix::fs::fstat(&file)?;
        let stat = upper::read_stat(&file, &host)?;
        if stat.nlink(&host) > 0 {
            return Ok(());
        }
        // From here on it is an ordinary file without a name.
        let stat = Stat { lower_names: None, ..stat };
        let file = Arc::new(file);
        let _ = self.tree.change_file(id, |known| (known.stat, known.held) = (stat, Some(file)));
        self.tree.set_linked(id, false);
        // The last name is gone already. What stays there without one is harmless.
        let removed = upper::unlink(&self.upper.links, upper::link_name(id).as_bytes());
        removed.unwrap_or_else(|e| log::debug!("a file without a name stays among the links: {e}"));
        Ok(())
    }

    /// Notes that a directory is gone.
    pub(super) fn dir_lost(&self, (parent, name): Name<'_>, id: Id, held: Option<Arc<OwnedFd>>) -> Result<()> {
        self.unlisted(parent, name);
        self.listings.remove(id);
        self.tree.change_dir(id, |dir| dir.removed = Some(held))?;
        self.dirfds.remove(id);
        Ok(())
    }
}
