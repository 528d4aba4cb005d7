//! Layers in parallel: each streams from the registry into the store.

use std::{
    collections::HashSet,
    io::{self, Read},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    manifest::Descriptor,
    progress::{LayerProgress, Progress},
    stream::Unpacked,
};
use crate::{
    error::{Context, Error, Result},
    name::Digest,
    registry::{Body, Cancel, Repository},
    store::{Blob, Store},
};

/// Layers under way at the same time: enough to fill a line while one of them waits for its connection.
const AT_ONCE: usize = 4;

/// Where layers come from and go to.
pub(super) struct Fetch<'a> {
    pub(super) store: &'a Store,
    pub(super) repository: &'a Arc<Repository>,
    pub(super) progress: &'a dyn Progress,
    pub(super) cancel: &'a Cancel,
}

impl Fetch<'_> {
    /// Brings all layers into the store that are not there. The caller holds [`Store::share`]. The first error stops the
    /// other layers, and is the one that is reported.
    pub(super) fn layers(&self, blobs: &[Descriptor], diff_ids: &[Digest]) -> Result<()> {
        let mut seen = HashSet::new();
        let mut missing = Vec::new();
        for (blob, diff_id) in blobs.iter().zip(diff_ids).filter(|(_, diff_id)| seen.insert(**diff_id)) {
            match self.store.layer(diff_id)? {
                Some(_) => self.progress.present(&blob.digest),
                None => missing.push((blob, diff_id)),
            }
        }
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        std::thread::scope(|scope| {
            for _ in 0..missing.len().min(AT_ONCE) {
                scope.spawn(|| {
                    while let Some((blob, diff_id)) = missing.get(next.fetch_add(1, Ordering::Relaxed))
                        && !self.cancel.is_cancelled()
                    {
                        if let Err(error) = self.layer(blob, diff_id) {
                            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                            self.cancel.cancel();
                        }
                    }
                });
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn layer(&self, blob: &Descriptor, diff_id: &Digest) -> Result<()> {
        let mut progress = self.progress.layer(&blob.digest, blob.size);
        let mut add = || {
            let body = Counted { body: self.repository.blob(&blob.digest, blob.size)?, progress: &mut *progress };
            self.store.add_layer(Unpacked::new(body)?, Some(diff_id))
        };
        add().with_context(|| format!("layer {:.12}", blob.digest.hex()))?;
        let seen = Blob {
            digest: blob.digest,
            size: blob.size,
            media_type: blob.media_type.clone(),
            annotations: blob.annotations.clone(),
        };
        self.store.add_blob(diff_id, seen)?;
        progress.done();
        Ok(())
    }

    /// A blob that is read whole, such as a configuration.
    pub(super) fn small(&self, blob: &Descriptor, limit: u64) -> Result<Vec<u8>> {
        if blob.size > limit {
            return Err(
                Error::new(format!("blob {} has {} bytes; {limit} are the limit", blob.digest, blob.size)).into()
            );
        }
        let mut bytes = Vec::new();
        self.repository.blob(&blob.digest, blob.size)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Tells of the bytes that pass.
struct Counted<'a> {
    body: Body,
    progress: &'a mut dyn LayerProgress,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.body.read(into)?;
        self.progress.advance(count as u64);
        Ok(count)
    }
}
