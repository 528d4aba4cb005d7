//! A directory while it is walked.

use std::collections::{BTreeMap, HashSet};
use std::os::fd::OwnedFd;

use super::super::id::Id;
use super::super::lower::{Found, Lowers};
use super::walk::{Merged, Upper};
use crate::error::Result;

/// A directory that is walked.
pub(super) struct Directory<'a> {
    pub(super) path: &'a [u8],
    /// Its place in the upper tree.
    pub(super) upper: Option<&'a OwnedFd>,
    /// The layers' directories that it is merged with.
    pub(super) content: &'a [Id],
    /// The layers' directories at its path.
    pub(super) place: &'a [Id],
    /// Whether a directory above is opaque in the layer.
    pub(super) covered: bool,
}

impl Directory<'_> {
    /// Whether it is the layers' directory of the same path, so that only what the upper tree has is a change.
    pub(super) fn is_in_place(&self) -> bool {
        !self.covered && self.content == self.place
    }

    pub(super) fn join(&self, name: &[u8]) -> Vec<u8> {
        if self.path.is_empty() { name.to_vec() } else { [self.path, b"/", name].concat() }
    }

    /// The names that may be changes, sorted; whether the upper tree has them. With `all`, those of the layers that are not,
    /// too.
    pub(super) fn names(&self, lowers: &Lowers, all: bool) -> Result<BTreeMap<Vec<u8>, bool>> {
        let mut names = BTreeMap::new();
        if let Some(fd) = self.upper {
            for entry in rustix::fs::Dir::read_from(fd)? {
                let entry = entry?;
                let name = entry.file_name().to_bytes();
                if !matches!(name, b"." | b"..") {
                    names.insert(name.to_vec(), true);
                }
            }
        }
        if all || !self.is_in_place() {
            for lower in self.content.iter().chain(self.place) {
                for entry in lowers.entries(*lower)? {
                    names.entry(entry?.0.to_vec()).or_insert(false);
                }
            }
        }
        Ok(names)
    }

    /// The layers' directories that a directory of the upper tree in this one is merged with.
    pub(super) fn merged_with(&self, lowers: &Lowers, name: &[u8], merged: Merged) -> Result<Vec<Id>> {
        Ok(match merged {
            Merged::Nothing => Vec::new(),
            Merged::Here => stack(lowers.lookup(self.content, name)?),
            // It was moved here, unless it still lies where it came from.
            Merged::From(id) => match stack(lowers.lookup(self.content, name)?) {
                here if here.first() == Some(&id) => here,
                _ => lowers.stack_of(id)?,
            },
        })
    }
}

/// Looks for lower files with several names in directories that were renamed.
pub(super) struct Gather<'a> {
    pub(super) lower: &'a Lowers,
    pub(super) upper: &'a dyn Upper,
    pub(super) found: &'a mut HashSet<Id>,
}

impl Gather<'_> {
    /// How many names the files have that were found.
    pub(super) fn directory(&mut self, dir: &Directory<'_>) -> Result<u64> {
        let mut names = 0;
        for (name, written) in dir.names(self.lower, false)? {
            let path = dir.join(&name);
            let place = stack(self.lower.lookup(dir.place, &name)?);
            let covered = !dir.is_in_place();
            if let Some(fd) = dir.upper.filter(|_| written) {
                let Some((fd, merged)) = self.upper.directory(fd, &name)? else { continue };
                let content = dir.merged_with(self.lower, &name, merged)?;
                let covered = covered || (content != place && !place.is_empty());
                let below = Directory { path: &path, upper: Some(&fd), content: &content, place: &place, covered };
                names += self.directory(&below)?;
                continue;
            }
            match self.lower.lookup(dir.content, &name)? {
                Some(Found::Directory(content)) => {
                    let below = Directory { path: &path, upper: None, content: &content, place: &place, covered };
                    names += self.directory(&below)?;
                }
                Some(Found::File(id)) => {
                    let nlink = self.lower.inode(id)?.nlink;
                    if nlink > 1 && self.found.insert(id) {
                        names += u64::from(nlink);
                    }
                }
                None => {}
            }
        }
        Ok(names)
    }
}

pub(super) fn stack(found: Option<Found>) -> Vec<Id> {
    match found {
        Some(Found::Directory(stack)) => stack,
        _ => Vec::new(),
    }
}
