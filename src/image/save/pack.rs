//! Layers as blobs: as they are, or compressed beforehand, since the header of a file says how long it is.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use flate2::{Compression, write::GzEncoder};

use crate::{
    error::{Context, Error, Result},
    name::{Digest, Hasher, Metered},
    store::{Staging, Store},
};

const BUFFER: usize = 256 << 10;

/// The blobs of layers, by diff id.
pub(super) struct Blobs<'a> {
    store: &'a Store,
    blobs: HashMap<Digest, Blob>,
    /// Holds the compressed ones.
    _staging: Option<Staging>,
}

/// A layer as it is saved.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    pub(super) digest: Digest,
    /// Bytes.
    pub(super) size: u64,
    /// Where it lies compressed.
    packed: Option<PathBuf>,
}

impl Blob {
    pub(super) fn is_compressed(&self) -> bool {
        self.packed.is_some()
    }
}

impl Blobs<'_> {
    pub(super) fn get(&self, layer: &Digest) -> Result<&Blob> {
        self.blobs.get(layer).ok_or_else(|| Error::new(format!("layer {layer} is not in the store")).into())
    }

    /// All of them once, also those that are the same compressed.
    pub(super) fn layers(&self) -> Vec<(Digest, &Blob)> {
        let mut all: Vec<_> = self.blobs.iter().map(|(layer, blob)| (*layer, blob)).collect();
        all.sort_by_key(|(_, blob)| blob.digest);
        all.dedup_by_key(|(_, blob)| blob.digest);
        all
    }

    pub(super) fn write(&self, layer: &Digest, out: &mut dyn Write) -> Result<()> {
        match &self.get(layer)?.packed {
            None => self.store.export_layer(layer, out),
            Some(path) => {
                let mut file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
                io::copy(&mut file, out).map(drop).with_context(|| format!("cannot copy {}", path.display()))
            }
        }
    }
}

/// Layers as their tar streams.
pub(super) fn plain<'a>(store: &'a Store, layers: &[Digest]) -> Result<Blobs<'a>> {
    let mut blobs = HashMap::new();
    for layer in layers {
        let info = store.layer(layer)?.ok_or_else(|| Error::new(format!("layer {layer} is not in the store")))?;
        blobs.insert(*layer, Blob { digest: *layer, size: info.size, packed: None });
    }
    Ok(Blobs { store, blobs, _staging: None })
}

/// Layers compressed with gzip, several at once.
pub(super) fn compressed<'a>(store: &'a Store, layers: &[Digest]) -> Result<Blobs<'a>> {
    let staging = store.staging()?;
    let (next, blobs) = (AtomicUsize::new(0), Mutex::new(Ok(HashMap::new())));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(layers.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(layer) = layers.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let packed = pack(store, layer, &staging.path().join(layer.hex()));
                    let mut blobs = blobs.lock().unwrap_or_else(PoisonError::into_inner);
                    match (packed, blobs.as_mut()) {
                        (Ok(blob), Ok(blobs)) => _ = blobs.insert(*layer, blob),
                        (Err(error), Ok(_)) => *blobs = Err(error),
                        (_, Err(_)) => return,
                    }
                }
            });
        }
    });
    let blobs = blobs.into_inner().unwrap_or_else(PoisonError::into_inner)?;
    Ok(Blobs { store, blobs, _staging: Some(staging) })
}

fn pack(store: &Store, layer: &Digest, path: &Path) -> Result<Blob> {
    let file = File::create_new(path).with_context(|| format!("cannot make {}", path.display()))?;
    let out = Metered::new(BufWriter::with_capacity(BUFFER, file), (Hasher::new(), 0));
    let mut encoder = GzEncoder::new(out, Compression::default());
    store.export_layer(layer, &mut encoder)?;
    let mut out = encoder.finish().context("cannot compress a layer")?;
    out.flush().with_context(|| format!("cannot write {}", path.display()))?;
    let (hasher, size) = out.meter;
    Ok(Blob { digest: hasher.finish(), size, packed: Some(path.to_owned()) })
}
