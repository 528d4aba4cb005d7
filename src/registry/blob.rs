//! Fetching blobs: a reader that reconnects where the connection broke, and that vouches for digest and size.

use std::{
    io::{self, Read},
    sync::Arc,
};

use reqwest::{Method, StatusCode};

use super::{
    Repository,
    failure::{Failure, as_io},
    headers::parse_content_range,
    repository::Ask,
    transport::{Answer, Stream},
};
use crate::{
    error::{Error, Result},
    name::{Digest, Hasher},
};

/// A connection that brought this much was worth it: failures before it are forgotten.
const PROGRESS: u64 = 256 << 10;

/// A blob on its way. Its end is reached only if digest and size are right; else the reader fails.
pub(crate) struct Body {
    repository: Arc<Repository>,
    item: String,
    digest: Digest,
    size: u64,
    /// Bytes handed out.
    at: u64,
    stream: Option<Stream>,
    hasher: Option<Hasher>,
    failures: u32,
    /// Where the present connection began.
    since: u64,
}

impl Repository {
    /// Starts to fetch the blob `digest` of `size` bytes. Fails when the registry does not have it; whatever happens after
    /// the first byte is the reader's to mend or to report.
    pub(crate) fn blob(self: &Arc<Self>, digest: &Digest, size: u64) -> Result<Body> {
        let mut body = Body {
            repository: Arc::clone(self),
            item: format!("blob {digest}"),
            digest: *digest,
            size,
            at: 0,
            stream: None,
            hasher: Some(Hasher::new()),
            failures: 0,
            since: 0,
        };
        body.connect()?;
        Ok(body)
    }
}

impl Body {
    /// Connects, or connects again at the byte where the last connection ended.
    fn connect(&mut self) -> Result<()> {
        let (retry, cancel) = (self.repository.access.retry, self.repository.access.cancel.clone());
        while self.stream.is_none() {
            match self.connect_once() {
                Ok(stream) => self.stream = Some(stream),
                Err(failure) => retry.pause(&cancel, &mut self.failures, failure)?,
            }
        }
        self.since = self.at;
        Ok(())
    }

    fn connect_once(&self) -> Result<Stream, Failure> {
        let mut headers = vec![("accept-encoding", "identity".to_owned())];
        if self.at > 0 {
            headers.push(("range", format!("bytes={}-", self.at)));
        }
        let path = format!("blobs/{}", self.digest);
        let ask = Ask { method: Method::GET, path, headers, item: &self.item };
        let answer = self.repository.once(&ask)?;
        let (start, total) = extent(&answer);
        if total.is_some_and(|total| total != self.size) {
            return Err(Failure::lasting(self.wrong_size(total.unwrap_or_default())));
        }
        match start {
            start if start == self.at => Ok(answer.body),
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

    fn skip(&self, mut stream: Stream) -> Result<Stream, Failure> {
        let skipped = io::copy(&mut stream.by_ref().take(self.at), &mut io::sink());
        match skipped {
            Ok(count) if count == self.at => Ok(stream),
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
        retry.pause(&cancel, &mut self.failures, failure)?;
        self.connect()
    }

    /// At the end of the bytes: are they the right ones?
    fn finish(&mut self) -> Result<()> {
        let Some(hasher) = self.hasher.take() else { return Ok(()) };
        let actual = hasher.finish();
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

    fn next(&mut self, into: &mut [u8]) -> Result<usize> {
        loop {
            let Some(stream) = self.stream.as_mut() else {
                self.connect()?;
                continue;
            };
            match stream.read(into) {
                Ok(0) if self.at == self.size => return self.finish().map(|()| 0),
                Ok(0) => {
                    let failure = Failure::transient(self.cut_short());
                    self.mend(failure)?;
                }
                Ok(count) if self.at + count as u64 > self.size => {
                    return Err(self.wrong_size(self.at + count as u64).into());
                }
                Ok(count) => {
                    self.at += count as u64;
                    self.hasher.get_or_insert_default().update(into.get(..count).unwrap_or_default());
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
