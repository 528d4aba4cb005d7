//! Whose the space is: contents are stored once for all images that have them.

use std::collections::HashMap;

use super::{Image, Store};
use crate::error::{Context, Result};
use crate::name::Digest;

/// Which images have a content.
struct Owners {
    /// One of them.
    first: usize,
    several: bool,
    /// Its length in bytes.
    size: u64,
}

impl Store {
    /// For each image, how many bytes its files have whose content no other of `images` has: what goes with it.
    pub(crate) fn unique_bytes(&self, images: &[Image]) -> Result<HashMap<Digest, u64>> {
        let mut contents: HashMap<Digest, Owners> = HashMap::new();
        let mut by_layer: HashMap<Digest, Vec<usize>> = HashMap::new();
        for (no, image) in images.iter().enumerate() {
            for layer in &image.layers {
                by_layer.entry(*layer).or_default().push(no);
            }
        }
        for (layer, users) in &by_layer {
            let Some(first) = users.first().copied() else { continue };
            let several = users.iter().any(|user| *user != first);
            let index = self.index(layer).with_context(|| format!("layer {layer}"))?;
            for no in 0..index.inodes() {
                let inode = index.inode(no)?;
                let Some(object) = inode.object else { continue };
                let owners = contents.entry(object).or_insert(Owners { first, several, size: inode.size });
                owners.several |= several || owners.first != first;
            }
        }
        let mut unique: HashMap<Digest, u64> = images.iter().map(|image| (image.id, 0)).collect();
        for owners in contents.values().filter(|owners| !owners.several) {
            if let Some(bytes) = images.get(owners.first).and_then(|image| unique.get_mut(&image.id)) {
                *bytes += owners.size;
            }
        }
        Ok(unique)
    }
}
