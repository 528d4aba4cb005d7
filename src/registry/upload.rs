//! Putting blobs and manifests into a repository (OCI distribution spec 1.1, "Push").

use std::{
    io::{self, Read, Write},
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    thread,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode, Url, blocking::Body as Content};

use super::{
    Cancel, Repository,
    failure::Failure,
    repository::{Ask, Upload},
    transport::Answer,
};
use crate::{
    error::{Error, Result},
    name::{Digest, Hasher, Metered},
};

/// A body travels to the thread that sends it in pieces of this size, of which at most [`AHEAD`] wait.
const PIECE: usize = 128 << 10;
const AHEAD: usize = 8;
/// How long to wait for room in the queue before looking again.
const PAUSE: Duration = Duration::from_millis(2);

impl Repository {
    /// Whether the repository has the blob.
    pub(crate) fn has_blob(&self, digest: &Digest) -> Result<bool> {
        let item = format!("blob {digest}");
        let ask = Ask { method: Method::HEAD, path: format!("blobs/{digest}"), headers: Vec::new(), item: &item };
        self.access.retry.run(&self.access.cancel, || match self.once(&ask) {
            Ok(_) => Ok(true),
            Err(failure) if failure.status == Some(StatusCode::NOT_FOUND) => Ok(false),
            Err(failure) => Err(failure),
        })
    }

    /// Lets the repository have a blob of another repository `from` of the same registry. False when the registry would
    /// rather be sent the blob.
    pub(crate) fn mount(&self, digest: &Digest, from: &str) -> Result<bool> {
        let item = format!("blob {digest}");
        // Neither a digest nor the path of a repository has anything that a query would have to escape.
        let ask = post(format!("blobs/uploads/?mount={digest}&from={from}"), &item);
        let mounted = self.access.retry.run(&self.access.cancel, || {
            let answer = self.once(&ask)?;
            if answer.status == StatusCode::CREATED {
                return Ok(true);
            }
            // An upload was opened instead. It was not asked for.
            self.abandon(&location(self, &answer)?);
            Ok(false)
        });
        // Refusing is one way of not knowing how.
        Ok(mounted.unwrap_or_else(|error| {
            log::debug!("{digest} cannot be mounted from {from}: {error:#}");
            false
        }))
    }

    /// Uploads a blob that is in memory.
    pub(crate) fn put_blob(&self, bytes: &[u8], digest: &Digest) -> Result<()> {
        let item = format!("blob {digest}");
        self.access.retry.run(&self.access.cancel, || {
            let session = self.open_upload(&item)?;
            let ask = Ask {
                method: Method::PUT,
                path: with_digest(session, digest).to_string(),
                headers: vec![("content-type", "application/octet-stream".into())],
                item: &item,
            };
            self.once_with(&ask, Some(Upload::Bytes(bytes.to_vec()))).map(drop)
        })
    }

    /// Uploads a blob that `produce` writes; gives back its digest and size, which are known only then. `produce` is called
    /// anew for each attempt and must write the same bytes.
    pub(crate) fn stream_blob(
        &self,
        item: &str,
        produce: &(dyn Fn(&mut dyn Write) -> Result<()> + Sync),
    ) -> Result<(Digest, u64)> {
        self.access.retry.run(&self.access.cancel, || self.stream_once(item, produce))
    }

    fn stream_once(
        &self,
        item: &str,
        produce: &(dyn Fn(&mut dyn Write) -> Result<()> + Sync),
    ) -> Result<(Digest, u64), Failure> {
        let session = self.open_upload(item)?;
        let (sink, source) = queue(self.access.cancel.clone(), self.access.timeouts.stall);
        let (answered, answer) = sync_channel::<()>(0);
        let (produced, sent) = thread::scope(|scope| {
            let producer = scope.spawn(move || run(produce, sink).and_then(|made| self.await_answer(&answer, made)));
            let ask = Ask {
                method: Method::PATCH,
                path: session.to_string(),
                headers: vec![("content-type", "application/octet-stream".into())],
                item,
            };
            let sent = self.once_with(&ask, Some(Upload::Stream(Content::new(source))));
            drop(answered);
            (producer.join().unwrap_or_else(|_| Err(Error::new("making a layer failed: this is a bug").into())), sent)
        });
        match (produced, sent) {
            (Ok((digest, size)), Ok(answer)) => {
                let ask = Ask {
                    method: Method::PUT,
                    path: with_digest(location(self, &answer)?, &digest).to_string(),
                    headers: Vec::new(),
                    item,
                };
                self.once_with(&ask, Some(Upload::Bytes(Vec::new())))?;
                Ok((digest, size))
            }
            (produced, sent) => {
                self.abandon(&session);
                Err(which(produced.err(), sent.err()))
            }
        }
    }

    /// Gives `made` back when the other end of `answer` is gone. Where that takes too long, nobody waits any more.
    fn await_answer<T>(&self, answer: &Receiver<()>, made: T) -> Result<T> {
        match answer.recv_timeout(self.access.timeouts.answer) {
            Err(RecvTimeoutError::Timeout) => {
                self.access.cancel.cancel();
                Err(Error::new(format!("{} has got a whole blob, and does not answer", self.host())).into())
            }
            Ok(()) | Err(RecvTimeoutError::Disconnected) => Ok(made),
        }
    }

    /// Puts a manifest under a tag or its digest.
    ///
    /// # Errors
    /// Also when the registry says that it has stored something else.
    pub(crate) fn put_manifest(&self, name: &str, bytes: &[u8], media_type: &str) -> Result<Digest> {
        let item = format!("manifest {name}");
        let digest = Digest::of(bytes);
        self.access.retry.run(&self.access.cancel, || {
            let ask = Ask {
                method: Method::PUT,
                path: format!("manifests/{name}"),
                headers: vec![("content-type", media_type.to_owned())],
                item: &item,
            };
            let answer = self.once_with(&ask, Some(Upload::Bytes(bytes.to_vec())))?;
            let claimed = answer.header("docker-content-digest").and_then(|value| value.parse::<Digest>().ok());
            match claimed.filter(|claimed| *claimed != digest) {
                None => Ok(digest),
                Some(claimed) => Err(Failure::lasting(Error::new(format!(
                    "{} has stored the manifest as {claimed}, not as {digest} which was sent",
                    self.host()
                )))),
            }
        })
    }

    fn open_upload(&self, item: &str) -> Result<Url, Failure> {
        let answer = self.once(&post("blobs/uploads/".into(), item))?;
        location(self, &answer)
    }

    /// Tells the registry that an upload will not be finished. It would find out by itself later.
    fn abandon(&self, session: &Url) {
        let ask = Ask { method: Method::DELETE, path: session.to_string(), headers: Vec::new(), item: "upload" };
        if let Err(failure) = self.once(&ask) {
            log::debug!("an upload is left to the registry: {:#}", failure.error);
        }
    }
}

fn post(path: String, item: &str) -> Ask<'_> {
    Ask { method: Method::POST, path, headers: Vec::new(), item }
}

fn location(repository: &Repository, answer: &Answer) -> Result<Url, Failure> {
    let text = answer.header("location").unwrap_or_default();
    let url = answer.url.join(text).ok().filter(|url| !text.is_empty() && matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| {
        let host = repository.host();
        Failure::lasting(Error::new(format!("{host} does not say where to upload to (Location: {text:?})")))
    })
}

fn with_digest(mut session: Url, digest: &Digest) -> Url {
    session.query_pairs_mut().append_pair("digest", &digest.to_string());
    session
}

/// Both ends of an upload fail when one does: which of them is the cause?
fn which(produced: Option<anyhow::Error>, sent: Option<Failure>) -> Failure {
    match (produced, sent) {
        (Some(error), _) if !is_gone(&error) => Failure::lasting(error),
        (_, Some(failure)) => failure,
        (error, None) => Failure::transient(error.unwrap_or_else(|| Error::new("the upload ended early").into())),
    }
}

/// The other end of the queue does not read any more.
#[derive(Debug)]
struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the upload has stopped")
    }
}

impl std::error::Error for Gone {}

fn is_gone(error: &anyhow::Error) -> bool {
    let inner = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).filter_map(io::Error::get_ref);
    inner.into_iter().any(|inner| inner.is::<Gone>())
}

fn run(produce: &(dyn Fn(&mut dyn Write) -> Result<()> + Sync), sink: Sink) -> Result<(Digest, u64)> {
    let mut out = Metered::new(sink, (Hasher::new(), 0));
    produce(&mut out)?;
    out.inner.close()?;
    let (hasher, size) = out.meter;
    Ok((hasher.finish(), size))
}

/// A queue of bytes between the thread that makes a blob and the one that sends it.
fn queue(cancel: Cancel, stall: Duration) -> (Sink, Source) {
    let (to, from) = sync_channel(AHEAD);
    (
        Sink { to, piece: Vec::with_capacity(PIECE), cancel, stall },
        Source { from, piece: Vec::new(), at: 0, ended: false },
    )
}

struct Sink {
    to: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    cancel: Cancel,
    /// How long the other side may take for one piece.
    stall: Duration,
}

impl Sink {
    fn send(&mut self) -> io::Result<()> {
        let mut piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let end = Instant::now() + self.stall;
        loop {
            match self.to.try_send(piece) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(io::Error::other(Gone)),
                Err(TrySendError::Full(back)) => piece = back,
            }
            if self.cancel.is_cancelled() {
                return Err(io::Error::other(Gone));
            }
            if Instant::now() > end {
                // Whoever waits for the answer to this upload must not wait on.
                self.cancel.cancel();
                return Err(io::Error::other("the registry takes no more bytes: it has stalled"));
            }
            thread::sleep(PAUSE);
        }
    }

    /// Sends the rest, and the empty piece that says that it was all.
    fn close(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            self.send()?;
        }
        self.send()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(bytes.get(..count).unwrap_or_default());
        if self.piece.len() == PIECE {
            self.send()?;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Source {
    from: Receiver<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Source {
    /// An end without the empty piece is a failure, so that a blob that was cut short is never taken for whole.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() && !self.ended {
            self.piece = self.from.recv().map_err(|_| io::Error::from(io::ErrorKind::UnexpectedEof))?;
            self.at = 0;
            self.ended = self.piece.is_empty();
        }
        let count = self.piece.get(self.at..).unwrap_or_default().read(into)?;
        self.at += count;
        Ok(count)
    }
}
