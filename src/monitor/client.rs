//! One attached client, seen from the monitor.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Instant;

use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};

use super::log::Stream;
use super::protocol::{Decoder, Kind, Outbox};
use crate::sys::tty::Winsize;

/// Bytes that may wait for a client before the container's output is no longer read.
const CONGESTED: usize = 256 * 1024;

/// An attached client. Its socket never blocks the monitor.
pub(super) struct Client {
    socket: OwnedFd,
    decoder: Decoder,
    outbox: Outbox,
    gone: bool,
    /// The client that started the container and stays with it: when it goes, so does standard input.
    pub(super) first: bool,
    /// Whether it wants the container's output.
    pub(super) output: bool,
    /// The number of the health check whose result it waits for.
    pub(super) check: Option<u64>,
    /// That result, where it is told when the container has ended because of it.
    pub(super) owed: Option<&'static str>,
    /// Whether the container is not started again while it is here.
    pub(super) holding: bool,
    /// When it last took something, or had nothing to take.
    pub(super) progress: Instant,
}

/// What a client asks for.
pub(super) enum Request {
    Input(Vec<u8>),
    EndInput,
    Resize(Winsize),
    /// Its number, and the process that sent it to the client.
    Signal(i32, u32),
    CloseOutput(Stream),
    Start,
    Check,
    Changed,
    Hold,
}

impl Client {
    /// The client that starts the container; `attached` says whether it stays.
    pub(super) fn new(socket: OwnedFd, attached: bool) -> Self {
        Self {
            socket,
            decoder: Decoder::default(),
            outbox: Outbox::default(),
            gone: false,
            first: attached,
            output: attached,
            check: None,
            owed: None,
            holding: false,
            progress: Instant::now(),
        }
    }

    /// A client that came later, and has not said yet what it wants.
    pub(super) fn visitor(socket: OwnedFd) -> Self {
        Self::new(socket, false)
    }

    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    pub(super) fn has_waiting(&self) -> bool {
        !self.outbox.is_empty()
    }

    pub(super) fn is_congested(&self) -> bool {
        self.outbox.len() > CONGESTED
    }

    /// Sends a frame, now or as soon as the client reads.
    pub(super) fn send(&mut self, kind: Kind, payload: &[u8]) {
        self.outbox.push(kind, payload);
        self.flush();
    }

    /// Sends as much as the socket takes.
    pub(super) fn flush(&mut self) {
        let before = self.outbox.len();
        self.gone |= self.outbox.flush(self.socket.as_fd()).is_err();
        if self.outbox.len() < before || self.outbox.is_empty() {
            self.progress = Instant::now();
        }
    }

    /// Sends the rest, waiting for the client as long as it takes to read it.
    pub(super) fn flush_all(&mut self) {
        while self.has_waiting() && !self.gone {
            let mut poll = [rustix::event::PollFd::new(&self.socket, rustix::event::PollFlags::OUT)];
            if rustix::event::poll(&mut poll, None).is_err_and(|error| error != Errno::INTR) {
                return;
            }
            self.flush();
        }
    }

    /// Reads what the client has sent. What concerns the client itself is done here.
    pub(super) fn requests(&mut self, buffer: &mut [u8]) -> Vec<Request> {
        match recv(&self.socket, &mut *buffer, RecvFlags::DONTWAIT) {
            Ok((count, _)) if count > 0 => self.decoder.push(buffer.get(..count).unwrap_or_default()),
            Err(Errno::INTR | Errno::AGAIN) => return Vec::new(),
            Ok(_) | Err(_) => {
                self.gone = true;
                return Vec::new();
            }
        }
        let mut requests = Vec::new();
        loop {
            match self.decoder.next() {
                Ok(Some((Kind::Attach, _))) => self.output = true,
                Ok(Some((Kind::Detach, _))) => self.first = false,
                Ok(Some((kind, payload))) => requests.extend(request(kind, payload)),
                Ok(None) => return requests,
                Err(error) => {
                    log::warn!("{error:#}");
                    self.gone = true;
                    return requests;
                }
            }
        }
    }
}

fn request(kind: Kind, payload: &[u8]) -> Option<Request> {
    match kind {
        Kind::Stdin => Some(Request::Input(payload.to_vec())),
        Kind::StdinEof => Some(Request::EndInput),
        Kind::Hold => Some(Request::Hold),
        Kind::Resize => {
            let (rows, columns) = payload.split_first_chunk::<2>()?;
            let columns = columns.first_chunk::<2>()?;
            let (ws_row, ws_col) = (u16::from_le_bytes(*rows), u16::from_le_bytes(*columns));
            Some(Request::Resize(Winsize { ws_row, ws_col, ws_xpixel: 0, ws_ypixel: 0 }))
        }
        Kind::Signal => {
            let (number, sender) = payload.split_first_chunk::<4>()?;
            Some(Request::Signal(i32::from_le_bytes(*number), u32::from_le_bytes(*sender.first_chunk()?)))
        }
        Kind::CloseOutput => match payload {
            [1] => Some(Request::CloseOutput(Stream::Stdout)),
            [2] => Some(Request::CloseOutput(Stream::Stderr)),
            _ => None,
        },
        Kind::Start => Some(Request::Start),
        Kind::Check => Some(Request::Check),
        Kind::Changed => Some(Request::Changed),
        // The client's own, or what only a monitor says.
        Kind::Attach | Kind::Detach => None,
        Kind::Stdout | Kind::Stderr | Kind::Started | Kind::Failed => None,
        Kind::Warning | Kind::Exited | Kind::Initialized | Kind::Checked | Kind::Harvest | Kind::Held => None,
    }
}

impl AsFd for Client {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
