//! Layers in and out.

use super::super::*;
use crate::archive::testing::{TestEntry, archive};
use crate::error::one_line;

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    (dir, store)
}

#[test]
fn a_layer_comes_back_byte_for_byte() {
    let (_dir, store) = store();
    let tar = archive(&[TestEntry::dir("d"), TestEntry::file("d/a", b"text"), TestEntry::file("d/b", b"text")]);
    let info = store.add_layer(&tar[..], Some(&Digest::of(&tar))).unwrap();
    assert_eq!((info.diff_id, info.size, info.entries, info.file_bytes), (Digest::of(&tar), tar.len() as u64, 3, 8));
    let mut out = Vec::new();
    store.export_layer(&info.diff_id, &mut out).unwrap();
    assert!(out == tar);
}
