//! Renaming, of lower directories as well: what is moved is in the upper tree and names its origin.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use rustix::fs::RenameFlags;
use rustix::io::Errno;

use crate::layer::index::Kind;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::ops::{Caller, New};
use crate::unionfs::upper::{self, Temp};
use crate::unionfs::{Result, Union};

/// What a rename replaces.
enum Replaced<'a> {
    Nothing,
    File(&'a Hit),
    /// An empty one: what it was in the upper tree, to be kept open, and where it is until the rename is done.
    Directory {
        id: Id,
        held: Option<Arc<OwnedFd>>,
        taken: Option<Temp<'a>>,
    },
}

/// A name in a directory.
pub(in crate::unionfs) type Name<'a> = (Id, &'a [u8]);

impl Union {
    /// rename(2) and renameat2(2) with RENAME_NOREPLACE.
    pub(in crate::unionfs) fn rename(&self, from: Name<'_>, to: Name<'_>, no_replace: bool) -> Result<()> {
        if to.1.len() > crate::layer::index::NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        self.make_own(from)?;
        self.copy_up_linked(to.0, to.1)?;
        self.make_upper(to.0)?;
        let _moving = self.locks.moving();
        let source = self.resolve(from.0, from.1)?.ok_or(Errno::NOENT)?;
        let target = self.resolve(to.0, to.1)?;
        if no_replace && target.is_some() {
            return Err(Errno::EXIST);
        }
        if target.as_ref().is_some_and(|target| target.id() == source.id()) {
            return Ok(());
        }
        self.own(from, &source)?;
        let (from_fd, to_fd) = (self.dirfd(from.0)?, self.dirfd(to.0)?);
        let replaced = self.clear_target(&to_fd, to, target.as_ref(), &source)?;
        if let Err(e) = self.rename_host((&from_fd, from), (&to_fd, to.1), matches!(source, Hit::Dir { .. })) {
            if let Replaced::Directory { taken: Some(taken), .. } = replaced {
                let back = taken.place_directory(&to_fd, to.1);
                back.unwrap_or_else(|e| log::warn!("an empty directory that was to be replaced is lost: {e}"));
            }
            return Err(e);
        }
        // From here on nothing may fail: the kernel would go on with the old names.
        match replaced {
            Replaced::Nothing => {}
            Replaced::File(target) => self.name_lost(to.0, to.1, target),
            Replaced::Directory { id, held, .. } => self.dir_lost(to, id, held),
        }
        self.moved(&source, from, to);
        Ok(())
    }

    /// renameat2(2) with RENAME_WHITEOUT: a device 0:0, the whiteout of overlay filesystems, takes the old name. (The kernel
    /// lets nobody else into the directory between the two steps.)
    pub(in crate::unionfs) fn rename_leaving_whiteout(
        &self,
        from: Name<'_>,
        to: Name<'_>,
        caller: Caller,
    ) -> Result<()> {
        self.make_upper(from.0)?;
        let whiteout = New { mode: Kind::CharDevice.type_bits(), rdev: 0, content: b"" };
        let whiteout = self.make_nameless(from.0, whiteout, caller)?;
        self.rename(from, to, false)?;
        let named = self.name(from, whiteout);
        // Moved it is.
        named.unwrap_or_else(|e| log::warn!("a whiteout is missing where a file was moved away: {e}"));
        Ok(())
    }

    /// renameat2(2) with RENAME_EXCHANGE.
    pub(in crate::unionfs) fn exchange(&self, one: Name<'_>, two: Name<'_>) -> Result<()> {
        self.make_own(one)?;
        self.make_own(two)?;
        let _moving = self.locks.moving();
        let first = self.resolve(one.0, one.1)?.ok_or(Errno::NOENT)?;
        let second = self.resolve(two.0, two.1)?.ok_or(Errno::NOENT)?;
        if first.id() == second.id() {
            return Ok(());
        }
        self.own(one, &first)?;
        self.own(two, &second)?;
        let (one_fd, two_fd) = (self.dirfd(one.0)?, self.dirfd(two.0)?);
        rustix::fs::renameat_with(&*one_fd, one.1, &*two_fd, two.1, RenameFlags::EXCHANGE)?;
        self.moved(&first, one, two);
        self.moved(&second, two, one);
        // The second step took the first one's entry off.
        self.listings.remove(one.0);
        self.listings.remove(two.0);
        Ok(())
    }

    /// Copies up what has this name, and its directory.
    fn make_own(&self, (dir, name): Name<'_>) -> Result<()> {
        let names = self.locks.looking(dir);
        let hit = self.resolve(dir, name)?;
        drop(names);
        match hit {
            Some(Hit::Lower(id)) => self.copy_up(id)?,
            Some(Hit::Dir { id, stack, upper }) => {
                self.tree.remember_dir(id, dir, name, &stack, upper.map(|(stat, _)| stat));
                self.make_upper(id)?;
            }
            _ => {}
        }
        self.make_upper(dir)
    }

    /// Makes sure that the upper tree has what was found, under this very name.
    fn own(&self, (dir, name): Name<'_>, hit: &Hit) -> Result<()> {
        match hit {
            // Copied up just before everything was locked, so somebody put another file here meanwhile.
            Hit::Lower(_) | Hit::Dir { upper: None, .. } => Err(Errno::BUSY),
            Hit::File { named: false, id, file, .. } => self.name_linked(dir, name, (*id, file)),
            Hit::File { .. } | Hit::Dir { .. } => Ok(()),
        }
    }

    /// Prepares the target: a directory must be empty and is taken away, an open file is kept open.
    fn clear_target<'t>(
        &'t self,
        fd: &OwnedFd,
        (dir, name): Name<'_>,
        target: Option<&'t Hit>,
        source: &Hit,
    ) -> Result<Replaced<'t>> {
        let source_is_dir = matches!(source, Hit::Dir { .. });
        match target {
            None => Ok(Replaced::Nothing),
            Some(Hit::Dir { .. }) if !source_is_dir => Err(Errno::ISDIR),
            Some(target @ Hit::Dir { id, .. }) => {
                let held = self.hold_empty((dir, name), target)?;
                let hide = self.lower_has(dir, name)?;
                let taken = held.is_some().then(|| self.upper.take_directory(fd, name, hide)).transpose()?;
                Ok(Replaced::Directory { id: *id, held, taken })
            }
            Some(_) if source_is_dir => Err(Errno::NOTDIR),
            Some(hit) => {
                self.hold(hit);
                Ok(Replaced::File(hit))
            }
        }
    }

    /// Moves the upper entry, and hides the old name in the same step when the layers have something there.
    fn rename_host(
        &self,
        (from_fd, from): (&Arc<OwnedFd>, Name<'_>),
        (to_fd, to): (&Arc<OwnedFd>, &[u8]),
        is_dir: bool,
    ) -> Result<()> {
        let hide = self.lower_has(from.0, from.1)?;
        let covered = is_dir && self.with_room(|| self.upper.is_covered(to_fd, to))?;
        if covered {
            // A directory cannot replace a whiteout, but the two can change places.
            rustix::fs::renameat_with(from_fd, from.1, to_fd, to, RenameFlags::EXCHANGE)?;
            if !hide {
                // Moved it is; and a whiteout that hides nothing is harmless.
                let removed = upper::unlink(from_fd, from.1);
                removed.unwrap_or_else(|e| log::debug!("a whiteout stays that hides nothing: {e}"));
            }
            return Ok(());
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
    fn moved(&self, hit: &Hit, from: Name<'_>, to: Name<'_>) {
        self.unlisted(from.0, from.1);
        match hit {
            Hit::Dir { id, .. } => {
                // The kernel need not know it.
                let _ = self.tree.change_dir(*id, |dir| (dir.parent, dir.name) = (to.0, to.1.into()));
                self.listed(to.0, to.1, *id, Kind::Directory);
            }
            Hit::File { id, stat, .. } => {
                self.listed(to.0, to.1, *id, stat.kind());
                // The kernel need not know it.
                let _ = self.tree.change_file(*id, |file| {
                    file.remove_place(from.0, from.1);
                    file.add_place(to.0, to.1);
                });
            }
            Hit::Lower(_) => {}
        }
    }
}
