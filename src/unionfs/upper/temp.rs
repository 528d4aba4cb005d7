//! Files and directories that are made whole in the work directory before they get their place in the tree.

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::Ordering;

use rustix::fs::{AtFlags, FileType, OFlags, RenameFlags};
use rustix::io::Errno;

use super::{DIRECTORY, FILE, Upper, open};
use crate::unionfs::Result;

/// A name in `tmp`, removed when it is dropped before it was placed.
#[derive(Debug)]
pub(in crate::unionfs) struct Temp<'a> {
    upper: &'a Upper,
    name: String,
    placed: bool,
}

impl Upper {
    fn temp_name(&self) -> Temp<'_> {
        let name = format!("{:x}", self.serial.fetch_add(1, Ordering::Relaxed));
        Temp { upper: self, name, placed: false }
    }

    pub(in crate::unionfs) fn temp_file(&self) -> Result<(Temp<'_>, File)> {
        let temp = self.temp_name();
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let fd = rustix::fs::openat(&self.tmp, &temp.name, flags, FILE)?;
        Ok((temp, File::from(fd)))
    }

    pub(in crate::unionfs) fn temp_directory(&self) -> Result<(Temp<'_>, OwnedFd)> {
        let temp = self.temp_name();
        rustix::fs::mkdirat(&self.tmp, &temp.name, DIRECTORY)?;
        let fd = open(&self.tmp, temp.name.as_bytes(), OFlags::RDONLY | OFlags::DIRECTORY)?;
        Ok((temp, fd))
    }

    /// A further name in `tmp` for the file under `name` in `dir`.
    pub(in crate::unionfs) fn temp_link(&self, dir: impl AsFd, name: &[u8]) -> Result<Temp<'_>> {
        let temp = self.temp_name();
        rustix::fs::linkat(dir, name, &self.tmp, &temp.name, AtFlags::empty())?;
        Ok(temp)
    }

    /// Moves a directory of the tree away, to be deleted when the result is dropped; with `hide`, a whiteout takes its place
    /// in the same step. What it still holds are whiteouts only: to the container it is empty.
    pub(in crate::unionfs) fn take_directory(&self, dir: impl AsFd, name: &[u8], hide: bool) -> Result<Temp<'_>> {
        if hide {
            // Exchanged, and not RENAME_WHITEOUT, so that all whiteouts can be links of one inode.
            let whiteout = self.temp_whiteout()?;
            rustix::fs::renameat_with(&self.tmp, &whiteout.name, &dir, name, RenameFlags::EXCHANGE)?;
            return Ok(whiteout);
        }
        let temp = self.temp_name();
        rustix::fs::renameat_with(&dir, name, &self.tmp, &temp.name, RenameFlags::NOREPLACE)?;
        Ok(temp)
    }

    pub(super) fn new_temp(&self) -> Temp<'_> {
        self.temp_name()
    }
}

impl Temp<'_> {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn directory(&self) -> &OwnedFd {
        &self.upper.tmp
    }

    /// Gives it its name in the tree, where nothing or a file is that it replaces.
    pub(in crate::unionfs) fn place(mut self, dir: impl AsFd, name: &[u8]) -> Result<()> {
        rustix::fs::renameat(&self.upper.tmp, &self.name, dir, name)?;
        self.placed = true;
        Ok(())
    }

    /// Gives a directory its name in the tree. When a whiteout is there, the two change places.
    pub(in crate::unionfs) fn place_directory(mut self, dir: impl AsFd, name: &[u8]) -> Result<()> {
        let tmp = &self.upper.tmp;
        match rustix::fs::renameat_with(tmp, &self.name, &dir, name, RenameFlags::NOREPLACE) {
            Err(Errno::EXIST) => {
                // What comes back under our name is the whiteout; dropping this removes it.
                rustix::fs::renameat_with(tmp, &self.name, &dir, name, RenameFlags::EXCHANGE)
            }
            done => {
                self.placed = done.is_ok();
                done
            }
        }
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if !self.placed && remove(&self.upper.tmp, self.name.as_bytes()).is_err() {
            log::debug!("{} stays in the work directory until the next start", self.name);
        }
    }
}

/// Removes everything in a directory.
pub(super) fn clear(dir: &OwnedFd) -> Result<()> {
    for entry in rustix::fs::Dir::read_from(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if !matches!(name, b"." | b"..") {
            remove(dir, name)?;
        }
    }
    Ok(())
}

/// Removes a file, or a directory with all it holds.
fn remove(dir: &OwnedFd, name: &[u8]) -> Result<()> {
    match rustix::fs::unlinkat(dir, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => return Ok(()),
        Err(e) => {
            let stat = rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW)?;
            if FileType::from_raw_mode(stat.st_mode) != FileType::Directory {
                return Err(e);
            }
        }
    }
    clear(&open(dir, name, OFlags::RDONLY | OFlags::DIRECTORY)?)?;
    rustix::fs::unlinkat(dir, name, AtFlags::REMOVEDIR)
}
