//! The container's extended attributes on upper files.

use std::os::fd::AsFd;

use rustix::fs::XattrFlags;
use rustix::io::Errno;

use super::Upper;
use crate::name::Digest;
use crate::unionfs::Result;

/// Stands before the whole name of an attribute of the container's, so that none of its names can mean anything to us
/// or to the host.
const PREFIX: &[u8] = b"user.coracle.x.";

/// Names longer than this leave no room for the prefix (XATTR_NAME_MAX is 255).
const NAME_MAX: usize = 255 - PREFIX.len();

/// Stands before the SHA-256 of a longer name. The value is then the name, a NUL, and the container's value.
const LONG_PREFIX: &[u8] = b"user.coracle.long.";

/// An attribute's name as it is stored.
fn stored(name: &[u8]) -> Vec<u8> {
    match name.len() {
        ..=NAME_MAX => [PREFIX, name].concat(),
        _ => [LONG_PREFIX, Digest::of(name).hex().as_bytes()].concat(),
    }
}

impl Upper {
    pub(in crate::unionfs) fn get_xattr(&self, fd: impl AsFd, name: &[u8]) -> Result<Vec<u8>> {
        let stored = stored(name);
        let value = read_growing(|buffer| rustix::fs::fgetxattr(&fd, &stored[..], buffer))?;
        if name.len() > NAME_MAX {
            return Ok(value.get(name.len() + 1..).unwrap_or_default().to_vec());
        }
        Ok(value)
    }

    pub(in crate::unionfs) fn set_xattr(
        &self,
        fd: impl AsFd,
        name: &[u8],
        value: &[u8],
        flags: XattrFlags,
    ) -> Result<()> {
        let stored = stored(name);
        if name.len() > NAME_MAX {
            return rustix::fs::fsetxattr(fd, &stored[..], &[name, b"\0", value].concat(), flags);
        }
        rustix::fs::fsetxattr(fd, &stored[..], value, flags)
    }

    pub(in crate::unionfs) fn remove_xattr(&self, fd: impl AsFd, name: &[u8]) -> Result<()> {
        rustix::fs::fremovexattr(fd, &stored(name)[..])
    }

    /// The names of the container's attributes.
    pub(in crate::unionfs) fn list_xattrs(&self, fd: impl AsFd) -> Result<Vec<Vec<u8>>> {
        let list = read_growing(|buffer| rustix::fs::flistxattr(&fd, buffer))?;
        let mut names = Vec::new();
        for stored in list.split(|b| *b == 0) {
            if let Some(name) = stored.strip_prefix(PREFIX) {
                names.push(name.to_vec());
            } else if stored.starts_with(LONG_PREFIX) {
                let value = read_growing(|buffer| rustix::fs::fgetxattr(&fd, stored, buffer))?;
                names.extend(value.split(|b| *b == 0).next().map(<[u8]>::to_vec));
            }
        }
        Ok(names)
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
