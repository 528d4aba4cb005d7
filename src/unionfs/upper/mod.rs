//! The writable layer on disk: a tree of plain files and directories that all belong to the user.
//!
//! - Files are 0600 and directories 0700. Symlinks (the content is the target), fifos, sockets and devices are plain
//!   files too. What they are to the container is in an attribute, see [`stat`].
//! - The container's own extended attributes are stored under `user.coracle.x.` and their whole name, or, where that is too
//!   long, its hash.
//! - A name that hides what the layers have is a character device 0:0, as in overlayfs: any user may make one (Linux 5.8),
//!   a listing shows it without a look at the file, and `rm` removes it. All are hard links of one inode. Where the
//!   filesystem refuses, it is an empty file with the attribute `user.coracle.whiteout`.
//!
//! The work directory, on the same filesystem, has `tmp` (whatever is being made, emptied at each start) and `links`
//! (copied-up files that had several names in their layer, named by their number in hexadecimal).

mod stat;
mod temp;
mod whiteout;
mod xattr;

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rustix::fs::{AtFlags, Mode, OFlags, Stat as HostStat, XattrFlags};
use rustix::io::Errno;

use super::Result;
use super::id::Id;

pub(super) use stat::Stat;
pub(super) use temp::Temp;
pub(super) use xattr::read_growing;

pub(super) const FILE: Mode = Mode::RUSR.union(Mode::WUSR);
pub(super) const DIRECTORY: Mode = Mode::RWXU;
const STAT: &str = "user.coracle.stat";

/// The upper directory and its work directory.
#[derive(Debug)]
pub(super) struct Upper {
    pub(super) root: Arc<OwnedFd>,
    tmp: OwnedFd,
    pub(super) links: OwnedFd,
    serial: AtomicU64,
    /// Whether what is written need not survive a crash of the machine.
    pub(super) volatile: bool,
}

/// What lies under a name in the upper tree.
#[derive(Debug)]
pub(super) enum UpperEntry {
    Whiteout,
    /// Open for reading and writing.
    File(File, Stat, HostStat),
    Directory(OwnedFd, Stat, HostStat),
}

impl Upper {
    pub(super) fn new(root: OwnedFd, work: &OwnedFd, volatile: bool) -> Result<Upper> {
        let upper = Upper::existing(root, work, volatile)?;
        temp::clear(&upper.tmp)?;
        Ok(upper)
    }

    /// One that a server may be serving: what is being made is left alone.
    pub(super) fn existing(root: OwnedFd, work: &OwnedFd, volatile: bool) -> Result<Upper> {
        let tmp = make_directory(work, b"tmp")?;
        let links = make_directory(work, b"links")?;
        Ok(Upper { root: Arc::new(root), tmp, links, serial: AtomicU64::new(0), volatile })
    }

    /// The numbers of the files in `links`.
    pub(super) fn linked(&self) -> Result<Vec<Id>> {
        let mut ids = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.links)? {
            let entry = entry?;
            let name = entry.file_name().to_str().ok();
            ids.extend(name.and_then(|name| u64::from_str_radix(name, 16).ok()).map(Id));
        }
        Ok(ids)
    }

    /// What lies under `name` in a directory of the upper tree; none when nothing does.
    pub(super) fn entry(&self, dir: impl AsFd, name: &[u8]) -> Result<Option<UpperEntry>> {
        self.entry_with(dir, name, |_| None)
    }

    /// The same, where the stat attribute of the file with some number on the host may be `known`.
    pub(super) fn entry_with(
        &self,
        dir: impl AsFd,
        name: &[u8],
        known: impl Fn(u64) -> Option<Stat>,
    ) -> Result<Option<UpperEntry>> {
        let fd = match open(&dir, name, OFlags::RDWR) {
            Ok(fd) => fd,
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::ISDIR) => {
                let fd = open(&dir, name, OFlags::RDONLY | OFlags::DIRECTORY)?;
                let host = rustix::fs::fstat(&fd)?;
                let stat = read_stat(&fd, &host)?;
                return Ok(Some(UpperEntry::Directory(fd, stat, host)));
            }
            Err(e) => return whiteout::is_device(&dir, name, e).map(|()| Some(UpperEntry::Whiteout)),
        };
        let host = rustix::fs::fstat(&fd)?;
        if let Some(stat) = known(host.st_ino) {
            return Ok(Some(UpperEntry::File(fd.into(), stat, host)));
        }
        let stat = read_stat(&fd, &host)?;
        if host.st_size == 0 && whiteout::is_marked(&fd)? {
            return Ok(Some(UpperEntry::Whiteout));
        }
        Ok(Some(UpperEntry::File(fd.into(), stat, host)))
    }

    /// Whether a whiteout lies under `name`.
    pub(super) fn is_covered(&self, dir: impl AsFd, name: &[u8]) -> Result<bool> {
        Ok(matches!(self.entry(dir, name)?, Some(UpperEntry::Whiteout)))
    }

    /// Opens the file in `links` that the lower file `id` became.
    pub(super) fn open_link(&self, id: Id) -> Result<File> {
        Ok(File::from(open(&self.links, link_name(id).as_bytes(), OFlags::RDWR)?))
    }
}

/// The name in `links` of the lower file `id`.
pub(super) fn link_name(id: Id) -> String {
    format!("{:x}", id.0)
}

/// Opens an entry of the upper tree or the work directory. No symlink of ours is ever on the way, and none is followed.
pub(super) fn open(dir: impl AsFd, name: &[u8], flags: OFlags) -> Result<OwnedFd> {
    let always = OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    rustix::fs::openat(dir, name, flags | always, Mode::empty())
}

/// Reads the stat attribute of an open upper file or directory.
pub(super) fn read_stat(fd: impl AsFd, host: &HostStat) -> Result<Stat> {
    let mut buffer = [0; 128];
    match rustix::fs::fgetxattr(fd, STAT, &mut buffer[..]) {
        Ok(len) => buffer.get(..len).and_then(Stat::decode).ok_or(Errno::IO),
        Err(Errno::NODATA) => Ok(Stat::missing(host)),
        Err(e) => Err(e),
    }
}

pub(super) fn has_stat(fd: impl AsFd) -> Result<bool> {
    match rustix::fs::fgetxattr(fd, STAT, &mut [0; 128][..]) {
        Ok(_) => Ok(true),
        Err(Errno::NODATA) => Ok(false),
        Err(e) => Err(e),
    }
}

pub(super) fn write_stat(fd: impl AsFd, stat: &Stat) -> Result<()> {
    rustix::fs::fsetxattr(fd, STAT, stat.encode().as_bytes(), XattrFlags::empty())
}

/// Removes a file or a whiteout; nothing there is fine.
pub(super) fn unlink(dir: impl AsFd, name: &[u8]) -> Result<()> {
    match rustix::fs::unlinkat(dir, name, AtFlags::empty()) {
        Err(Errno::NOENT) => Ok(()),
        done => done,
    }
}

fn make_directory(dir: &OwnedFd, name: &[u8]) -> Result<OwnedFd> {
    match rustix::fs::mkdirat(dir, name, DIRECTORY) {
        Ok(()) | Err(Errno::EXIST) => open(dir, name, OFlags::RDONLY | OFlags::DIRECTORY),
        Err(e) => Err(e),
    }
}
