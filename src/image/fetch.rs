//! Layers in parallel: each streams from the registry into the store.

use std::{
    collections::HashSet,
    io::{self, Read},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, channel},
    },
};

use super::{
    manifest::Descriptor,
    parts::Rebuilt,
    progress::{LayerProgress, Progress},
    stream::Unpacked,
};
use crate::{
    archive::Windows,
    error::{Context, Error, Result, one_line},
    name::{Digest, Metered},
    registry::{Body, Cancel, Kept, Repository},
    store::{Blob, Partial, Partials, StagedLayer, Store},
    sys::memory,
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
    /// What the layers' decoders share.
    pub(super) windows: Windows,
}

/// A layer that is to be published.
struct Brought<'a> {
    layer: StagedLayer,
    /// Nobody else fetches the blob before the layer is there.
    kept: Kept,
    progress: Box<dyn LayerProgress + 'a>,
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
        memory::share_heaps();
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let (done, ready) = channel();
        let fail = |error| {
            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            self.cancel.cancel();
        };
        std::thread::scope(|scope| {
            for _ in 0..missing.len().min(AT_ONCE) {
                let done = done.clone();
                let (missing, next, fail) = (&missing, &next, &fail);
                scope.spawn(move || {
                    while let Some((blob, diff_id)) = missing.get(next.fetch_add(1, Ordering::Relaxed))
                        && !self.cancel.is_cancelled()
                    {
                        match self.layer(blob, diff_id) {
                            // Who publishes is there as long as this.
                            Ok(brought) => brought.into_iter().for_each(|layer| _ = done.send(layer)),
                            Err(error) => fail(error),
                        }
                    }
                });
            }
            drop(done);
            self.publish(&ready).unwrap_or_else(fail);
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// Publishes layers as they come, all that are there at once: a sync costs the same for one as for many.
    fn publish(&self, ready: &Receiver<Brought<'_>>) -> Result<()> {
        while let Ok(first) = ready.recv() {
            let mut layers = Vec::new();
            let mut rest = Vec::new();
            for Brought { layer, kept, progress } in std::iter::once(first).chain(ready.try_iter()) {
                layers.push(layer);
                rest.push((kept, progress));
            }
            self.store.publish_layers(layers)?;
            for (kept, mut progress) in rest {
                lock(&kept).done();
                progress.done();
            }
        }
        Ok(())
    }

    /// Brings one layer, if nobody else has by now.
    fn layer(&self, blob: &Descriptor, diff_id: &Digest) -> Result<Option<Brought<'_>>> {
        let claim = self.partials.claim(&blob.digest, blob.size, || self.cancel.is_cancelled());
        let Some(partial) = claim else { return self.cancel.check().map(|()| None) };
        let kept = Arc::new(Mutex::new(partial));
        if self.store.layer(diff_id)?.is_some() {
            lock(&kept).done();
            self.progress.present(&blob.digest);
            return Ok(None);
        }
        let mut progress = self.progress.layer(&blob.digest, blob.size);
        let layer = self.ask_all(blob, diff_id, &kept, &mut *progress);
        let layer = layer.with_context(|| format!("layer {:.12}", blob.digest.hex()))?;
        Ok(Some(Brought { layer, kept, progress }))
    }

    /// Asks one place after the other. Each goes on at the byte where the last one failed.
    fn ask_all(
        &self,
        blob: &Descriptor,
        diff_id: &Digest,
        kept: &Kept,
        progress: &mut dyn LayerProgress,
    ) -> Result<StagedLayer> {
        let mut failures = Vec::new();
        for repository in self.repositories {
            if lock(kept).len() == 0
                && let Some(layer) = self.by_parts(repository, blob, diff_id, progress)
            {
                return Ok(layer);
            }
            self.cancel.check()?;
            match self.ask_one(repository, blob, diff_id, kept, progress) {
                Ok(mut layer) => {
                    let Descriptor { digest, size, media_type, annotations, .. } = blob.clone();
                    layer.seen_as(Blob { digest, size, media_type, annotations });
                    return Ok(layer);
                }
                Err(error) if self.cancel.is_cancelled() => return Err(error),
                Err(error) => failures.push(error),
            }
        }
        Err(all(failures))
    }

    /// Fetches only what the store lacks, where the blob has a table of contents. Nothing when the blob has to be fetched
    /// whole, for whatever reason. Nobody knows whether the blob's digest is right then, so that it is not noted.
    fn by_parts(
        &self,
        repository: &Arc<Repository>,
        blob: &Descriptor,
        diff_id: &Digest,
        progress: &mut dyn LayerProgress,
    ) -> Option<StagedLayer> {
        let layer = Rebuilt::start(self.store, repository, blob, &self.windows, progress)
            .and_then(|stream| stream.map(|stream| self.store.stage_layer(stream, Some(diff_id))).transpose());
        layer.unwrap_or_else(|error| {
            log::info!("blob {} is fetched whole: {error:#}", blob.digest);
            None
        })
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
    ) -> Result<StagedLayer> {
        let resumed = lock(kept).len() > 0;
        let mut attempt = || -> Result<StagedLayer, (anyhow::Error, bool)> {
            let on_the_way = |error| (error, true);
            lock(kept).hand_out_anew();
            let body = repository.blob_after(&blob.digest, blob.size, Some(Arc::clone(kept))).map_err(on_the_way)?;
            let lost = body.lost();
            let body = Told { body, told: 0, progress: &mut *progress };
            let layer = Unpacked::beside(body, &self.windows).and_then(|stream| {
                let noted = Metered::new(stream, |bytes: &[u8]| lock(kept).note_unpacked(bytes.len() as u64));
                self.store.stage_layer(noted, Some(diff_id))
            });
            layer.map_err(|error| (error, lost.load(Ordering::Relaxed)))
        };
        match attempt() {
            Ok(layer) => Ok(layer),
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

/// Tells of the bytes that have come, also of those that are held back.
struct Told<'a> {
    body: Body,
    told: u64,
    progress: &'a mut dyn LayerProgress,
}

impl Told<'_> {
    fn tell(&mut self) {
        let came = self.body.came();
        self.progress.advance(came.saturating_sub(self.told));
        self.told = self.told.max(came);
    }
}

impl Read for Told<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.body.ahead()? {
            self.tell();
        }
        let count = self.body.read(into)?;
        self.tell();
        Ok(count)
    }
}
