//! All files of some layers and of what was changed on top of them, as a map from paths, and what differs between two such
//! trees. For comparing: it holds every path in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::change::{self, Change, Data, Difference, What};
use super::index::{Corrupt, Index, Inode, Kind, ROOT, Target, Time};
use crate::error::Result;
use crate::name::Digest;

/// A file system without contents.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<Vec<u8>, File>,
}

/// What makes a file the same as another.
#[derive(Debug, Clone)]
struct File {
    kind: Kind,
    perm: u16,
    owner: (u32, u32),
    mtime: Time,
    /// A symlink's target.
    target: Vec<u8>,
    device: (u32, u32),
    size: u64,
    /// What is in a regular file, if that is known without reading it.
    object: Option<Digest>,
}

impl Tree {
    /// Puts a layer on top of what is there.
    pub(crate) fn add(&mut self, layer: &Index) -> Result<(), Corrupt> {
        self.add_directory(layer, ROOT, b"")
    }

    fn add_directory(&mut self, layer: &Index, no: u32, path: &[u8]) -> Result<(), Corrupt> {
        let inode = layer.inode(no)?;
        if inode.opaque {
            self.clear(path);
        }
        // What the layer's archive left out is as it is below.
        let known = self.files.get(path).is_some_and(|file| file.kind == Kind::Directory);
        if !(inode.implied && known) {
            self.set(path.to_vec(), File::from(&inode));
        }
        for entry in layer.entries(no)? {
            let entry = entry?;
            let path = join(path, entry.name);
            match entry.target {
                Target::Whiteout => self.remove(&path),
                // A child's number is greater in a sound index: anything else would go round in circles.
                Target::Inode(child) => match layer.inode(child)? {
                    inode if inode.kind == Kind::Directory && child > no => self.add_directory(layer, child, &path)?,
                    inode => self.set(path, File::from(&inode)),
                },
            }
        }
        Ok(())
    }

    /// Changes one path.
    pub(crate) fn apply(&mut self, change: Change) -> Result<()> {
        let Change { path, what, .. } = change;
        match what {
            What::Removed { .. } => self.remove(&path),
            What::HardLink { first, .. } => {
                if let Some(file) = self.files.get(&first).cloned() {
                    self.set(path, file);
                }
            }
            What::Node(node) => {
                if matches!(node.content, change::Content::Directory { opaque: true }) {
                    self.clear(&path);
                }
                let file = File::try_from(node)?;
                self.set(path, file);
            }
        }
        Ok(())
    }

    fn set(&mut self, path: Vec<u8>, file: File) {
        if file.kind != Kind::Directory {
            self.clear(&path);
        }
        self.files.insert(path, file);
    }

    fn remove(&mut self, path: &[u8]) {
        self.clear(path);
        self.files.remove(path);
    }

    /// Removes what is below a path.
    fn clear(&mut self, path: &[u8]) {
        let below = self.below(path);
        below.iter().for_each(|path| _ = self.files.remove(path));
    }

    fn below(&self, path: &[u8]) -> Vec<Vec<u8>> {
        let first = join(path, b"");
        let rest = self.files.range((Bound::Excluded(first.clone()), Bound::Unbounded));
        rest.map(|(path, _)| path).take_while(|path| path.starts_with(&first)).cloned().collect()
    }

    /// What became of this tree in `new`, sorted. Directories that hold something else have changed. Of what was in a
    /// directory that is gone, nothing is said.
    pub(crate) fn differences(&self, new: &Tree) -> Vec<(Vec<u8>, Difference)> {
        let mut found = BTreeMap::new();
        for (path, file) in &new.files {
            match self.files.get(path) {
                None => _ = found.insert(path.clone(), Difference::Added),
                Some(old) if !old.is_like(file) => _ = found.insert(path.clone(), Difference::Changed),
                Some(_) => {}
            }
        }
        let has = |path: &[u8]| path.is_empty() || new.files.contains_key(path);
        let is_gone = |path: &&Vec<u8>| !has(path) && has(parent(path));
        found.extend(self.files.keys().filter(is_gone).map(|path| (path.clone(), Difference::Deleted)));
        let parents: BTreeSet<Vec<u8>> = found.keys().flat_map(|path| ancestors(path)).map(<[u8]>::to_vec).collect();
        for directory in parents {
            found.entry(directory).or_insert(Difference::Changed);
        }
        // Nothing is said of the root.
        found.remove(b"".as_slice());
        found.into_iter().collect()
    }
}

impl File {
    fn is_like(&self, other: &File) -> bool {
        let own = |file: &File| (file.kind, file.perm, file.owner, file.device, file.size, file.target.clone());
        own(self) == own(other) && (self.kind == Kind::Directory || self.has_content_of(other))
    }

    fn has_content_of(&self, other: &File) -> bool {
        self.mtime == other.mtime && (self.object.is_none() || other.object.is_none() || self.object == other.object)
    }
}

impl From<&Inode<'_>> for File {
    fn from(inode: &Inode<'_>) -> Self {
        File {
            kind: inode.kind,
            perm: inode.perm,
            owner: (inode.uid, inode.gid),
            mtime: inode.mtime,
            target: inode.target.to_vec(),
            device: inode.rdev,
            size: if inode.kind == Kind::Regular { inode.size } else { 0 },
            object: inode.object,
        }
    }
}

impl TryFrom<change::Node> for File {
    type Error = std::io::Error;

    fn try_from(node: change::Node) -> Result<Self, Self::Error> {
        let change::Node { perm, uid, gid, mtime, xattrs: _, content } = node;
        let file = File {
            kind: Kind::Regular,
            perm,
            owner: (uid, gid),
            mtime,
            target: Vec::new(),
            device: (0, 0),
            size: 0,
            object: None,
        };
        Ok(match content {
            change::Content::Regular(Data::Empty) => file,
            change::Content::Regular(Data::Written(data)) => File { size: data.metadata()?.len(), ..file },
            change::Content::Regular(Data::Object { digest, size }) => File { size, object: Some(digest), ..file },
            change::Content::Directory { .. } => File { kind: Kind::Directory, ..file },
            change::Content::Symlink(target) => File { kind: Kind::Symlink, target, ..file },
            change::Content::Special(kind, device) => File { kind, device, ..file },
        })
    }
}

fn join(path: &[u8], name: &[u8]) -> Vec<u8> {
    if path.is_empty() { name.to_vec() } else { [path, b"/", name].concat() }
}

fn parent(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').and_then(|slash| path.get(..slash)).unwrap_or_default()
}

/// The directories above a path, without the root.
fn ancestors(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::successors(Some(parent(path)), |path| Some(parent(path))).take_while(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::index::{Builder, Content, NewNode};

    fn layer(files: &[(&str, u64)], whiteouts: &[&str], opaque: &[&str]) -> Index {
        let mut builder = Builder::new();
        for (path, size) in files {
            let content = match size {
                0 => Content::Directory,
                size => Content::Regular { size: *size, object: Some(Digest::of(&size.to_le_bytes())) },
            };
            let node = NewNode { perm: 0o755, uid: 0, gid: 0, mtime: Time::default(), content };
            builder.insert(path.as_bytes(), node, &[]).unwrap();
        }
        whiteouts.iter().for_each(|path| builder.whiteout(path.as_bytes()).unwrap());
        opaque.iter().for_each(|path| builder.opaque(path.as_bytes()).unwrap());
        Index::from_bytes(builder.finish().unwrap()).unwrap()
    }

    fn differences(from: &[&Index], to: &[&Index]) -> String {
        let tree = |layers: &[&Index]| {
            let mut tree = Tree::default();
            layers.iter().for_each(|layer| tree.add(layer).unwrap());
            tree
        };
        let letter = |difference| match difference {
            Difference::Added => 'A',
            Difference::Changed => 'C',
            Difference::Deleted => 'D',
        };
        let found = tree(from).differences(&tree(to));
        let lines: Vec<String> = found
            .into_iter()
            .map(|(path, difference)| format!("{} {}", letter(difference), String::from_utf8(path).unwrap()))
            .collect();
        lines.join(", ")
    }

    #[test]
    fn layers_hide_and_replace() {
        let base = layer(&[("a", 0), ("a/b", 0), ("a/b/c", 1), ("a/d", 2), ("ab", 3), ("o", 0), ("o/x", 1)], &[], &[]);
        let same = layer(&[("a/d", 2)], &[], &[]);
        assert_eq!(differences(&[&base], &[&base, &same]), "");
        let top = layer(&[("a/d", 5), ("new", 0), ("new/y", 1), ("o", 0), ("o/z", 1)], &["a/b", "ab"], &["o"]);
        assert_eq!(differences(&[&base], &[&base, &top]), "C a, D a/b, C a/d, D ab, A new, A new/y, C o, D o/x, A o/z");
        assert_eq!(differences(&[&base, &top], &[&base]), "C a, A a/b, A a/b/c, C a/d, A ab, D new, C o, A o/x, D o/z");
        let file = layer(&[("a", 7)], &[], &[]);
        assert_eq!(differences(&[&base], &[&base, &file]), "C a, D a/b, D a/d");
    }
}
