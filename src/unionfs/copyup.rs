//! Copy-up: a lower file or directory gets its place in the upper tree, made whole in the work directory and then renamed
//! there, so that a crash leaves the old state or the new one.
//!
//! The content of a regular file stays where it is (`content_below` of its stat attribute) until somebody changes it. Then it
//! is copied into the upper file and made lasting, and only after that the attribute is changed. So neither a new
//! owner nor a new name costs a copy.

use std::fs::File;
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::sync::Arc;

use rustix::fs::{FallocateFlags, SeekFrom, Timespec, Timestamps, XattrFlags};
use rustix::io::Errno;

use super::attr::encode_dev;
use super::id::Id;
use super::locks::Changing;
use super::lower::Lowers;
use super::tree::{Dir, UpperFile};
use super::upper::{self, Stat, Temp, Upper};
use super::{Result, Union};
use crate::layer::index::{Kind, Time};

impl Union {
    /// Makes sure that a file is in the upper tree, without the content of a regular one. No lock is held.
    pub(super) fn copy_up(&self, id: Id) -> Result<()> {
        let _exclusive = self.locks.data_mut(id);
        if self.tree.is_upper(id) {
            return Ok(());
        }
        let inode = self.lower.inode(id)?;
        let (temp, file) = self.with_room(|| self.upper.temp_file())?;
        match inode.kind {
            Kind::Symlink => {
                write_all(&file, inode.target)?;
                self.make_lasting(&file)?;
            }
            Kind::Regular => rustix::fs::ftruncate(&file, inode.size)?,
            _ => {}
        }
        let stat = copy_metadata(&self.lower, &self.upper, (id, id), &file)?;
        self.settle(id, stat, temp, file)
    }

    /// Makes sure that the content of a file is in the upper tree, to be changed there; with `empty`, that there is none.
    /// No lock is held.
    pub(super) fn copy_content(&self, id: Id, empty: bool) -> Result<()> {
        self.copy_up(id)?;
        let _exclusive = self.locks.data_mut(id);
        let _still = self.locks.still();
        if self.tree.stat(id).is_none_or(|stat| !stat.content_below) {
            return Ok(());
        }
        let file = self.upper_file(id)?;
        // A crash after an earlier cut left it empty.
        if empty || rustix::fs::fstat(&*file)?.st_size == 0 {
            rustix::fs::ftruncate(&*file, 0)?;
        } else if let Err(e) = self.fill_from_below(id, &file) {
            give_back(&file);
            return Err(e);
        }
        let _stats = self.locks.stats();
        let stat = Stat { content_below: false, ..self.tree.stat(id).ok_or(Errno::STALE)? };
        upper::write_stat(&*file, &stat)?;
        self.tree.change_file(id, |file| file.stat = stat)?;
        self.objects.remove(id);
        Ok(())
    }

    fn fill_from_below(&self, id: Id, file: &File) -> Result<()> {
        let Some(from) = self.with_room(|| self.lower.open(id))? else { return Ok(()) };
        copy_data(&from, file, self.lower.inode(id)?.size)?;
        self.keep_mtime(id, file);
        self.make_lasting(file)
    }

    fn make_lasting(&self, file: &File) -> Result<()> {
        if self.upper.volatile { Ok(()) } else { rustix::fs::fdatasync(file) }
    }

    /// Gives a copy its place: among the links when it had several names, under its name when it still has it, else none.
    fn settle(&self, id: Id, stat: Stat, temp: Temp<'_>, file: File) -> Result<()> {
        let mut node = UpperFile::copied_up(stat, self.lower.inode(id)?.mtime);
        if stat.lower_names.is_some() {
            temp.place(&self.upper.links, upper::link_name(id).as_bytes())?;
            self.tree.insert_file(id, node);
            self.tree.set_linked(id, true);
        } else {
            let (dir, name) = self.lower.place_of(id)?;
            let _names = match self.upper_place(dir) {
                Ok((dir, names)) if !self.tree.is_gone(id) => {
                    let fd = self.dirfd(dir)?;
                    keeping_times(&fd, || temp.place(&fd, name))?;
                    node.add_place(dir, name);
                    self.listed(dir, name, id, stat.kind());
                    Some(names)
                }
                Err(e) if !self.tree.is_gone(id) => return Err(e),
                _ => {
                    node.held = Some(Arc::new(file));
                    None
                }
            };
            self.tree.insert_file(id, node);
        }
        Ok(())
    }

    /// The merged directory that a layer's directory is part of, in the upper tree now, and leave to change its names.
    fn upper_place(&self, lower: Id) -> Result<(Id, Changing<'_>)> {
        let dir = self.tree.merged_dir(lower)?;
        self.make_upper(dir)?;
        Ok((dir, self.locks.changing(dir)))
    }

    /// Makes sure that a directory is in the upper tree. No lock of names is held.
    pub(super) fn make_upper(&self, id: Id) -> Result<()> {
        while let Some((parent, missing)) = self.missing(id)? {
            let _names = self.locks.changing(parent);
            let dir = self.tree.live_dir(missing)?;
            // Somebody may have made it, or moved it, before the names were locked.
            if dir.upper.is_none() && dir.parent == parent {
                self.copy_up_dir(missing, &dir)?;
            }
        }
        Ok(())
    }

    /// The topmost directory on the way to `id` that is not in the upper tree, after its parent, which is.
    fn missing(&self, id: Id) -> Result<Option<(Id, Id)>> {
        let mut missing = None;
        let mut at = id;
        loop {
            let dir = self.tree.live_dir(at)?;
            if dir.upper.is_some() {
                return Ok(missing.map(|missing| (at, missing)));
            }
            missing = Some(at);
            at = dir.parent;
        }
    }

    fn copy_up_dir(&self, id: Id, dir: &Dir) -> Result<()> {
        let parent = self.dirfd(dir.parent)?;
        let top = *dir.stack.first().ok_or(Errno::IO)?;
        let (temp, fd) = self.with_room(|| self.upper.temp_directory())?;
        let stat = copy_metadata(&self.lower, &self.upper, (top, self.lower.described(&dir.stack)?), &fd)?;
        keeping_times(&parent, || temp.place_directory(&parent, &dir.name))?;
        self.tree.change_dir(id, |dir| dir.upper = Some(stat))?;
        self.dirfds.put(id, Arc::new(fd));
        Ok(())
    }
}

/// Gives an upper file or directory, which is to continue `id`, what the lower inode `like` has besides its content.
pub(super) fn copy_metadata(lower: &Lowers, upper: &Upper, (id, like): (Id, Id), fd: impl AsFd) -> Result<Stat> {
    let inode = lower.inode(like)?;
    let several = inode.kind != Kind::Directory && inode.nlink > 1;
    let stat = Stat {
        mode: inode.kind.type_bits() | u32::from(inode.perm),
        uid: inode.uid,
        gid: inode.gid,
        rdev: encode_dev(inode.rdev),
        origin: Some(id),
        lower_names: several.then_some(inode.nlink),
        content_below: inode.kind == Kind::Regular && inode.size > 0,
    };
    upper::write_stat(&fd, &stat)?;
    for (name, value) in lower.xattrs(like)? {
        upper.set_xattr(&fd, name, value, XattrFlags::empty())?;
    }
    set_times(fd, inode.mtime)?;
    Ok(stat)
}

/// Does something in a directory that the container must not see as a change of the directory. Once it is done, it is: that
/// the directory's times are new must not make it a failure.
fn keeping_times(dir: impl AsFd, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let before = rustix::fs::fstat(&dir)?;
    work()?;
    let spec = |secs, nanos: u64| Timespec { tv_sec: secs, tv_nsec: nanos.try_into().unwrap_or(0) };
    let last_access = spec(before.st_atime, before.st_atime_nsec);
    let last_modification = spec(before.st_mtime, before.st_mtime_nsec);
    let kept = rustix::fs::futimens(&dir, &Timestamps { last_access, last_modification });
    kept.unwrap_or_else(|e| log::debug!("a copy-up changed its directory's times: {e}"));
    Ok(())
}

fn set_times(fd: impl AsFd, time: Time) -> Result<()> {
    let spec = Timespec { tv_sec: time.secs, tv_nsec: time.nanos.into() };
    rustix::fs::futimens(fd, &Timestamps { last_access: spec, last_modification: spec })
}

/// Gives back what an unfinished copy took on disk.
fn give_back(file: &File) {
    let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    let size = rustix::fs::fstat(file).map_or(0, |stat| stat.st_size.cast_unsigned());
    if let Err(e) = rustix::fs::fallocate(file, hole, 0, size.max(1)) {
        log::debug!("an unfinished copy stays until the file is written or removed: {e}");
    }
}

pub(super) fn write_all(mut file: &File, bytes: &[u8]) -> Result<()> {
    std::io::Write::write_all(&mut file, bytes).map_err(|e| Errno::from_io_error(&e).unwrap_or(Errno::IO))
}

/// Copies the first `len` bytes, as a reflink where the filesystem can; holes stay holes.
fn copy_data(from: &File, to: &File, len: u64) -> Result<()> {
    let whole = rustix::fs::fstat(from)?.st_size.try_into() == Ok(len);
    if whole && rustix::fs::ioctl_ficlone(to, from).is_ok() {
        return Ok(());
    }
    rustix::fs::ftruncate(to, len)?;
    let mut at = 0;
    while at < len {
        let data = match rustix::fs::seek(from, SeekFrom::Data(at)) {
            Ok(data) => data,
            Err(Errno::NXIO) => break,
            Err(_) => at,
        };
        let end = rustix::fs::seek(from, SeekFrom::Hole(data)).unwrap_or(len).min(len);
        copy_range(from, to, data, end)?;
        at = end.max(data + 1);
    }
    Ok(())
}

fn copy_range(from: &File, to: &File, mut at: u64, end: u64) -> Result<()> {
    while at < end {
        let (mut source, mut target) = (at, at);
        let len = usize::try_from(end - at).unwrap_or(usize::MAX).min(1 << 30);
        match rustix::fs::copy_file_range(from, Some(&mut source), to, Some(&mut target), len) {
            Ok(0) => return Err(Errno::IO),
            Ok(copied) => at += copied as u64,
            Err(Errno::INTR) => {}
            Err(Errno::XDEV | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL) => {
                return copy_by_hand(from, to, at, end);
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

fn copy_by_hand(from: &File, to: &File, mut at: u64, end: u64) -> Result<()> {
    use std::os::unix::fs::FileExt;
    let mut buffer = vec![0; 128 << 10];
    while at < end {
        let want = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
        let piece = buffer.get_mut(..want).ok_or(Errno::IO)?;
        match from.read_at(piece, at) {
            Ok(0) => return Err(Errno::IO),
            Ok(len) => {
                to.write_all_at(piece.get(..len).ok_or(Errno::IO)?, at).map_err(|e| errno(&e))?;
                at += len as u64;
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(errno(&e)),
        }
    }
    Ok(())
}

pub(super) fn errno(error: &std::io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}
