//! Images: pull, load, import, look up, remove, inspect. Raw bytes of manifests and configurations are kept as they came,
//! since their digests are over bytes.
#![allow(dead_code)]

mod change;
pub(crate) mod config;
mod fetch;
mod import;
mod inspect;
mod load;
mod lookup;
mod manifest;
mod progress;
mod pull;
mod remove;
mod stream;

#[allow(unused_imports)]
pub(crate) use self::{
    config::ImageConfig,
    import::{ImportOptions, Source, import},
    inspect::inspect,
    load::{Loaded, load},
    lookup::{lookup, require},
    manifest::{Descriptor, Document, ImageManifest, parse as parse_manifest},
    progress::{LayerProgress, Progress, Silent},
    pull::{Policy, PullOptions, pull},
    remove::{Removed, remove},
};

use crate::{
    error::{Context, Result},
    store::{Image, Store},
};

/// The configuration of an image in the store.
pub(crate) fn config_of(store: &Store, image: &Image) -> Result<ImageConfig> {
    let bytes = store.image_config(&image.id)?;
    ImageConfig::parse(&bytes).with_context(|| format!("image {}", image.id))
}

#[cfg(test)]
mod tests;
