//! Docker's archives: `manifest.json` lists images with their configuration, layers and names.

use serde::Deserialize;

use super::{Ready, gather::Gathered, name_at};
use crate::error::{Context, Result};

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
    let entries: Vec<Entry> = serde_json::from_slice(document).context("manifest.json is not valid")?;
    entries.into_iter().map(|entry| image(archive, entry)).collect()
}

fn image(archive: &mut Gathered<'_>, entry: Entry) -> Result<Ready> {
    let config = archive.document(&entry.config)?.to_vec();
    let layers = entry.layers.unwrap_or_default();
    let layers = layers.iter().map(|path| archive.layer(path)).collect::<Result<Vec<_>>>()?;
    let names = entry.repo_tags.unwrap_or_default();
    let names = names.iter().map(|name| name_at(name, "docker.io")).collect::<Result<Vec<_>>>()?;
    Ok(Ready { config, manifest: None, layers, names })
}
