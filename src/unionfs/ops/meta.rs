//! Attributes.

use std::fs::File;
use std::os::fd::AsFd;
use std::sync::Arc;

use rustix::fs::{Timespec, Timestamps, XattrFlags};
use rustix::io::Errno;

use crate::layer::index::{Kind, Time};
use crate::unionfs::acl::{self, Acl};
use crate::unionfs::attr::Attr;
use crate::unionfs::id::Id;
use crate::unionfs::merge::merged_links;
use crate::unionfs::upper::{self, Stat};
use crate::unionfs::{Result, Union};

/// What `setattr` is to change.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::unionfs) struct Changes {
    pub(in crate::unionfs) mode: Option<u32>,
    pub(in crate::unionfs) uid: Option<u32>,
    pub(in crate::unionfs) gid: Option<u32>,
    pub(in crate::unionfs) size: Option<u64>,
    pub(in crate::unionfs) atime: Option<SetTime>,
    pub(in crate::unionfs) mtime: Option<SetTime>,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::unionfs) enum SetTime {
    Now,
    To(Time),
}

impl Union {
    pub(in crate::unionfs) fn getattr(&self, id: Id) -> Result<Attr> {
        let _still = self.locks.still();
        self.attr(id)
    }

    /// The attributes of a known node. No directory moves meanwhile.
    pub(super) fn attr(&self, id: Id) -> Result<Attr> {
        if let Some(dir) = self.tree.find_dir(id) {
            let mut attr = match &dir.upper {
                Some(stat) => {
                    let host = rustix::fs::fstat(self.dirfd(id)?)?;
                    merged_links(Attr::of_upper(id, stat, &host), &dir.stack, true)
                }
                None => self.lower_dir_attr(id, &dir.stack)?,
            };
            if dir.removed.is_some() {
                attr.nlink = 0;
            }
            return Ok(attr.shown(self.ids));
        }
        if let Some(stat) = self.tree.stat(id) {
            let host = rustix::fs::fstat(&*self.upper_file(id)?)?;
            return Ok(Attr::of_upper(id, &stat, &host).shown(self.ids));
        }
        let mut attr = Attr::of_lower(id, &self.lower.inode(id).map_err(|_| Errno::STALE)?);
        if self.tree.is_gone(id) {
            attr.nlink = 0;
        }
        Ok(attr.shown(self.ids))
    }

    /// The open file behind a known node of the upper tree. No directory moves meanwhile.
    pub(in crate::unionfs) fn upper_file(&self, id: Id) -> Result<Arc<File>> {
        if let Some(file) = self.files.get(id) {
            return Ok(file);
        }
        let file = self.open_upper(id)?;
        self.files.put(id, file.clone());
        Ok(file)
    }

    /// Makes the changes and says what the node is then.
    pub(in crate::unionfs) fn setattr(&self, id: Id, changes: &Changes) -> Result<Attr> {
        if changes.may_be_made() {
            let attr = self.getattr(id)?;
            if changes.mtime.is_none_or(|mtime| matches!(mtime, SetTime::To(time) if time == attr.mtime)) {
                // It is the time that the kernel knows, all the same. (There is no such file where it is a lower one.)
                let _ = self.tree.change_file(id, |file| file.mtime = attr.mtime);
                return Ok(attr);
            }
        }
        if self.tree.find_dir(id).is_some() {
            self.make_upper(id)?;
            let _names = self.locks.changing(id);
            let _stats = self.locks.stats();
            let before = self.tree.dir(id)?.upper.ok_or(Errno::IO)?;
            let fd = self.dirfd(id)?;
            let stat = self.change_stat(&*fd, before, changes)?;
            self.tree.change_dir(id, |dir| dir.upper = Some(stat))?;
            changes.set_times(&*fd)?;
            return self.attr(id);
        }
        match changes.size {
            Some(size) => self.copy_content(id, size == 0)?,
            None => self.copy_up(id)?,
        }
        let _still = self.locks.still();
        let fd = self.upper_file(id)?;
        let _stats = self.locks.stats();
        let before = self.tree.stat(id).ok_or(Errno::STALE)?;
        let stat = self.change_stat(&*fd, before, changes)?;
        if let Some(size) = changes.size
            && let Err(e) = rustix::fs::ftruncate(&*fd, size)
        {
            let back = if stat == before { Ok(()) } else { upper::write_stat(&*fd, &before) };
            back.unwrap_or_else(|e| log::warn!("a file that could not be cut lost its set-id bits: {e}"));
            return Err(e);
        }
        self.tree.change_file(id, |file| file.stat = stat)?;
        match changes.set_times(&*fd) {
            // The file is cut already.
            Err(e) if changes.size.is_some() => log::debug!("a file's time is that of the host: {e}"),
            done => done?,
        }
        let attr = self.attr(id)?;
        self.tree.change_file(id, |file| file.mtime = attr.mtime)?;
        Ok(attr)
    }

    /// After a change of the content that the kernel dated by itself: gives the file the time that the kernel knows.
    /// The content is changed, whether this succeeds or not.
    pub(in crate::unionfs) fn keep_mtime(&self, id: Id, file: &File) {
        // Or the kernel could set another one between the two.
        let _stats = self.locks.stats();
        let Some(known) = self.tree.mtime(id) else { return };
        let last_modification = timespec(Some(SetTime::To(known)));
        let kept = rustix::fs::futimens(file, &Timestamps { last_access: timespec(None), last_modification });
        kept.unwrap_or_else(|e| log::debug!("a file's time is that of the host: {e}"));
    }

    /// Writes down a new stat attribute and an access list that agrees with it: both or none.
    fn change_stat(&self, fd: impl AsFd, before: Stat, changes: &Changes) -> Result<Stat> {
        let stat = changes.applied(before);
        let old_list = if changes.mode.is_some() { self.change_list(&fd, stat.mode)? } else { None };
        if stat != before
            && let Err(e) = upper::write_stat(&fd, &stat)
        {
            let back = old_list.map(|list| self.upper.set_xattr(&fd, acl::ACCESS, &list, XattrFlags::empty()));
            back.unwrap_or(Ok(())).unwrap_or_else(|e| log::warn!("an access list is not what it was: {e}"));
            return Err(e);
        }
        Ok(stat)
    }

    /// Makes a file's access list, if it has one, agree with a new mode; the old list, if that was another.
    fn change_list(&self, fd: impl AsFd, mode: u32) -> Result<Option<Vec<u8>>> {
        let old = match self.upper.get_xattr(&fd, acl::ACCESS) {
            Err(Errno::NODATA) => return Ok(None),
            list => list?,
        };
        match Acl::decode(&old) {
            Some(list) if list.permissions() != mode & 0o777 => {
                let list = list.with_permissions(mode).encode();
                self.upper.set_xattr(&fd, acl::ACCESS, &list, XattrFlags::empty())?;
                Ok(Some(old))
            }
            _ => Ok(None),
        }
    }

    /// Takes the set-id bits off a file that is being written by someone unprivileged: that is everybody in a user
    /// namespace (see [`Changes::apply`]).
    pub(super) fn drop_set_id(&self, id: Id) -> Result<()> {
        let _still = self.locks.still();
        let _stats = self.locks.stats();
        let Some(stat) = self.tree.stat(id) else { return Ok(()) };
        let mode = without_set_id(stat.mode);
        if mode == stat.mode {
            return Ok(());
        }
        let stat = Stat { mode, ..stat };
        upper::write_stat(&*self.upper_file(id)?, &stat)?;
        self.tree.change_file(id, |file| file.stat = stat)
    }
}

impl Changes {
    /// Whether perhaps nothing is left to do. The kernel writes the times back that it keeps whenever one has changed:
    /// after an unlink, say, only ctime, which for us is the host's. No file is copied up for that.
    fn may_be_made(&self) -> bool {
        let Changes { mode, uid, gid, size, atime, mtime: _ } = self;
        mode.is_none() && uid.is_none() && gid.is_none() && size.is_none() && atime.is_none()
    }

    fn set_times(&self, fd: impl AsFd) -> Result<()> {
        if self.atime.is_none() && self.mtime.is_none() {
            return Ok(());
        }
        let times = Timestamps { last_access: timespec(self.atime), last_modification: timespec(self.mtime) };
        rustix::fs::futimens(fd, &times)
    }

    fn applied(&self, mut stat: Stat) -> Stat {
        // With a new size they would stay for who has CAP_FSETID on the host, which nobody in a user namespace has. (The
        // kernel says so in the request, but fuser 0.18 does not hand that on.)
        let set_id_goes = self.uid.is_some() || self.gid.is_some() || self.size.is_some();
        if set_id_goes && stat.kind() != Kind::Directory {
            stat.mode = without_set_id(stat.mode);
        }
        if let Some(mode) = self.mode {
            stat.mode = (stat.mode & 0o170_000) | (mode & 0o7777);
        }
        stat.uid = self.uid.unwrap_or(stat.uid);
        stat.gid = self.gid.unwrap_or(stat.gid);
        stat
    }
}

/// Set-group-id without group execution means something else (mandatory locks, once) and stays.
fn without_set_id(mode: u32) -> u32 {
    let gone = if mode & 0o010 != 0 { 0o6000 } else { 0o4000 };
    mode & !gone
}

/// As utimensat(2) wants it.
fn timespec(time: Option<SetTime>) -> Timespec {
    match time {
        None => Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_OMIT },
        Some(SetTime::Now) => Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW },
        Some(SetTime::To(time)) => Timespec { tv_sec: time.secs, tv_nsec: time.nanos.into() },
    }
}
