//! Tests of whole operations on a store, against archives and registries made here.

mod load;
mod lookup;
mod pull;

use std::io::Write;

use serde_json::json;

use super::manifest::{Descriptor, OCI_CONFIG, OCI_LAYER, OCI_MANIFEST};
use crate::{
    archive::testing::{TestEntry, archive},
    name::Digest,
    registry::tests::server::Content,
    store::Store,
};

pub(super) fn store() -> (tempfile::TempDir, Store) {
    let temp = tempfile::tempdir().unwrap();
    let store = Store::open(&temp.path().join("store")).unwrap();
    (temp, store)
}

/// A layer whose only file says `text`.
pub(super) fn layer(text: &str) -> Vec<u8> {
    archive(&[TestEntry::dir("etc"), TestEntry::file("etc/text", text.as_bytes())])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn config(diff_ids: &[Digest], architecture: &str) -> Vec<u8> {
    json!({
        "architecture": architecture, "os": "linux", "created": "2020-01-02T03:04:05Z",
        "config": {"Cmd": ["sh"]}, "rootfs": {"type": "layers", "diff_ids": diff_ids},
    })
    .to_string()
    .into_bytes()
}

/// An image as a registry has it: its parts can be spoiled before they are served.
struct Parts {
    config: Vec<u8>,
    blobs: Vec<Vec<u8>>,
    descriptors: Vec<Descriptor>,
}

fn parts(texts: &[&str], architecture: &str) -> Parts {
    let tars: Vec<Vec<u8>> = texts.iter().map(|text| layer(text)).collect();
    let diff_ids: Vec<Digest> = tars.iter().map(|tar| Digest::of(tar)).collect();
    let blobs: Vec<Vec<u8>> = tars.iter().map(|tar| gzip(tar)).collect();
    let gzipped = format!("{OCI_LAYER}+gzip");
    let descriptors = blobs.iter().map(|blob| Descriptor::of(blob, &gzipped)).collect();
    Parts { config: config(&diff_ids, architecture), blobs, descriptors }
}

impl Parts {
    fn manifest(&self) -> Vec<u8> {
        let config = Descriptor::of(&self.config, OCI_CONFIG);
        json!({"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": config, "layers": self.descriptors})
            .to_string()
            .into_bytes()
    }

    /// Puts everything into a registry.
    fn push(&self, content: &mut Content, tag: &str) -> Digest {
        content.blob(&self.config);
        for blob in &self.blobs {
            content.blob(blob);
        }
        content.manifest(tag, OCI_MANIFEST, &self.manifest())
    }
}

/// Nothing may be left in the making, nor any layer that no image has.
fn assert_clean(store: &Store) {
    let count = |dir: &str| std::fs::read_dir(store.path().join(dir)).map_or(0, Iterator::count);
    assert_eq!(count("staging"), 0, "staging is empty");
    let layers: std::collections::HashSet<Digest> =
        store.images().unwrap().into_iter().flat_map(|image| image.layers).collect();
    store.collect().unwrap();
    assert_eq!(count("layers"), layers.len());
}
