//! One attached client, seen from the monitor.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};

use super::protocol::{Decoder, Kind, Outbox};

/// Bytes that may wait for a client before the container's output is no longer read.
const CONGESTED: usize = 256 * 1024;

/// An attached client. Its socket never blocks the monitor.
pub(super) struct Client {
    socket: OwnedFd,
    decoder: Decoder,
    outbox: Outbox,
    gone: bool,
    /// The client that started the container: when it goes, so does standard input.
    pub(super) first: bool,
}

impl Client {
    pub(super) fn new(socket: OwnedFd, first: bool) -> Self {
        Self { socket, decoder: Decoder::default(), outbox: Outbox::default(), gone: false, first }
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
        self.gone |= self.outbox.flush(self.socket.as_fd()).is_err();
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

    /// Reads what the client has sent and hands each frame to `handle`.
    pub(super) fn receive(&mut self, buffer: &mut [u8], mut handle: impl FnMut(Kind, &[u8])) {
        match recv(&self.socket, &mut *buffer, RecvFlags::DONTWAIT) {
            Ok((count, _)) if count > 0 => self.decoder.push(buffer.get(..count).unwrap_or_default()),
            Err(Errno::INTR | Errno::AGAIN) => return,
            Ok(_) | Err(_) => {
                self.gone = true;
                return;
            }
        }
        loop {
            match self.decoder.next() {
                Ok(Some((kind, payload))) => handle(kind, payload),
                Ok(None) => return,
                Err(error) => {
                    log::warn!("{error:#}");
                    self.gone = true;
                    return;
                }
            }
        }
    }
}

impl AsFd for Client {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
