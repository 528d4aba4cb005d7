//! The tree of a layer while it is being built: what extracting the archive would leave behind.

use std::collections::BTreeMap;

use super::{NAME_MAX, Time};
use crate::error::{Error, Result};
use crate::name::Digest;

/// Symlinks followed in one path before it counts as a loop (as Linux does, path_resolution(7)).
const MAX_SYMLINKS: u32 = 40;

/// What a node is, with what only its kind has.
#[derive(Debug)]
pub(super) enum Data {
    Regular { size: u64, object: Option<Digest> },
    Directory(Box<Directory>),
    Symlink(Box<[u8]>),
    Fifo,
    CharDevice(u32, u32),
    BlockDevice(u32, u32),
}

#[derive(Debug, Default)]
pub(super) struct Directory {
    pub(super) children: BTreeMap<Box<[u8]>, Child>,
    pub(super) opaque: bool,
}

/// What a name stands for: a node, a whiteout, or a node that came with a whiteout (which hides what lower layers have).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Child {
    pub(super) node: Option<u32>,
    pub(super) whiteout: bool,
}

/// Name and value.
pub(super) type OwnedXattr = (Box<[u8]>, Box<[u8]>);

#[derive(Debug)]
pub(super) struct Node {
    pub(super) perm: u16,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) mtime: Time,
    pub(super) data: Data,
    pub(super) xattrs: Box<[OwnedXattr]>,
    /// Whether no entry described it, but something lies in it.
    pub(super) implied: bool,
}

impl Node {
    pub(super) fn implied_directory() -> Node {
        let data = Data::Directory(Box::default());
        Node { perm: 0o755, uid: 0, gid: 0, mtime: Time::default(), data, xattrs: Box::default(), implied: true }
    }

    pub(super) fn directory(&self) -> Option<&Directory> {
        match &self.data {
            Data::Directory(directory) => Some(directory),
            _ => None,
        }
    }

    pub(super) fn directory_mut(&mut self) -> Option<&mut Directory> {
        match &mut self.data {
            Data::Directory(directory) => Some(directory),
            _ => None,
        }
    }
}

/// Nodes by number; the root is number 0. Nodes that were replaced stay until the end, out of reach.
#[derive(Debug)]
pub(super) struct Tree(Vec<Node>);

impl Tree {
    pub(super) fn new() -> Tree {
        Tree(vec![Node::implied_directory()])
    }

    pub(super) fn get(&self, no: u32) -> Option<&Node> {
        self.0.get(no as usize)
    }

    pub(super) fn get_mut(&mut self, no: u32) -> Option<&mut Node> {
        self.0.get_mut(no as usize)
    }

    pub(super) fn add(&mut self, node: Node) -> Result<u32> {
        // The last number means "whiteout" in the file.
        let no = u32::try_from(self.0.len()).ok().filter(|no| *no < u32::MAX).ok_or_else(too_many)?;
        self.0.push(node);
        Ok(no)
    }

    pub(super) fn child(&self, dir: u32, name: &[u8]) -> Option<Child> {
        self.get(dir)?.directory()?.children.get(name).copied()
    }

    /// The place for `name` in the directory `dir`.
    pub(super) fn child_mut(&mut self, dir: u32, name: &[u8]) -> Result<&mut Child> {
        let directory = self.get_mut(dir).and_then(Node::directory_mut).ok_or_else(|| not_a_directory(name))?;
        Ok(directory.children.entry(name.into()).or_default())
    }

    /// The directory that these components lead to from the root. Missing ones are made; symlinks are followed inside the
    /// tree, as an extraction with the layer as its root directory would.
    pub(super) fn make_directories(&mut self, components: &[&[u8]]) -> Result<u32> {
        let mut todo: Vec<Box<[u8]>> = components.iter().rev().map(|c| Box::from(*c)).collect();
        // The directories on the way, without the root, which is its own parent.
        let mut stack = Vec::new();
        let mut symlinks = 0;
        while let Some(name) = todo.pop() {
            let here = stack.last().copied().unwrap_or(super::ROOT);
            if &*name == b".." {
                stack.pop();
                continue;
            }
            let next = match self.child(here, &name).and_then(|child| child.node) {
                Some(next) => next,
                None => self.make_directory(here, &name)?,
            };
            match self.get(next).map(|node| &node.data) {
                Some(Data::Directory(_)) => stack.push(next),
                Some(Data::Symlink(target)) => {
                    symlinks += 1;
                    if symlinks > MAX_SYMLINKS {
                        return Err(Error::new(format!("too many symlinks at {}", show(&name))).into());
                    }
                    if target.starts_with(b"/") {
                        stack.clear();
                    }
                    todo.extend(
                        target.split(|b| *b == b'/').rev().filter(|c| !matches!(*c, b"" | b".")).map(Box::from),
                    );
                }
                _ => return Err(not_a_directory(&name)),
            }
        }
        Ok(stack.last().copied().unwrap_or(super::ROOT))
    }

    fn make_directory(&mut self, parent: u32, name: &[u8]) -> Result<u32> {
        if !is_name(name) {
            return Err(bad_name(name));
        }
        let no = self.add(Node::implied_directory())?;
        self.child_mut(parent, name)?.node = Some(no);
        Ok(no)
    }
}

/// The components of a path in an archive. A leading slash and `.` mean nothing; `..` is refused, and so is what no
/// filesystem can hold.
pub(super) fn components(path: &[u8]) -> Result<Vec<&[u8]>> {
    let components: Vec<&[u8]> = path.split(|b| *b == b'/').filter(|c| !matches!(*c, b"" | b".")).collect();
    match components.iter().find(|c| !is_name(c)) {
        Some(bad) => Err(bad_name(bad)),
        None => Ok(components),
    }
}

/// Whether a directory can hold an entry with this name.
pub(super) fn is_name(name: &[u8]) -> bool {
    let special = matches!(name, b"" | b"." | b"..");
    !special && name.len() <= NAME_MAX && !name.iter().any(|b| matches!(b, 0 | b'/'))
}

/// A name for an error message: printable, and short.
pub(super) fn show(name: &[u8]) -> String {
    let short = name.get(..80).unwrap_or(name);
    format!("{}{}", short.escape_ascii(), if short.len() < name.len() { "…" } else { "" })
}

fn bad_name(name: &[u8]) -> anyhow::Error {
    let why = match name {
        b".." => "leads out of its directory",
        _ if name.len() > NAME_MAX => "is longer than 255 bytes",
        _ => "is no name of a file",
    };
    Error::new(format!("path component {} {why}", show(name))).into()
}

fn not_a_directory(name: &[u8]) -> anyhow::Error {
    Error::new(format!("{} is not a directory", show(name))).into()
}

fn too_many() -> anyhow::Error {
    Error::new("the layer has too many files").into()
}
