//! Tests of the store.

mod adding;
mod collecting;
mod exact;
mod full;
mod hostile;
mod images;
mod killed;
mod opening;
mod speed;

use super::*;
use crate::archive::testing::{TestEntry, archive};
use crate::error::one_line;

/// A new store; it vanishes with the directory.
fn new_store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    (dir, store)
}

fn add(store: &Store, tar: &[u8]) -> LayerInfo {
    store.add_layer(tar, Some(&Digest::of(tar))).unwrap()
}

fn export(store: &Store, diff_id: &Digest) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    store.export_layer(diff_id, &mut out).map(|()| out)
}

/// A layer with one file.
fn one_file(name: &str, content: &[u8]) -> Vec<u8> {
    archive(&[TestEntry::file(name, content)])
}

fn put_image(store: &Store, config: &str, layers: &[Digest]) -> Image {
    store.put_image(NewImage { config: config.into(), layers: layers.to_vec(), ..NewImage::default() }).unwrap()
}

/// How many files there are below a directory of the store.
fn count(store: &Store, name: &str) -> usize {
    fn files(path: &Path) -> usize {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
    }
    files(&store.path().join(name))
}

/// The store is as if nothing had ever been added.
fn assert_empty(store: &Store) {
    for name in ["objects", "layers", "images", "names", "staging", "trash"] {
        assert_eq!(count(store, name), 0, "{name}");
    }
    assert_eq!(std::fs::read_dir(store.staging_dir()).unwrap().count(), 0);
}
