//! Layers in parallel: each streams from the registry into the store.

use std::{
    collections::HashSet,
    io::{self, Read},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    manifest::Descriptor,
    progress::{LayerProgress, Progress},
    stream::Unpacked,
};
use crate::{
    error::{Context, Error, Result, one_line},
    name::Digest,
    registry::{Body, Cancel, Kept, Repository},
    store::{Blob, Partial, Partials, Store},
};

/// Layers under way at the same time: enough to fill a line while one of them waits for its connection.
const AT_ONCE: usize = 4;

/// Where layers come from and go to.
pub(super) struct Fetch<'a> {
    pub(super) store: &'a Store,
    /// The one that has given the manifest, then those that stand in for it.
    pub(super) repositories: &'a [Arc<Repository>],
    pub(super) partials: &'a Partials,
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
        let claim = self.partials.claim(&blob.digest, blob.size, || self.cancel.is_cancelled());
        let Some(partial) = claim else { return self.cancel.check() };
        let kept = Arc::new(Mutex::new(partial));
        if self.store.layer(diff_id)?.is_some() {
            // Somebody else has brought it meanwhile.
            lock(&kept).done();
            self.progress.present(&blob.digest);
            return Ok(());
        }
        let mut progress = self.progress.layer(&blob.digest, blob.size);
        let brought = self.ask_all(blob, diff_id, &kept, &mut *progress);
        brought.with_context(|| format!("layer {:.12}", blob.digest.hex()))?;
        lock(&kept).done();
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

    /// Asks one place after the other. Each goes on at the byte where the last one failed.
    fn ask_all(
        &self,
        blob: &Descriptor,
        diff_id: &Digest,
        kept: &Kept,
        progress: &mut dyn LayerProgress,
    ) -> Result<()> {
        let mut failures = Vec::new();
        for repository in self.repositories {
            match self.ask_one(repository, blob, diff_id, kept, progress) {
                Ok(()) => return Ok(()),
                Err(error) if self.cancel.is_cancelled() => return Err(error),
                Err(error) => failures.push(error),
            }
        }
        Err(all(failures))
    }

    /// What was kept from an earlier pull is not believed: if anything fails but the way to the registry, the blob is fetched
    /// once more from its beginning.
    fn ask_one(
        &self,
        repository: &Arc<Repository>,
        blob: &Descriptor,
        diff_id: &Digest,
        kept: &Kept,
        progress: &mut dyn LayerProgress,
    ) -> Result<()> {
        let resumed = lock(kept).len() > 0;
        let mut attempt = || -> Result<(), (anyhow::Error, bool)> {
            let on_the_way = |error| (error, true);
            let body = repository.blob_after(&blob.digest, blob.size, Some(Arc::clone(kept))).map_err(on_the_way)?;
            let lost = body.lost();
            let body = Counted { body, progress: &mut *progress };
            let added = Unpacked::new(body).and_then(|stream| self.store.add_layer(stream, Some(diff_id)));
            added.map(drop).map_err(|error| (error, lost.load(Ordering::Relaxed)))
        };
        match attempt() {
            Ok(()) => Ok(()),
            Err((error, true)) => Err(error),
            Err((error, false)) => {
                lock(kept).keep_nothing();
                if !resumed || self.cancel.is_cancelled() {
                    return Err(error);
                }
                log::debug!("what was kept of {} is of no use: {error:#}", blob.digest);
                attempt().map_err(|(error, _)| error)
            }
        }
    }

    /// A blob that is read whole, such as a configuration.
    pub(super) fn small(&self, blob: &Descriptor, limit: u64) -> Result<Vec<u8>> {
        if blob.size > limit {
            return Err(
                Error::new(format!("blob {} has {} bytes; {limit} are the limit", blob.digest, blob.size)).into()
            );
        }
        let mut failures = Vec::new();
        for repository in self.repositories {
            let mut bytes = Vec::new();
            let read = repository.blob(&blob.digest, blob.size).and_then(|mut body| Ok(body.read_to_end(&mut bytes)?));
            match read {
                Ok(_) => return Ok(bytes),
                Err(error) => failures.push(error),
            }
        }
        Err(all(failures))
    }
}

/// One error for all places that were asked in vain.
fn all(mut failures: Vec<anyhow::Error>) -> anyhow::Error {
    match failures.len() {
        1 => failures.remove(0),
        _ => Error::new(failures.iter().map(one_line).collect::<Vec<_>>().join("; ")).into(),
    }
}

fn lock(kept: &Kept) -> MutexGuard<'_, Partial> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
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
