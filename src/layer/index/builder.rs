//! Making an index from the entries of an archive, in their order.

use std::collections::{HashMap, VecDeque};

use super::format::{self, RawEntry, RawInode};
use super::tree::{self, Child, Data, Node, OwnedXattr, Tree};
use super::{Kind, NAME_MAX, Time};
use crate::error::{Error, Result};
use crate::name::Digest;

/// The longest target of a symlink, in bytes (PATH_MAX less its final NUL).
const TARGET_MAX: usize = 4095;

/// The largest value of an extended attribute, in bytes (xattr(7)).
const XATTR_MAX: usize = 65536;

/// What an archive says of one file.
#[derive(Debug, Clone)]
pub(crate) struct NewNode<'a> {
    /// Permission bits; anything above 07777 is ignored.
    pub(crate) perm: u16,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) mtime: Time,
    pub(crate) content: Content<'a>,
}

/// What a file is.
#[derive(Debug, Clone)]
pub(crate) enum Content<'a> {
    /// `object` is none exactly when `size` is 0.
    Regular {
        size: u64,
        object: Option<Digest>,
    },
    Directory,
    Symlink(&'a [u8]),
    Fifo,
    CharDevice {
        major: u32,
        minor: u32,
    },
    BlockDevice {
        major: u32,
        minor: u32,
    },
}

/// Extended attributes as the archive has them: names with their namespace, and values.
pub(crate) type NewXattrs = [(Vec<u8>, Vec<u8>)];

/// Builds an index. Entries act as if they were extracted one after the other into an empty directory that is the root:
/// later ones replace earlier ones, directories keep what they hold, and parents that are missing are made.
#[derive(Debug)]
pub(crate) struct Builder(Tree);

impl Builder {
    /// An empty layer: a root directory, 0755.
    pub(crate) fn new() -> Builder {
        Builder(Tree::new())
    }

    /// Adds a file of any kind.
    ///
    /// # Errors
    /// For a path that leads outside, through something that is no directory, or has a name that no file can have.
    pub(crate) fn insert(&mut self, path: &[u8], node: NewNode<'_>, xattrs: &NewXattrs) -> Result<()> {
        let components = tree::components(path)?;
        let mut node = to_node(node, xattrs)?;
        let Some((name, parents)) = components.split_last() else { return self.replace_root(node) };
        let parent = self.0.make_directories(parents)?;
        let old = self.0.child(parent, name).and_then(|child| child.node);
        if old.is_some_and(|old| self.keep_children(old, &mut node)) {
            return Ok(());
        }
        let no = self.0.add(node)?;
        self.0.child_mut(parent, name)?.node = Some(no);
        Ok(())
    }

    /// Gives the name `path` to the file at `target`, which must be in this layer already and not be a directory.
    pub(crate) fn hardlink(&mut self, path: &[u8], target: &[u8]) -> Result<()> {
        let target_no = self.find(target)?;
        let components = tree::components(path)?;
        let Some((name, parents)) = components.split_last() else {
            return Err(Error::new("the root cannot be a hard link").into());
        };
        let parent = self.0.make_directories(parents)?;
        self.0.child_mut(parent, name)?.node = Some(target_no);
        Ok(())
    }

    /// Hides what lower layers have at `path` (the name itself, without the `.wh.` of the archive).
    pub(crate) fn whiteout(&mut self, path: &[u8]) -> Result<()> {
        let components = tree::components(path)?;
        let Some((name, parents)) = components.split_last() else {
            return Err(Error::new("a whiteout has no name").into());
        };
        let parent = self.0.make_directories(parents)?;
        self.0.child_mut(parent, name)?.whiteout = true;
        Ok(())
    }

    /// Hides what lower layers have in the directory at `path`.
    pub(crate) fn opaque(&mut self, path: &[u8]) -> Result<()> {
        let no = self.0.make_directories(&tree::components(path)?)?;
        if let Some(directory) = self.0.get_mut(no).and_then(Node::directory_mut) {
            directory.opaque = true;
        }
        Ok(())
    }

    /// The index, as the bytes of its file.
    ///
    /// # Errors
    /// When a count or the size of all names passes 2³².
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        writer.walk(&self.0)?;
        Ok(writer.assemble())
    }

    /// When both are directories, makes `old` what `new` says, children kept.
    fn keep_children(&mut self, old: u32, new: &mut Node) -> bool {
        let Some(node) = self.0.get_mut(old) else { return false };
        let (Data::Directory(children), Data::Directory(empty)) = (&mut node.data, &mut new.data) else { return false };
        std::mem::swap(children, empty);
        std::mem::swap(node, new);
        true
    }

    fn replace_root(&mut self, mut node: Node) -> Result<()> {
        if self.keep_children(super::ROOT, &mut node) {
            return Ok(());
        }
        Err(Error::new("the root of a layer must be a directory").into())
    }

    fn find(&mut self, path: &[u8]) -> Result<u32> {
        let components = tree::components(path)?;
        let missing = || Error::new(format!("hard link to {}, which is not in the layer", tree::show(path)));
        let (name, parents) = components.split_last().ok_or_else(missing)?;
        let parent = self.0.make_directories(parents)?;
        let no = self.0.child(parent, name).and_then(|child| child.node).ok_or_else(missing)?;
        match self.0.get(no).map(|node| &node.data) {
            Some(Data::Directory(_)) | None => {
                Err(Error::new(format!("hard link to the directory {}", tree::show(path))).into())
            }
            Some(_) => Ok(no),
        }
    }
}

fn to_node(new: NewNode<'_>, xattrs: &NewXattrs) -> Result<Node> {
    let data = match new.content {
        Content::Regular { size, object } => Data::Regular { size, object },
        Content::Directory => Data::Directory(Box::default()),
        Content::Symlink(target) if target.is_empty() || target.len() > TARGET_MAX || target.contains(&0) => {
            return Err(Error::new(format!("symlink to {}, which is no path", tree::show(target))).into());
        }
        Content::Symlink(target) => Data::Symlink(target.into()),
        Content::Fifo => Data::Fifo,
        Content::CharDevice { major, minor } => Data::CharDevice(major, minor),
        Content::BlockDevice { major, minor } => Data::BlockDevice(major, minor),
    };
    if matches!(data, Data::Regular { size, object } if object.is_some() != (size > 0)) {
        return Err(Error::new("a file has a size and no content, or content and no size").into());
    }
    let mtime = Time { secs: new.mtime.secs, nanos: new.mtime.nanos.min(999_999_999) };
    let xattrs = sort_xattrs(xattrs)?;
    Ok(Node { perm: new.perm & 0o7777, uid: new.uid, gid: new.gid, mtime, data, xattrs, implied: false })
}

/// Sorted by name; of several with the same name the last counts.
fn sort_xattrs(xattrs: &NewXattrs) -> Result<Box<[OwnedXattr]>> {
    let mut sorted: std::collections::BTreeMap<&[u8], &[u8]> = std::collections::BTreeMap::new();
    for (name, value) in xattrs {
        if name.is_empty() || name.len() > NAME_MAX || name.contains(&0) || value.len() > XATTR_MAX {
            return Err(Error::new(format!("extended attribute {} is not well formed", tree::show(name))).into());
        }
        sorted.insert(name, value);
    }
    Ok(sorted.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
}

/// The sections while they grow.
#[derive(Default)]
struct Writer {
    inodes: Vec<RawInode>,
    entries: Vec<u8>,
    digests: Vec<u8>,
    xattrs: Vec<u8>,
    strings: Vec<u8>,
    /// Names and values of xattrs that are in `strings` already: layers repeat few of them often.
    interned: HashMap<Box<[u8]>, (u32, u32)>,
}

impl Writer {
    /// Writes what can be reached from the root, directory by directory, so that what lies together is used together.
    fn walk(&mut self, tree: &Tree) -> Result<()> {
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let mut queue = VecDeque::from([(super::ROOT, super::ROOT)]);
        self.inode(tree, super::ROOT, super::ROOT, false)?;
        while let Some((node, no)) = queue.pop_front() {
            let Some(directory) = tree.get(node).and_then(Node::directory) else { continue };
            let first = self.entries.len() / format::ENTRY;
            let mut subdirectories = 0;
            for (name, child) in &directory.children {
                let child_no = self.child(tree, *child, no, &mut numbers)?;
                self.entry(name, child_no)?;
                if let Some(node) = child.node.filter(|node| tree.get(*node).is_some_and(|n| n.directory().is_some())) {
                    queue.push_back((node, child_no));
                    subdirectories += 1;
                }
            }
            if let Some(inode) = self.inodes.get_mut(no as usize) {
                inode.a = first as u64;
                inode.b = directory.children.len() as u64;
                inode.nlink = 2 + subdirectories;
            }
        }
        Ok(())
    }

    /// The number of a child, which gets one if this is its first name.
    fn child(&mut self, tree: &Tree, child: Child, dir: u32, numbers: &mut HashMap<u32, u32>) -> Result<u32> {
        let Some(node) = child.node else { return Ok(format::WHITEOUT) };
        if let Some(no) = numbers.get(&node) {
            if let Some(inode) = self.inodes.get_mut(*no as usize) {
                inode.nlink += 1;
            }
            return Ok(*no);
        }
        let no = self.inode(tree, node, dir, child.whiteout)?;
        numbers.insert(node, no);
        Ok(no)
    }

    fn inode(&mut self, tree: &Tree, node: u32, parent: u32, hides: bool) -> Result<u32> {
        let node = tree.get(node).ok_or_else(|| Error::new("an inode is missing"))?;
        let no = u32::try_from(self.inodes.len())?;
        let (kind, a, b) = match &node.data {
            Data::Regular { size, object } => (Kind::Regular, *size, self.digest(object.as_ref())),
            Data::Directory(_) => (Kind::Directory, 0, 0),
            Data::Symlink(target) => (Kind::Symlink, u64::from(self.string(target)?), target.len() as u64),
            Data::Fifo => (Kind::Fifo, 0, 0),
            Data::CharDevice(major, minor) => (Kind::CharDevice, (*major).into(), (*minor).into()),
            Data::BlockDevice(major, minor) => (Kind::BlockDevice, (*major).into(), (*minor).into()),
        };
        let opaque = node.directory().is_some_and(|directory| directory.opaque || hides);
        self.inodes.push(RawInode {
            kind: format::kind_code(kind),
            flags: if opaque { format::FLAG_OPAQUE } else { 0 } | if node.implied { format::FLAG_IMPLIED } else { 0 },
            perm: node.perm,
            uid: node.uid,
            gid: node.gid,
            nlink: 1,
            secs: node.mtime.secs,
            nanos: node.mtime.nanos,
            parent,
            a,
            b,
            first_xattr: u32::try_from(self.xattrs.len() / format::XATTR)?,
            xattrs: u32::try_from(node.xattrs.len())?,
            // An inode gets its number just before its first entry is written.
            entry: u32::try_from(self.entries.len() / format::ENTRY)?,
        });
        self.add_xattrs(node)?;
        Ok(no)
    }

    fn add_xattrs(&mut self, node: &Node) -> Result<()> {
        for (name, value) in &node.xattrs {
            for piece in [name, value] {
                let (offset, len) = self.intern(piece)?;
                self.xattrs.extend(offset.to_le_bytes());
                self.xattrs.extend(len.to_le_bytes());
            }
        }
        Ok(())
    }

    fn intern(&mut self, bytes: &[u8]) -> Result<(u32, u32)> {
        if let Some(known) = self.interned.get(bytes) {
            return Ok(*known);
        }
        let place = (self.string(bytes)?, u32::try_from(bytes.len())?);
        self.interned.insert(bytes.into(), place);
        Ok(place)
    }

    fn entry(&mut self, name: &[u8], inode: u32) -> Result<()> {
        let entry = RawEntry {
            prefix: format::prefix(name),
            name: self.string(name)?,
            inode,
            name_len: name.len().try_into()?,
        };
        entry.encode(&mut self.entries);
        Ok(())
    }

    fn digest(&mut self, digest: Option<&Digest>) -> u64 {
        let Some(digest) = digest else { return format::NO_DIGEST };
        let no = self.digests.len() / format::DIGEST;
        self.digests.extend_from_slice(digest.as_bytes());
        no as u64
    }

    /// Appends to the strings; the offset it got.
    fn string(&mut self, bytes: &[u8]) -> Result<u32> {
        let offset = u32::try_from(self.strings.len()).map_err(|_| Error::new("the layer's names are too long"))?;
        self.strings.extend_from_slice(bytes);
        Ok(offset)
    }

    fn assemble(self) -> Vec<u8> {
        let mut inodes = Vec::with_capacity(self.inodes.len() * format::INODE);
        self.inodes.iter().for_each(|inode| inode.encode(&mut inodes));
        let sections = [inodes, self.entries, self.digests, self.xattrs, self.strings];
        let mut out = Vec::with_capacity(format::HEADER + sections.iter().map(|s| s.len() + 8).sum::<usize>());
        out.extend(format::MAGIC);
        out.extend(format::VERSION.to_le_bytes());
        out.extend([0; 4]);
        let mut start = format::HEADER as u64;
        for section in &sections {
            out.extend(start.to_le_bytes());
            out.extend((section.len() as u64).to_le_bytes());
            start = (start + section.len() as u64).next_multiple_of(8);
        }
        for section in &sections {
            out.extend_from_slice(section);
            out.resize(out.len().next_multiple_of(8), 0);
        }
        out
    }
}
