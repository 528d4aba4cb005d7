//! One pass over an archive: layers into the store, small entries into memory.

use std::{
    collections::HashMap,
    io::{BufReader, Cursor, Read},
};

use super::super::stream::{Checked, Unpacked};
use crate::{
    archive::{Entries, EntryKind, normalise, show},
    error::{Context, Error, Result, from_words, to_words},
    name::Digest,
    store::{Shared, Store},
};

/// Entries up to this size are kept in memory, in bytes; they may be documents as well as layers.
const SMALL: u64 = 1 << 20;
/// Documents (`*.json`) may be larger.
const DOCUMENT: u64 = 8 << 20;
/// All that is kept may take so much; what comes after must be layers.
const BUDGET: u64 = 256 << 20;
/// More entries than any archive of images has.
const MAX_ENTRIES: usize = 100_000;
/// More links in a row lead nowhere.
const MAX_LINKS: usize = 16;

/// What an entry was.
enum Item {
    Bytes(Vec<u8>),
    Layer {
        diff_id: Digest,
        size: u64,
    },
    /// Too large for a document, and no layer: an error only if an image needs it.
    Bad(String),
    /// Another entry's path.
    Link(String),
}

/// The entries of an archive, by path. Keeps its layers from being collected while it lives.
pub(super) struct Gathered<'a> {
    store: &'a Store,
    items: HashMap<String, Item>,
    kept: u64,
    _share: Shared,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(store: &'a Store) -> Result<Self> {
        Ok(Gathered { store, items: HashMap::new(), kept: 0, _share: store.share()? })
    }

    /// Reads a tar stream to its end.
    pub(super) fn from_stream(store: &'a Store, stream: impl Read + Send) -> Result<Self> {
        let mut gathered = Self::new(store)?;
        let mut entries = Entries::new(BufReader::with_capacity(256 << 10, stream));
        while let Some(entry) = entries.next()? {
            let Some(path) = normalise(&entry.name).ok().and_then(|path| String::from_utf8(path).ok()) else {
                return Err(Error::new(format!("the archive has an entry with the path {}", show(&entry.name))).into());
            };
            if gathered.items.len() == MAX_ENTRIES {
                return Err(Error::new(format!("the archive has more than {MAX_ENTRIES} entries"))
                    .hint("an archive of a root file system is read by `coracle import`")
                    .into());
            }
            match entry.kind {
                EntryKind::Regular => gathered.add(path, entry.size, entries.contents(&entry))?,
                EntryKind::HardLink => gathered.link(path, "", &entry.link),
                EntryKind::Symlink => {
                    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
                    gathered.link(path, &parent, &entry.link);
                }
                _ => {}
            }
        }
        entries.finish()?;
        Ok(gathered)
    }

    /// Takes in a file: into memory if it is small, else as a layer. Files that are named by a digest are verified.
    pub(super) fn add(&mut self, path: String, size: u64, content: impl Read + Send) -> Result<()> {
        let expected = Digest::from_hex(path.strip_prefix("blobs/sha256/").unwrap_or(&path));
        let mut content: Box<dyn Read + Send + '_> = match expected {
            Some(digest) => Box::new(Checked::new(content, digest, Some(size))),
            None => Box::new(content),
        };
        let limit = if path.ends_with(".json") { DOCUMENT } else { SMALL };
        let item = if size <= limit && self.kept + size <= BUDGET {
            self.kept += size;
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).with_context(|| format!("cannot read {path}"))?;
            Item::Bytes(bytes)
        } else {
            self.store_layer(&path, content)?
        };
        self.items.insert(path, item);
        Ok(())
    }

    /// A stream that is no layer may be something that no image needs; a full disk or a damaged archive is an error now.
    fn store_layer(&self, path: &str, content: Box<dyn Read + Send + '_>) -> Result<Item> {
        match Unpacked::new(content).and_then(|stream| self.store.add_layer(stream, None)) {
            Ok(layer) => Ok(Item::Layer { diff_id: layer.diff_id, size: layer.size }),
            Err(error) if error.chain().any(|cause| cause.is::<std::io::Error>()) => {
                Err(error.context(format!("layer {path}")))
            }
            Err(error) => Ok(Item::Bad(to_words(&error))),
        }
    }

    fn link(&mut self, path: String, parent: &str, target: &[u8]) {
        let target = String::from_utf8_lossy(target);
        self.items.insert(path, Item::Link(resolve(parent, &target)));
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.items.contains_key(path)
    }

    /// The bytes of a document.
    pub(super) fn document(&self, path: &str) -> Result<&[u8]> {
        match self.item(path)?.1 {
            Item::Bytes(bytes) => Ok(bytes),
            _ => Err(Error::new(format!("{path} in the archive is too large for what it is")).into()),
        }
    }

    /// The diff id and the size of the layer that an entry holds; small ones go into the store only now.
    pub(super) fn layer(&mut self, path: &str) -> Result<(Digest, u64)> {
        let (path, item) = self.item(path)?;
        let stored = match item {
            Item::Layer { diff_id, size } => return Ok((*diff_id, *size)),
            Item::Bytes(bytes) => self.store_layer(&path, Box::new(Cursor::new(bytes)))?,
            Item::Bad(why) => Item::Bad(why.clone()),
            Item::Link(_) => return Err(Error::new(format!("{path} in the archive leads nowhere")).into()),
        };
        match stored {
            Item::Layer { diff_id, size } => {
                self.items.insert(path, stored);
                Ok((diff_id, size))
            }
            Item::Bad(why) => Err(anyhow::Error::from(from_words(&why)).context(format!("layer {path}"))),
            _ => Err(Error::new(format!("{path} in the archive is no layer")).into()),
        }
    }

    /// The entry at a path, links followed, and its own path.
    fn item(&self, path: &str) -> Result<(String, &Item)> {
        let mut at = resolve("", path);
        for _ in 0..MAX_LINKS {
            match self.items.get(&at) {
                Some(Item::Link(target)) => at.clone_from(target),
                Some(item) => return Ok((at, item)),
                None => return Err(Error::new(format!("the archive has no {path}")).into()),
            }
        }
        Err(Error::new(format!("{path} in the archive leads nowhere")).into())
    }
}

/// The path that `target` means in the directory `parent`. It names an entry of the archive, never a file.
fn resolve(parent: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { parent.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn links_stay_inside() {
        for (parent, target, expected) in [
            ("", "a/b", "a/b"),
            ("", "./a//b", "a/b"),
            ("x", "../y/layer.tar", "y/layer.tar"),
            ("x", "/y", "y"),
            ("x", "../../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(parent, target), expected);
        }
    }
}
