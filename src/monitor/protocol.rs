//! What a monitor and an attached client say to each other: frames on a stream socket.
//!
//! A frame is one byte of kind, four bytes of payload length (little endian), and the payload. Both ends are the same binary,
//! so there is no version; an unknown kind or an over-long payload ends the conversation.

use std::os::fd::BorrowedFd;

use rustix::io::Errno;
use rustix::net::{SendFlags, send};

use crate::error::Error;

/// The longest payload that is accepted.
pub(crate) const MAX_PAYLOAD: usize = 64 * 1024;
const HEADER: usize = 5;

/// The kinds of frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// Client: bytes for the container's standard input.
    Stdin = 1,
    /// Client: its standard input has ended.
    StdinEof = 2,
    /// Client: the terminal's size, rows and columns as two `u16`.
    Resize = 3,
    /// Client: a signal number for the container's first process, `i32`, and the process that has sent it, `u32`.
    Signal = 4,
    /// Client: it goes, and the container's standard input stays open.
    Detach = 5,
    /// Client: nobody takes what it is sent any more; one byte, 1 for standard output, 2 for standard error.
    CloseOutput = 6,
    /// Client: it wants the container's output from now on.
    Attach = 7,
    /// Client: a container that was only initialized may start.
    Start = 8,
    /// Client: check the container's health now; [`Kind::Checked`] is the answer.
    Check = 9,
    /// Client: the container's settings have changed.
    Changed = 10,
    /// Monitor: bytes from the container.
    Stdout = 11,
    Stderr = 12,
    /// Monitor: the container's command has been executed; its process id on the host, `i32`.
    Started = 13,
    /// Monitor: it could not be started; [`Failure`] as JSON.
    Failed = 14,
    /// Monitor: something the user should know, one line.
    Warning = 15,
    /// Monitor: the container has ended and is cleaned up; its exit code, `i32`.
    Exited = 16,
    /// Monitor: everything is ready, and waits for [`Kind::Start`].
    Initialized = 17,
    /// Monitor: what a check has found, in one word; nothing where there is none, and for [`Kind::Changed`].
    Checked = 18,
    /// Monitor: what came of the writable layer of a step that ended well.
    Harvest = 19,
    /// Client: do not start the container again while this connection lasts. [`Kind::Held`] is the answer between two
    /// lives, [`Kind::Checked`] otherwise.
    Hold = 20,
    /// Monitor: it does not.
    Held = 21,
}

impl Kind {
    fn from_byte(byte: u8) -> Option<Self> {
        const ALL: [Kind; 21] = [
            Kind::Stdin,
            Kind::StdinEof,
            Kind::Resize,
            Kind::Signal,
            Kind::Detach,
            Kind::CloseOutput,
            Kind::Attach,
            Kind::Start,
            Kind::Check,
            Kind::Changed,
            Kind::Checked,
            Kind::Stdout,
            Kind::Stderr,
            Kind::Started,
            Kind::Failed,
            Kind::Warning,
            Kind::Exited,
            Kind::Initialized,
            Kind::Harvest,
            Kind::Hold,
            Kind::Held,
        ];
        ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// Why a container could not be started.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Failure {
    pub(crate) exit_code: u8,
    pub(crate) line: String,
    pub(crate) hint: Option<String>,
}

/// Appends a frame to `out`. Payloads longer than [`MAX_PAYLOAD`] are the caller's mistake and are cut.
fn encode(out: &mut Vec<u8>, kind: Kind, payload: &[u8]) {
    let payload = payload.get(..MAX_PAYLOAD).unwrap_or(payload);
    out.push(kind as u8);
    out.extend_from_slice(&u32::try_from(payload.len()).unwrap_or(0).to_le_bytes());
    out.extend_from_slice(payload);
}

/// Frames on their way into a socket that is never waited for.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    waiting: Vec<u8>,
    sent: usize,
}

impl Outbox {
    /// Adds a frame behind those that wait.
    pub(crate) fn push(&mut self, kind: Kind, payload: &[u8]) {
        self.waiting.drain(..std::mem::take(&mut self.sent));
        encode(&mut self.waiting, kind, payload);
    }

    /// Bytes that wait.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len() - self.sent
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sends as much as the socket takes now.
    ///
    /// # Errors
    /// The other end is gone.
    pub(crate) fn flush(&mut self, socket: BorrowedFd<'_>) -> Result<(), Errno> {
        while !self.is_empty() {
            let rest = self.waiting.get(self.sent..).unwrap_or_default();
            match send(socket, rest, SendFlags::NOSIGNAL | SendFlags::DONTWAIT) {
                Ok(count) => self.sent += count,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        self.waiting.clear();
        self.sent = 0;
        self.waiting.shrink_to(MAX_PAYLOAD);
        Ok(())
    }
}

/// Reads an `i32` payload.
pub(crate) fn number(payload: &[u8]) -> Option<i32> {
    Some(i32::from_le_bytes(payload.try_into().ok()?))
}

/// Takes frames out of a stream of bytes.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    buffer: Vec<u8>,
    used: usize,
}

impl Decoder {
    /// Adds bytes that have arrived.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.used);
        self.used = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame.
    pub(crate) fn next(&mut self) -> anyhow::Result<Option<(Kind, &[u8])>> {
        let rest = self.buffer.get(self.used..).unwrap_or_default();
        let Some((header, body)) = rest.split_first_chunk::<HEADER>() else { return Ok(None) };
        let [kind, length @ ..] = *header;
        let length = u32::from_le_bytes(length) as usize;
        let (Some(kind), true) = (Kind::from_byte(kind), length <= MAX_PAYLOAD) else {
            return Err(Error::new("the other end of the attach socket does not speak our protocol").into());
        };
        let Some(payload) = body.get(..length) else { return Ok(None) };
        self.used += HEADER + length;
        Ok(Some((kind, payload)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in_however_they_are_cut() {
        let mut stream = Vec::new();
        encode(&mut stream, Kind::Stdin, b"hello");
        encode(&mut stream, Kind::StdinEof, b"");
        encode(&mut stream, Kind::Exited, &15i32.to_le_bytes());
        for chunk in 1..stream.len() {
            let mut decoder = Decoder::default();
            let mut seen = Vec::new();
            for piece in stream.chunks(chunk) {
                decoder.push(piece);
                while let Some((kind, payload)) = decoder.next().unwrap() {
                    seen.push((kind, payload.to_vec()));
                }
            }
            let kinds: Vec<Kind> = seen.iter().map(|(kind, _)| *kind).collect();
            assert_eq!(kinds, [Kind::Stdin, Kind::StdinEof, Kind::Exited]);
            assert_eq!(seen[0].1, b"hello");
            assert_eq!(number(&seen[2].1), Some(15));
        }
    }

    #[test]
    fn nonsense_is_refused() {
        let mut decoder = Decoder::default();
        decoder.push(b"GET / HTTP/1.1\r\n");
        assert!(decoder.next().is_err());
        let mut decoder = Decoder::default();
        decoder.push(&[1, 255, 255, 255, 255]);
        assert!(decoder.next().is_err());
    }
}
