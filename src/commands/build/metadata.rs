//! `--metadata-file`: what an image is called, in buildx's words.

use serde_json::json;

use crate::error::Result;
use crate::name::Digest;
use crate::store::{Image, Store};

/// The digest of the manifest, the id, and the names, as JSON.
pub(super) fn of(store: &Store, image: &Image) -> Result<String> {
    let manifest = store.image_manifest(&image.id)?.map(|bytes| Digest::of(&bytes).to_string());
    let names: Vec<String> = image.names.iter().map(ToString::to_string).collect();
    let mut all = json!({
        "containerimage.config.digest": image.id.to_string(),
        "image.name": names.join(","),
    });
    if let Some(digest) = manifest {
        all["containerimage.digest"] = digest.into();
    }
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}
