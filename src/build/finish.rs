//! From the last stage to an image.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::dockerfile::Origin;
use super::options::{Options, ResultOptions, SavedStages};
use super::stage::{BaseImage, Shop, State};
use crate::error::Result;
use crate::image::{self, Derived, Dialect, ImageConfig};
use crate::name::{Digest, Platform, Reference};
use crate::store::Image;

/// The annotation that says when an image was made (OCI image spec, annotations.md).
const CREATED: &str = "org.opencontainers.image.created";

/// Buildah's labels that say what a stage is called, and what it is based on.
const STAGE_NAME: &str = "io.buildah.stage.name";
const STAGE_BASE: &str = "io.buildah.stage.base";

/// The annotations that say which image another one is based on (OCI image spec, annotations.md).
const BASE_NAME: &str = "org.opencontainers.image.base.name";
const BASE_DIGEST: &str = "org.opencontainers.image.base.digest";

/// Puts the image into the store and gives it its names.
pub(super) fn image(shop: &Shop<'_>, state: State) -> Result<Image> {
    let State { mut config, base, .. } = state;
    adjust(&mut config, &shop.options.result);
    set_platform(&mut config, shop.options.result.platform.as_ref());
    derive(shop, config, base, &shop.options.result.names)
}

/// Says what the image is for, when its base is for something else.
fn set_platform(config: &mut ImageConfig, platform: Option<&Platform>) {
    let Some(platform) = platform.filter(|platform| !platform.matches(&config.platform())) else { return };
    config.os.clone_from(&platform.os);
    config.architecture.clone_from(&platform.arch);
    config.variant = platform.variant.clone().unwrap_or_default();
}

/// Puts the images of all other stages into the store that have instructions.
pub(super) fn stages(
    shop: &Shop<'_>,
    saved: &SavedStages,
    stages: &BTreeMap<usize, State>,
    target: &mut State,
) -> Result<()> {
    let mut ids = BTreeMap::new();
    for (number, state) in stages {
        let mut state = state.clone();
        let stage = shop.options.dockerfile.stages.get(*number);
        if stage.is_none_or(|stage| stage.instructions.is_empty()) {
            continue;
        }
        if saved.named {
            name_stage(shop, &mut state, *number, &ids);
        }
        state.config.config.labels.extend(saved.labels.iter().cloned());
        ids.insert(*number, derive(shop, state.config, state.base, &[])?.id);
    }
    if saved.named {
        name_stage(shop, target, shop.graph.target, &ids);
    }
    Ok(())
}

/// Labels the image of a stage; `ids` are those of the stages before it.
fn name_stage(shop: &Shop<'_>, state: &mut State, number: usize, ids: &BTreeMap<usize, Digest>) {
    let name = shop.options.dockerfile.stages.get(number).and_then(|stage| stage.name.clone());
    let mut origin = shop.graph.nodes.get(number).map(|node| &node.base);
    // A stage that is nothing but another one has no image.
    let id = loop {
        match origin {
            Some(Origin::Stage(below)) if !ids.contains_key(below) => {
                origin = shop.graph.nodes.get(*below).map(|node| &node.base);
            }
            Some(Origin::Stage(below)) => break ids.get(below),
            _ => break None,
        }
    };
    let base = match (id, &state.base) {
        (Some(id), _) => id.hex(),
        (None, Some(base)) => base.name.clone(),
        (None, None) => "scratch".to_owned(),
    };
    let labels = &mut state.config.config.labels;
    labels.insert(STAGE_NAME.to_owned(), name.unwrap_or_else(|| number.to_string()));
    labels.insert(STAGE_BASE.to_owned(), base);
}

fn derive(shop: &Shop<'_>, mut config: ImageConfig, base: Option<BaseImage>, names: &[Reference]) -> Result<Image> {
    let Options { result, timestamp, .. } = shop.options;
    if result.omit_history {
        config.history.clear();
    }
    let created = config.created.as_deref().and_then(|text| text.parse().ok());
    let created = timestamp.or(created).unwrap_or_else(Timestamp::now);
    let annotations = match result.dialect {
        Dialect::Oci => annotations(base, created, result),
        Dialect::Docker => BTreeMap::new(),
    };
    let derived = Derived { created, dialect: result.dialect, annotations, ..Derived::of(config) };
    image::derive(shop.engine.store, derived, names)
}

/// The annotations of an image: its base's own, what is to be said of that one and of this one, and over these what the
/// flags say.
fn annotations(base: Option<BaseImage>, created: Timestamp, result: &ResultOptions) -> BTreeMap<String, String> {
    let mut annotations = BTreeMap::new();
    if let Some(base) = base {
        annotations.extend(base.annotations.into_iter().filter(|_| result.inherit_annotations));
        annotations.insert(BASE_NAME.to_owned(), base.name);
        match base.digest {
            Some(digest) => annotations.insert(BASE_DIGEST.to_owned(), digest.to_string()),
            None => annotations.remove(BASE_DIGEST),
        };
    }
    // That of the base says nothing of this image.
    annotations.remove(CREATED);
    if result.created_annotation {
        annotations.insert(CREATED.to_owned(), created.to_string());
    }
    result.unset_annotations.iter().for_each(|name| _ = annotations.remove(name));
    annotations.extend(result.annotations.clone());
    annotations
}

/// What flags add to the image's configuration and take away from it.
fn adjust(whole: &mut ImageConfig, result: &ResultOptions) {
    let config = &mut whole.config;
    result.unset_labels.iter().for_each(|name| _ = config.labels.remove(name));
    config.labels.extend(result.labels.iter().cloned());
    config.env.retain(|item| !result.unset_env.iter().any(|name| item.split('=').next() == Some(name)));
    if let Some(version) = &result.os_version {
        whole.other.insert("os.version".to_owned(), version.clone().into());
    }
    if !result.os_features.is_empty() {
        let features = os_features(whole.other.get("os.features"), &result.os_features);
        whole.other.insert("os.features".to_owned(), features.into());
    }
}

/// What of the operating system an image needs, when `changes` are made; one that ends in a dash goes.
fn os_features(before: Option<&serde_json::Value>, changes: &[String]) -> Vec<String> {
    let before = before.and_then(serde_json::Value::as_array).into_iter().flatten();
    let mut features: Vec<String> = before.filter_map(|feature| feature.as_str().map(str::to_owned)).collect();
    for change in changes {
        let name = change.strip_suffix('-').unwrap_or(change);
        features.retain(|feature| feature != name);
        features.extend((name == change).then(|| change.clone()));
    }
    features
}
