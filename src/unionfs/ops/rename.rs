//! Renaming, of lower directories as well: what is moved is in the upper tree and names its origin.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::fs::RenameFlags;
use rustix::io::Errno;

use crate::layer::index::Kind;
use crate::unionfs::copyup::ALL;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::ops::{Caller, New};
use crate::unionfs::tree::Tree;
use crate::unionfs::upper::{self, UpperEntry};
use crate::unionfs::{Result, Union};

/// A name in a directory.
pub(in crate::unionfs) type Name<'a> = (Id, &'a [u8]);

impl Union {
    /// rename(2) and renameat2(2) with RENAME_NOREPLACE.
    pub(in crate::unionfs) fn rename(&self, from: Name<'_>, to: Name<'_>, no_replace: bool) -> Result<()> {
        if to.1.len() > crate::layer::index::NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        self.copy_up_name(from)?;
        self.copy_up_linked(to.0, to.1)?;
        let mut tree = self.tree_mut();
        let source = self.resolve(&tree, from.0, from.1)?.ok_or(Errno::NOENT)?;
        let target = self.resolve(&tree, to.0, to.1)?;
        if no_replace && target.is_some() {
            return Err(Errno::EXIST);
        }
        if target.as_ref().is_some_and(|target| target.id() == source.id()) {
            return Ok(());
        }
        self.own(&mut tree, from, &source)?;
        let to_fd = self.make_upper(&mut tree, to.0)?;
        let from_fd = self.dirfd(&tree, from.0)?;
        self.clear_target(&mut tree, &to_fd, to, target.as_ref(), &source)?;
        self.rename_host(&tree, (&from_fd, from), (&to_fd, to.1), matches!(source, Hit::Dir { .. }))?;
        if let Some(target @ (Hit::File { .. } | Hit::Lower(_))) = &target {
            self.name_lost(&mut tree, to.0, to.1, target)?;
        }
        self.moved(&mut tree, &source, from, to)
    }

    /// renameat2(2) with RENAME_WHITEOUT: a device 0:0, the whiteout of overlay filesystems, takes the old name. (The kernel
    /// lets nobody else into the directory between the two steps.)
    pub(in crate::unionfs) fn rename_leaving_whiteout(
        &self,
        from: Name<'_>,
        to: Name<'_>,
        caller: Caller,
    ) -> Result<()> {
        self.rename(from, to, false)?;
        let whiteout = New { mode: Kind::CharDevice.type_bits(), rdev: 0, content: b"" };
        let made = self.make_file(from.0, from.1, whiteout, caller)?;
        // The reply to a rename tells the kernel of no file.
        self.forget(made.id, 1);
        Ok(())
    }

    /// renameat2(2) with RENAME_EXCHANGE.
    pub(in crate::unionfs) fn exchange(&self, one: Name<'_>, two: Name<'_>) -> Result<()> {
        self.copy_up_name(one)?;
        self.copy_up_name(two)?;
        let mut tree = self.tree_mut();
        let first = self.resolve(&tree, one.0, one.1)?.ok_or(Errno::NOENT)?;
        let second = self.resolve(&tree, two.0, two.1)?.ok_or(Errno::NOENT)?;
        if first.id() == second.id() {
            return Ok(());
        }
        self.own(&mut tree, one, &first)?;
        self.own(&mut tree, two, &second)?;
        let (one_fd, two_fd) = (self.dirfd(&tree, one.0)?, self.dirfd(&tree, two.0)?);
        rustix::fs::renameat_with(&*one_fd, one.1, &*two_fd, two.1, RenameFlags::EXCHANGE)?;
        self.moved(&mut tree, &first, one, two)?;
        self.moved(&mut tree, &second, two, one)?;
        // The second step took the first one's entry off.
        self.listings.remove(one.0);
        self.listings.remove(two.0);
        Ok(())
    }

    /// Copies up the content of what has this name.
    fn copy_up_name(&self, (dir, name): Name<'_>) -> Result<()> {
        let hit = self.resolve(&self.tree(), dir, name)?;
        match hit {
            Some(Hit::Lower(id)) => self.copy_up(id, ALL),
            _ => Ok(()),
        }
    }

    /// Makes sure that the upper tree has what was found, under this very name.
    fn own(&self, tree: &mut Tree, (dir, name): Name<'_>, hit: &Hit) -> Result<()> {
        match hit {
            // Copied up just before the tree was locked, so somebody put another file here meanwhile.
            Hit::Lower(_) => Err(Errno::BUSY),
            Hit::File { named: true, .. } => Ok(()),
            Hit::File { id, .. } => self.name_linked(tree, dir, name, *id),
            Hit::Dir { id, stack, upper } => {
                tree.remember_dir(*id, dir, name, stack.clone(), *upper);
                self.make_upper(tree, *id).map(drop)
            }
        }
    }

    /// Prepares the target: a directory must be empty and goes, an open file is kept open.
    fn clear_target(
        &self,
        tree: &mut Tree,
        fd: &OwnedFd,
        (dir, name): Name<'_>,
        target: Option<&Hit>,
        source: &Hit,
    ) -> Result<()> {
        let source_is_dir = matches!(source, Hit::Dir { .. });
        match target {
            None => Ok(()),
            Some(Hit::Dir { .. }) if !source_is_dir => Err(Errno::ISDIR),
            Some(Hit::Dir { id, stack, upper }) => {
                tree.remember_dir(*id, dir, name, stack.clone(), *upper);
                if !self.is_empty(tree, *id)? {
                    return Err(Errno::NOTEMPTY);
                }
                let held = self.hold_dir(tree, *id)?;
                if upper.is_some() {
                    let hide = self.lower_has(tree, dir, name)?;
                    self.upper.discard_directory(fd, name, hide)?;
                }
                self.dir_lost(tree, (dir, name), *id, held)
            }
            Some(_) if source_is_dir => Err(Errno::NOTDIR),
            Some(hit) => self.hold(tree, hit)?.map_or(Ok(()), |file| self.keep(tree, hit.id(), file)),
        }
    }

    /// Moves the upper entry, and hides the old name in the same step when the layers have something there.
    fn rename_host(
        &self,
        tree: &Tree,
        (from_fd, from): (&Arc<OwnedFd>, Name<'_>),
        (to_fd, to): (&Arc<OwnedFd>, &[u8]),
        is_dir: bool,
    ) -> Result<()> {
        let hide = self.lower_has(tree, from.0, from.1)?;
        let covered = is_dir && matches!(self.upper.entry(to_fd, to)?, Some(UpperEntry::Whiteout));
        if covered {
            // A directory cannot replace a whiteout, but the two can change places.
            rustix::fs::renameat_with(from_fd, from.1, to_fd, to, RenameFlags::EXCHANGE)?;
            return if hide { Ok(()) } else { upper::unlink(from_fd, from.1) };
        }
        if !hide {
            return rustix::fs::renameat(from_fd, from.1, to_fd, to);
        }
        match rustix::fs::renameat_with(from_fd, from.1, to_fd, to, RenameFlags::WHITEOUT) {
            Err(Errno::INVAL | Errno::PERM | Errno::NOSYS | Errno::OPNOTSUPP) => {
                rustix::fs::renameat(from_fd, from.1, to_fd, to)?;
                self.upper.hide(from_fd, from.1)
            }
            done => done,
        }
    }

    /// Notes the new place of what was moved.
    fn moved(&self, tree: &mut Tree, hit: &Hit, from: Name<'_>, to: Name<'_>) -> Result<()> {
        self.unlisted(from.0, from.1);
        match hit {
            Hit::Dir { id, .. } => {
                let dir = tree.dir_mut(*id)?;
                (dir.parent, dir.name) = (to.0, to.1.into());
                self.listed(to.0, to.1, *id, Kind::Directory);
            }
            Hit::File { id, stat, .. } => {
                self.listed(to.0, to.1, *id, stat.kind());
                if let Some(file) = tree.file_mut(*id) {
                    file.remove_place(from.0, from.1);
                    file.add_place(to.0, to.1);
                }
            }
            Hit::Lower(_) => {}
        }
        Ok(())
    }
}
