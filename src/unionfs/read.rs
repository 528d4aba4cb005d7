//! Reading files of an image without mounting it.

use std::fs::File;

use super::lower::{Found, Lowers};
use super::{Id, Result};
use crate::layer::index::{Inode, Kind};

/// Symlinks followed in one path before it counts as a loop (as Linux does, path_resolution(7)).
const MAX_SYMLINKS: u32 = 40;

/// What [`Lowers::walk`] ends at.
enum At {
    Directory(Vec<Id>),
    File(Id),
}

impl Lowers {
    /// The content of the regular file at `path`; symlinks are followed inside the image. None when there is no such file,
    /// an empty content for an empty file.
    pub(super) fn open_path(&self, path: &[u8]) -> Result<Option<LowerFile>> {
        let Some(At::File(id)) = self.walk(path)? else { return Ok(None) };
        let Inode { kind: Kind::Regular, size, .. } = self.inode(id)? else { return Ok(None) };
        Ok(Some(LowerFile { size, content: self.open(id)? }))
    }

    fn walk(&self, path: &[u8]) -> Result<Option<At>> {
        let mut todo: Vec<&[u8]> = components(path).collect();
        let mut dirs = vec![self.root()?];
        let mut symlinks = 0;
        while let Some(name) = todo.pop() {
            if name == b".." {
                dirs.truncate(dirs.len().saturating_sub(1).max(1));
                continue;
            }
            let found = match dirs.last() {
                Some(here) => self.lookup(here, name)?,
                None => None,
            };
            match found {
                None => return Ok(None),
                Some(Found::Directory(stack)) => dirs.push(stack),
                Some(Found::File(id)) => {
                    let inode = self.inode(id)?;
                    if inode.kind != Kind::Symlink {
                        return Ok(todo.is_empty().then_some(At::File(id)));
                    }
                    symlinks += 1;
                    if symlinks > MAX_SYMLINKS {
                        return Ok(None);
                    }
                    if inode.target.starts_with(b"/") {
                        dirs.truncate(1);
                    }
                    todo.extend(components(inode.target));
                }
            }
        }
        Ok(dirs.pop().map(At::Directory))
    }
}

/// A file of an image, open for reading.
#[derive(Debug)]
pub(crate) struct LowerFile {
    pub(crate) size: u64,
    /// None when the file is empty.
    pub(crate) content: Option<File>,
}

/// The components of a path, the last first.
fn components(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    path.split(|b| *b == b'/').rev().filter(|c| !matches!(*c, b"" | b"."))
}
