//! Images: raw bytes of configuration and manifest, and our record of them.

mod names;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::{self, Durability};
use super::{Action, Event, Store};
use crate::error::{Context, Error, Kind, Result, one_line};
use crate::name::{Digest, Reference};

/// An image to be put into the store. Its layers must be there already, kept by [`Store::share`].
#[derive(Debug, Clone, Default)]
pub(crate) struct NewImage {
    /// The configuration, byte for byte: its digest is the image's id.
    pub(crate) config: Vec<u8>,
    /// The manifest, byte for byte, where there was one.
    pub(crate) manifest: Option<Vec<u8>>,
    /// Diff ids, the lowest first.
    pub(crate) layers: Vec<Digest>,
    /// Names with digests that registries have the image under.
    pub(crate) digests: Vec<Reference>,
    /// What it is called from the moment on in which it is there: nobody may take it for one that is in the way.
    pub(crate) names: Vec<Reference>,
}

/// An image in the store.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// The digest of the configuration.
    pub(crate) id: Digest,
    /// When the image was made, as its configuration says.
    pub(crate) created: Option<Timestamp>,
    /// Bytes in all files of all layers.
    pub(crate) size: u64,
    /// Diff ids, the lowest first.
    pub(crate) layers: Vec<Digest>,
    /// Names with digests that registries have the image under.
    pub(crate) digests: Vec<Reference>,
    /// What the image is called here, sorted.
    pub(crate) names: Vec<Reference>,
    /// What it was called at any time, the latest first.
    pub(crate) history: Vec<Reference>,
    /// Where registries have images that are in a list, and perhaps not here: names with digests.
    pub(crate) sources: Vec<Reference>,
}

/// `image.json`. Names are not in it: they change without the image.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    #[serde(default)]
    created: Option<Timestamp>,
    size: u64,
    layers: Vec<Digest>,
    #[serde(default)]
    digests: Vec<Reference>,
    #[serde(default)]
    history: Vec<Reference>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Reference>,
}

/// The one field of the configuration that lists show.
#[derive(Deserialize)]
struct Created {
    #[serde(default)]
    created: Option<String>,
}

impl Store {
    /// Puts an image into the store, durably, and gives it back with the names that it has. If it is there already, the
    /// new digests are added to the known ones.
    ///
    /// # Errors
    /// When a layer is missing.
    pub(crate) fn put_image(&self, new: NewImage) -> Result<Image> {
        let id = Digest::of(&new.config);
        let staging = self.staging()?;
        let mut record = Record {
            created: created(&new.config),
            size: self.size_of(&new.layers)?,
            layers: new.layers,
            digests: new.digests,
            history: Vec::new(),
            sources: Vec::new(),
        };
        files::write(&staging.path().join("config"), &new.config, Durability::None)?;
        if let Some(manifest) = &new.manifest {
            files::write(&staging.path().join("manifest"), manifest, Durability::None)?;
        }
        files::write_json(&staging.path().join("image.json"), &record, Durability::None)?;
        self.sync()?;
        {
            let _lock = self.lock_images()?;
            if !staging.publish_once(&self.image_dir(&id))? {
                if let Some(known) = self.record(&id)? {
                    record.digests.extend(known.digests);
                    record.history = known.history;
                    record.sources = known.sources;
                }
                self.renew(&id, new.manifest.as_deref(), record)?;
            }
            new.names.iter().try_for_each(|name| self.give_name(name, &id))?;
        }
        self.sync()?;
        self.image(&id)?.ok_or_else(|| missing(&id).into())
    }

    /// Brings the files of an image that is there already up to date.
    fn renew(&self, id: &Digest, manifest: Option<&[u8]>, mut record: Record) -> Result<()> {
        record.digests.sort();
        record.digests.dedup();
        if let Some(manifest) = manifest {
            files::replace(&self.image_dir(id).join("manifest"), manifest, Durability::Ordered)?;
        }
        files::replace_json(&self.image_dir(id).join("image.json"), &record, Durability::Ordered)
    }

    /// Notes that the image is called `name` now. The lock on images is held.
    fn note_name(&self, name: &Reference, id: &Digest) -> Result<()> {
        let Some(mut record) = self.record(id)? else { return Ok(()) };
        if record.history.first() == Some(name) {
            return Ok(());
        }
        record.history.retain(|known| known != name);
        record.history.insert(0, name.clone());
        files::replace_json(&self.image_dir(id).join("image.json"), &record, Durability::Ordered)
    }

    /// Notes where registries have images of the list `id`.
    pub(crate) fn add_sources(&self, id: &Digest, sources: &[Reference]) -> Result<()> {
        let _lock = self.lock_images()?;
        let mut record = self.record(id)?.ok_or_else(|| missing(id))?;
        record.sources.extend_from_slice(sources);
        record.sources.sort();
        record.sources.dedup();
        files::replace_json(&self.image_dir(id).join("image.json"), &record, Durability::Ordered)
    }

    /// Makes everything durable that was done to the store so far, in the order in which it was done.
    pub(super) fn sync(&self) -> Result<()> {
        let dir = self.objects_dir()?;
        rustix::fs::syncfs(dir).context("cannot sync the store")
    }

    /// All images, the newest first. Those whose record cannot be read are left out, with a warning.
    pub(crate) fn images(&self) -> Result<Vec<Image>> {
        let mut names: HashMap<Digest, Vec<Reference>> = HashMap::new();
        for (name, id) in self.names()? {
            names.entry(id).or_default().push(name);
        }
        let mut images = Vec::new();
        for id in self.image_ids()? {
            match self.record(&id) {
                Ok(Some(record)) => images.push(record.into_image(id, names.remove(&id).unwrap_or_default())),
                // It was removed while we looked.
                Ok(None) => {}
                Err(error) => {
                    let (id, why) = (id.hex(), one_line(&error));
                    log::warn!("image {id:.12} is left out: {why}; mend it with `coracle system check --repair`");
                }
            }
        }
        images.sort_by(|a, b| b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id)));
        Ok(images)
    }

    /// The image with this id.
    pub(crate) fn image(&self, id: &Digest) -> Result<Option<Image>> {
        let Some(record) = self.record(id)? else { return Ok(None) };
        let names = self.names()?.into_iter().filter(|(_, named)| named == id).map(|(name, _)| name).collect();
        Ok(Some(record.into_image(*id, names)))
    }

    /// The image that `text` means: a full name (`host/path:tag`), an id, or the first digits of one.
    ///
    /// # Errors
    /// When several ids begin with these digits.
    pub(crate) fn resolve_image(&self, text: &str) -> Result<Option<Image>> {
        if let Some(id) = self.find_id(text)? {
            return self.image(&id);
        }
        let Ok(name) = text.parse::<Reference>() else { return Ok(None) };
        match self.name(&name)? {
            Some(id) => self.image(&id),
            None => Ok(None),
        }
    }

    fn find_id(&self, text: &str) -> Result<Option<Digest>> {
        let digits = text.strip_prefix("sha256:").unwrap_or(text);
        let is_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits.is_empty() || digits.len() > 64 || !is_hex {
            return Ok(None);
        }
        let mut found = self.image_ids()?.into_iter().filter(|id| id.hex().starts_with(digits));
        match (found.next(), found.next()) {
            (Some(a), Some(b)) => Err(Error::new(format!(
                "\"{text}\" is ambiguous: the ids of at least two images begin like this, {:.12} and {:.12}",
                a.hex(),
                b.hex()
            ))
            .hint("give more digits")
            .into()),
            (id, _) => Ok(id),
        }
    }

    /// The raw bytes of an image's configuration.
    pub(crate) fn image_config(&self, id: &Digest) -> Result<Vec<u8>> {
        files::read(&self.image_dir(id).join("config"))?.ok_or_else(|| missing(id).into())
    }

    /// The raw bytes of an image's manifest, where it came with one.
    pub(crate) fn image_manifest(&self, id: &Digest) -> Result<Option<Vec<u8>>> {
        files::read(&self.image_dir(id).join("manifest"))
    }

    /// Removes an image with all its names, and what only it needs: layers that no other image and no container has, and
    /// their contents. Whether the image may go (containers that use it, other names) is for the caller to know. When
    /// something is being added to the store just now, the layers stay until the next collection.
    ///
    /// # Errors
    /// When there is no such image, or it is mounted.
    pub(crate) fn remove_image(&self, id: &Digest) -> Result<()> {
        let layers = self.take_image(id)?;
        self.remove_unused_layers(&layers)
    }

    /// Removes an image whatever state its record is in. Its layers are left to the next collection.
    pub(crate) fn forget_image(&self, id: &Digest) -> Result<()> {
        let _lock = self.lock_images()?;
        for (name, _) in self.names()?.iter().filter(|(_, named)| named == id) {
            let path = self.name_path(name);
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        self.discard(&self.image_dir(id))
    }

    /// Takes the record and the names away; the layers that the image had.
    fn take_image(&self, id: &Digest) -> Result<Vec<Digest>> {
        let _lock = self.lock_images()?;
        if self.is_mounted(&id.hex()) {
            return Err(Error::with_kind(Kind::InUse, format!("image {:.12} is mounted", id.hex()))
                .hint("unmount it first (`coracle image umount`), or remove it with --force")
                .into());
        }
        let layers = self.record(id)?.ok_or_else(|| missing(id))?.layers;
        let mut names = Vec::new();
        for (name, _) in self.names()?.iter().filter(|(_, named)| named == id) {
            let path = self.name_path(name);
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            self.note(&Event::image(Action::Untag, Some(id), name));
            names.push(name.to_string());
        }
        self.discard(&self.image_dir(id))?;
        let name = if let [only] = names.as_slice() { only.clone() } else { id.hex() };
        self.note(&Event::image(Action::Remove, Some(id), name));
        Ok(layers)
    }

    /// The layers that images have, once for each image.
    pub(super) fn layers_of_images(&self) -> Result<Vec<Digest>> {
        let mut layers = Vec::new();
        for id in self.image_ids()? {
            layers.extend(self.record(&id)?.map(|record| record.layers).unwrap_or_default());
        }
        Ok(layers)
    }

    /// Fails when there is no such image.
    pub(super) fn require_image(&self, id: &Digest) -> Result<()> {
        if self.has_image(id) { Ok(()) } else { Err(missing(id).into()) }
    }

    pub(super) fn has_image(&self, id: &Digest) -> bool {
        self.image_dir(id).exists()
    }

    /// The ids of all images, also of those whose record cannot be read.
    pub(crate) fn image_ids(&self) -> Result<Vec<Digest>> {
        files::digests_in(&self.images_dir())
    }

    fn record(&self, id: &Digest) -> Result<Option<Record>> {
        files::read_json(&self.image_dir(id).join("image.json"))
    }

    pub(super) fn image_dir(&self, id: &Digest) -> PathBuf {
        self.images_dir().join(id.hex())
    }

    fn size_of(&self, layers: &[Digest]) -> Result<u64> {
        layers.iter().try_fold(0u64, |size, diff_id| {
            let info =
                self.layer(diff_id)?.ok_or_else(|| Error::new(format!("layer {diff_id} is not in the store")))?;
            Ok(size.saturating_add(info.file_bytes))
        })
    }
}

impl Record {
    fn into_image(self, id: Digest, names: Vec<Reference>) -> Image {
        let Record { created, size, layers, digests, history, sources } = self;
        Image { id, created, size, layers, digests, names, history, sources }
    }
}

fn created(config: &[u8]) -> Option<Timestamp> {
    serde_json::from_slice::<Created>(config).ok()?.created?.parse().ok()
}

fn missing(id: &Digest) -> Error {
    Error::with_kind(Kind::NotFound, format!("image {id} is not in the store"))
}
