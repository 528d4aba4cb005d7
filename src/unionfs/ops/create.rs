//! New files of every kind.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::layer::index::Kind;
use crate::unionfs::attr::Attr;
use crate::unionfs::copyup::errno;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::tree::Tree;
use crate::unionfs::upper::{self, Stat, UpperEntry};
use crate::unionfs::{Backing, Result, Union};

/// On whose behalf something is made.
#[derive(Debug, Clone, Copy)]
pub(in crate::unionfs) struct Caller {
    pub(in crate::unionfs) uid: u32,
    pub(in crate::unionfs) gid: u32,
}

/// What is made.
#[derive(Debug, Clone, Copy)]
pub(in crate::unionfs) struct New<'a> {
    /// Type and permission bits.
    pub(in crate::unionfs) mode: u32,
    /// A device's number, as the kernel encodes it.
    pub(in crate::unionfs) rdev: u32,
    /// A symlink's target.
    pub(in crate::unionfs) content: &'a [u8],
}

impl Union {
    /// Makes a file that is not a directory.
    pub(in crate::unionfs) fn make_file(&self, dir: Id, name: &[u8], new: New<'_>, caller: Caller) -> Result<Attr> {
        let New { mode, rdev, content } = new;
        let mut tree = self.tree_mut();
        let (fd, covered) = self.free_place(&mut tree, dir, name)?;
        let stat = self.new_stat(&tree, dir, mode, rdev, caller)?;
        let file =
            if covered { self.make_over(&fd, name, &stat, content)? } else { make_at(&fd, name, &stat, content)? };
        let host = rustix::fs::fstat(&file)?;
        let hit = Hit::File { id: Id::upper(host.st_ino), stat, host, named: true };
        self.listed(dir, name, hit.id(), stat.kind());
        if stat.kind() == Kind::Regular {
            self.files.put(hit.id(), Backing::Upper(Arc::new(file)));
        }
        self.enter(&mut tree, dir, name, &hit)
    }

    pub(in crate::unionfs) fn mkdir(&self, dir: Id, name: &[u8], mode: u32, caller: Caller) -> Result<Attr> {
        let mut tree = self.tree_mut();
        let (fd, _) = self.free_place(&mut tree, dir, name)?;
        let stat = self.new_stat(&tree, dir, Kind::Directory.type_bits() | (mode & 0o7777), 0, caller)?;
        let (temp, new) = self.upper.temp_directory()?;
        upper::write_stat(&new, &stat)?;
        temp.place_directory(&fd, name)?;
        let id = Id::upper(rustix::fs::fstat(&new)?.st_ino);
        self.listed(dir, name, id, Kind::Directory);
        self.enter(&mut tree, dir, name, &Hit::Dir { id, stack: Vec::new(), upper: Some(stat) })
    }

    /// The directory, in the upper tree, for a name that must be free; whether a whiteout lies there.
    pub(super) fn free_place(&self, tree: &mut Tree, dir: Id, name: &[u8]) -> Result<(Arc<OwnedFd>, bool)> {
        if name.len() > crate::layer::index::NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        let fd = self.make_upper(tree, dir)?;
        match self.upper.entry(&fd, name)? {
            Some(UpperEntry::Whiteout) => Ok((fd, true)),
            Some(_) => Err(Errno::EXIST),
            None if self.lower_has(tree, dir, name)? => Err(Errno::EXIST),
            None => Ok((fd, false)),
        }
    }

    fn new_stat(&self, tree: &Tree, dir: Id, mode: u32, rdev: u32, caller: Caller) -> Result<Stat> {
        let parent = tree.dir(dir)?.upper.ok_or(Errno::IO)?;
        let Caller { uid, mut gid } = caller;
        let mut mode = mode;
        // A set-group-id directory hands down its group, and to directories the bit (inode(7)).
        if parent.mode & 0o2000 != 0 {
            gid = parent.gid;
            if mode & 0o170_000 == Kind::Directory.type_bits() {
                mode |= 0o2000;
            }
        }
        Ok(Stat { mode, uid, gid, rdev, origin: None, lower_names: None })
    }

    /// Makes a file where a whiteout is.
    fn make_over(&self, dir: &OwnedFd, name: &[u8], stat: &Stat, content: &[u8]) -> Result<File> {
        let (temp, file) = self.upper.temp_file()?;
        fill(&file, stat, content)?;
        temp.place(dir, name)?;
        Ok(file)
    }
}

/// Makes a file where nothing is.
fn make_at(dir: &OwnedFd, name: &[u8], stat: &Stat, content: &[u8]) -> Result<File> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let file = File::from(rustix::fs::openat(dir, name, flags, upper::FILE)?);
    if let Err(e) = fill(&file, stat, content) {
        upper::unlink(dir, name)?;
        return Err(e);
    }
    Ok(file)
}

fn fill(file: &File, stat: &Stat, content: &[u8]) -> Result<()> {
    upper::write_stat(file, stat)?;
    file.write_all_at(content, 0).map_err(|e| errno(&e))
}
