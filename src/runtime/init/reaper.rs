//! Process 1 of a container with `--init`: runs the command as its child, passes signals on, and reaps.
//!
//! It is this binary, from memory: the process that prepared the container forks instead of executing. It cannot be
//! dumped, so that nobody in the container reaches the binary through `/proc/1/exe`.

use std::convert::Infallible;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::Pid;

use super::exec;
use crate::error::{Context, Result};
use crate::sys::exec::Program;
use crate::sys::process::{self, Fork};
use crate::sys::signal::{self, Signals};

const SIGCHLD: i32 = 17;

/// Forks the command and stays until it has ended. Returns only in the child, when execve failed there, or when there is
/// no child.
pub(super) fn run(program: &mut Program) -> Result<Infallible> {
    // Before the fork, so that no signal is lost.
    let signals = Signals::block_all()?;
    match process::fork()? {
        Fork::Child => {
            drop(signals);
            take_terminal()?;
            signal::reset()?;
            program.address_sockets();
            Err(exec::failure(program, program.exec()))
        }
        Fork::Parent(child) => {
            let title = [b"coracle-init -- ".as_slice(), &program.command_line()].concat();
            // Else the container sees the host's words, where /proc is not what it should be.
            let _ = process::set_title(&title);
            let code = supervise(&signals, child);
            process::exit_now(code.unwrap_or(255))
        }
    }
}

/// The command is a process group of its own, in the foreground of the terminal if there is one. Signals are blocked, so
/// that taking the terminal from the background does not stop this process.
fn take_terminal() -> Result<()> {
    let this = rustix::process::getpid();
    rustix::process::setpgid(None, None).context("setpgid")?;
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        rustix::termios::tcsetpgrp(stdin, this).context("tcsetpgrp")?;
    }
    Ok(())
}

fn supervise(signals: &Signals, child: Pid) -> Result<u8> {
    use std::os::fd::{AsFd, AsRawFd};
    process::set_name(c"coracle-init")?;
    // Everything but the signals: the command's pipes must end when the command closes them, and the end of the
    // channel says that the command runs.
    process::close_from_except(0, &[signals.as_fd().as_raw_fd()])?;
    loop {
        rustix::io::retry_on_intr(|| poll(&mut [PollFd::new(signals, PollFlags::IN)], None)).context("poll")?;
        while let Some(arrived) = signals.next()? {
            if arrived.signal != SIGCHLD {
                let _ = rustix::process::kill_process(child, signal::from_raw(arrived.signal)?);
            } else if let Some(code) = reap(child)? {
                return Ok(code);
            }
        }
    }
}

/// Reaps all that have ended; the command's exit code when it is among them.
fn reap(child: Pid) -> Result<Option<u8>> {
    while let Some((pid, exit)) = process::reap_any()? {
        if pid == child {
            return Ok(Some(exit.code()));
        }
    }
    Ok(None)
}
