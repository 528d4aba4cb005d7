//! The process that carries a container's packets.

use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::pipe::PipeFlags;
use rustix::process::{Pid, Signal};

use crate::error::{Context, Result};
use crate::sys::process;

/// How long a helper may take. It takes 0.1 s; a machine that is busy may need a few.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The process that carries a container's packets. It dies with the thread that made it, and when this is dropped: then
/// it is gone, and with it the ports that it published, before the drop returns.
#[derive(Debug)]
pub(crate) struct Helper {
    #[cfg(test)]
    pid: Pid,
    pidfd: OwnedFd,
    /// Never blocks the helper: its end is non-blocking, so that what nobody reads is lost.
    stderr: OwnedFd,
    /// Held open for a helper that ends when it is closed.
    _lifeline: Option<OwnedFd>,
}

/// What came of waiting for a helper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Ready,
    Ended,
    TimedOut,
}

impl Helper {
    /// Runs `command`, which is made by [`process::helper_command`]. Its standard input is closed with `lifeline`.
    pub(super) fn spawn(mut command: Command, lifeline: Option<OwnedFd>) -> Result<Self> {
        let describe = || format!("start {}", Path::new(command.get_program()).display());
        let context = describe();
        let (stderr, theirs) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).context("pipe")?;
        let child = command.stderr(Stdio::from(theirs)).spawn().context(context)?;
        let pid = Pid::from_raw(child.id().cast_signed()).context("a child has an id")?;
        Ok(Self {
            #[cfg(test)]
            pid,
            pidfd: process::pidfd_open(pid)?,
            stderr,
            _lifeline: lifeline,
        })
    }

    /// The process, as this process sees it.
    #[cfg(test)]
    pub(super) fn pid(&self) -> Pid {
        self.pid
    }

    /// What the process said since this was last asked, as one line.
    pub(super) fn words(&self) -> String {
        let mut text = Vec::new();
        if let Ok(stderr) = self.stderr.try_clone() {
            // Ends with "would block" while the process lives.
            let _ = std::fs::File::from(stderr).take(1 << 16).read_to_end(&mut text);
        }
        essence(&String::from_utf8_lossy(&text))
    }

    /// Waits until `ready` can be read, the process has ended, or the deadline has passed.
    pub(super) fn wait(&self, ready: BorrowedFd<'_>, deadline: Instant) -> Result<Outcome> {
        let mut fds = [PollFd::from_borrowed_fd(ready, PollFlags::IN), PollFd::new(&self.pidfd, PollFlags::IN)];
        poll_until(&mut fds, deadline)?;
        let [first, second] = fds.map(|fd| fd.revents());
        if first.contains(PollFlags::IN) {
            return Ok(Outcome::Ready);
        }
        // A writer that has closed its end without a word is about to end.
        let has_ended = if first.is_empty() { !second.is_empty() } else { self.ends_until(deadline)? };
        Ok(if has_ended { Outcome::Ended } else { Outcome::TimedOut })
    }

    fn ends_until(&self, deadline: Instant) -> Result<bool> {
        let mut fds = [PollFd::new(&self.pidfd, PollFlags::IN)];
        poll_until(&mut fds, deadline)?;
        Ok(fds.iter().any(|fd| !fd.revents().is_empty()))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // Neither program keeps anything that it would have to write. Whoever reaps children of this process may have
        // been faster.
        let _ = process::pidfd_send_signal(self.pidfd.as_fd(), Signal::KILL.as_raw());
        // Even a killed process can be stuck in the kernel; it must not take this one with it.
        if self.ends_until(Instant::now() + PATIENCE).unwrap_or(false) {
            let _ = process::wait(self.pidfd.as_fd());
        }
    }
}

/// poll(2) until something happens to one of `fds`, or the deadline has passed.
fn poll_until(fds: &mut [PollFd<'_>], deadline: Instant) -> Result<()> {
    rustix::io::retry_on_intr(|| {
        let left = deadline.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).map_err(|_| Errno::INVAL)?;
        rustix::event::poll(fds, Some(&timeout))
    })
    .map(drop)
    .context("poll")
}

/// The lines of a helper's messages that say something, as one line.
fn essence(text: &str) -> String {
    // Without /dev/log, pasta complains about each message that it also prints.
    let noise = |line: &str| line.is_empty() || (line.starts_with("Failed to send ") && line.ends_with(" to syslog"));
    let lines = text.lines().map(str::trim).filter(|line| !noise(line));
    lines.take_while(|line| !line.starts_with("Usage:")).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Helper {
        let mut command = process::helper_command(Path::new("/bin/sh"), Vec::new());
        command.args(["-c", script]).stdin(Stdio::null()).stdout(Stdio::null());
        Helper::spawn(command, None).unwrap()
    }

    #[test]
    fn noise_is_dropped() {
        let text = "Failed to send 51 bytes to syslog\n one \n\nFailed to send 3 bytes to syslog\ntwo\nUsage: x\n -y";
        assert_eq!(essence(text), "one; two");
    }

    #[test]
    fn outcomes() {
        let (never, end) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC).unwrap();
        let soon = || Instant::now() + Duration::from_millis(50);
        let sleeping = shell("exec sleep 100");
        assert_eq!(sleeping.wait(never.as_fd(), soon()).unwrap(), Outcome::TimedOut);
        let ended = shell("echo why >&2; exit 1");
        assert_eq!(ended.wait(never.as_fd(), Instant::now() + PATIENCE).unwrap(), Outcome::Ended);
        assert_eq!(ended.words(), "why");
        assert_eq!(sleeping.words(), "");
        rustix::io::write(&end, b"x").unwrap();
        assert_eq!(sleeping.wait(never.as_fd(), soon()).unwrap(), Outcome::Ready);
    }

    #[test]
    fn a_helper_gets_nothing_of_ours_and_ends_when_dropped() {
        let _leak = rustix::fs::open("/dev/null", rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
        let (never, _end) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC).unwrap();
        // The fourth descriptor is the directory that is being listed.
        for (script, expected) in [("exec ls /proc/self/fd >&2", "0; 1; 2; 3"), ("pwd >&2", "/")] {
            let helper = shell(script);
            assert_eq!(helper.wait(never.as_fd(), Instant::now() + PATIENCE).unwrap(), Outcome::Ended);
            assert_eq!(helper.words(), expected);
        }
        let sleeping = shell("exec sleep 100");
        let path = format!("/proc/{}", sleeping.pid().as_raw_nonzero());
        assert!(Path::new(&path).exists());
        drop(sleeping);
        assert!(!Path::new(&path).exists());
    }
}
