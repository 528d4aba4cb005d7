//! The container's standard input, seen from outside.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;

/// Bytes that may wait for the container before clients are no longer read.
const CONGESTED: usize = 64 * 1024;

/// A pipe or a terminal that takes what clients type. Never blocks the monitor.
pub(crate) struct Stdin {
    fd: Option<OwnedFd>,
    waiting: Vec<u8>,
    ending: bool,
    terminal: bool,
}

impl Stdin {
    /// `fd` is in non-blocking mode; nothing means that the container has no standard input.
    pub(crate) fn new(fd: Option<OwnedFd>, terminal: bool) -> Self {
        Self { fd, waiting: Vec::new(), ending: false, terminal }
    }

    /// Where it goes; nothing once it has ended.
    pub(crate) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.fd.as_ref().map(AsFd::as_fd)
    }

    /// Whether bytes wait for the container to take them.
    pub(crate) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether so much waits that nobody should add more.
    pub(crate) fn is_congested(&self) -> bool {
        self.waiting.len() > CONGESTED
    }

    /// Writes, now or as soon as the container takes it.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        if self.fd.is_some() && !self.ending {
            self.waiting.extend_from_slice(bytes);
            self.flush();
        }
    }

    /// The input has ended: the pipe is closed behind what still waits. A terminal gets an end-of-file character instead,
    /// since closing it would hang up on the container.
    pub(crate) fn end(&mut self) {
        if self.terminal {
            const CTRL_D: &[u8] = &[4];
            return self.write(CTRL_D);
        }
        self.ending = true;
        self.flush();
    }

    /// Writes as much as the container takes.
    pub(crate) fn flush(&mut self) {
        let Some(fd) = &self.fd else { return };
        while !self.waiting.is_empty() {
            match rustix::io::write(fd, &self.waiting) {
                Ok(count) => drop(self.waiting.drain(..count)),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                // Nobody in the container reads any more.
                Err(_) => {
                    self.waiting.clear();
                    self.ending = true;
                }
            }
        }
        self.waiting.shrink_to(CONGESTED);
        if self.ending && !self.terminal {
            self.fd = None;
        }
    }
}
