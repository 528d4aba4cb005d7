//! A layer of which only what the store lacks is fetched. Its tar stream is put together again, from contents in the store,
//! parts of the blob, and what the blob's table of contents tells; so whoever adds it to the store holds all of it to the
//! diff id, and what the table or the registry lies about never gets a name.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use super::{manifest::Descriptor, progress::LayerProgress};
use crate::{
    archive::{
        self, Windows,
        toc::{Content, Format, Part, Parts, Table},
    },
    error::{Error, Result},
    registry::{Ranges, Repository},
    store::Store,
};

/// A smaller blob is fetched whole, in bytes: its table would take as long.
const SMALLEST: u64 = 128 << 10;
/// What lies between two parts is fetched too when it is no longer than this: a request costs more.
const GAP: u64 = 64 << 10;
/// Of a blob of which more is needed than this share (in eighths), all is fetched: then the pull can go on at the byte.
const MOST: u64 = 7;
/// Packed bytes are read in pieces of at most this length.
const BUFFER: u64 = 64 << 10;

/// The tar stream of a layer.
pub(super) struct Rebuilt<'a> {
    store: &'a Store,
    parts: Parts,
    /// The parts of the blob that are needed, in order.
    wanted: VecDeque<Range<u64>>,
    ranges: Arc<Mutex<Ranges>>,
    source: Option<Source>,
    windows: Windows,
    progress: &'a mut dyn LayerProgress,
}

/// Where the stream comes from just now, and how much more must come; unknown for what only the blob knows.
struct Source {
    stream: Box<dyn Read + Send>,
    left: Option<u64>,
    /// What follows it.
    after: Vec<u8>,
    /// Bytes of the blob that it takes.
    fetched: u64,
}

impl<'a> Rebuilt<'a> {
    /// Reads the table of contents of `blob`, if it has one. None when the blob had better be fetched whole.
    ///
    /// # Errors
    /// When the registry gives no parts, or the table makes no sense: the blob as a whole may still be right.
    pub(super) fn start(
        store: &'a Store,
        repository: &Arc<Repository>,
        blob: &Descriptor,
        windows: &Windows,
        progress: &'a mut dyn LayerProgress,
    ) -> Result<Option<Self>> {
        let format = Format::of(&blob.annotations, blob.size).filter(|_| blob.size >= SMALLEST);
        let Some(format) = format else { return Ok(None) };
        let mut fetch = |range: Range<u64>| repository.range(&blob.digest, range.start, range.end - range.start);
        let table = format.table(blob.size, &mut fetch)?;
        let wanted = wanted(store, &table)?;
        let needed: u64 = wanted.iter().map(|span| span.end - span.start).sum();
        if needed > blob.size / 8 * MOST {
            return Ok(None);
        }
        log::debug!("{needed} of {} bytes of blob {} are needed", blob.size, blob.digest);
        let ranges = Ranges::start(repository, &blob.digest, joined(&wanted))?;
        progress.advance(blob.size - needed);
        let ranges = Arc::new(Mutex::new(ranges));
        let (parts, windows) = (table.parts()?, windows.clone());
        Ok(Some(Rebuilt { store, parts, wanted, ranges, source: None, windows, progress }))
    }

    fn open(&mut self, part: Part) -> Result<Source> {
        match part {
            Part::Literal(bytes) => Ok(Source::new(Cursor::new(bytes))),
            Part::Packed(span) => {
                self.wanted.pop_front();
                self.unpack(&span)
            }
            Part::Content(content) if self.wanted.front() == Some(&content.span) => {
                self.wanted.pop_front();
                let len = content.piece.end - content.piece.start + content.after.len() as u64;
                Ok(Source { left: Some(len), ..self.unpack(&content.span)? })
            }
            Part::Content(Content { digest, piece, after, .. }) => {
                let mut file = File::open(self.store.object_path(&digest))?;
                file.seek(SeekFrom::Start(piece.start))?;
                let len = piece.end - piece.start;
                Ok(Source { left: Some(len), after, ..Source::new(file.take(len)) })
            }
        }
    }

    fn unpack(&self, span: &Range<u64>) -> Result<Source> {
        lock(&self.ranges).skip_to(span.start)?;
        let len = span.end - span.start;
        let packed = Shared(Arc::clone(&self.ranges)).take(len);
        let buffered = BufReader::with_capacity(usize::try_from(len.min(BUFFER))?, packed);
        let (_, stream) = archive::decompress_beside(buffered, &self.windows)?;
        Ok(Source { fetched: len, ..Source::new(stream) })
    }

    fn next(&mut self, into: &mut [u8]) -> Result<usize> {
        loop {
            let Some(source) = &mut self.source else {
                let Some(part) = self.parts.next().transpose()? else { return Ok(0) };
                self.source = Some(self.open(part)?);
                continue;
            };
            let count = source.stream.read(into)?;
            if let Some(left) = &mut source.left {
                *left = left.checked_sub(count as u64).ok_or_else(odd)?;
            }
            match (count, source.left) {
                (0, None | Some(0)) => {
                    self.progress.advance(source.fetched);
                    let after = std::mem::take(&mut source.after);
                    self.source = (!after.is_empty()).then(|| Source::new(Cursor::new(after)));
                }
                (0, Some(_)) => return Err(odd().into()),
                _ => return Ok(count),
            }
        }
    }
}

impl Read for Rebuilt<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() { Ok(0) } else { self.next(into).map_err(io::Error::other) }
    }
}

impl Source {
    fn new(stream: impl Read + Send + 'static) -> Self {
        Source { stream: Box::new(stream), left: None, after: Vec::new(), fetched: 0 }
    }
}

fn odd() -> Error {
    Error::new("a file is not as long as the layer's table of contents says")
}

/// The parts of the blob that the store cannot stand in for.
fn wanted(store: &Store, table: &Table) -> Result<VecDeque<Range<u64>>> {
    let is_here = |content: &Content| {
        std::fs::metadata(store.object_path(&content.digest)).is_ok_and(|data| data.len() == content.size)
    };
    let mut wanted = VecDeque::new();
    for part in table.parts()? {
        match part? {
            Part::Packed(span) => wanted.push_back(span),
            Part::Content(content) if !is_here(&content) => wanted.push_back(content.span),
            Part::Literal(_) | Part::Content(_) => {}
        }
    }
    Ok(wanted)
}

/// The same parts, those that lie near each other as one.
fn joined(wanted: &VecDeque<Range<u64>>) -> Vec<Range<u64>> {
    let mut joined: Vec<Range<u64>> = Vec::new();
    for span in wanted {
        match joined.last_mut().filter(|last| span.start.saturating_sub(last.end) <= GAP) {
            Some(last) => last.end = span.end,
            None => joined.push(span.clone()),
        }
    }
    joined
}

struct Shared(Arc<Mutex<Ranges>>);

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        lock(&self.0).read(into)
    }
}

fn lock(ranges: &Mutex<Ranges>) -> std::sync::MutexGuard<'_, Ranges> {
    ranges.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_are_near_are_one_request() {
        let far = 10 * GAP;
        let wanted = VecDeque::from([5..10, 10..20, 20 + GAP..40 + GAP, far..far + 1]);
        assert_eq!(joined(&wanted), [5..40 + GAP, far..far + 1]);
    }
}
