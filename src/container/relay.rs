//! Moves bytes between the user's streams and a command that this process has made inside a container.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::streams::{Arrived, Connected, Ending, Written, unless_lost, write_all};
use crate::error::{Context, Result};
use crate::monitor::stdin::Stdin;
use crate::runtime::{Ends, Output, Stream};
use crate::sys::process;
use crate::sys::tty;

const BUFFER: usize = 64 * 1024;

/// The command, and our ends of its streams.
pub(super) struct Relay<'a> {
    /// A pidfd of a child of this process.
    pub(super) command: BorrowedFd<'a>,
    pub(super) stdin: Stdin,
    /// Without the input.
    pub(super) ends: Ends,
    /// Why some of the output could not be written.
    pub(super) lost: Option<(Stream, Errno)>,
}

/// What a poll entry stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Command,
    Signals,
    UserInput,
    CommandInput,
    Output(usize),
}

impl Relay<'_> {
    /// Runs until the command has ended and its output is read to the end, or until the user leaves.
    pub(super) fn run(&mut self, user: &mut Connected<'_>) -> Result<Ending> {
        let mut buffer = vec![0; BUFFER];
        let mut input = user.streams.stdin;
        let mut exit = None;
        loop {
            let ready = self.wait(user, input, exit.is_some())?;
            // What background processes of the command may still write is not waited for.
            if let Some(exit) = exit.filter(|_| !ready.iter().any(|role| matches!(role, Role::Output(_)))) {
                return unless_lost(Ending::Exited(exit), self.lost);
            }
            for role in ready {
                match role {
                    Role::Command => {
                        exit = Some(i32::from(process::wait(self.command)?.code()));
                        self.ends.outputs.iter_mut().for_each(Output::end_with_process);
                    }
                    Role::CommandInput => self.stdin.flush(),
                    Role::Output(index) => self.read_output(index, user, &mut buffer),
                    Role::Signals => {
                        if let Some(ending) = self.pass_signals(user) {
                            return Ok(ending);
                        }
                    }
                    Role::UserInput => {
                        if self.read_input(&mut input, user, &mut buffer) {
                            return Ok(Ending::Detached);
                        }
                    }
                }
            }
        }
    }

    fn wait(&self, user: &Connected<'_>, input: Option<BorrowedFd<'_>>, exited: bool) -> Result<Vec<Role>> {
        let mut roles = Vec::with_capacity(6);
        let mut fds = Vec::with_capacity(6);
        let mut add = |role, fd, flags| {
            roles.push(role);
            fds.push(PollFd::from_borrowed_fd(fd, flags));
        };
        for (index, output) in self.ends.outputs.iter().enumerate() {
            add(Role::Output(index), output.as_fd(), PollFlags::IN);
        }
        if !exited {
            add(Role::Command, self.command, PollFlags::IN);
            add(Role::Signals, user.as_fd(), PollFlags::IN);
            if let Some(input) = input.filter(|_| !self.stdin.is_congested()) {
                add(Role::UserInput, input, PollFlags::IN);
            }
            if let Some(stdin) = self.stdin.fd() {
                // Without the wish to write this only tells when nobody reads any more.
                let flags = if self.stdin.has_waiting() { PollFlags::OUT } else { PollFlags::empty() };
                add(Role::CommandInput, stdin, flags);
            }
        }
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        match poll(&mut fds, Some(&at_once).filter(|_| exited)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error).context("poll"),
        }
        Ok(roles.into_iter().zip(&fds).filter(|(_, fd)| !fd.revents().is_empty()).map(|(role, _)| role).collect())
    }

    fn read_output(&mut self, index: usize, user: &Connected<'_>, buffer: &mut [u8]) {
        let Some(output) = self.ends.outputs.get_mut(index) else { return };
        let stream = output.stream;
        let written = match output.read(buffer) {
            Err(Errno::INTR | Errno::AGAIN) => Written::Taken,
            // A terminal whose last user is gone answers EIO.
            Ok(0) | Err(_) => Written::Unwanted,
            Ok(count) => {
                let to = match stream {
                    Stream::Stdout => user.streams.stdout,
                    Stream::Stderr => user.streams.stderr,
                };
                to.map_or(Written::Taken, |to| write_all(to, buffer.get(..count).unwrap_or_default()))
            }
        };
        match written {
            Written::Taken => {}
            // Nothing comes any more, or nobody wants it: then the command gets to know, as from a pipe.
            Written::Unwanted => drop(self.ends.outputs.remove(index)),
            Written::Lost(error) => _ = self.lost.get_or_insert((stream, error)),
        }
    }

    /// Passes on what the user has typed. True when the detach keys were among it.
    fn read_input(&mut self, input: &mut Option<BorrowedFd<'_>>, user: &mut Connected<'_>, buffer: &mut [u8]) -> bool {
        let Some(fd) = *input else { return false };
        let count = match rustix::io::read(fd, &mut *buffer) {
            Err(Errno::INTR | Errno::AGAIN) => return false,
            Ok(count) => count,
            Err(_) => 0,
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        if bytes.is_empty() {
            *input = None;
            self.stdin.end();
            return false;
        }
        let detach = user.detach_position(bytes);
        self.stdin.write(bytes.get(..detach.unwrap_or(count)).unwrap_or_default());
        detach.is_some()
    }

    fn pass_signals(&self, user: &Connected<'_>) -> Option<Ending> {
        while let Some(arrived) = user.next_signal() {
            let passed = match arrived {
                Arrived::Resized => match (&self.ends.console, user.streams.size()) {
                    (Some(console), Some(size)) => tty::set_size(console.as_fd(), size),
                    _ => Ok(()),
                },
                Arrived::Proxied(number, _) => process::pidfd_send_signal(self.command, number).map(drop),
                Arrived::Ends(number) => return Some(Ending::Signalled(number)),
            };
            if let Err(error) = passed {
                log::debug!("{error:#}");
            }
        }
        None
    }
}

/// In a process of its own: reads a terminal's output and throws it away until its last user is gone, so that a command
/// that was left in the background never waits for somebody to read it.
pub(super) fn drain_alone(console: &OwnedFd) -> Result<()> {
    process::close_from_except(0, &[console.as_raw_fd()])?;
    rustix::process::setsid().context("setsid")?;
    rustix::process::chdir("/").context("chdir /")?;
    let mut buffer = vec![0; 4096];
    loop {
        match rustix::io::read(console, &mut buffer) {
            Ok(1..) | Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(console, PollFlags::IN)], None).context("poll")?;
            }
            Ok(0) | Err(_) => return Ok(()),
        }
    }
}
