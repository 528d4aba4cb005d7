//! Images that go from one repository to another, and are never in the store.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use super::{Pushed, Pusher, lock, manifest::Rewrite};
use crate::{
    error::{Context, Error, Result},
    image::{
        manifest::{Descriptor, Document, Parts, parse},
        remote::repositories,
        signature::verify,
    },
    name::{Digest, Metered, Reference},
    registry::Repository,
};

/// Indexes may contain indexes, but not for ever.
const MAX_DEPTH: usize = 4;

impl Pusher<'_> {
    /// Copies an image that a registry has, `source` with a digest, and puts its manifest under its own digest. Blobs are
    /// copied as they are; of the options only the format counts.
    pub(crate) fn copy(&self, source: &Reference) -> Result<Pushed> {
        self.try_copy(source).with_context(|| format!("image {source}"))
    }

    fn try_copy(&self, source: &Reference) -> Result<Pushed> {
        let digest = source.digest.context("its digest is not known")?;
        let signed = self.trust.check(source)?;
        let mut access = self.access.clone();
        // What was typed is for the destination; nobody else is to see it.
        access.credentials = access.credentials.filter(|_| source.host == self.host);
        let mut failure = Error::new("registries.conf gives no place to copy it from").into();
        for from in repositories(&self.registries, &access, source)? {
            let copied = || {
                signed.iter().try_for_each(|signed| verify(&from, signed, source, &[digest]))?;
                self.document_of(&from, &digest, 0)
            };
            match copied() {
                Ok(pushed) => return Ok(pushed),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn document_of(&self, from: &Arc<Repository>, digest: &Digest, depth: usize) -> Result<Pushed> {
        if depth == MAX_DEPTH {
            return Err(Error::new(format!("its indexes are nested more than {MAX_DEPTH} deep")).into());
        }
        let manifest = from.manifest("", Some(digest))?;
        let Parts { media_type, manifests, blobs } = Parts::of(&manifest.bytes, &manifest.media_type)?;
        for entry in &manifests {
            self.document_of(from, &entry.digest, depth + 1)?;
        }
        let blobs: Vec<Descriptor> = blobs.into_iter().filter(|blob| !blob.is_foreign()).collect();
        self.at_once(blobs.len(), |at| blobs.get(at).map_or(Ok(()), |blob| self.blob_of(from, blob)))?;
        let (bytes, media_type) = match (self.options.format, parse(&manifest.bytes, &manifest.media_type)) {
            (format @ Some(_), Ok(Document::Image(image))) => {
                Rewrite { format, config: &image.config, layers: &image.layers }.apply(manifest.bytes, &image)?
            }
            _ => (manifest.bytes, media_type),
        };
        self.document(&bytes, &media_type, "")
    }

    /// Makes sure that our repository has a blob that `from` has.
    fn blob_of(&self, from: &Arc<Repository>, blob: &Descriptor) -> Result<()> {
        let (here, there) = (self.repository.reference(), from.reference());
        let neighbours = here.host == there.host && here.path != there.path;
        if self.repository.has_blob(&blob.digest)?
            || (neighbours && self.repository.mount(&blob.digest, &there.path)?)
        {
            self.progress.present(&blob.digest);
            return Ok(());
        }
        let progress = Mutex::new(self.progress.layer(&blob.digest, blob.size));
        let produce = |out: &mut dyn Write| -> Result<()> {
            let tell = |bytes: &[u8]| lock(&progress).advance(bytes.len() as u64);
            // It ends only when it was the right one.
            let mut body = from.blob(&blob.digest, blob.size)?;
            io::copy(&mut body, &mut Metered::new(out, tell))?;
            Ok(())
        };
        self.repository.stream_blob(&format!("blob {}", blob.digest), &produce)?;
        lock(&progress).done();
        Ok(())
    }
}
