//! OCI image layouts (OCI image spec, image-layout.md).

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::{Chosen, Sink, document, pack::Blobs};
use crate::{
    error::Result,
    image::manifest::{Descriptor, Dialect, Document, OCI_INDEX, OCI_MANIFEST, parse, write_manifest},
    name::Digest,
    store::Store,
};

/// The name of an image within a layout. What is there is the whole name: a tag alone would not say whose.
const REF_NAME: &str = "org.opencontainers.image.ref.name";

/// `blobs/`, `index.json` and `oci-layout`. An image without a name has no annotation, one with several has several entries.
pub(super) fn layout(store: &Store, images: &[Chosen], blobs: &Blobs<'_>, sink: &mut dyn Sink) -> Result<()> {
    sink.directory("blobs")?;
    sink.directory("blobs/sha256")?;
    for (layer, blob) in blobs.layers() {
        sink.file(&path(&blob.digest), blob.size, &mut |out| blobs.write(&layer, out))?;
    }
    let mut entries: Vec<Value> = Vec::new();
    let mut written = HashSet::new();
    for Chosen { image, names } in images {
        let config = store.image_config(&image.id)?;
        let manifest = manifest(store, &image.id, &config, &image.layers, blobs)?;
        for document_bytes in [&config, &manifest] {
            let digest = Digest::of(document_bytes);
            if written.insert(digest) {
                document(sink, &path(&digest), document_bytes)?;
            }
        }
        let descriptor = |annotations| {
            let descriptor = Descriptor { annotations, ..Descriptor::of(&manifest, OCI_MANIFEST) };
            serde_json::to_value(descriptor)
        };
        for name in names {
            entries.push(descriptor(BTreeMap::from([(REF_NAME.to_owned(), name.to_string())]))?);
        }
        if names.is_empty() {
            entries.push(descriptor(BTreeMap::new())?);
        }
    }
    let index = json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries});
    document(sink, "index.json", &serde_json::to_vec(&index)?)?;
    document(sink, "oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#)
}

/// The image's own manifest where it describes these blobs, so that its digest stays; else one with the same annotations.
fn manifest(store: &Store, id: &Digest, config: &[u8], layers: &[Digest], blobs: &Blobs<'_>) -> Result<Vec<u8>> {
    let layer = |layer| {
        let blob = blobs.get(layer)?;
        Ok(Descriptor::new(blob.digest, blob.size, Dialect::Oci.layer_type(blob.is_compressed())))
    };
    let layers = layers.iter().map(layer).collect::<Result<Vec<_>>>()?;
    let mut annotations = BTreeMap::new();
    if let Some(known) = store.image_manifest(id)?
        && let Ok(Document::Image(image)) = parse(&known, "")
    {
        let same = image.layers.iter().map(|layer| layer.digest).eq(layers.iter().map(|layer| layer.digest));
        if same && image.media_type == OCI_MANIFEST && image.config.digest == *id {
            return Ok(known);
        }
        annotations = image.annotations;
    }
    write_manifest(Dialect::Oci, config, layers, annotations)
}

fn path(digest: &Digest) -> String {
    format!("blobs/sha256/{}", digest.hex())
}
