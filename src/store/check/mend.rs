//! Mending: what is damaged is put aside, and made anew of what is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::diff_ids;
use crate::error::{Context, Error, Result};
use crate::name::Digest;
use crate::store::layers::staged;
use crate::store::{NewImage, Store, files, trash};

/// A part of the store that is out of the way while it is fetched anew; it comes back unless that succeeds.
pub(crate) struct Aside {
    from: PathBuf,
    to: PathBuf,
    done: bool,
}

impl Aside {
    /// What was put aside is of no use any more.
    pub(crate) fn forget(mut self) {
        self.done = true;
        let _ = trash::delete(&self.to);
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.done && !self.from.exists() {
            let _ = fs::rename(&self.to, &self.from);
        }
    }
}

impl Store {
    /// Builds a layer's tree anew from its recipe.
    ///
    /// # Errors
    /// When recipe or contents are damaged too; then the layer is as it was.
    pub(crate) fn rebuild_layer(&self, layer: &Digest) -> Result<()> {
        let staging = self.staging()?;
        let (mut reader, writer) = io::pipe()?;
        let (added, exported) = std::thread::scope(|scope| {
            let export = scope.spawn(move || self.export_layer(layer, io::BufWriter::with_capacity(256 << 10, writer)));
            let unpacked = self.unpack(&mut reader, &staging);
            drop(reader);
            (unpacked, export.join().unwrap_or_else(|_| Err(Error::new("this is a bug").into())))
        });
        exported?;
        let (unpacked, digest) = added?;
        if digest != *layer {
            return Err(Error::new(format!("layer {layer} is damaged")).into());
        }
        let blobs = self.layer(layer).ok().flatten().map(|info| info.blobs).unwrap_or_default();
        let old = self.put_aside(&self.layer_dir(layer))?;
        let mut rebuilt = staged(unpacked, digest, staging)?;
        blobs.into_iter().for_each(|blob| rebuilt.seen_as(blob));
        self.publish_layers(vec![rebuilt])?;
        old.forget();
        Ok(())
    }

    /// Makes an image's record anew from its configuration.
    ///
    /// # Errors
    /// When the configuration is damaged too, or a layer is missing; then the image is as it was.
    pub(crate) fn rebuild_image(&self, id: &Digest) -> Result<()> {
        let config = self.image_config(id)?;
        if Digest::of(&config) != *id {
            return Err(Error::new(format!("image {id} is damaged")).into());
        }
        let (layers, manifest) = (diff_ids(&config)?, self.image_manifest(id)?);
        let digests = self.image(id).ok().flatten().map(|image| image.digests).unwrap_or_default();
        let old = self.put_image_aside(id)?;
        self.put_image(NewImage { config, manifest, layers, digests, names: Vec::new() })?;
        old.forget();
        Ok(())
    }

    /// Takes a layer out of the way.
    pub(crate) fn put_layer_aside(&self, layer: &Digest) -> Result<Option<Aside>> {
        let path = self.layer_dir(layer);
        path.exists().then(|| self.put_aside(&path)).transpose()
    }

    /// Takes an image out of the way; its names stay.
    pub(crate) fn put_image_aside(&self, id: &Digest) -> Result<Aside> {
        self.put_aside(&self.image_dir(id))
    }

    /// Takes a content out of the way.
    pub(crate) fn put_object_aside(&self, object: &Digest) -> Result<Option<Aside>> {
        let path = self.object_path(object);
        path.exists().then(|| self.put_aside(&path)).transpose()
    }

    /// The layers that need a content, as far as that can be told.
    pub(crate) fn layers_with(&self, object: &Digest) -> Result<Vec<Digest>> {
        Ok(self.layer_ids()?.into_iter().filter(|layer| self.has_object(layer, object)).collect())
    }

    /// The caller holds [`Store::share`], so that nobody takes it for a leftover.
    fn put_aside(&self, path: &Path) -> Result<Aside> {
        let to = self.staging_dir().join(files::random_hex()?);
        fs::rename(path, &to).with_context(|| format!("cannot move {}", path.display()))?;
        Ok(Aside { from: path.to_owned(), to, done: false })
    }
}
