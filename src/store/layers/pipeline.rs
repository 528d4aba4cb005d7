//! The stream of a layer on its way: read (and so decompressed) by the caller's thread, hashed by a second one and
//! unpacked by a third. A few chunks are under way at any time, whatever the layer's size.

use std::io::{self, BufRead, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::error::{Context, Error, Result};
use crate::name::{Digest, Hasher};

/// Bytes in one chunk.
const CHUNK: usize = 256 << 10;

/// Chunks that may wait for each of the two threads.
const WAITING: usize = 8;

/// A piece of the stream. Its memory is used again when the last thread is done with it.
struct Chunk {
    bytes: Vec<u8>,
    pool: Pool,
}

type Pool = Arc<Mutex<Vec<Vec<u8>>>>;

impl Drop for Chunk {
    fn drop(&mut self) {
        if let Ok(mut pool) = self.pool.lock() {
            pool.push(std::mem::take(&mut self.bytes));
        }
    }
}

/// Reads `source` to its end while `unpack` works on the same bytes in another thread. Gives back what `unpack` made of
/// them, and their digest.
///
/// # Errors
/// From `source`, else from `unpack`.
pub(super) fn run<T: Send>(
    source: &mut dyn Read,
    unpack: impl FnOnce(ChunkReader) -> Result<T> + Send,
) -> Result<(T, Digest)> {
    let (to_hasher, hash_chunks) = sync_channel(WAITING);
    let (to_unpacker, unpack_chunks) = sync_channel(WAITING);
    thread::scope(|scope| {
        let hasher = thread::Builder::new().name("diff-id".into()).spawn_scoped(scope, || hash(hash_chunks));
        let hasher = hasher.context("cannot start a thread")?;
        let unpacker = thread::Builder::new().name("unpack".into());
        let unpacker =
            unpacker.spawn_scoped(scope, || unpack(ChunkReader { chunks: unpack_chunks, chunk: None, at: 0 }));
        let unpacker = unpacker.context("cannot start a thread")?;
        let read = feed(source, &to_hasher, &to_unpacker);
        drop((to_hasher, to_unpacker));
        let unpacked = unpacker.join().map_err(|_| Error::new("unpacking a layer failed: this is a bug"))?;
        let digest = hasher.join().map_err(|_| Error::new("hashing a layer failed: this is a bug"))?;
        read?;
        Ok((unpacked?, digest))
    })
}

/// Reads until the end, or until the unpacker has given up.
fn feed(source: &mut dyn Read, hasher: &SyncSender<Arc<Chunk>>, unpacker: &SyncSender<Arc<Chunk>>) -> Result<()> {
    let pool = Pool::default();
    loop {
        let recycled = pool.lock().ok().and_then(|mut pool| pool.pop());
        let mut bytes = recycled.unwrap_or_else(|| Vec::with_capacity(CHUNK));
        bytes.resize(CHUNK, 0);
        let len = fill(source, &mut bytes).context("cannot read the layer")?;
        bytes.truncate(len);
        let chunk = Arc::new(Chunk { bytes, pool: pool.clone() });
        if len == 0 || hasher.send(chunk.clone()).is_err() || unpacker.send(chunk).is_err() {
            return Ok(());
        }
    }
}

fn fill(source: &mut dyn Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut len = 0;
    while let Some(space) = bytes.get_mut(len..).filter(|space| !space.is_empty()) {
        match source.read(space) {
            Ok(0) => break,
            Ok(count) => len += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(len)
}

fn hash(chunks: Receiver<Arc<Chunk>>) -> Digest {
    let mut hasher = Hasher::new();
    for chunk in chunks {
        hasher.update(&chunk.bytes);
    }
    hasher.finish()
}

/// The chunks as one stream.
pub(super) struct ChunkReader {
    chunks: Receiver<Arc<Chunk>>,
    chunk: Option<Arc<Chunk>>,
    at: usize,
}

impl BufRead for ChunkReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.chunk.as_ref().is_none_or(|chunk| self.at >= chunk.bytes.len()) {
            self.chunk = self.chunks.recv().ok();
            self.at = 0;
        }
        Ok(self.chunk.as_ref().and_then(|chunk| chunk.bytes.get(self.at..)).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl Read for ChunkReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
