//! Extended attributes.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use rustix::fs::XattrFlags;
use rustix::io::Errno;

use super::Changes;
use crate::unionfs::acl::{self, Acl};
use crate::unionfs::id::Id;
use crate::unionfs::{Ids, Result, Union};

/// Where a node's attributes are.
enum Source {
    Lower(Id),
    Dir(Arc<OwnedFd>),
    File(Arc<std::fs::File>),
}

impl Union {
    pub(in crate::unionfs) fn getxattr(&self, id: Id, name: &[u8]) -> Result<Vec<u8>> {
        if self.hides(name) || self.tree.is_bare(id) {
            return Err(Errno::NODATA);
        }
        let _still = self.locks.still();
        match self.xattr_source(id)? {
            Source::Lower(id) => {
                let value = self.lower.xattrs(id)?.find(|(n, _)| *n == name).map(|(_, value)| value.to_vec());
                value.ok_or(Errno::NODATA)
            }
            Source::Dir(fd) => self.upper.get_xattr(&*fd, name),
            Source::File(file) => self.upper.get_xattr(&*file, name),
        }
        .map_err(|e| if e == Errno::RANGE { Errno::NODATA } else { e })
    }

    /// The names, each followed by a NUL.
    pub(in crate::unionfs) fn listxattr(&self, id: Id) -> Result<Vec<u8>> {
        if self.tree.is_bare(id) {
            return Ok(Vec::new());
        }
        let _still = self.locks.still();
        let names: Vec<Vec<u8>> = match self.xattr_source(id)? {
            Source::Lower(id) => self.lower.xattrs(id)?.map(|(name, _)| name.to_vec()).collect(),
            Source::Dir(fd) => self.upper.list_xattrs(&*fd)?,
            Source::File(file) => self.upper.list_xattrs(&*file)?,
        };
        let names = names.iter().filter(|name| !self.hides(name));
        Ok(names.flat_map(|name| name.iter().copied().chain([0])).collect())
    }

    pub(in crate::unionfs) fn setxattr(&self, id: Id, name: &[u8], value: &[u8], flags: u32) -> Result<()> {
        refuse_trusted(name)?;
        if name == acl::ACCESS {
            return self.set_access_list(id, value);
        }
        let flags = XattrFlags::from_bits_retain(flags);
        self.change_xattrs(id, |fd| self.upper.set_xattr(fd, name, value, flags))
    }

    pub(in crate::unionfs) fn removexattr(&self, id: Id, name: &[u8]) -> Result<()> {
        refuse_trusted(name)?;
        // No copy-up for what is not there.
        self.getxattr(id, name)?;
        self.change_xattrs(id, |fd| self.upper.remove_xattr(fd, name))
    }

    /// The list's permissions become the file's; a list that says no more than they do is not kept.
    fn set_access_list(&self, id: Id, value: &[u8]) -> Result<()> {
        let list = Acl::decode(value).ok_or(Errno::INVAL)?;
        let old = match self.getxattr(id, acl::ACCESS) {
            Err(Errno::NODATA) => None,
            old => Some(old?),
        };
        self.put_access_list(id, (!list.is_minimal()).then_some(value))?;
        let mode = (self.getattr(id)?.mode & 0o7000) | list.permissions();
        if let Err(e) = self.setattr(id, &Changes { mode: Some(mode), ..Changes::default() }) {
            let back = self.put_access_list(id, old.as_deref());
            back.unwrap_or_else(|e| log::warn!("an access list is not what it was: {e}"));
            return Err(e);
        }
        Ok(())
    }

    fn put_access_list(&self, id: Id, list: Option<&[u8]>) -> Result<()> {
        self.change_xattrs(id, |fd| match list {
            Some(list) => self.upper.set_xattr(fd, acl::ACCESS, list, XattrFlags::empty()),
            None => match self.upper.remove_xattr(fd, acl::ACCESS) {
                Err(Errno::NODATA) => Ok(()),
                done => done,
            },
        })
    }

    /// Where a single id is shown, lists name others, which the kernel could not take.
    fn hides(&self, name: &[u8]) -> bool {
        matches!(self.ids, Ids::Single { .. }) && acl::is_list(name)
    }

    fn change_xattrs(&self, id: Id, change: impl Fn(std::os::fd::BorrowedFd<'_>) -> Result<()>) -> Result<()> {
        if self.tree.find_dir(id).is_some() {
            self.make_upper(id)?;
            let _still = self.locks.still();
            return change(self.dirfd(id)?.as_fd());
        }
        self.copy_up(id)?;
        self.tree.change_file(id, |file| file.bare = false)?;
        let _still = self.locks.still();
        change(self.upper_file(id)?.as_fd())
    }

    fn xattr_source(&self, id: Id) -> Result<Source> {
        if let Some(dir) = self.tree.find_dir(id) {
            return match dir.upper {
                Some(_) => self.dirfd(id).map(Source::Dir),
                None => self.lower.described(&dir.stack).map(Source::Lower),
            };
        }
        if self.tree.is_upper(id) { self.upper_file(id).map(Source::File) } else { Ok(Source::Lower(id)) }
    }
}

/// As overlayfs in a user namespace does: these belong to the host's root.
fn refuse_trusted(name: &[u8]) -> Result<()> {
    if name.starts_with(b"trusted.") { Err(Errno::PERM) } else { Ok(()) }
}
