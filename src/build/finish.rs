//! From the last stage to an image.

use jiff::Timestamp;

use super::options::{Options, ResultOptions};
use super::stage::{Shop, State};
use crate::error::Result;
use crate::image::{self, Derived, Dialect};
use crate::store::Image;

/// The annotation that names the image that another one is based on (OCI image spec, annotations.md).
const BASE_NAME: &str = "org.opencontainers.image.base.name";

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
    let mut annotations = result.annotations.clone();
    if let (Dialect::Oci, Some(base)) = (result.dialect, &state.base_name) {
        annotations.entry(BASE_NAME.to_owned()).or_insert_with(|| base.clone());
    }
    let derived = Derived { created, dialect: result.dialect, annotations, ..Derived::of(config) };
    image::derive(shop.engine.store, derived, &result.names)
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
