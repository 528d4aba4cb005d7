//! Fetching blobs: a reader that reconnects where the connection broke, and that vouches for digest and size.

use std::{
    io::{self, Read},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use reqwest::{Method, StatusCode};

use super::{
    Repository,
    failure::{Failure, as_io},
    headers::parse_content_range,
    ranges::{LARGE, Ranges},
    repository::Ask,
    transport::{Answer, Stream},
};
use crate::{
    error::{Error, Result},
    name::{Digest, Hasher},
    store::Partial,
};

/// A connection that brought this much was worth it: failures before it are forgotten.
const PROGRESS: u64 = 256 << 10;
/// The first piece of a large blob, in bytes: its answer says whether there are ranges.
const PROBE: u64 = 1 << 20;
/// Bytes that are fetched ahead at a time.
const PIECE: usize = 64 << 10;

/// What has come of a blob, shared by its reader and by whoever decides what becomes of it.
pub(crate) type Kept = Arc<Mutex<Partial>>;

/// A blob on its way. Its end is reached only if digest and size are right; else the reader fails.
pub(crate) struct Body {
    repository: Arc<Repository>,
    item: String,
    digest: Digest,
    size: u64,
    /// Bytes that have come, kept ones among them.
    at: u64,
    /// Bytes handed out.
    given: u64,
    stream: Option<Box<dyn Read + Send>>,
    kept: Option<Kept>,
    /// The way to the registry was the reason for the failure, not what came.
    lost: Arc<AtomicBool>,
    hasher: Option<Hasher>,
    failures: u32,
    /// Where the present connection began.
    since: u64,
    /// What is fetched ahead passes through here.
    piece: Vec<u8>,
}

impl Repository {
    /// Starts to fetch the blob `digest` of `size` bytes. Fails when the registry does not have it; whatever happens after
    /// the first byte is the reader's to mend or to report.
    pub(crate) fn blob(self: &Arc<Self>, digest: &Digest, size: u64) -> Result<Body> {
        self.blob_after(digest, size, None)
    }

    /// The same, going on after what was kept of the blob, where more is kept. Nothing is asked of the registry before that
    /// was read.
    pub(crate) fn blob_after(self: &Arc<Self>, digest: &Digest, size: u64, kept: Option<Kept>) -> Result<Body> {
        let at = kept.as_ref().map_or(0, |kept| lock(kept).len());
        let mut body = Body {
            repository: Arc::clone(self),
            item: format!("blob {digest}"),
            digest: *digest,
            size,
            at,
            given: 0,
            stream: None,
            kept,
            lost: Arc::default(),
            hasher: Some(Hasher::new()),
            failures: 0,
            since: 0,
            piece: Vec::new(),
        };
        if at == 0 {
            body.connect()?;
        }
        Ok(body)
    }
}

fn lock(kept: &Kept) -> MutexGuard<'_, Partial> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Body {
    /// Becomes true when the reader fails because of the way to the registry, and not because of the bytes.
    pub(crate) fn lost(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.lost)
    }

    /// Connects, or connects again at the byte where the last connection ended.
    fn connect(&mut self) -> Result<()> {
        let (retry, cancel) = (self.repository.access.retry, self.repository.access.cancel.clone());
        while self.stream.is_none() {
            match self.connect_once() {
                Ok(stream) => self.stream = Some(stream),
                Err(failure) => {
                    let given_up = retry.pause(&cancel, &mut self.failures, failure);
                    given_up.inspect_err(|_| self.lost.store(true, Ordering::Relaxed))?;
                }
            }
        }
        self.since = self.at;
        Ok(())
    }

    fn connect_once(&self) -> Result<Box<dyn Read + Send>, Failure> {
        let mut headers = vec![("accept-encoding", "identity".to_owned())];
        let large = self.size - self.at >= LARGE;
        match large {
            true => headers.push(("range", format!("bytes={}-{}", self.at, self.at + PROBE - 1))),
            false if self.at > 0 => headers.push(("range", format!("bytes={}-", self.at))),
            false => {}
        }
        let path = format!("blobs/{}", self.digest);
        let ask = Ask { method: Method::GET, path, headers, item: &self.item };
        let answer = self.repository.once(&ask)?;
        let (start, total) = extent(&answer);
        if total.is_some_and(|total| total != self.size) {
            return Err(Failure::lasting(self.wrong_size(total.unwrap_or_default())));
        }
        match start {
            start if start == self.at && large && answer.status == StatusCode::PARTIAL_CONTENT => {
                let after = self.at + PROBE;
                let rest =
                    Ranges::start(&self.repository, &self.digest, (after < self.size).then_some(after..self.size));
                let rest = rest.map_err(|error| Failure::lasting(anyhow::Error::from(error)))?;
                Ok(Box::new(Whole { left: PROBE, inner: answer.body }.chain(rest)))
            }
            start if start == self.at => Ok(Box::new(answer.body)),
            // The registry does not know ranges: what we have already is read past.
            0 => self.skip(answer.body),
            start => Err(Failure::transient(Error::new(format!(
                "{} sent {} from byte {start}, not from {} as asked",
                self.repository.host(),
                self.item,
                self.at
            )))),
        }
    }

    fn skip(&self, mut stream: Stream) -> Result<Box<dyn Read + Send>, Failure> {
        let skipped = io::copy(&mut stream.by_ref().take(self.at), &mut io::sink());
        match skipped {
            Ok(count) if count == self.at => Ok(Box::new(stream)),
            Ok(_) => Err(Failure::transient(self.cut_short())),
            Err(error) => Err(Failure::of_transport(self.repository.host(), &error, true)),
        }
    }

    fn wrong_size(&self, actual: u64) -> Error {
        let (host, item, size) = (self.repository.host(), &self.item, self.size);
        Error::new(format!("{host} sent {item} with a wrong size: the manifest says {size} bytes, it has {actual}"))
    }

    fn cut_short(&self) -> Error {
        Error::new(format!(
            "{} closed the connection within {}, at byte {} of {}",
            self.repository.host(),
            self.item,
            self.at,
            self.size
        ))
    }

    /// A connection has ended before its time: tries again, or gives up with `failure`.
    fn mend(&mut self, failure: Failure) -> Result<()> {
        self.stream = None;
        if self.at - self.since >= PROGRESS {
            self.failures = 0;
        }
        let (retry, cancel) = (self.repository.access.retry, self.repository.access.cancel.clone());
        let given_up = retry.pause(&cancel, &mut self.failures, failure);
        given_up.inspect_err(|_| self.lost.store(true, Ordering::Relaxed))?;
        self.connect()
    }

    /// At the end of the bytes: are they the right ones?
    fn finish(&mut self) -> Result<()> {
        let Some(hasher) = self.hasher.take() else { return Ok(()) };
        let actual = hasher.finish();
        if let Some(kept) = &self.kept {
            // All of it has been handed out. What is not on the disk yet is never written then.
            lock(kept).keep_nothing();
        }
        if actual == self.digest {
            return Ok(());
        }
        // Whoever reads on after the error must not take the blob for whole.
        self.hasher = Some(Hasher::new());
        let host = self.repository.host();
        Err(Error::new(format!("{host} sent wrong bytes for {}: their digest is {actual}", self.item))
            .hint("the registry, or a proxy before it, is broken or lies")
            .into())
    }

    /// Bytes that have come: more than were handed out while some are held back.
    pub(crate) fn came(&self) -> u64 {
        self.at
    }

    /// Fetches some of what has to be on the disk before more may be handed out; false when that is all there.
    ///
    /// # Errors
    /// As a reader's.
    pub(crate) fn ahead(&mut self) -> io::Result<bool> {
        let whole = self.stream.is_none() && self.at == self.size;
        if whole || !self.kept.as_ref().is_some_and(|kept| lock(kept).holds_back(self.given)) {
            return Ok(false);
        }
        let mut piece = std::mem::take(&mut self.piece);
        piece.resize(PIECE, 0);
        let count = self.fetch(&mut piece).map_err(|error| as_io(&error))?;
        self.piece = piece;
        if count == 0 {
            self.stream = None;
        }
        Ok(count > 0)
    }

    /// Reads what was kept; nothing when it is gone.
    fn next_kept(&mut self, into: &mut [u8]) -> Result<usize> {
        let Some(kept) = &self.kept else { return Ok(0) };
        let mut kept = lock(kept);
        let count = kept.read(self.given, into)?;
        kept.release(self.given);
        drop(kept);
        self.hand_out(into, count);
        Ok(count)
    }

    fn hand_out(&mut self, bytes: &[u8], count: usize) {
        self.given += count as u64;
        self.hasher.get_or_insert_default().update(bytes.get(..count).unwrap_or_default());
    }

    fn next(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.given < self.at {
            match self.next_kept(into)? {
                0 => {
                    // It comes once more.
                    self.stream = None;
                    self.at = self.given;
                }
                count => return Ok(count),
            }
        }
        if self.stream.is_none() && self.at == self.size && self.size > 0 {
            return self.finish().map(|()| 0);
        }
        match self.fetch(into)? {
            0 => self.finish().map(|()| 0),
            count => {
                self.hand_out(into, count);
                Ok(count)
            }
        }
    }

    /// Reads what comes next from the registry, and keeps it; nothing when all has come.
    fn fetch(&mut self, into: &mut [u8]) -> Result<usize> {
        loop {
            let Some(stream) = self.stream.as_mut() else {
                self.connect()?;
                continue;
            };
            match stream.read(into) {
                Ok(0) if self.at == self.size => return Ok(0),
                Ok(0) => {
                    let failure = Failure::transient(self.cut_short());
                    self.mend(failure)?;
                }
                Ok(count) if self.at + count as u64 > self.size => {
                    return Err(self.wrong_size(self.at + count as u64).into());
                }
                Ok(count) => {
                    if let Some(kept) = &self.kept {
                        lock(kept).append(self.at, into.get(..count).unwrap_or_default());
                    }
                    self.at += count as u64;
                    return Ok(count);
                }
                Err(error) => {
                    self.repository.access.cancel.check()?;
                    self.mend(Failure {
                        transient: true,
                        ..Failure::of_transport(self.repository.host(), &error, true)
                    })?;
                }
            }
        }
    }
}

/// So many bytes, which must come before others follow them.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.by_ref().take(self.left).read(into)?;
        self.left -= count as u64;
        if count == 0 && self.left > 0 && !into.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a piece of the blob was cut short"));
        }
        Ok(count)
    }
}

impl Read for Body {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        self.next(into).map_err(|error| as_io(&error))
    }
}

/// The first byte of an answer within the blob, and the length of the whole blob if it is told.
fn extent(answer: &Answer) -> (u64, Option<u64>) {
    let range = answer.header("content-range").and_then(parse_content_range);
    if answer.status == StatusCode::PARTIAL_CONTENT {
        return range.map_or((0, None), |range| (range.range.map_or(0, |(first, _)| first), range.total));
    }
    (0, answer.header("content-length").and_then(|value| value.parse().ok()))
}
