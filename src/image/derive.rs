//! Images made here out of a parent's configuration and a layer on top: by `commit`, and by the steps of a build.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::config::{History, ImageConfig};
use super::manifest::{self, Dialect};
use crate::error::{Error, Result};
use crate::name::{Digest, Platform, Reference};
use crate::store::{Image, NewImage, Store};

/// An image to be made.
#[derive(Debug, Clone)]
pub(crate) struct Derived {
    /// The parent's configuration, with everything changed in it that is to change; its layers and its history are still
    /// the parent's. The default one for an image from nothing.
    pub(crate) config: ImageConfig,
    /// What comes on top; none for a step that changes no file.
    pub(crate) layer: Option<Digest>,
    /// The step that makes the image. When it was, and whether it has a layer, is filled in. None for an image whose
    /// history says all there is to say.
    pub(crate) step: Option<History>,
    pub(crate) created: Timestamp,
    pub(crate) dialect: Dialect,
    /// Of the manifest; [`Dialect::Docker`] has none.
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Derived {
    /// An image that is the one of `config` until something is changed.
    pub(crate) fn of(config: ImageConfig) -> Self {
        Self {
            config,
            layer: None,
            step: None,
            created: Timestamp::now(),
            dialect: Dialect::default(),
            annotations: BTreeMap::new(),
        }
    }
}

/// Puts the image into the store under `names`; without names it is a dangling one.
///
/// The caller holds [`Store::share`] since before the layer was made, so that no layer is collected meanwhile.
///
/// # Errors
/// When a layer is missing, or the disk is full. Then there is no image; a name that was given already keeps its new meaning.
pub(crate) fn derive(store: &Store, new: Derived, names: &[Reference]) -> Result<Image> {
    let Derived { mut config, layer, step, created, dialect, annotations } = new;
    complete(&mut config, created);
    config.history.extend(step.map(|step| History {
        created: config.created.clone(),
        empty_layer: layer.is_none(),
        ..step
    }));
    config.rootfs.diff_ids.extend(layer);
    let layers = config.rootfs.diff_ids.clone();
    let sizes = layers.iter().map(|layer| Ok((*layer, size(store, layer)?))).collect::<Result<Vec<_>>>()?;
    let config = config.to_bytes()?;
    let manifest = Some(manifest::write(dialect, &config, &sizes, annotations)?);
    store.put_image(NewImage { config, manifest, layers, digests: Vec::new(), names: names.to_vec() })
}

/// What every configuration must say.
fn complete(config: &mut ImageConfig, created: Timestamp) {
    let host = Platform::host();
    config.created = Some(created.to_string());
    if config.os.is_empty() {
        config.os = host.os;
    }
    if config.architecture.is_empty() {
        config.architecture = host.arch;
        config.variant = host.variant.unwrap_or_default();
    }
    "layers".clone_into(&mut config.rootfs.kind);
}

fn size(store: &Store, layer: &Digest) -> Result<u64> {
    let info = store.layer(layer)?.ok_or_else(|| Error::new(format!("layer {layer} is not in the store")))?;
    Ok(info.size)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::image::tests::{layer, store};

    #[test]
    fn steps_pile_up() {
        let (_dir, store) = store();
        let _share = store.share().unwrap();
        let parent = ImageConfig::parse(br#"{"os":"linux","architecture":"arm64","config":{"Env":["A=b"]},"mine":1}"#);
        let layer = store.add_layer(layer("a").as_slice(), None).unwrap().diff_id;
        let step = |text: &str| Some(History { created_by: text.to_owned(), ..History::default() });
        let with_layer = Derived { layer: Some(layer), step: step("one"), ..Derived::of(parent.unwrap()) };
        let first = derive(&store, with_layer, &[]).unwrap();
        assert!(first.names.is_empty());
        let names = ["localhost/a:1", "localhost/b:2"].map(|name| name.parse().unwrap());
        let mut config = ImageConfig::parse(&store.image_config(&first.id).unwrap()).unwrap();
        config.config.user = "me".to_owned();
        let empty = Derived { step: step("two"), dialect: Dialect::Docker, ..Derived::of(config) };
        let second = derive(&store, empty, &names).unwrap();
        assert_eq!((second.names.len(), &second.layers), (2, &vec![layer]));
        let config: Value = serde_json::from_slice(&store.image_config(&second.id).unwrap()).unwrap();
        assert_eq!(config["config"], json!({"User": "me", "Env": ["A=b"]}));
        assert_eq!((&config["mine"], &config["architecture"]), (&json!(1), &json!("arm64")));
        assert_eq!(config["rootfs"], json!({"type": "layers", "diff_ids": [layer]}));
        let history = config["history"].as_array().unwrap();
        assert_eq!((&history[0]["created_by"], &history[0]["empty_layer"]), (&json!("one"), &Value::Null));
        assert_eq!((&history[1]["created_by"], &history[1]["empty_layer"]), (&json!("two"), &json!(true)));
        assert_eq!((&history[1]["created"], history.len()), (&config["created"], 2));
        let manifest: Value = serde_json::from_slice(&store.image_manifest(&second.id).unwrap().unwrap()).unwrap();
        assert_eq!(manifest["mediaType"], "application/vnd.docker.distribution.manifest.v2+json");
        assert_eq!(manifest["config"]["digest"], json!(second.id));
        assert_eq!(manifest["layers"][0]["mediaType"], "application/vnd.docker.image.rootfs.diff.tar");
    }

    #[test]
    fn a_missing_layer_makes_no_image() {
        let (_dir, store) = store();
        let _share = store.share().unwrap();
        let missing = Derived { layer: Some(Digest::of(b"none")), ..Derived::of(ImageConfig::default()) };
        assert!(derive(&store, missing, &[]).is_err());
        assert!(store.images().unwrap().is_empty());
    }
}
