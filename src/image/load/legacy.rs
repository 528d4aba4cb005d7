//! Archives of docker before 1.10: `repositories` names the topmost layer of each image, and every layer's directory has a
//! `json` with its parent and the configuration of the image that ends there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Ready, gather::Gathered, name_at};
use crate::error::{Context, Error, Result};

const MAX_LAYERS: usize = 1000;

/// The images that `repositories` names.
pub(super) fn images(archive: &mut Gathered<'_>) -> Result<Vec<Ready>> {
    let repositories: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_slice(archive.document("repositories")?).context("repositories is not valid")?;
    let mut tops: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (repository, tags) in repositories {
        for (tag, id) in tags {
            tops.entry(id).or_default().push(format!("{repository}:{tag}"));
        }
    }
    tops.into_iter().map(|(id, names)| image(archive, &id, &names)).collect()
}

fn image(archive: &mut Gathered<'_>, top: &str, names: &[String]) -> Result<Ready> {
    let mut layers = Vec::new();
    let mut config = None;
    let mut next = Some(top.to_owned());
    while let Some(id) = next {
        if layers.len() == MAX_LAYERS {
            return Err(Error::new(format!("image {top} has more than {MAX_LAYERS} layers")).into());
        }
        let document = archive.document(&format!("{id}/json"))?;
        let v1: Map<String, Value> =
            serde_json::from_slice(document).with_context(|| format!("{id}/json is not valid"))?;
        layers.push(archive.layer(&format!("{id}/layer.tar"))?);
        next = v1.get("parent").and_then(Value::as_str).map(str::to_owned).filter(|id| !id.is_empty());
        config.get_or_insert(v1);
    }
    layers.reverse();
    let mut config = config.unwrap_or_default();
    for key in ["id", "parent", "container", "Size", "layer_id", "throwaway"] {
        config.remove(key);
    }
    let diff_ids: Vec<String> = layers.iter().map(|(diff_id, _)| diff_id.to_string()).collect();
    config.insert("rootfs".into(), json!({"type": "layers", "diff_ids": diff_ids}));
    let config = serde_json::to_vec(&config)?;
    let names = names.iter().map(|name| name_at(name, "docker.io")).collect::<Result<Vec<_>>>()?;
    Ok(Ready { config, manifest: None, layers, names })
}
