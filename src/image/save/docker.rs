//! Docker's archive, and the `dir:` form with Docker's manifest.

use serde::Serialize;

use super::{Chosen, Sink, document, pack::Blobs};
use crate::{
    error::Result,
    image::manifest::{Descriptor, Dialect, write_manifest},
    name::Reference,
    store::Store,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    config: String,
    repo_tags: Vec<String>,
    layers: Vec<String>,
}

/// Layers and configurations, and `manifest.json` that says what they are.
pub(super) fn archive(store: &Store, images: &[Chosen], blobs: &Blobs<'_>, sink: &mut dyn Sink) -> Result<()> {
    for (layer, blob) in blobs.layers() {
        sink.file(&format!("{}.tar", layer.hex()), blob.size, &mut |out| blobs.write(&layer, out))?;
    }
    let mut entries = Vec::new();
    for Chosen { image, names, .. } in images {
        let config = format!("{}.json", image.id.hex());
        document(sink, &config, &store.image_config(&image.id)?)?;
        let layers = image.layers.iter().map(|layer| format!("{}.tar", layer.hex())).collect();
        entries.push(Entry { config, repo_tags: names.iter().map(Reference::to_string).collect(), layers });
    }
    document(sink, "manifest.json", &serde_json::to_vec(&entries)?)
}

/// One image: files named by their digests, `manifest.json`, and `version`.
pub(super) fn directory(store: &Store, chosen: &Chosen, blobs: &Blobs<'_>, sink: &mut dyn Sink) -> Result<()> {
    for (layer, blob) in blobs.layers() {
        sink.file(&blob.digest.hex(), blob.size, &mut |out| blobs.write(&layer, out))?;
    }
    let config = store.image_config(&chosen.image.id)?;
    document(sink, &chosen.image.id.hex(), &config)?;
    let layer = |layer| {
        let blob = blobs.get(layer)?;
        Ok(Descriptor::new(blob.digest, blob.size, Dialect::Docker.layer_type(blob.is_compressed())))
    };
    let layers = chosen.image.layers.iter().map(layer).collect::<Result<Vec<_>>>()?;
    let manifest = write_manifest(Dialect::Docker, &config, layers, std::collections::BTreeMap::new())?;
    document(sink, "manifest.json", &manifest)?;
    document(sink, "version", b"Directory Transport Version: 1.1\n")
}
