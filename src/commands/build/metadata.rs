//! `--metadata-file`: what an image is called, in buildx's words.

use serde_json::json;

use crate::error::Result;
use crate::image::manifest_digest;
use crate::store::{Image, Store};

/// The digest of the manifest, the id, and the names, as JSON.
pub(super) fn of(store: &Store, image: &Image) -> Result<String> {
    let names: Vec<String> = image.names.iter().map(ToString::to_string).collect();
    let mut all = json!({
        "containerimage.config.digest": image.id.to_string(),
        "image.name": names.join(","),
    });
    if let Some(digest) = manifest_digest(store, &image.id)? {
        all["containerimage.digest"] = digest.to_string().into();
    }
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}
