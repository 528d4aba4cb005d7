//! Images: pull, load, import, derive, look up, remove, inspect. Raw bytes of manifests and configurations are kept as they came,
//! since their digests are over bytes.

mod change;
pub(crate) mod config;
mod connect;
mod derive;
mod diff;
mod family;
mod fetch;
mod history;
mod import;
mod inspect;
mod list;
mod load;
mod lookup;
mod manifest;
mod naming;
mod parts;
mod progress;
mod pull;
mod push;
mod remote;
mod remove;
mod repair;
mod save;
mod search;
mod signature;
mod step;
mod stream;
pub(crate) mod tree;

#[cfg(test)]
pub(crate) use self::load::Loaded;
pub(crate) use self::{
    change::apply as apply_change,
    config::{Healthcheck, ImageConfig},
    connect::Connect,
    derive::{Derived, derive},
    diff::diff,
    family::Family,
    history::{Step, history},
    import::{ImportOptions, Source, import},
    inspect::inspect,
    list::{
        Adding, EntryChanges, Found, ListOptions, add_to_list, annotate_list, create_list, find_entries, instance,
        list_of, list_to_remove, make_list, push_list, remove_from_list, require_list,
    },
    load::{load, load_named},
    lookup::{lookup, require, to_remove},
    manifest::Dialect,
    naming::{local_name, tag, untag},
    progress::{LayerProgress, Progress, Silent},
    pull::{Policy, PullOptions, pull},
    push::{PushOptions, Pushed, Pusher, push},
    remove::{Removal, Removed, prune, remove, remove_unused},
    repair::repair,
    save::{Chosen, Layout, choose, save, save_directory},
    search::{knows_user, remote_list, search, tags},
    step::{MadeLayer, pull_step, push_step},
};

use std::collections::BTreeMap;

use crate::{
    error::{Context, Result},
    name::Digest,
    store::{Image, Store},
};

/// The configuration of an image in the store.
pub(crate) fn config_of(store: &Store, image: &Image) -> Result<ImageConfig> {
    let bytes = store.image_config(&image.id)?;
    ImageConfig::parse(&bytes).with_context(|| format!("image {}", image.id))
}

/// The digest of an image's manifest; none where the store has no manifest of it.
pub(crate) fn manifest_digest(store: &Store, id: &Digest) -> Result<Option<Digest>> {
    Ok(store.image_manifest(id)?.as_deref().map(Digest::of))
}

/// The digest of an image's manifest and its annotations; none where the store has no manifest of it.
pub(crate) fn manifest_of(store: &Store, id: &Digest) -> Result<Option<(Digest, BTreeMap<String, String>)>> {
    let Some(bytes) = store.image_manifest(id)? else { return Ok(None) };
    let annotations = match manifest::parse(&bytes, "").with_context(|| format!("image {id}"))? {
        manifest::Document::Image(image) => image.annotations,
        manifest::Document::Index(_) => BTreeMap::new(),
    };
    Ok(Some((Digest::of(&bytes), annotations)))
}

/// What `typed`, which led to `image`, is called in full.
pub(crate) fn full_name(image: &Image, typed: &str) -> String {
    let mut names = image.names.iter().map(ToString::to_string);
    names.find(|name| name.contains(typed)).unwrap_or_else(|| typed.to_owned())
}

#[cfg(test)]
mod tests;
