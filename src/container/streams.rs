//! The user's side of an attached container or command: its streams, its terminal's mode and size, its signals.

use std::os::fd::{AsFd, BorrowedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use crate::error::{Context, Result};
use crate::runtime::Stream;
use crate::sys::signal::Signals;
use crate::sys::tty::{self, RawMode, Winsize};

/// The descriptors that a container's streams are connected with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Streams<'a> {
    /// Nothing if the container gets no input from here.
    pub(crate) stdin: Option<BorrowedFd<'a>>,
    /// Nothing if the container's output is not wanted.
    pub(crate) stdout: Option<BorrowedFd<'a>>,
    pub(crate) stderr: Option<BorrowedFd<'a>>,
    /// The container has a terminal: stdin goes to raw mode and its size is passed on.
    pub(crate) terminal: bool,
    /// Signals that this process gets go to the container; otherwise those that would end this process end the session.
    pub(crate) proxy_signals: bool,
    /// The bytes that end the session when they are typed on a terminal, one after the other.
    pub(crate) detach_keys: &'a [u8],
}

/// How an attached session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Exited(i32),
    Detached,
    /// A signal of this number came that is not passed on.
    Signalled(i32),
}

pub(super) const SIGWINCH: i32 = 28;
/// Signals that a user or a service manager sends to end, reload or poke a process: HUP, INT, QUIT, USR1, USR2, ALRM,
/// TERM, CONT, and WINCH for the terminal's size (signal(7)).
const PROXIED: &[i32] = &[1, 2, 3, 10, 12, 14, 15, 18, SIGWINCH];
/// Those among them that would end this process and leave the user's terminal in raw mode: HUP, INT, QUIT, TERM.
const ENDING: &[i32] = &[1, 2, 3, 15, SIGWINCH];

/// A session with the user's streams; dropping it gives the terminal its former mode back.
pub(super) struct Connected<'a> {
    pub(super) streams: Streams<'a>,
    pub(super) signals: Signals,
    keys: KeyMatcher<'a>,
    _raw: Option<RawMode<BorrowedFd<'a>>>,
}

/// What a signal that arrived asks for.
pub(super) enum Arrived {
    /// The terminal may have another size.
    Resized,
    /// It is for the container: its number, and the process that sent it.
    Proxied(i32, u32),
    /// It ends the session.
    Ends(i32),
}

impl<'a> Streams<'a> {
    /// Takes hold of the terminal and the signals.
    pub(super) fn connect(self) -> Result<Connected<'a>> {
        let signals = Signals::block(if self.proxy_signals { PROXIED } else { ENDING })?;
        let raw = match self.stdin {
            Some(stdin) if self.terminal && rustix::termios::isatty(stdin) => Some(RawMode::enter(stdin)?),
            _ => None,
        };
        Ok(Connected { streams: self, signals, keys: KeyMatcher::new(self.detach_keys), _raw: raw })
    }

    /// The size of the user's terminal, if there is one.
    pub(super) fn size(&self) -> Option<Winsize> {
        [self.stdin, self.stdout].into_iter().flatten().find_map(|fd| tty::size(fd).ok())
    }
}

impl Connected<'_> {
    /// The next signal that has arrived.
    pub(super) fn next_signal(&self) -> Option<Arrived> {
        let arrived = self.signals.next().ok()??;
        Some(match arrived.signal {
            SIGWINCH => Arrived::Resized,
            number if self.streams.proxy_signals => Arrived::Proxied(number, arrived.pid),
            number => Arrived::Ends(number),
        })
    }

    /// Where the last of the detach keys stands in what was typed. Every key before it is passed on at once, the first
    /// ones of the sequence as well: nothing waits for the next one.
    pub(super) fn detach_position(&mut self, typed: &[u8]) -> Option<usize> {
        if self.streams.terminal { self.keys.position(typed) } else { None }
    }
}

impl AsFd for Connected<'_> {
    /// Readable when a signal has arrived.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.signals.as_fd()
    }
}

/// Finds a sequence of keys in what is typed, however it is cut.
struct KeyMatcher<'a> {
    sequence: &'a [u8],
    last: Vec<u8>,
}

impl<'a> KeyMatcher<'a> {
    fn new(sequence: &'a [u8]) -> Self {
        Self { sequence, last: Vec::new() }
    }

    fn position(&mut self, bytes: &[u8]) -> Option<usize> {
        if self.sequence.is_empty() {
            return None;
        }
        bytes.iter().position(|byte| {
            if self.last.len() == self.sequence.len() {
                self.last.remove(0);
            }
            self.last.push(*byte);
            self.last == self.sequence
        })
    }
}

/// What became of some output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Taken,
    /// Nobody reads any more.
    Unwanted,
    /// A full disk, most likely.
    Lost(Errno),
}

/// Writes to the user's stream, waiting for it where it is in non-blocking mode. That a terminal is gone is nobody's loss.
pub(super) fn write_all(fd: BorrowedFd<'_>, mut bytes: &[u8]) -> Written {
    while !bytes.is_empty() {
        match rustix::io::write(fd, bytes) {
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let _ = poll(&mut [PollFd::from_borrowed_fd(fd, PollFlags::OUT)], None);
            }
            Err(Errno::PIPE) => return Written::Unwanted,
            Err(Errno::IO) => return Written::Taken,
            Err(error) => return Written::Lost(error),
        }
    }
    Written::Taken
}

/// The end of a session, which is none when some of the output could not be written.
pub(super) fn unless_lost(ending: Ending, lost: Option<(Stream, Errno)>) -> Result<Ending> {
    let Some((stream, error)) = lost else { return Ok(ending) };
    let name = match stream {
        Stream::Stdout => "output",
        Stream::Stderr => "error",
    };
    Err(error).with_context(|| format!("cannot write to standard {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detach_keys_are_found_across_reads() {
        let mut keys = KeyMatcher::new(&[16, 17]);
        assert_eq!(keys.position(b"ab\x10"), None);
        assert_eq!(keys.position(b"\x11"), Some(0));
        let mut keys = KeyMatcher::new(&[16, 17]);
        assert_eq!(keys.position(b"a\x10b\x11"), None);
        assert_eq!(keys.position(b"a\x10\x11"), Some(2));
        let mut keys = KeyMatcher::new(b"aab");
        assert_eq!(keys.position(b"aaaab"), Some(4));
        assert_eq!(KeyMatcher::new(b"").position(b"\x10\x11"), None);
    }
}
