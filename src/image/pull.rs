//! From a name to an image in the store.

use std::sync::Arc;

use super::{
    ImageConfig, config_of,
    connect::Connect,
    fetch::Fetch,
    full_name,
    lookup::lookup,
    manifest::{Document, ImageManifest, choose, parse},
    progress::Progress,
    signature::verify,
};
use crate::{
    archive::Windows,
    config::{Dirs, Endpoint, Env, Registries, Signed, Trust},
    error::{Context, Error, Kind, Result, kind, one_line},
    name::{Digest, ImageName, Platform, Reference},
    registry::{Access, Cancel, Manifest, Repository},
    store::{Action, Event, Image, NewImage, Partials, Store},
};

/// Indexes may contain indexes, but not for ever.
const MAX_DEPTH: usize = 4;
/// The largest configuration that is read, in bytes.
pub(super) const CONFIG_LIMIT: u64 = 8 << 20;

/// When to ask the registry (`--pull`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Policy {
    Always,
    /// When the image is not here.
    #[default]
    Missing,
    Never,
    /// When the registry has another image under the name; an unreachable registry is no error if the image is here.
    Newer,
}

/// How to pull.
#[derive(Debug, Clone, Default)]
pub(crate) struct PullOptions {
    pub(crate) policy: Policy,
    /// `None`: the one of this machine.
    pub(crate) platform: Option<Platform>,
    pub(crate) connect: Connect,
}

/// Makes sure that the image `name` is in the store, as far as the policy says, and gives it back.
pub(crate) fn pull(
    store: &Store,
    env: &Env,
    name: &str,
    options: &PullOptions,
    progress: &dyn Progress,
) -> Result<Image> {
    let local = match options.policy {
        Policy::Always => None,
        _ => lookup(store, name)?.filter(|image| fits(store, image, options)),
    };
    match (options.policy, local) {
        (Policy::Never, None) => {
            Err(Error::with_kind(Kind::Engine, format!("image {name} is not here, and must not be pulled"))
                .hint(format!("run `coracle pull {name}`, or leave out --pull=never"))
                .into())
        }
        (Policy::Missing | Policy::Never, Some(image)) => Ok(image),
        (_, local) => {
            let pulled = Puller::new(store, env, options, progress).and_then(|puller| puller.pull(name, local));
            tell(store, name, &pulled);
            pulled
        }
    }
}

fn tell(store: &Store, typed: &str, pulled: &Result<Image>) {
    match pulled {
        Ok(image) => {
            store.note(&Event::image(Action::Pull, Some(&image.id), full_name(image, typed)));
        }
        Err(error) => {
            let error = Some(crate::error::cause(error));
            store.note(&Event { error, ..Event::image(Action::PullError, None, typed) });
        }
    }
}

/// Whether a local image is of the platform that was asked for outright.
fn fits(store: &Store, image: &Image, options: &PullOptions) -> bool {
    let Some(wanted) = &options.platform else { return true };
    config_of(store, image).is_ok_and(|config| wanted.matches(&config.platform()))
}

struct Puller<'a> {
    store: &'a Store,
    registries: Registries,
    access: Access,
    platform: Platform,
    /// The platform was asked for, so another one is an error.
    strict: bool,
    newer: bool,
    partials: Partials,
    trust: Trust,
    progress: &'a dyn Progress,
}

impl<'a> Puller<'a> {
    fn new(store: &'a Store, env: &Env, options: &PullOptions, progress: &'a dyn Progress) -> Result<Self> {
        let PullOptions { policy, platform, connect } = options;
        let registries = Registries::load(env)?;
        let access = connect.access(env, &registries)?;
        let (strict, newer) = (platform.is_some(), *policy == Policy::Newer);
        let platform = platform.clone().unwrap_or_else(Platform::host);
        let trust = Trust::load(env)?;
        let partials = Partials::new(&Dirs::new(env)?.cache);
        partials.sweep();
        Ok(Puller { store, registries, access, platform, strict, newer, partials, trust, progress })
    }

    /// Tries every registry that the name may mean, and each by all its mirrors.
    fn pull(&self, name: &str, local: Option<Image>) -> Result<Image> {
        let mut failures = Vec::new();
        for reference in self.registries.candidates(&ImageName::parse(name)?)? {
            self.progress.trying(&reference);
            let signed = self.trust.check(&reference)?;
            let endpoints = self.registries.endpoints(&reference)?;
            for at in 0..endpoints.len() {
                let endpoints = endpoints.get(at..).unwrap_or_default();
                match self.pull_from(endpoints, &reference, &signed, local.as_ref()) {
                    Ok(image) => return Ok(image),
                    Err(error) => failures.push(error.context(format!("cannot pull {reference}"))),
                }
            }
        }
        match (local, failures.len()) {
            (Some(image), _) => Ok(image),
            (None, 1) => Err(failures.remove(0)),
            (None, _) => {
                let kind = failures.first().map_or(Kind::Engine, kind);
                let lines: Vec<String> = failures.iter().map(one_line).collect();
                Err(Error::with_kind(kind, lines.join("; ")).into())
            }
        }
    }

    /// Pulls from the first of the endpoints; the others stand in for it where it fails within the image.
    fn pull_from(
        &self,
        endpoints: &[Endpoint],
        name: &Reference,
        signed: &[Signed],
        local: Option<&Image>,
    ) -> Result<Image> {
        let cancel = Cancel::default();
        let repositories: Vec<Arc<Repository>> = endpoints
            .iter()
            .enumerate()
            .map(|(at, endpoint)| {
                let mut access = Access { cancel: cancel.clone(), ..self.access.clone() };
                if at + 1 < endpoints.len() {
                    // The next one is asked rather than this one again and again.
                    access.retry.attempts = access.retry.attempts.min(1);
                }
                Arc::new(Repository::new(endpoint.clone(), access))
            })
            .collect();
        let repository = repositories.first().context("registries.conf gives no place to pull from")?;
        let wanted = name.tag_or_digest();
        if let Some(image) = local.filter(|_| self.newer && name.digest.is_none())
            && let Some(digest) = repository.manifest_digest(&wanted)?
            && image.digests.iter().any(|known| known.digest == Some(digest))
        {
            return Ok(image.clone());
        }
        let top = repository.manifest(&wanted, name.digest.as_ref())?;
        let top_digest = top.digest;
        let (manifest, image) = self.find_image(repository, top)?;
        signed.iter().try_for_each(|signed| verify(repository, signed, name, &[top_digest, manifest.digest]))?;
        let (store, partials, progress) = (self.store, &self.partials, self.progress);
        let windows = Windows::default();
        let fetch = Fetch { store, repositories: &repositories, partials, progress, cancel: &cancel, windows };
        self.bring(&fetch, name, top_digest, manifest, &image)
    }

    /// Follows indexes to the manifest of one image.
    fn find_image(&self, repository: &Repository, mut manifest: Manifest) -> Result<(Manifest, ImageManifest)> {
        for _ in 0..MAX_DEPTH {
            match parse(&manifest.bytes, &manifest.media_type)? {
                Document::Image(image) => return Ok((manifest, *image)),
                Document::Index(manifests) => {
                    let entry = choose(&manifests, &self.platform)?;
                    manifest = repository.manifest("", Some(&entry.digest))?;
                    if manifest.bytes.len() as u64 != entry.size {
                        let (size, actual) = (entry.size, manifest.bytes.len());
                        let what = format!("manifest {} has {actual} bytes, its index says {size}", entry.digest);
                        return Err(Error::new(what).into());
                    }
                }
            }
        }
        Err(Error::new(format!("the image's indexes are nested more than {MAX_DEPTH} deep")).into())
    }

    fn bring(
        &self,
        fetch: &Fetch<'_>,
        name: &Reference,
        top: Digest,
        manifest: Manifest,
        image: &ImageManifest,
    ) -> Result<Image> {
        let bytes = fetch.small(&image.config, CONFIG_LIMIT).context("the image's configuration")?;
        let config = ImageConfig::parse(&bytes)?;
        if self.strict && !self.platform.matches(&config.platform()) {
            let (has, wanted) = (config.platform(), &self.platform);
            return Err(Error::new(format!("the image is for {has}, not for {wanted}")).into());
        }
        let diff_ids = config.rootfs.diff_ids;
        if diff_ids.len() != image.layers.len() {
            let (layers, ids) = (image.layers.len(), diff_ids.len());
            return Err(Error::new(format!("the manifest has {layers} layers, the configuration {ids}")).into());
        }
        let _share = self.store.share()?;
        fetch.layers(&image.layers, &diff_ids)?;
        let mut digests = vec![name.with_digest(top), name.with_digest(manifest.digest)];
        digests.dedup();
        // An image that was pulled by its digest is called by it.
        let names = vec![name.digest.map_or_else(|| name.clone(), |digest| name.with_digest(digest))];
        let new = NewImage { config: bytes, manifest: Some(manifest.bytes), layers: diff_ids, digests, names };
        self.store.put_image(new)
    }
}
