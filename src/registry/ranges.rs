//! Parts of a blob over several connections: pieces are asked for by range, and handed on in order.

use std::{
    collections::VecDeque,
    io::{self, Read},
    ops::Range,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use reqwest::{Method, StatusCode};

use super::{
    Repository,
    failure::{Failure, as_io},
    headers::parse_content_range,
    repository::Ask,
};
use crate::{
    error::{Error, Result},
    name::Digest,
};

/// Blobs with less than this to come are fetched over one connection, in bytes.
pub(super) const LARGE: u64 = 32 << 20;
/// Bytes of one piece: several layers come at once, and their pieces are in memory.
const PIECE: u64 = 1 << 20;
/// Connections for one blob.
const CONNECTIONS: usize = 3;
/// Pieces that are under way or wait, for one blob.
const AHEAD: usize = 4;

struct Job {
    first: u64,
    len: u64,
    done: Sender<Result<Vec<u8>>>,
}

/// Parts of a blob, as one stream.
pub(crate) struct Ranges {
    repository: Arc<Repository>,
    jobs: Sender<Job>,
    /// With the offset of each piece.
    waiting: VecDeque<(u64, Receiver<Result<Vec<u8>>>)>,
    /// What was not asked for yet.
    spans: VecDeque<Range<u64>>,
    piece: Vec<u8>,
    /// The offset of the piece.
    first: u64,
    at: usize,
}

impl Ranges {
    /// Fetches these parts of a blob, none of them empty, in their order.
    pub(crate) fn start(
        repository: &Arc<Repository>,
        digest: &Digest,
        spans: impl IntoIterator<Item = Range<u64>>,
    ) -> io::Result<Self> {
        let (jobs, queue) = channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..CONNECTIONS {
            let (queue, repository, digest) = (Arc::clone(&queue), Arc::clone(repository), *digest);
            thread::Builder::new().name("ranges".into()).spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(Job { first, len, done }) = job else { return };
                    // Nobody waits any more when the blob was given up.
                    let _ = done.send(repository.range(&digest, first, len));
                }
            })?;
        }
        let (repository, waiting, spans) = (Arc::clone(repository), VecDeque::new(), spans.into_iter().collect());
        let mut ranges = Ranges { repository, jobs, waiting, spans, piece: Vec::new(), first: 0, at: 0 };
        ranges.ask();
        Ok(ranges)
    }

    fn ask(&mut self) {
        while self.waiting.len() < AHEAD
            && let Some(span) = self.spans.front_mut()
        {
            let (first, len) = (span.start, PIECE.min(span.end - span.start));
            span.start += len;
            if span.is_empty() {
                self.spans.pop_front();
            }
            let (done, result) = channel();
            // Without threads the receiver says so.
            let _ = self.jobs.send(Job { first, len, done });
            self.waiting.push_back((first, result));
        }
    }

    /// Waits for the next piece; false when there is none.
    fn next_piece(&mut self) -> io::Result<bool> {
        self.at = 0;
        self.piece.clear();
        let Some((first, next)) = self.waiting.pop_front() else { return Ok(false) };
        let piece = self.repository.access.cancel.receive(&next)?;
        self.piece = piece
            .ok_or_else(|| io::Error::other("the thread that fetches has died"))?
            .map_err(|error| as_io(&error))?;
        self.first = first;
        self.ask();
        Ok(true)
    }

    /// Goes on at this offset of the blob, which is in one of the parts and behind what was read.
    pub(crate) fn skip_to(&mut self, offset: u64) -> io::Result<()> {
        loop {
            let end = self.first + self.piece.len() as u64;
            if (self.first..end).contains(&offset) {
                self.at = usize::try_from(offset - self.first).unwrap_or(usize::MAX);
                return Ok(());
            }
            if !self.next_piece()? {
                return Err(io::Error::other("a part of the blob was not asked for"));
            }
        }
    }
}

impl Read for Ranges {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() && !self.next_piece()? {
            return Ok(0);
        }
        let count = self.piece.get(self.at..).unwrap_or_default().read(into)?;
        self.at += count;
        Ok(count)
    }
}

impl Repository {
    /// The `len` bytes of a blob from `first` on.
    ///
    /// # Errors
    /// Also when the registry gives other bytes than those which were asked for.
    pub(crate) fn range(&self, digest: &Digest, first: u64, len: u64) -> Result<Vec<u8>> {
        self.access.retry.run(&self.access.cancel, || self.range_once(digest, first, len))
    }

    fn range_once(&self, digest: &Digest, first: u64, len: u64) -> Result<Vec<u8>, Failure> {
        let last = first + len.max(1) - 1;
        let item = format!("blob {digest}");
        let headers = vec![("accept-encoding", "identity".to_owned()), ("range", format!("bytes={first}-{last}"))];
        let ask = Ask { method: Method::GET, path: format!("blobs/{digest}"), headers, item: &item };
        let answer = self.once(&ask)?;
        let range = answer.header("content-range").and_then(parse_content_range).and_then(|range| range.range);
        if answer.status != StatusCode::PARTIAL_CONTENT || range != Some((first, last)) {
            return Err(Failure::lasting(Error::new(format!("{} does not give {item} by ranges", self.host()))));
        }
        let limit = usize::try_from(len).unwrap_or(usize::MAX);
        let bytes = answer.body.read_all(limit).map_err(|error| Failure::of_transport(self.host(), &error, true))?;
        match bytes.filter(|bytes| bytes.len() == limit) {
            Some(bytes) => Ok(bytes),
            None => Err(Failure::transient(Error::new(format!("{} cut {item} short, at byte {first}", self.host())))),
        }
    }
}
