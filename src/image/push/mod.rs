//! From an image in the store to a registry. Layers stream from recipe and objects through compression to the registry: none
//! is ever whole on disk or in memory.

mod copy;
mod layer;
mod manifest;

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use self::{layer::Source, manifest::Rewrite};
use super::{
    connect::Connect,
    manifest::{Descriptor, Dialect, Document, ImageManifest, parse, synthesise},
    progress::Progress,
};
use crate::{
    archive::Packing,
    config::{Env, Registries, Trust},
    error::{Context, Error, Result},
    name::{Digest, Reference},
    registry::{Access, Cancel, Repository},
    store::{Image, Store},
};

/// Layers under way at the same time: one waits for the registry while another one is compressed.
const AT_ONCE: usize = 3;

/// How to push.
#[derive(Debug, Clone, Default)]
pub(crate) struct PushOptions {
    pub(crate) connect: Connect,
    /// `None`: as the image came.
    pub(crate) format: Option<Dialect>,
    /// How layers are compressed that the registry does not have in any form; gzip when `None`.
    pub(crate) packing: Option<Packing>,
    /// `None`: the default of the compression.
    pub(crate) level: Option<i32>,
    /// Layers that the registry has in another compression are sent again.
    pub(crate) force_compression: bool,
}

/// What the registry has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pushed {
    pub(crate) digest: Digest,
    /// Bytes of the manifest.
    pub(crate) size: u64,
    pub(crate) media_type: String,
}

/// Pushes an image to the name `destination`.
pub(crate) fn push(
    store: &Store,
    env: &Env,
    image: &Image,
    destination: &Reference,
    options: &PushOptions,
    progress: &dyn Progress,
) -> Result<Pushed> {
    Pusher::new(store, env, destination, options, progress)?
        .image(image, &destination.tag_or_digest())
        .with_context(|| format!("cannot push to {destination}"))
}

/// A repository that images are pushed to.
pub(crate) struct Pusher<'a> {
    store: &'a Store,
    repository: Arc<Repository>,
    options: &'a PushOptions,
    progress: &'a dyn Progress,
    cancel: Cancel,
    /// For what is copied from other registries.
    registries: Arc<Registries>,
    access: Access,
    trust: Arc<Trust>,
    /// The host as images' names have it, which registries.conf may have put another one in place of.
    host: String,
}

impl<'a> Pusher<'a> {
    /// Finds out where `destination` is. Mirrors are never written to.
    pub(crate) fn new(
        store: &'a Store,
        env: &Env,
        destination: &Reference,
        options: &'a PushOptions,
        progress: &'a dyn Progress,
    ) -> Result<Self> {
        options.check()?;
        let registries = Registries::load(env)?;
        let access = options.connect.access(env, &registries)?;
        let cancel = access.cancel.clone();
        let endpoint = registries.endpoints(destination)?.pop().context("registries.conf gives no place to push to")?;
        let repository = Arc::new(Repository::new(endpoint, Access { push: true, ..access.clone() }));
        let (registries, trust, host) = (Arc::new(registries), Arc::new(Trust::load(env)?), destination.host.clone());
        Ok(Pusher { store, repository, options, progress, cancel, registries, access, trust, host })
    }

    /// The same repository, which is sent layers in this form, whatever form it has them in.
    fn compressing<'b>(&'b self, options: &'b PushOptions) -> Pusher<'b> {
        let (repository, registries, trust) = (self.repository.clone(), self.registries.clone(), self.trust.clone());
        let (access, cancel, host) = (self.access.clone(), self.cancel.clone(), self.host.clone());
        let Pusher { store, progress, .. } = *self;
        Pusher { store, repository, options, progress, cancel, registries, access, trust, host }
    }

    /// Pushes an image by its digest, with all layers in another compression.
    pub(crate) fn image_in(&self, image: &Image, packing: Packing) -> Result<Pushed> {
        let options =
            PushOptions { packing: Some(packing), level: None, force_compression: true, ..self.options.clone() };
        options.check()?;
        self.compressing(&options).image(image, "")
    }

    /// The format that was asked for.
    pub(crate) fn format(&self) -> Option<Dialect> {
        self.options.format
    }

    /// Pushes an image and puts its manifest under `name`, a tag or the manifest's own digest. An empty name stands for the
    /// digest: that is how the members of an index are pushed.
    pub(crate) fn image(&self, image: &Image, name: &str) -> Result<Pushed> {
        // The layers must not be collected meanwhile.
        let _share = self.store.share()?;
        let config = self.store.image_config(&image.id)?;
        self.parts(image, &config, name)
    }

    /// Pushes an image that the store has the layers of and does not know. The caller holds [`Store::share`].
    pub(super) fn unlisted(&self, config: &[u8], layers: &[Digest], name: &str) -> Result<Pushed> {
        let (id, layers) = (Digest::of(config), layers.to_vec());
        let (digests, names, history, sources) = Default::default();
        self.parts(&Image { id, created: None, size: 0, layers, digests, names, history, sources }, config, name)
    }

    /// Whether the repository has a manifest of this name.
    pub(super) fn has(&self, name: &str) -> Result<bool> {
        self.repository.has_manifest(name)
    }

    fn parts(&self, image: &Image, config: &[u8], name: &str) -> Result<Pushed> {
        let bytes = self.manifest_of(image, config)?;
        let Document::Image(manifest) = parse(&bytes, "")? else {
            return Err(Error::new(format!("image {} has an index in place of a manifest", image.id)).into());
        };
        let layers = self.layers(image, &manifest)?;
        self.config(config, &image.id)?;
        let rewrite = Rewrite { format: self.options.format, config: &manifest.config, layers: &layers };
        let (bytes, media_type) = rewrite.apply(bytes, &manifest)?;
        self.document(&bytes, &media_type, name)
    }

    /// Puts the bytes of a manifest or an index under `name`, as [`Pusher::image`] does. What it refers to must be there.
    pub(crate) fn document(&self, bytes: &[u8], media_type: &str, name: &str) -> Result<Pushed> {
        let digest = Digest::of(bytes);
        let by_digest = digest.to_string();
        if name.starts_with("sha256:") && name != by_digest {
            return Err(Error::new(format!("the manifest has become {digest}, and cannot be stored as {name}"))
                .hint("push to a tag instead")
                .into());
        }
        let name = if name.is_empty() { by_digest.as_str() } else { name };
        self.repository.put_manifest(name, bytes, media_type)?;
        Ok(Pushed { digest, size: bytes.len() as u64, media_type: media_type.to_owned() })
    }

    /// The image's own manifest, or one for its layers as they are.
    fn manifest_of(&self, image: &Image, config: &[u8]) -> Result<Vec<u8>> {
        if let Some(bytes) = self.store.image_manifest(&image.id)? {
            return Ok(bytes);
        }
        let sized =
            |diff_id: &Digest| -> Result<_> { Ok((*diff_id, self.store.layer(diff_id)?.map_or(0, |info| info.size))) };
        let layers = image.layers.iter().map(sized).collect::<Result<Vec<_>>>()?;
        synthesise(config, &layers)
    }

    /// Brings all layers to the registry, several at a time; the blobs that they are there.
    fn layers(&self, image: &Image, manifest: &ImageManifest) -> Result<Vec<Descriptor>> {
        if image.layers.len() != manifest.layers.len() {
            return Err(Error::new(format!("the manifest of image {} does not have its layers", image.id)).into());
        }
        let neighbours = &self.neighbours(image)?;
        let pairs: Vec<_> = image.layers.iter().zip(&manifest.layers).collect();
        let layers = self.at_once(pairs.len(), |at| {
            let pair = pairs.get(at).map(|&(diff_id, original)| Source { pusher: self, diff_id, original, neighbours });
            pair.map(|source| source.bring()).transpose()
        })?;
        Ok(layers.into_iter().flatten().collect())
    }

    /// Does `work` for each number below `count`, several at a time. The first error ends it all.
    fn at_once<T: Send>(&self, count: usize, work: impl Fn(usize) -> Result<T> + Sync) -> Result<Vec<T>> {
        let (next, results, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(None));
        std::thread::scope(|scope| {
            for _ in 0..count.min(AT_ONCE) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= count || lock(&failed).is_some() {
                            return;
                        }
                        match work(at) {
                            Ok(result) => lock(&results).push((at, result)),
                            Err(error) => {
                                lock(&failed).get_or_insert(error);
                                self.cancel.cancel();
                            }
                        }
                    }
                });
            }
        });
        if let Some(error) = lock(&failed).take() {
            return Err(error);
        }
        let mut results = std::mem::take(&mut *lock(&results));
        results.sort_by_key(|(at, _)| *at);
        Ok(results.into_iter().map(|(_, result)| result).collect())
    }

    /// Other repositories of the same registry that layers of this image may be in: those of all images that share one.
    fn neighbours(&self, image: &Image) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for other in self.store.images()? {
            if other.layers.iter().any(|layer| image.layers.contains(layer)) {
                let names = other.names.iter().chain(&other.digests).filter(|name| name.host == self.host);
                found.extend(names.map(|name| name.path.clone()));
            }
        }
        found.remove(&self.repository.reference().path);
        Ok(found)
    }

    fn config(&self, bytes: &[u8], id: &Digest) -> Result<()> {
        if !self.repository.has_blob(id)? {
            self.repository.put_blob(bytes, id).context("the image's configuration")?;
        }
        Ok(())
    }
}

impl PushOptions {
    fn check(&self) -> Result<()> {
        let packing = self.packing.unwrap_or_default();
        if self.format == Some(Dialect::Docker) && packing != Packing::Gzip {
            return Err(Error::new(format!("the format v2s2 knows no {packing}"))
                .hint("leave --format out, or choose --compression-format gzip")
                .into());
        }
        packing.check(self.level)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
