//! Docker's archives: `manifest.json` lists images with their configuration, layers and names.

use serde::Deserialize;

use super::{
    super::manifest::{Document, parse},
    Ready,
    gather::Gathered,
    name_at,
};
use crate::error::{Context, Error, Result};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    config: String,
    #[serde(default)]
    repo_tags: Option<Vec<String>>,
    #[serde(default)]
    layers: Option<Vec<String>>,
}

/// The images that `manifest.json` lists.
pub(super) fn images(archive: &mut Gathered<'_>) -> Result<Vec<Ready>> {
    let document = archive.document("manifest.json")?;
    if document.trim_ascii_start().starts_with(b"{") {
        return Ok(vec![single(archive)?]);
    }
    let entries: Vec<Entry> = serde_json::from_slice(document).context("manifest.json is not valid")?;
    entries.into_iter().map(|entry| image(archive, entry)).collect()
}

/// The `dir:` form: `manifest.json` is the manifest of one image, whose parts are named by their digests.
fn single(archive: &mut Gathered<'_>) -> Result<Ready> {
    let manifest = archive.document("manifest.json")?.to_vec();
    let Document::Image(image) = parse(&manifest, "").context("manifest.json is not valid")? else {
        return Err(Error::new("the directory holds an index of images, not an image").into());
    };
    let config = archive.document(&image.config.digest.hex())?.to_vec();
    let layers = image.layers.iter().map(|layer| archive.layer(&layer.digest.hex()));
    let layers = layers.collect::<Result<Vec<_>>>()?;
    Ok(Ready { config, manifest: Some(manifest), layers, names: Vec::new() })
}

fn image(archive: &mut Gathered<'_>, entry: Entry) -> Result<Ready> {
    let config = archive.document(&entry.config)?.to_vec();
    let layers = entry.layers.unwrap_or_default();
    let layers = layers.iter().map(|path| archive.layer(path)).collect::<Result<Vec<_>>>()?;
    let names = entry.repo_tags.unwrap_or_default();
    let names = names.iter().map(|name| name_at(name, "docker.io")).collect::<Result<Vec<_>>>()?;
    Ok(Ready { config, manifest: None, layers, names })
}
