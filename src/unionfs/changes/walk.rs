//! One walk over an upper tree and the layers below it.
//!
//! A directory of the upper tree is merged with directories of the layers: those at its own path, or, when it was
//! renamed, those at the path that it came from. In the first case only what the upper tree has is a change. In the
//! second, and when it is merged with none though its path has some, the change is all that it shows: in the layer it
//! is opaque, and files of the layers that came along with it appear under their new names, their contents untouched.

use std::collections::{HashMap, HashSet};
use std::os::fd::OwnedFd;

use super::super::id::Id;
use super::super::lower::{Found, Lowers};
use super::directory::{Directory, Gather, stack};
use crate::error::{Context, Result};
use crate::layer::change::{Change, Content, Data, Node, What};
use crate::layer::index::{Inode, Kind};

/// An upper tree in one of its formats.
pub(super) trait Upper {
    /// The root directory without what it holds.
    fn root(&self, root: &OwnedFd) -> Result<Node>;

    /// What lies under a name that a directory of the tree has.
    fn entry(&self, lower: &Lowers, dir: &OwnedFd, name: &[u8]) -> Result<Entry>;

    /// The place in the tree of a directory, and what it is merged with; none when the name is no directory's.
    fn directory(&self, dir: &OwnedFd, name: &[u8]) -> Result<Option<(OwnedFd, Merged)>>;

    /// Whether a directory can be merged with another than that at its path.
    fn has_renamed(&self) -> bool;

    /// What became of a lower file with several names that was copied up as a whole; none when it was not.
    fn linked(&self, lower: &Lowers, id: Id) -> Result<Option<Node>>;

    /// How many names of such files are the layers' own still, so that only the layers know them.
    fn linked_names(&self) -> Result<u64>;
}

/// What lies under a name.
pub(super) enum Entry {
    Whiteout,
    /// `several`: it may have further names.
    File {
        id: Id,
        several: bool,
        node: Node,
    },
    Directory {
        fd: OwnedFd,
        node: Node,
        merged: Merged,
    },
}

/// What a directory is merged with.
pub(super) enum Merged {
    /// Whatever the layers have at its path.
    Here,
    /// What the layers had where this directory came from; it may still be there.
    From(Id),
    Nothing,
}

/// Shows every change to `each`.
pub(super) fn walk(
    lower: &Lowers,
    root: &OwnedFd,
    upper: &dyn Upper,
    each: &mut dyn FnMut(Change) -> Result<()>,
) -> Result<()> {
    let stack = lower.root()?;
    let node = upper.root(root).context("cannot read the writable layer's root")?;
    let root = Directory { path: &[], upper: Some(root), content: &stack, place: &stack, covered: false };
    let mut names = upper.linked_names()?;
    let mut renamed = HashSet::new();
    if upper.has_renamed() {
        names += Gather { lower, upper, found: &mut renamed }.directory(&root)?;
    }
    let mut walk = Walk { lower, upper, each, first: HashMap::new(), renamed, pending: Vec::new(), names };
    walk.show(Change { path: Vec::new(), below: !stack.is_empty(), what: What::Node(node) })?;
    walk.directory(&root)
}

struct Walk<'a> {
    lower: &'a Lowers,
    upper: &'a dyn Upper,
    each: &'a mut dyn FnMut(Change) -> Result<()>,
    /// The first name of each file that has several.
    first: HashMap<Id, Vec<u8>>,
    /// Directories of the layers that are shown only when something in them is.
    pending: Vec<Change>,
    /// Lower files with several names, of which one is in a directory that was renamed: all their names become the
    /// layer's, for they would not be one file otherwise.
    renamed: HashSet<Id>,
    /// Names of linked files that only the layers know and that were not met yet.
    names: u64,
}

impl Walk<'_> {
    fn show(&mut self, change: Change) -> Result<()> {
        for directory in self.pending.drain(..) {
            (self.each)(directory)?;
        }
        (self.each)(change)
    }

    fn directory(&mut self, dir: &Directory<'_>) -> Result<()> {
        for (name, written) in dir.names(self.lower, self.names > 0)? {
            let below = self.lower.lookup(dir.place, &name)?;
            match dir.upper.filter(|_| written) {
                None => self.lower_entry(dir, &name, below)?,
                Some(fd) => {
                    let entry = self.upper.entry(self.lower, fd, &name).with_context(|| {
                        format!("cannot read '{}' of the writable layer", dir.join(&name).escape_ascii())
                    })?;
                    self.upper_entry(dir, &name, below, entry)?;
                }
            }
        }
        Ok(())
    }

    fn upper_entry(&mut self, dir: &Directory<'_>, name: &[u8], below: Option<Found>, entry: Entry) -> Result<()> {
        let path = dir.join(name);
        match entry {
            Entry::Whiteout => self.removed(dir, path, below),
            Entry::File { id, several, node } => self.file(path, below.is_some(), several.then_some(id), node),
            Entry::Directory { fd, node, merged } => {
                let content = dir.merged_with(self.lower, name, merged)?;
                self.subdirectory(dir, path, below, node, (Some(&fd), &content))
            }
        }
    }

    fn lower_entry(&mut self, dir: &Directory<'_>, name: &[u8], below: Option<Found>) -> Result<()> {
        let path = dir.join(name);
        let is_change = !dir.is_in_place();
        match self.lower.lookup(dir.content, name)? {
            None if is_change => self.removed(dir, path, below),
            None => Ok(()),
            Some(Found::File(id)) => {
                let (linked, renamed) = (self.upper.linked(self.lower, id)?, self.renamed.contains(&id));
                if linked.is_some() || renamed {
                    self.names = self.names.saturating_sub(1);
                }
                match linked {
                    Some(node) => self.file(path, below.is_some(), Some(id), node),
                    None if is_change || renamed => {
                        let node = self.lower_node(id)?;
                        self.file(path, below.is_some(), renamed.then_some(id), node)
                    }
                    None => Ok(()),
                }
            }
            Some(Found::Directory(content)) => {
                let node = self.lower_node(self.lower.described(&content)?)?;
                if is_change {
                    return self.subdirectory(dir, path, below, node, (None, &content));
                }
                let before = self.pending.len();
                self.pending.push(Change { path: path.clone(), below: true, what: What::Node(node) });
                let below = Directory { path: &path, upper: None, content: &content, place: &content, covered: false };
                self.directory(&below)?;
                self.pending.truncate(before);
                Ok(())
            }
        }
    }

    /// A name that the container does not have.
    fn removed(&mut self, dir: &Directory<'_>, path: Vec<u8>, below: Option<Found>) -> Result<()> {
        if below.is_none() {
            return Ok(());
        }
        self.show(Change { path, below: true, what: What::Removed { covered: !dir.is_in_place() } })
    }

    fn file(&mut self, path: Vec<u8>, below: bool, linked: Option<Id>, node: Node) -> Result<()> {
        let Some(id) = linked else { return self.show(Change { path, below, what: What::Node(node) }) };
        if let Some(first) = self.first.get(&id).cloned() {
            return self.show(Change { path, below, what: What::HardLink { first, node } });
        }
        self.first.insert(id, path.clone());
        self.show(Change { path, below, what: What::Node(node) })
    }

    fn subdirectory(
        &mut self,
        parent: &Directory<'_>,
        path: Vec<u8>,
        below: Option<Found>,
        node: Node,
        (upper, content): (Option<&OwnedFd>, &[Id]),
    ) -> Result<()> {
        let exists = below.is_some();
        let place = stack(below);
        let covered = !parent.is_in_place();
        let mut dir = Directory { path: &path, upper, content, place: &place, covered };
        let opaque = !dir.is_in_place() && !place.is_empty();
        dir.covered |= opaque;
        let node = Node { content: Content::Directory { opaque: opaque && !covered }, ..node };
        self.show(Change { path: path.clone(), below: exists, what: What::Node(node) })?;
        self.directory(&dir)
    }

    /// What a layer has.
    fn lower_node(&self, id: Id) -> Result<Node> {
        let inode = self.lower.inode(id)?;
        let content = match inode.kind {
            Kind::Regular => Content::Regular(lower_data(&inode)),
            Kind::Directory => Content::Directory { opaque: false },
            Kind::Symlink => Content::Symlink(inode.target.to_vec()),
            special => Content::Special(special, inode.rdev),
        };
        let xattrs = self.lower.xattrs(id)?.map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
        Ok(Node { perm: inode.perm, uid: inode.uid, gid: inode.gid, mtime: inode.mtime, xattrs, content })
    }
}

/// Where the content of a layer's regular file is.
pub(super) fn lower_data(inode: &Inode<'_>) -> Data {
    inode.object.map_or(Data::Empty, |digest| Data::Object { digest, size: inode.size })
}
