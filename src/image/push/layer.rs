//! One layer on its way to the registry: found there, mounted from a neighbour, or sent.

use std::{collections::BTreeSet, io::Write, sync::Mutex};

use super::{Pusher, lock};
use crate::{
    archive::Packed,
    error::{Context, Error, Result},
    image::manifest::{Descriptor, OCI_LAYER},
    name::{Digest, Metered},
    store::Blob,
};

/// At most so many neighbours are asked for each layer.
const NEIGHBOURS: usize = 3;

/// A layer and where it may be found.
pub(super) struct Source<'a> {
    pub(super) pusher: &'a Pusher<'a>,
    pub(super) diff_id: &'a Digest,
    /// What the image's manifest says.
    pub(super) original: &'a Descriptor,
    /// Paths of repositories of the same registry.
    pub(super) neighbours: &'a BTreeSet<String>,
}

impl Source<'_> {
    /// Makes sure that the repository has the layer; gives back the blob that it is there.
    pub(super) fn bring(&self) -> Result<Descriptor> {
        match self.find().with_context(|| format!("layer {:.12}", self.diff_id.hex()))? {
            Some(blob) => {
                self.pusher.progress.present(&blob.digest);
                Ok(blob)
            }
            None => self.send().with_context(|| format!("layer {:.12}", self.diff_id.hex())),
        }
    }

    /// A form of the layer that the registry has already. The one that the manifest names comes first, so that an image
    /// that has not changed keeps its digest.
    fn find(&self) -> Result<Option<Descriptor>> {
        let forms = self.forms()?;
        let repository = &self.pusher.repository;
        for form in &forms {
            if repository.has_blob(&form.digest)? {
                return Ok(Some(form.clone()));
            }
        }
        for form in forms.iter().filter(|form| form.media_type != OCI_LAYER) {
            for from in self.neighbours.iter().take(NEIGHBOURS) {
                if repository.mount(&form.digest, from)? {
                    return Ok(Some(form.clone()));
                }
            }
        }
        Ok(None)
    }

    fn forms(&self) -> Result<Vec<Descriptor>> {
        let info = self.pusher.store.layer(self.diff_id)?;
        let info = info.ok_or_else(|| Error::new("it is not in the store"))?;
        let mut forms = vec![self.original.clone()];
        for Blob { digest, size, media_type, annotations } in info.blobs {
            if forms.iter().all(|known| known.digest != digest) {
                let form = Descriptor::new(digest, size, &media_type);
                forms.push(Descriptor { annotations, ..form });
            }
        }
        if self.pusher.options.force_compression {
            let wanted = self.pusher.options.packing.unwrap_or_default();
            forms.retain(|form| wanted.is(&form.media_type, &form.annotations));
        }
        Ok(forms)
    }

    fn send(&self) -> Result<Descriptor> {
        let (store, options) = (self.pusher.store, self.pusher.options);
        let packing = options.packing.unwrap_or_default();
        let size = store.layer(self.diff_id)?.map_or(0, |info| info.size);
        let progress = Mutex::new(self.pusher.progress.layer(self.diff_id, size));
        let packed = Mutex::new(Packed::default());
        let produce = |out: &mut dyn Write| -> Result<()> {
            let tell = |bytes: &[u8]| lock(&progress).advance(bytes.len() as u64);
            let export = |out: &mut dyn Write| store.export_layer(self.diff_id, Metered::new(out, tell));
            *lock(&packed) = packing.pack(out, options.level, export)?;
            Ok(())
        };
        let item = format!("layer {}", self.diff_id);
        let (digest, size) = self.pusher.repository.stream_blob(&item, &produce)?;
        let annotations = std::mem::take(&mut *lock(&packed)).annotations;
        let media_type = format!("{OCI_LAYER}+{}", packing.suffix());
        let blob = Blob { digest, size, media_type: media_type.clone(), annotations: annotations.clone() };
        store.add_blob(self.diff_id, blob)?;
        lock(&progress).done();
        Ok(Descriptor { annotations, ..Descriptor::new(digest, size, &media_type) })
    }
}
