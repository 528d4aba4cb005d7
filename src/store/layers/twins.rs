//! Large contents that the store has already. The digest of a content that streams in is known at its end only; one that is as
//! long as another in the store is compared with that on its way, and nothing is written as long as they are the same.

use std::collections::HashMap;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::unpack::SMALL;
use crate::error::{Context, Result};
use crate::layer::index::Index;
use crate::name::Digest;

/// No more contents of one length are compared.
const MOST: usize = 4;
/// No more layers are looked at: that takes milliseconds, and is made up for by what need not be written.
const LAYERS: usize = 1000;
/// Bytes that are copied at a time.
const PIECE: u64 = 256 << 10;

/// The large contents of all layers, by their length. Looked up when one is first asked for.
pub(in crate::store) struct Large {
    layers: PathBuf,
    by_size: OnceLock<HashMap<u64, Vec<Digest>>>,
}

impl Large {
    /// Those of the layers in this directory.
    pub(in crate::store) fn new(layers: PathBuf) -> Self {
        Large { layers, by_size: OnceLock::new() }
    }

    /// Contents of `size` bytes. Some may be missing, and some may be gone.
    pub(super) fn of_size(&self, size: u64) -> &[Digest] {
        self.by_size.get_or_init(|| self.gather()).get(&size).map_or(&[], Vec::as_slice)
    }

    fn gather(&self) -> HashMap<u64, Vec<Digest>> {
        let mut by_size: HashMap<u64, Vec<Digest>> = HashMap::new();
        for layer in fs::read_dir(&self.layers).into_iter().flatten().flatten().take(LAYERS) {
            let Ok(index) = Index::open(&layer.path().join("index")) else { continue };
            let large = (0..index.inodes()).filter_map(|no| index.inode(no).ok()).filter(|inode| inode.size > SMALL);
            for (size, object) in large.filter_map(|inode| Some((inode.size, inode.object?))) {
                let known = by_size.entry(size).or_default();
                if known.len() < MOST && !known.contains(&object) {
                    known.push(object);
                }
            }
        }
        by_size
    }
}

/// Contents that are the same as the one that streams in, as far as that has come.
#[derive(Default)]
pub(super) struct Twins {
    files: Vec<File>,
    buffer: Vec<u8>,
}

impl Twins {
    pub(super) fn new(files: Vec<File>) -> Self {
        Twins { files, buffer: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether one of them goes on with `bytes` at `at`. If none does, one stays for [`Twins::copy`].
    pub(super) fn go_on(&mut self, bytes: &[u8], at: u64) -> bool {
        self.buffer.resize(bytes.len(), 0);
        let buffer = &mut self.buffer;
        let mut same = |file: &File| file.read_exact_at(buffer, at).is_ok() && buffer == bytes;
        let Some(first) = self.files.iter().position(&mut same) else {
            self.files.truncate(1);
            return false;
        };
        self.files.drain(..first);
        let mut kept = 0;
        self.files.retain(|file| {
            kept += 1;
            kept == 1 || same(file)
        });
        true
    }

    /// Writes the first `len` bytes, which are the same, to `file`. Then there are no twins any more.
    pub(super) fn copy(&mut self, file: &File, len: u64) -> Result<()> {
        let Some(twin) = self.files.drain(..).next() else { return Ok(()) };
        let mut at = 0;
        while at < len {
            let count = usize::try_from(PIECE.min(len - at))?;
            self.buffer.resize(count, 0);
            twin.read_exact_at(&mut self.buffer, at).context("cannot read an object")?;
            file.write_all_at(&self.buffer, at)?;
            at += count as u64;
        }
        Ok(())
    }
}
