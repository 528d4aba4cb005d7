//! OCI image layouts (OCI image spec, image-layout.md).

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::{Chosen, Index, Sink, document, pack::Blobs};
use crate::{
    error::Result,
    image::manifest::{Descriptor, Dialect, Document, OCI_INDEX, OCI_MANIFEST, parse, write_manifest},
    name::Digest,
    store::{Image, Store},
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
    let mut writer = Writer { store, blobs, sink, written: HashSet::new() };
    for chosen in images {
        let Chosen { image, index, .. } = chosen;
        let labels = chosen.labels();
        let top = match index {
            None => writer.image(image)?,
            Some(index) => writer.index(index)?,
        };
        let named = |label: &String| BTreeMap::from([(REF_NAME.to_owned(), label.clone())]);
        for label in &labels {
            entries.push(serde_json::to_value(Descriptor { annotations: named(label), ..top.clone() })?);
        }
        if labels.is_empty() {
            entries.push(serde_json::to_value(top)?);
        }
    }
    let index = json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries});
    document(sink, "index.json", &serde_json::to_vec(&index)?)?;
    document(sink, "oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#)
}

/// Writes the documents of images, each once.
struct Writer<'a, 's> {
    store: &'a Store,
    blobs: &'a Blobs<'a>,
    sink: &'s mut dyn Sink,
    written: HashSet<Digest>,
}

impl Writer<'_, '_> {
    /// Configuration and manifest; the latter's descriptor.
    fn image(&mut self, image: &Image) -> Result<Descriptor> {
        let config = self.store.image_config(&image.id)?;
        let manifest = manifest(self.store, &image.id, &config, &image.layers, self.blobs)?;
        self.document(&config)?;
        self.document(&manifest)?;
        Ok(Descriptor::of(&manifest, OCI_MANIFEST))
    }

    /// The images of a list, and the index with what has become of their manifests.
    fn index(&mut self, index: &Index) -> Result<Descriptor> {
        let mut document = index.document.clone();
        let entries = document["manifests"].as_array_mut().into_iter().flatten();
        for (entry, image) in entries.zip(&index.members) {
            let Descriptor { digest, size, media_type, .. } = self.image(image)?;
            entry["digest"] = json!(digest);
            entry["size"] = json!(size);
            entry["mediaType"] = json!(media_type);
        }
        let bytes = serde_json::to_vec(&document)?;
        self.document(&bytes)?;
        Ok(Descriptor::of(&bytes, OCI_INDEX))
    }

    fn document(&mut self, bytes: &[u8]) -> Result<()> {
        let digest = Digest::of(bytes);
        if self.written.insert(digest) {
            document(self.sink, &path(&digest), bytes)?;
        }
        Ok(())
    }
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
