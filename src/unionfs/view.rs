//! The files of an image, read without mounting them.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::fd::OwnedFd;

use super::lower::{Found, Lowers};
use crate::error::{Context, Result};
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::{Index, Kind, Time};

/// The layers of an image, taken together.
pub(crate) struct View(Lowers);

/// A file of any kind in a [`View`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot(Found);

impl Spot {
    /// Whether it is a directory.
    pub(crate) fn is_directory(&self) -> bool {
        matches!(self.0, Found::Directory(_))
    }

    /// The same number for all names of one file.
    pub(crate) fn number(&self) -> Option<u64> {
        match &self.0 {
            Found::File(id) => Some(id.0),
            Found::Directory(stack) => stack.first().map(|id| id.0),
        }
    }
}

impl View {
    /// `layers` are given topmost first; `objects` is the directory of their contents.
    pub(crate) fn new(layers: Vec<Index>, objects: OwnedFd) -> View {
        View(Lowers::new(layers, objects))
    }

    /// The root directory.
    pub(crate) fn root(&self) -> Result<Spot> {
        Ok(Spot(Found::Directory(self.0.root()?)))
    }

    /// What `name` stands for in the directory `dir`.
    pub(crate) fn child(&self, dir: &Spot, name: &[u8]) -> Result<Option<Spot>> {
        let Found::Directory(stack) = &dir.0 else { return Ok(None) };
        Ok(self.0.lookup(stack, name)?.map(Spot))
    }

    /// What is in the directory `dir`, sorted by the bytes of the names.
    pub(crate) fn entries(&self, dir: &Spot) -> Result<Vec<(Vec<u8>, Spot)>> {
        let Found::Directory(stack) = &dir.0 else { return Ok(Vec::new()) };
        let mut names = BTreeMap::new();
        for part in stack {
            for entry in self.0.entries(*part)? {
                let (name, target) = entry?;
                names.entry(name).or_insert(target.is_some());
            }
        }
        let there = names.into_iter().filter(|(_, there)| *there);
        there.map(|(name, _)| Ok((name.to_vec(), self.child(dir, name)?.context("a name without a file")?))).collect()
    }

    /// What the image says of a file. Its content is an object.
    pub(crate) fn node(&self, spot: &Spot) -> Result<Node> {
        let id = match &spot.0 {
            Found::File(id) => *id,
            Found::Directory(stack) => match stack.first() {
                Some(top) => *top,
                None => return Ok(bare_root()),
            },
        };
        let inode = self.0.inode(id)?;
        let content = match inode.kind {
            Kind::Directory => Content::Directory { opaque: false },
            Kind::Symlink => Content::Symlink(inode.target.to_vec()),
            Kind::Regular => Content::Regular(match inode.object {
                Some(digest) => Data::Object { digest, size: inode.size },
                None => Data::Empty,
            }),
            special => Content::Special(special, inode.rdev),
        };
        let xattrs = self.0.xattrs(id)?.map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
        Ok(Node { perm: inode.perm, uid: inode.uid, gid: inode.gid, mtime: inode.mtime, xattrs, content })
    }

    /// How many names a file has in its layer.
    pub(crate) fn names(&self, spot: &Spot) -> Result<u32> {
        match &spot.0 {
            Found::File(id) => Ok(self.0.inode(*id)?.nlink),
            Found::Directory(_) => Ok(1),
        }
    }

    /// The content of a regular file; none when it is empty.
    pub(crate) fn open(&self, spot: &Spot) -> Result<Option<File>> {
        match &spot.0 {
            Found::File(id) => Ok(self.0.open(*id)?),
            Found::Directory(_) => Ok(None),
        }
    }
}

/// The root of an image without layers.
fn bare_root() -> Node {
    let content = Content::Directory { opaque: false };
    Node { perm: 0o755, uid: 0, gid: 0, mtime: Time::default(), xattrs: Vec::new(), content }
}
