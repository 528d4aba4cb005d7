//! Removing names.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::io::Errno;

use super::rename::Name;
use crate::unionfs::copyup::ALL;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::tree::Tree;
use crate::unionfs::upper::{self, Stat};
use crate::unionfs::{Result, Union};

impl Union {
    pub(in crate::unionfs) fn unlink(&self, dir: Id, name: &[u8]) -> Result<()> {
        self.copy_up_linked(dir, name)?;
        let mut tree = self.tree_mut();
        let hit = self.resolve(&tree, dir, name)?.ok_or(Errno::NOENT)?;
        if matches!(hit, Hit::Dir { .. }) {
            return Err(Errno::ISDIR);
        }
        let hide = self.lower_has(&tree, dir, name)?;
        let fd = self.make_upper(&mut tree, dir)?;
        self.hold(&tree, &hit)?.map_or(Ok(()), |file| self.keep(&mut tree, hit.id(), file))?;
        if hide {
            self.upper.hide(&fd, name)?;
        } else {
            upper::unlink(&fd, name)?;
        }
        self.name_lost(&mut tree, dir, name, &hit)
    }

    pub(in crate::unionfs) fn rmdir(&self, dir: Id, name: &[u8]) -> Result<()> {
        let mut tree = self.tree_mut();
        let Some(Hit::Dir { id, stack, upper }) = self.resolve(&tree, dir, name)? else { return Err(Errno::NOTDIR) };
        tree.remember_dir(id, dir, name, stack, upper);
        if !self.is_empty(&tree, id)? {
            return Err(Errno::NOTEMPTY);
        }
        let hide = self.lower_has(&tree, dir, name)?;
        let held = self.hold_dir(&tree, id)?;
        let fd = self.make_upper(&mut tree, dir)?;
        if upper.is_some() {
            self.upper.discard_directory(&fd, name, hide)?;
        } else {
            self.upper.hide(&fd, name)?;
        }
        self.dir_lost(&mut tree, (dir, name), id, held)
    }

    /// Copies up a file that has further names in its layer, so that the names that are left can be counted.
    pub(super) fn copy_up_linked(&self, dir: Id, name: &[u8]) -> Result<()> {
        let hit = self.resolve(&self.tree(), dir, name)?;
        match hit {
            Some(Hit::Lower(id)) if self.lower.inode(id)?.nlink > 1 => self.copy_up(id, ALL),
            _ => Ok(()),
        }
    }

    /// The open file of a node that may be about to lose its last name.
    pub(super) fn hold(&self, tree: &Tree, hit: &Hit) -> Result<Option<Arc<std::fs::File>>> {
        match hit {
            Hit::File { id, .. } if tree.file(*id).is_some() => self.upper_file(tree, *id).map(Some),
            _ => Ok(None),
        }
    }

    /// Keeps a file open until the kernel forgets it.
    pub(super) fn keep(&self, tree: &mut Tree, id: Id, file: Arc<std::fs::File>) -> Result<()> {
        tree.file_mut(id).ok_or(Errno::STALE)?.held = Some(file);
        Ok(())
    }

    pub(super) fn hold_dir(&self, tree: &Tree, id: Id) -> Result<Option<Arc<OwnedFd>>> {
        tree.dir(id)?.upper.map(|_| self.dirfd(tree, id)).transpose()
    }

    /// Notes that a file is not found under this name any more.
    pub(super) fn name_lost(&self, tree: &mut Tree, dir: Id, name: &[u8], hit: &Hit) -> Result<()> {
        self.unlisted(dir, name);
        let (id, named) = match hit {
            Hit::Lower(id) => {
                tree.lose(*id);
                return Ok(());
            }
            Hit::File { id, named, .. } => (*id, *named),
            Hit::Dir { .. } => return Ok(()),
        };
        if let Some(file) = tree.file_mut(id) {
            file.remove_place(dir, name);
            // Another name still leads to it: no need to hold it open.
            if !file.places.is_empty() {
                file.held = None;
            }
        }
        if !named {
            self.count_lower_names(tree, id, |names| names.saturating_sub(1))?;
        }
        self.drop_unused_link(tree, id)
    }

    /// Changes how many names of a linked file are still the layers' own.
    pub(super) fn count_lower_names(&self, tree: &mut Tree, id: Id, count: impl Fn(u32) -> u32) -> Result<()> {
        let file = self.upper.open_link(id)?;
        let stat = upper::read_stat(&file, &rustix::fs::fstat(&file)?)?;
        let stat = Stat { lower_names: stat.lower_names.map(count), ..stat };
        upper::write_stat(&file, &stat)?;
        if let Some(known) = tree.file_mut(id) {
            known.stat = stat;
        }
        Ok(())
    }

    /// Removes a file from the links when it has no name left that the container sees.
    fn drop_unused_link(&self, tree: &mut Tree, id: Id) -> Result<()> {
        if !tree.linked.contains(&id) {
            return Ok(());
        }
        let file = self.upper.open_link(id)?;
        let host = rustix::fs::fstat(&file)?;
        let stat = upper::read_stat(&file, &host)?;
        if stat.nlink(&host) > 0 {
            return Ok(());
        }
        // From here on it is an ordinary file without a name.
        let stat = Stat { lower_names: None, ..stat };
        upper::unlink(&self.upper.links, upper::link_name(id).as_bytes())?;
        tree.linked.remove(&id);
        if let Some(known) = tree.file_mut(id) {
            known.stat = stat;
            known.held = Some(Arc::new(file));
        }
        Ok(())
    }

    /// Notes that a directory is gone.
    pub(super) fn dir_lost(
        &self,
        tree: &mut Tree,
        (parent, name): Name<'_>,
        id: Id,
        held: Option<Arc<OwnedFd>>,
    ) -> Result<()> {
        self.unlisted(parent, name);
        self.listings.remove(id);
        self.dirfds.remove(id);
        tree.dir_mut(id)?.removed = Some(held);
        Ok(())
    }
}
