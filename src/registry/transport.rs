//! One request, one answer. The exchange runs on a thread of its own, so that whoever waits for it can give up at once.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    time::{Duration, Instant},
};

use reqwest::{
    StatusCode, Url,
    blocking::{Client, Request},
    header::HeaderMap,
};

use crate::error::{Error, Result};

/// How often a waiting thread looks whether it should give up.
const TICK: Duration = Duration::from_millis(50);
/// Bodies travel between threads in pieces of this size, of which at most [`AHEAD`] wait.
const PIECE: usize = 128 << 10;
const AHEAD: usize = 8;
/// Room for bodies that are read whole, in bytes.
const MOST_AT_ONCE: usize = (1 << 20) + 1;

/// A flag that makes everything that holds a clone of it stop soon.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks all holders to stop.
    pub(crate) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Fails when somebody has asked to stop.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::new("cancelled").into()) } else { Ok(()) }
    }

    /// Sleeps, unless it is asked to stop.
    pub(super) fn sleep(&self, time: Duration) -> Result<()> {
        let end = Instant::now() + time;
        loop {
            self.check()?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(TICK));
        }
    }

    /// Receives, unless it is asked to stop; `Ok(None)` when the sender is gone.
    pub(super) fn receive<T>(&self, from: &Receiver<T>) -> io::Result<Option<T>> {
        loop {
            match from.recv_timeout(TICK) {
                Ok(value) => return Ok(Some(value)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) if self.is_cancelled() => return Err(io::Error::other("cancelled")),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// The answer to a request; its body is still on the way.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) url: Url,
    pub(super) body: Stream,
}

impl Answer {
    /// A header as text, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

type Head = Result<(StatusCode, HeaderMap, Url), reqwest::Error>;
type Piece = io::Result<Vec<u8>>;

/// Sends `request`. The client's timeout bounds the wait for the head and for each piece of the body.
pub(super) fn send(client: &Client, request: Request, cancel: &Cancel) -> io::Result<Answer> {
    let (head_to, head_from) = sync_channel(1);
    let (body_to, pieces) = sync_channel(AHEAD);
    let client = client.clone();
    std::thread::Builder::new().name("http".into()).spawn(move || exchange(&client, request, &head_to, &body_to))?;
    match cancel.receive(&head_from)? {
        Some(Ok((status, headers, url))) => {
            let body = Stream { pieces, piece: Vec::new(), at: 0, cancel: cancel.clone() };
            Ok(Answer { status, headers, url, body })
        }
        Some(Err(error)) => Err(io::Error::other(error)),
        None => Err(io::Error::other("the thread that talks to the registry died")),
    }
}

/// A failed `send` in here means that nobody waits any more: the connection is dropped.
fn exchange(client: &Client, request: Request, head: &SyncSender<Head>, body: &SyncSender<Piece>) {
    let mut response = match client.execute(request) {
        Ok(response) => response,
        Err(error) => return drop(head.send(Err(error))),
    };
    if head.send(Ok((response.status(), response.headers().clone(), response.url().clone()))).is_err() {
        return;
    }
    loop {
        let mut piece = vec![0; PIECE];
        let read = response.read(&mut piece);
        let end = matches!(read, Ok(0) | Err(_));
        let piece = read.map(|count| {
            piece.truncate(count);
            piece
        });
        if body.send(piece).is_err() || end {
            return;
        }
    }
}

/// The body of an answer.
pub(super) struct Stream {
    pieces: Receiver<Piece>,
    piece: Vec<u8>,
    at: usize,
    cancel: Cancel,
}

impl Stream {
    /// Reads at most `limit` bytes; `None` when there are more.
    pub(super) fn read_all(self, limit: usize) -> io::Result<Option<Vec<u8>>> {
        // No more than what is usual at first: a limit is no length.
        let mut bytes = Vec::with_capacity(limit.saturating_add(1).min(MOST_AT_ONCE));
        self.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes).filter(|bytes| bytes.len() <= limit))
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            self.at = 0;
            // An empty piece is the end; after it the sender is gone, and there are only ends.
            self.piece = self.cancel.receive(&self.pieces)?.unwrap_or_else(|| Ok(Vec::new()))?;
        }
        let count = (&self.piece[self.at..]).read(into)?;
        self.at += count;
        Ok(count)
    }
}
