//! From the last stage to an image.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::options::{Options, ResultOptions};
use super::stage::{BaseImage, Shop, State};
use crate::error::Result;
use crate::image::{self, Derived, Dialect};
use crate::store::Image;

/// The annotations that say which image another one is based on (OCI image spec, annotations.md).
const BASE_NAME: &str = "org.opencontainers.image.base.name";
const BASE_DIGEST: &str = "org.opencontainers.image.base.digest";

/// Puts the image into the store and gives it its names.
pub(super) fn image(shop: &Shop<'_>, state: State) -> Result<Image> {
    let Options { result, timestamp, .. } = shop.options;
    let mut config = state.config;
    adjust(&mut config.config, result);
    if result.omit_history {
        config.history.clear();
    }
    let created = config.created.as_deref().and_then(|text| text.parse().ok());
    let created = timestamp.or(created).unwrap_or_else(Timestamp::now);
    let annotations = match (result.dialect, state.base) {
        (Dialect::Oci, Some(base)) => annotations_on(base, result),
        _ => result.annotations.clone(),
    };
    let derived = Derived { created, dialect: result.dialect, annotations, ..Derived::of(config) };
    image::derive(shop.engine.store, derived, &result.names)
}

/// The annotations of an image on a base: the base's own, what is to be said of it, and over these what the flags say.
fn annotations_on(base: BaseImage, result: &ResultOptions) -> BTreeMap<String, String> {
    let mut annotations = if result.inherit_annotations { base.annotations } else { BTreeMap::new() };
    annotations.insert(BASE_NAME.to_owned(), base.name);
    match base.digest {
        Some(digest) => annotations.insert(BASE_DIGEST.to_owned(), digest.to_string()),
        None => annotations.remove(BASE_DIGEST),
    };
    result.unset_annotations.iter().for_each(|name| _ = annotations.remove(name));
    annotations.extend(result.annotations.clone());
    annotations
}

/// What flags add to the image's configuration and take away from it.
fn adjust(config: &mut image::config::RunConfig, result: &ResultOptions) {
    result.unset_labels.iter().for_each(|name| _ = config.labels.remove(name));
    config.labels.extend(result.labels.iter().cloned());
    config.env.retain(|item| !result.unset_env.iter().any(|name| item.split('=').next() == Some(name)));
    for item in &result.env {
        let (name, value) = item.split_once('=').unwrap_or((item, ""));
        super::config::set_variable(&mut config.env, name, value);
    }
}
