//! What volumes need besides being mounted: the first container fills them, and `U` gives them to the container's user.

use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, Dir, FileType, Gid, Mode, OFlags, Uid};
use rustix::io::Errno;

use super::copyup;
use super::identity::Identity;
use crate::error::{Context, Result};
use crate::sys::path;

/// The file that a volume has until a container has filled it or found something in it. While it is being filled, this is what it says.
const MARKER: &str = "fresh";
const FILLING: &[u8] = b"filling";
/// Where it cannot be removed, this is what it says from then on.
const USED: &[u8] = b"used";

/// A volume that no container has filled yet.
pub(super) struct Fresh {
    dir: OwnedFd,
    data: OwnedFd,
    marker: File,
    /// Whether this process is the first one, and there is no owner to be had from the image.
    ownerless: Cell<bool>,
}

impl Fresh {
    /// What tells this volume from others: device and inode.
    pub(super) fn identity(&self) -> Result<(u64, u64)> {
        let stat = rustix::fs::fstat(&self.dir).context("fstat of a volume")?;
        Ok((stat.st_dev, stat.st_ino))
    }

    /// Nothing when a container has used the volume in `dir`.
    pub(super) fn open(dir: &Path) -> Result<Option<Self>> {
        let marker = match File::options().read(true).write(true).open(dir.join(MARKER)) {
            Ok(marker) if word(&marker)? == USED => return Ok(None),
            Ok(marker) => marker,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("open {}", dir.join(MARKER).display())),
        };
        let open = |path: &Path| rustix::fs::open(path, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
        let data = open(&dir.join("_data")).with_context(|| format!("open {}", dir.join("_data").display()))?;
        let dir = open(dir).with_context(|| format!("open {}", dir.display()))?;
        Ok(Some(Self { dir, data, marker, ownerless: Cell::new(false) }))
    }

    /// Fills the volume with what the image has at `source` below `root`, owner and mode of the directory included. Two
    /// containers that start at once take turns; what a killed one left half done is done again. Where the image has
    /// nothing, the volume gets an owner, and the next container may still fill it.
    pub(super) fn fill(&self, root: BorrowedFd<'_>, source: &Path, missing: bool, copy: bool) -> Result<()> {
        self.marker.lock().context("lock the volume")?;
        let word = word(&self.marker)?;
        if word == USED || rustix::fs::fstat(&self.marker)?.st_nlink == 0 {
            return Ok(());
        }
        if word == FILLING {
            empty(self.data.as_fd())?;
        } else if !is_empty(self.data.as_fd())? {
            return self.finish();
        }
        if missing {
            self.ownerless.set(true);
            return Ok(());
        }
        let like = path::locate(root, source).context("open the image's directory")?;
        if copy && is_empty(open_dir(like.as_fd(), c".").context("open the image's directory")?.as_fd())? {
            copyup::copy_owner(like.as_fd(), self.data.as_fd())?;
            return self.unlock();
        }
        if copy {
            self.say(FILLING)?;
            copyup::copy(root, source, self.data.as_fd())?;
        } else {
            copyup::copy_owner(like.as_fd(), self.data.as_fd())?;
        }
        self.finish()
    }

    /// Gives a volume that got no owner yet to `user`.
    pub(super) fn settle(&self, user: &Identity) -> Result<()> {
        if !self.ownerless.replace(false) {
            return Ok(());
        }
        rustix::fs::fchown(&self.data, Some(Uid::from_raw(user.uid)), Some(Gid::from_raw(user.gid)))?;
        self.unlock()
    }

    fn say(&self, word: &[u8]) -> Result<()> {
        self.marker.set_len(0)?;
        (&self.marker).rewind()?;
        Ok((&self.marker).write_all(word)?)
    }

    fn finish(&self) -> Result<()> {
        match rustix::fs::unlinkat(&self.dir, MARKER, AtFlags::empty()) {
            // Whose directory it is has no id here.
            Err(Errno::ACCESS | Errno::PERM) => self.say(USED),
            done => done.map_err(Into::into),
        }
        .context("mark the volume as used")?;
        self.unlock()
    }

    fn unlock(&self) -> Result<()> {
        self.marker.unlock().context("unlock the volume")
    }
}

/// What a marker says.
fn word(mut marker: &File) -> Result<Vec<u8>> {
    let mut word = Vec::new();
    marker.rewind()?;
    marker.take(16).read_to_end(&mut word)?;
    Ok(word)
}

fn is_empty(dir: BorrowedFd<'_>) -> Result<bool> {
    Ok(names(dir)?.is_empty())
}

fn names(dir: BorrowedFd<'_>) -> Result<Vec<std::ffi::CString>> {
    let entries = Dir::read_from(dir).context("open directory")?;
    let entries = entries.map(|entry| Ok(entry?.file_name().to_owned())).collect::<Result<Vec<_>>>()?;
    Ok(entries.into_iter().filter(|name| *name != *c"." && *name != *c"..").collect())
}

fn open_dir(dir: BorrowedFd<'_>, name: &std::ffi::CStr) -> Result<OwnedFd, Errno> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    rustix::fs::openat(dir, name, flags, Mode::empty())
}

fn empty(dir: BorrowedFd<'_>) -> Result<()> {
    for name in names(dir)? {
        match rustix::fs::unlinkat(dir, &name, AtFlags::empty()) {
            Err(Errno::ISDIR) => {
                empty(open_dir(dir, &name)?.as_fd())?;
                rustix::fs::unlinkat(dir, &name, AtFlags::REMOVEDIR)
            }
            result => result,
        }
        .with_context(|| format!("remove {name:?}"))?;
    }
    Ok(())
}

/// Gives a file, or a directory and all that is in it, to the user. Links are not followed. What the user has already is left
/// as it is, with all that is in it: only the first start takes long, and later changes of owners stay.
pub(super) fn give(source: BorrowedFd<'_>, user: &Identity) -> Result<()> {
    let stat = rustix::fs::fstat(source).context("fstat")?;
    if (stat.st_uid, stat.st_gid) == (user.uid, user.gid) {
        return Ok(());
    }
    let owner = (Some(Uid::from_raw(user.uid)), Some(Gid::from_raw(user.gid)));
    give_one(source, c"", owner)?;
    if !FileType::from_raw_mode(rustix::fs::fstat(source)?.st_mode).is_dir() {
        return Ok(());
    }
    // The handle may be one that only names its directory.
    give_below(open_dir(source, c".").context("open")?.as_fd(), owner)
}

type Owner = (Option<Uid>, Option<Gid>);

fn give_below(dir: BorrowedFd<'_>, owner: Owner) -> Result<()> {
    for name in names(dir)? {
        give_one(dir, &name, owner)?;
        match open_dir(dir, &name) {
            Ok(below) => give_below(below.as_fd(), owner).with_context(|| format!("{name:?}"))?,
            Err(Errno::NOTDIR | Errno::LOOP) => {}
            Err(errno) => return Err(errno).with_context(|| format!("open {name:?}")),
        }
    }
    Ok(())
}

fn give_one(dir: BorrowedFd<'_>, name: &std::ffi::CStr, (uid, gid): Owner) -> Result<()> {
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::EMPTY_PATH;
    rustix::fs::chownat(dir, name, uid, gid, flags).with_context(|| format!("chown {name:?}"))
}
