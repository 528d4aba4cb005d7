//! Files that become objects.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, MetadataExt};

use rustix::fs::{AtFlags, CWD, Mode, SeekFrom};
use rustix::io::Errno;

use super::objects::{self, NewObjects, hash_zeros};
use crate::archive::Extent;
use crate::error::{Context, Result};
use crate::name::{Digest, Hasher};

/// Contents up to this many bytes are read into memory.
const SMALL: usize = 1 << 20;
/// Zeros are looked for in blocks of this many bytes: a smaller hole is not worth a piece of its own in an archive.
const BLOCK: u64 = 64 << 10;
/// Bytes read at a time: whole blocks.
const READ: usize = 4 * BLOCK as usize;
/// A file with fewer zeros than this, in bytes, is not worth an entry that only some readers of archives understand.
const WORTH: u64 = 1 << 20;

/// How a file becomes an object that the store does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The object is a reflink or a copy.
    Clone,
    /// The file itself becomes the object.
    Link,
}

/// A content in the store.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// None when the file is empty.
    pub(super) digest: Option<Digest>,
    pub(super) size: u64,
    /// The pieces that are not zeros, when the rest is long. They follow from the content alone, so that the same files
    /// give the same layer wherever they lie.
    pub(super) extents: Option<Vec<Extent>>,
}

impl NewObjects {
    /// Stores what a file holds, from its beginning. Nobody changes it meanwhile if it is to be linked.
    pub(super) fn store(&mut self, file: &File, origin: Origin) -> Result<Stored> {
        let size = file.metadata()?.len();
        if size <= SMALL as u64 {
            return self.store_small(file, origin);
        }
        match origin {
            Origin::Link => {
                let mut hasher = Hasher::new();
                let stored = scan(file, |piece| {
                    match piece {
                        Piece::Data(bytes) => hasher.update(bytes),
                        Piece::Zeros(len) => hash_zeros(&mut hasher, len),
                    }
                    Ok(())
                })?;
                let digest = hasher.finish();
                if !self.knows(&digest)? && !self.link(file, &digest)? {
                    return self.store_copy(file, size);
                }
                Ok(Stored { digest: Some(digest), ..stored })
            }
            Origin::Clone => self.store_copy(file, size),
        }
    }

    fn store_small(&mut self, file: &File, origin: Origin) -> Result<Stored> {
        // One more than there may be, so that a file that grows is noticed.
        let mut bytes = vec![0; SMALL + 1];
        let len = fill(file, &mut bytes, 0)?;
        bytes.truncate(len);
        let digest = match origin {
            _ if bytes.is_empty() => None,
            Origin::Clone => Some(self.put(&bytes)?),
            Origin::Link => {
                let digest = Digest::of(&bytes);
                if !self.knows(&digest)? && !self.link(file, &digest)? {
                    self.put(&bytes)?;
                }
                Some(digest)
            }
        };
        Ok(Stored { digest, size: len as u64, extents: None })
    }

    fn store_copy(&mut self, file: &File, size: u64) -> Result<Stored> {
        let mut object = self.begin(size)?;
        // Of a file that somebody writes to, the reflink is what stays.
        let content = object.reflink(file)?;
        let stored = scan(content.as_ref().unwrap_or(file), |piece| match piece {
            Piece::Data(bytes) => object.write(bytes),
            Piece::Zeros(len) => {
                object.skip(len);
                Ok(())
            }
        })?;
        Ok(Stored { digest: Some(object.finish()?), ..stored })
    }

    /// Makes the file itself a staged object: it loses all that made it a file of somebody else. False when it cannot be.
    fn link(&self, file: &File, digest: &Digest) -> Result<bool> {
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        match rustix::fs::linkat(CWD, path, self.staged(), digest.hex(), AtFlags::SYMLINK_FOLLOW) {
            Ok(()) => {}
            // Twice in this layer.
            Err(Errno::EXIST) => return Ok(true),
            Err(Errno::XDEV | Errno::MLINK | Errno::PERM | Errno::NOENT) => return Ok(false),
            Err(error) => return Err(error).context("cannot link an object"),
        }
        strip(file).context("cannot take a file over into the store")?;
        Ok(true)
    }
}

/// Gives a file the owner, mode and attributes of an object.
fn strip(file: &File) -> Result<(), Errno> {
    let (uid, gid) = (rustix::process::geteuid(), rustix::process::getegid());
    let stat = rustix::fs::fstat(file)?;
    if stat.st_uid != uid.as_raw() {
        rustix::fs::fchown(file, Some(uid), Some(gid))?;
    }
    let mut names = vec![0; 65536];
    let len = rustix::fs::flistxattr(file, &mut names[..])?;
    for name in names.get(..len).unwrap_or_default().split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        match rustix::fs::fremovexattr(file, name) {
            // The host's own, such as a label, are not the user's to remove.
            Ok(()) | Err(Errno::NODATA | Errno::PERM | Errno::ACCESS | Errno::OPNOTSUPP) => {}
            Err(error) => return Err(error),
        }
    }
    rustix::fs::fchmod(file, Mode::from_raw_mode(objects::MODE))
}

/// The pieces of an object that are not zeros, as [`Stored`] has them.
pub(super) fn extents(object: &File, size: u64) -> Result<Option<Vec<Extent>>> {
    // Objects have holes wherever they can: what takes the space of its length has none.
    if size < WORTH || object.metadata().is_ok_and(|data| data.blocks() * 512 >= size) {
        return Ok(None);
    }
    Ok(scan(object, |_| Ok(()))?.extents)
}

enum Piece<'a> {
    Data(&'a [u8]),
    Zeros(u64),
}

/// Shows every piece of a file to `each`, in order. Gives back its size and extents, without the digest.
fn scan(file: &File, mut each: impl FnMut(Piece<'_>) -> Result<()>) -> Result<Stored> {
    let mut buffer = vec![0; READ];
    let mut extents: Vec<Extent> = Vec::new();
    let (mut at, mut stored) = (0, 0);
    loop {
        let hole = whole_blocks(file, at)?;
        if hole > 0 {
            each(Piece::Zeros(hole))?;
            at += hole;
        }
        let len = fill(file, &mut buffer, at)?;
        for block in buffer.get(..len).unwrap_or_default().chunks(BLOCK as usize) {
            let len = block.len() as u64;
            if is_zero(block) {
                each(Piece::Zeros(len))?;
            } else {
                each(Piece::Data(block))?;
                stored += len;
                match extents.last_mut() {
                    Some(last) if last.offset + last.len == at => last.len += len,
                    _ => extents.push(Extent { offset: at, len }),
                }
            }
            at += len;
        }
        if len < READ {
            break;
        }
    }
    let extents = (at - stored >= WORTH).then_some(extents);
    Ok(Stored { digest: None, size: at, extents })
}

/// The length of the hole at `at`, in whole blocks; or to the end of the file.
fn whole_blocks(file: &File, at: u64) -> Result<u64> {
    match rustix::fs::seek(file, SeekFrom::Data(at)) {
        Ok(data) => Ok((data - at) / BLOCK * BLOCK),
        Err(Errno::NXIO) => Ok(file.metadata()?.len().saturating_sub(at)),
        // A file system that knows no holes.
        Err(_) => Ok(0),
    }
}

fn is_zero(block: &[u8]) -> bool {
    let (words, rest) = block.as_chunks();
    words.iter().all(|word| u128::from_ne_bytes(*word) == 0) && rest.iter().all(|byte| *byte == 0)
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &File, buffer: &mut [u8], at: u64) -> Result<usize> {
    let mut len = 0;
    while let Some(space) = buffer.get_mut(len..).filter(|space| !space.is_empty()) {
        match file.read_at(space, at + len as u64) {
            Ok(0) => break,
            Ok(count) => len += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(len)
}
