//! New files of every kind.

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use rustix::fs::{OFlags, XattrFlags};
use rustix::io::Errno;

use super::rename::Name;
use crate::layer::index::Kind;
use crate::unionfs::acl::{self, Acl};
use crate::unionfs::attr::Attr;
use crate::unionfs::copyup::errno;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::upper::{self, Stat, Temp, UpperEntry};
use crate::unionfs::{Result, Union};

/// On whose behalf something is made.
#[derive(Debug, Clone, Copy)]
pub(in crate::unionfs) struct Caller {
    pub(in crate::unionfs) uid: u32,
    pub(in crate::unionfs) gid: u32,
    /// The permissions that new files do not get, where no access list says otherwise.
    pub(in crate::unionfs) umask: u32,
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

/// A new file without a name.
pub(super) struct Nameless<'a> {
    temp: Temp<'a>,
    file: File,
    kind: Kind,
}

/// What a new file is besides its content.
struct Fresh {
    stat: Stat,
    /// Its access lists.
    lists: Vec<(&'static [u8], Vec<u8>)>,
}

impl Union {
    /// Makes a file that is not a directory.
    pub(in crate::unionfs) fn make_file(&self, dir: Id, name: &[u8], new: New<'_>, caller: Caller) -> Result<Attr> {
        let New { mode, rdev, content } = new;
        self.make_upper(dir)?;
        let _names = self.locks.changing(dir);
        let fd = self.place_for(dir, name)?;
        let fresh = self.fresh(dir, mode, rdev, caller)?;
        let made = if self.lower_has(dir, name)? {
            Err(Errno::EXIST)
        } else {
            self.with_room(|| self.make_at(&fd, name, &fresh, content))
        };
        let file = match made {
            // Perhaps only a whiteout is in the way.
            Err(Errno::EXIST) if self.with_room(|| self.upper.is_covered(&fd, name))? => {
                self.make_over(&fd, name, &fresh, content)?
            }
            made => made?,
        };
        let (stat, host, file) = (fresh.stat, rustix::fs::fstat(&file)?, Arc::new(file));
        let id = Id::upper(host.st_ino);
        self.listed(dir, name, id, stat.kind());
        if stat.kind() == Kind::Regular {
            self.files.put(id, file.clone());
        }
        let attr = self.enter(dir, name, &Hit::File { id, stat, host, file, named: true })?;
        if fresh.lists.is_empty() {
            // The kernel asks for attributes of new files again and again. (It cannot have forgotten this one yet.)
            let _ = self.tree.change_file(id, |file| file.bare = true);
        }
        Ok(attr)
    }

    pub(in crate::unionfs) fn mkdir(&self, dir: Id, name: &[u8], mode: u32, caller: Caller) -> Result<Attr> {
        self.make_upper(dir)?;
        let _names = self.locks.changing(dir);
        let (fd, _) = self.free_place(dir, name)?;
        let fresh = self.fresh(dir, Kind::Directory.type_bits() | (mode & 0o7777), 0, caller)?;
        let (temp, new) = self.with_room(|| self.upper.temp_directory())?;
        self.describe(&new, &fresh)?;
        let stat = fresh.stat;
        temp.place_directory(&fd, name)?;
        let host = rustix::fs::fstat(&new)?;
        let id = Id::upper(host.st_ino);
        self.listed(dir, name, id, Kind::Directory);
        self.dirfds.put(id, Arc::new(new));
        self.enter(dir, name, &Hit::Dir { id, stack: Vec::new(), upper: Some((stat, host)) })
    }

    /// The directory of the upper tree for a new name.
    fn place_for(&self, dir: Id, name: &[u8]) -> Result<Arc<OwnedFd>> {
        if name.len() > crate::layer::index::NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        self.tree.live_dir(dir)?;
        self.dirfd(dir)
    }

    /// The directory of the upper tree for a name that must be free; whether a whiteout lies there.
    pub(super) fn free_place(&self, dir: Id, name: &[u8]) -> Result<(Arc<OwnedFd>, bool)> {
        let fd = self.place_for(dir, name)?;
        match self.with_room(|| self.upper.entry(&fd, name))? {
            Some(UpperEntry::Whiteout) => Ok((fd, true)),
            Some(_) => Err(Errno::EXIST),
            None if self.lower_has(dir, name)? => Err(Errno::EXIST),
            None => Ok((fd, false)),
        }
    }

    fn fresh(&self, dir: Id, mode: u32, rdev: u32, caller: Caller) -> Result<Fresh> {
        let parent = self.tree.dir(dir)?.upper.ok_or(Errno::IO)?;
        let Caller { uid, mut gid, umask } = caller;
        let is_dir = mode & 0o170_000 == Kind::Directory.type_bits();
        let mut mode = mode;
        // A set-group-id directory hands down its group, and to directories the bit (inode(7)).
        if parent.mode & 0o2000 != 0 {
            gid = parent.gid;
            if is_dir {
                mode |= 0o2000;
            }
        }
        let mut lists = Vec::new();
        let is_symlink = mode & 0o170_000 == Kind::Symlink.type_bits();
        match self.default_list(dir)?.filter(|_| !is_symlink) {
            None => mode &= !umask,
            Some(default) => {
                let access = default.clone().inherited(mode);
                mode = (mode & !0o777) | access.permissions();
                if !access.is_minimal() {
                    lists.push((acl::ACCESS, access.encode()));
                }
                if is_dir {
                    lists.push((acl::DEFAULT, default.encode()));
                }
            }
        }
        Ok(Fresh { stat: Stat { mode, uid, gid, rdev, origin: None, lower_names: None, content_below: false }, lists })
    }

    /// What a directory hands down to the files that are made in it.
    fn default_list(&self, dir: Id) -> Result<Option<Acl>> {
        match self.upper.get_xattr(&*self.dirfd(dir)?, acl::DEFAULT) {
            Ok(value) => Ok(Acl::decode(&value)),
            Err(Errno::NODATA) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Makes a file where a whiteout is.
    fn make_over(&self, dir: &OwnedFd, name: &[u8], fresh: &Fresh, content: &[u8]) -> Result<File> {
        let (temp, file) = self.make_temp(fresh, content)?;
        temp.place(dir, name)?;
        Ok(file)
    }

    fn make_temp(&self, fresh: &Fresh, content: &[u8]) -> Result<(Temp<'_>, File)> {
        let (temp, file) = self.with_room(|| self.upper.temp_file())?;
        self.fill(&file, fresh, content)?;
        Ok((temp, file))
    }

    /// A file for `dir`, which is in the upper tree, that has no name yet.
    pub(super) fn make_nameless(&self, dir: Id, new: New<'_>, caller: Caller) -> Result<Nameless<'_>> {
        let _names = self.locks.looking(dir);
        let fresh = self.fresh(dir, new.mode, new.rdev, caller)?;
        let (temp, file) = self.make_temp(&fresh, new.content)?;
        Ok(Nameless { temp, file, kind: fresh.stat.kind() })
    }

    /// Gives such a file its name. The kernel is told of the file when it asks.
    pub(super) fn name(&self, (dir, name): Name<'_>, Nameless { temp, file, kind }: Nameless<'_>) -> Result<()> {
        let _names = self.locks.changing(dir);
        let host = rustix::fs::fstat(&file)?;
        temp.place(&self.dirfd(dir)?, name)?;
        self.listed(dir, name, Id::upper(host.st_ino), kind);
        Ok(())
    }

    /// Makes a file where nothing is.
    fn make_at(&self, dir: &OwnedFd, name: &[u8], fresh: &Fresh, content: &[u8]) -> Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let file = File::from(rustix::fs::openat(dir, name, flags, upper::FILE)?);
        if let Err(e) = self.fill(&file, fresh, content) {
            upper::unlink(dir, name)?;
            return Err(e);
        }
        Ok(file)
    }

    fn fill(&self, file: &File, fresh: &Fresh, content: &[u8]) -> Result<()> {
        self.describe(file, fresh)?;
        file.write_all_at(content, 0).map_err(|e| errno(&e))
    }

    /// Writes down what a new file is besides its content.
    fn describe(&self, fd: impl AsFd, fresh: &Fresh) -> Result<()> {
        let set = |(name, value): &(&[u8], Vec<u8>)| self.upper.set_xattr(&fd, name, value, XattrFlags::empty());
        fresh.lists.iter().try_for_each(set)?;
        upper::write_stat(&fd, &fresh.stat)
    }
}
