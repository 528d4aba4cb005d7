//! What `inspect` says of an image, in podman's fields.

use serde_json::{Value, json};

use super::{ImageConfig, config_of, family::Family};
use crate::{
    error::Result,
    name::{Digest, Reference},
    store::{Image, Store},
};

/// The fields of podman-image-inspect(1).
pub(crate) fn inspect(store: &Store, image: &Image) -> Result<Value> {
    let config = config_of(store, image)?;
    let manifest = store.image_manifest(&image.id)?;
    let raw: Value = manifest.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let tags = image.names.iter().filter(|name| name.digest.is_none());
    let strings = |names: &mut dyn Iterator<Item = &Reference>| names.map(Reference::to_string).collect::<Vec<_>>();
    let parent = Family::new(store, &store.images()?)?.parent(&image.id);
    let version = config.other.get("docker_version").cloned().unwrap_or_else(|| "".into());
    let ImageConfig { created, author, architecture, os, variant, config: run, rootfs, history, .. } = &config;
    Ok(json!({
        "Id": image.id.hex(),
        "Digest": manifest.as_deref().map(Digest::of).map(|digest| digest.to_string()).unwrap_or_default(),
        "RepoTags": strings(&mut tags.clone()),
        "RepoDigests": strings(&mut image.digests.iter()),
        "Parent": parent.map(|parent| parent.hex()).unwrap_or_default(),
        "Comment": history.last().map(|step| step.comment.as_str()).unwrap_or_default(),
        "Created": created,
        "Config": run,
        "Version": version,
        "DockerVersion": version,
        "Author": author.as_deref().unwrap_or_default(),
        "Architecture": architecture,
        "Variant": variant,
        "Os": os,
        "Size": image.size,
        "VirtualSize": image.size,
        "GraphDriver": {"Name": "coracle", "Data": {}},
        "RootFS": {"Type": "layers", "Layers": rootfs.diff_ids},
        "Labels": run.labels,
        "Annotations": raw.get("annotations").cloned().unwrap_or_else(|| json!({})),
        "ManifestType": raw.get("mediaType").cloned().unwrap_or_else(|| super::manifest::OCI_MANIFEST.into()),
        "User": run.user,
        "History": history,
        "NamesHistory": strings(&mut tags.clone()),
        "HealthCheck": run.healthcheck,
    }))
}
