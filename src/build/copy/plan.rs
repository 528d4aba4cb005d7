//! What a COPY changes: a tree of new files, put together before anything is made of it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::error::{Error, Result};
use crate::layer::change::{Change, Content, Data, Node, Source, What};
use crate::layer::index::{Kind, Time};
use crate::name::{Digest, Hasher};

/// One file of the new layer.
#[derive(Debug, Clone)]
pub(in crate::build) struct Item {
    pub(super) perm: u16,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) mtime: Time,
    pub(super) xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// The same number for all names of one file that has several.
    pub(super) several: Option<u64>,
    pub(super) what: Planned,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::build) enum Planned {
    Directory {
        /// It is there already, and described only since something in it is new.
        known: bool,
    },
    Regular(Option<(Digest, u64)>),
    Symlink(Vec<u8>),
    Special(Kind, (u32, u32)),
}

/// The files by their paths.
#[derive(Debug, Default)]
pub(in crate::build) struct Plan {
    /// Keys are paths whose slashes are NULs, so that a directory comes right before what it holds.
    items: BTreeMap<Vec<u8>, Item>,
}

fn key(path: &[u8]) -> Vec<u8> {
    path.iter().map(|byte| if *byte == b'/' { 0 } else { *byte }).collect()
}

fn path(key: &[u8]) -> Vec<u8> {
    key.iter().map(|byte| if *byte == 0 { b'/' } else { *byte }).collect()
}

impl Plan {
    pub(super) fn get(&self, path: &[u8]) -> Option<&Item> {
        self.items.get(&key(path))
    }

    pub(in crate::build) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a file; one of the same path that was there goes, unless both are directories.
    ///
    /// # Errors
    /// A file where a directory is planned.
    pub(super) fn put(&mut self, at: &[u8], item: Item) -> Result<()> {
        let is_directory = matches!(item.what, Planned::Directory { .. });
        match self.get(at).map(|there| matches!(there.what, Planned::Directory { .. })) {
            Some(true) if !is_directory => Err(in_the_way(at)),
            _ => {
                self.items.insert(key(at), item);
                Ok(())
            }
        }
    }

    /// Everything that makes the layer what it is, but no times.
    pub(in crate::build) fn describe(&self, hasher: &mut Hasher) {
        let mut groups = HashMap::new();
        let mut field = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for (key, item) in &self.items {
            field(key);
            field(&item.perm.to_le_bytes());
            field(&[item.uid.to_le_bytes(), item.gid.to_le_bytes()].concat());
            item.xattrs.iter().for_each(|(name, value)| {
                field(name);
                field(value);
            });
            match &item.what {
                Planned::Directory { known } => field(&[b'd', u8::from(*known)]),
                Planned::Regular(content) => {
                    field(b"f");
                    field(content.map(|(digest, _)| *digest.as_bytes()).unwrap_or_default().as_slice());
                }
                Planned::Symlink(target) => {
                    field(b"l");
                    field(target);
                }
                Planned::Special(kind, (major, minor)) => field(format!("{kind:?} {major} {minor}").as_bytes()),
            }
            if let Some(several) = item.several {
                let next = groups.len();
                field(format!("file {}", groups.entry(several).or_insert(next)).as_bytes());
            }
        }
    }

    /// The regular files with their contents, for telling which of them changed.
    pub(in crate::build) fn contents(&self) -> impl Iterator<Item = (Vec<u8>, Digest)> {
        self.items.iter().filter_map(|(key, item)| match item.what {
            Planned::Regular(Some((digest, _))) => Some((path(key), digest)),
            _ => None,
        })
    }
}

/// The error for a file that would replace a directory.
pub(super) fn in_the_way(path: &[u8]) -> anyhow::Error {
    let path = String::from_utf8_lossy(path);
    Error::new(format!("/{path} is a directory, and a file would replace it"))
        .hint("remove it first, or name another destination")
        .into()
}

impl Source for Plan {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        let mut first_names: HashMap<u64, Vec<u8>> = HashMap::new();
        for (key, item) in &self.items {
            let (path, below) = (path(key), matches!(item.what, Planned::Directory { known: true }));
            let content = match &item.what {
                Planned::Directory { .. } => Content::Directory { opaque: false },
                Planned::Regular(None) => Content::Regular(Data::Empty),
                Planned::Regular(Some((digest, size))) => {
                    Content::Regular(Data::Object { digest: *digest, size: *size })
                }
                Planned::Symlink(target) => Content::Symlink(target.clone()),
                Planned::Special(kind, device) => Content::Special(*kind, *device),
            };
            let Item { perm, uid, gid, mtime, xattrs, .. } = item;
            let xattrs = xattrs.clone();
            let node = Node { perm: *perm, uid: *uid, gid: *gid, mtime: *mtime, xattrs, content };
            let first = item.several.and_then(|several| match first_names.entry(several) {
                Entry::Occupied(first) => Some(first.get().clone()),
                Entry::Vacant(place) => {
                    place.insert(path.clone());
                    None
                }
            });
            let what = match first {
                Some(first) => What::HardLink { first, node },
                None => What::Node(node),
            };
            each(Change { path, below, what })?;
        }
        Ok(())
    }
}
