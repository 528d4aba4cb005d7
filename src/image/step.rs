//! Steps of builds in a registry: each is an image of one layer whose tag is the step's key.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    config::{History, ImageConfig, RootFs},
    connect::Connect,
    fetch::Fetch,
    manifest::{Document, parse},
    progress::Silent,
    push::{PushOptions, Pusher},
};
use crate::{
    archive::Windows,
    config::{Dirs, Endpoint, Env, Registries, Trust},
    error::{Context, Error, Result},
    name::{Digest, Platform, Reference},
    registry::{Access, Cancel, Repository},
    store::{Partials, Store},
};

/// The largest configuration that is read, in bytes.
const CONFIG_LIMIT: u64 = 1 << 20;

/// What a step has made, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MadeLayer {
    pub(crate) layer: Digest,
    pub(crate) created: Timestamp,
}

/// Brings the layer of the step `name` into the store; none if the repository does not have the step. The caller holds
/// [`Store::share`].
pub(crate) fn pull_step(store: &Store, env: &Env, name: &Reference, connect: &Connect) -> Result<Option<MadeLayer>> {
    let registries = Registries::load(env)?;
    if !Trust::load(env)?.check(name)?.is_empty() {
        return Err(Error::new(format!("policy.json wants signatures for {name}, and steps of builds have none"))
            .hint("let the repository in without signatures, or leave --cache-from out")
            .into());
    }
    let access = connect.access(env, &registries)?;
    let places = registries.endpoints(name)?;
    let last = places.len().saturating_sub(1);
    for (at, endpoint) in places.into_iter().enumerate() {
        match pull_from(store, env, name, endpoint, access.clone()) {
            // A mirror need not have it, and need not be there.
            Ok(None) | Err(_) if at < last => {}
            result => return result.with_context(|| format!("cannot pull {name}")),
        }
    }
    Ok(None)
}

fn pull_from(
    store: &Store,
    env: &Env,
    name: &Reference,
    endpoint: Endpoint,
    access: Access,
) -> Result<Option<MadeLayer>> {
    let repository = Repository::new(endpoint, access);
    let tag = name.tag_or_digest();
    if !repository.has_manifest(&tag)? {
        return Ok(None);
    }
    let manifest = repository.manifest(&tag, None)?;
    let Document::Image(image) = parse(&manifest.bytes, &manifest.media_type)? else {
        return Err(Error::new("it is a list of images and no step of a build").into());
    };
    let (partials, cancel) = (Partials::new(&Dirs::new(env)?.cache), Cancel::default());
    let fetch = Fetch {
        store,
        repositories: &[Arc::new(repository)],
        partials: &partials,
        progress: &Silent,
        cancel: &cancel,
        windows: Windows::default(),
    };
    let config = ImageConfig::parse(&fetch.small(&image.config, CONFIG_LIMIT).context("the step's configuration")?)?;
    let created = config.created.as_deref().and_then(|time| time.parse().ok());
    let (Some(created), [layer], 1) = (created, config.rootfs.diff_ids.as_slice(), image.layers.len()) else {
        return Err(Error::new("it is an image and no step of a build").into());
    };
    fetch.layers(&image.layers, &config.rootfs.diff_ids)?;
    Ok(Some(MadeLayer { layer: *layer, created }))
}

/// Puts a step under `name`, unless it is there. `text` is the instruction, for people.
pub(crate) fn push_step(
    store: &Store,
    env: &Env,
    name: &Reference,
    made: MadeLayer,
    text: &str,
    connect: &Connect,
) -> Result<()> {
    let options = PushOptions { connect: connect.clone(), ..PushOptions::default() };
    let pusher = Pusher::new(store, env, name, &options, &Silent)?;
    let tag = name.tag_or_digest();
    let push = || -> Result<()> {
        if pusher.has(&tag)? {
            return Ok(());
        }
        pusher.unlisted(&config(made, text).to_bytes()?, &[made.layer], &tag).map(drop)
    };
    push().with_context(|| format!("cannot push to {name}"))
}

fn config(made: MadeLayer, text: &str) -> ImageConfig {
    let Platform { os, arch, variant } = Platform::host();
    let created = Some(made.created.to_string());
    ImageConfig {
        created: created.clone(),
        os,
        architecture: arch,
        variant: variant.unwrap_or_default(),
        rootfs: RootFs { kind: "layers".to_owned(), diff_ids: vec![made.layer] },
        history: vec![History { created, created_by: text.to_owned(), ..History::default() }],
        ..ImageConfig::default()
    }
}
