//! The container's extended attributes on upper files.

use std::os::fd::AsFd;

use rustix::fs::XattrFlags;
use rustix::io::Errno;

use super::Upper;
use crate::unionfs::Result;

/// Stands before the whole name of an attribute of the container's, so that none of its names can mean anything to us
/// or to the host.
const PREFIX: &[u8] = b"user.coracle.x.";

/// Names longer than this cannot be stored with our prefix (XATTR_NAME_MAX is 255).
const NAME_MAX: usize = 255 - PREFIX.len();

fn escaped(name: &[u8]) -> Result<Vec<u8>> {
    if name.len() > NAME_MAX {
        return Err(Errno::RANGE);
    }
    Ok([PREFIX, name].concat())
}

impl Upper {
    pub(in crate::unionfs) fn get_xattr(&self, fd: impl AsFd, name: &[u8]) -> Result<Vec<u8>> {
        let name = escaped(name)?;
        read_growing(|buffer| rustix::fs::fgetxattr(&fd, &name[..], buffer))
    }

    pub(in crate::unionfs) fn set_xattr(
        &self,
        fd: impl AsFd,
        name: &[u8],
        value: &[u8],
        flags: XattrFlags,
    ) -> Result<()> {
        rustix::fs::fsetxattr(fd, &escaped(name)?[..], value, flags)
    }

    pub(in crate::unionfs) fn remove_xattr(&self, fd: impl AsFd, name: &[u8]) -> Result<()> {
        rustix::fs::fremovexattr(fd, &escaped(name)?[..])
    }

    /// The names of the container's attributes.
    pub(in crate::unionfs) fn list_xattrs(&self, fd: impl AsFd) -> Result<Vec<Vec<u8>>> {
        let list = read_growing(|buffer| rustix::fs::flistxattr(&fd, buffer))?;
        let names = list.split(|b| *b == 0).filter_map(|name| name.strip_prefix(PREFIX));
        Ok(names.map(<[u8]>::to_vec).collect())
    }
}

/// Reads with a buffer on the stack, and a large one when that is too small.
pub(in crate::unionfs) fn read_growing(read: impl Fn(&mut [u8]) -> Result<usize>) -> Result<Vec<u8>> {
    let mut small = [0; 512];
    match read(&mut small) {
        Ok(len) => Ok(small.get(..len).unwrap_or_default().to_vec()),
        Err(Errno::RANGE) => {
            let mut large = vec![0; 65536];
            let len = read(&mut large)?;
            large.truncate(len);
            Ok(large)
        }
        Err(e) => Err(e),
    }
}
