//! Terminals: sizes, raw mode with its way back, the controlling terminal of a session.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::pty::OpenptFlags;
use rustix::termios::{LocalModes, OptionalActions, Termios};

use super::process;
use crate::error::{Context, Result};

pub(crate) use rustix::termios::Winsize;

/// The size of the terminal in characters.
pub(crate) fn size(terminal: BorrowedFd<'_>) -> Result<Winsize> {
    rustix::termios::tcgetwinsize(terminal).context("ioctl(TIOCGWINSZ)")
}

/// The size of the terminal that this process reads from, or else writes to; nothing where there is none.
pub(crate) fn size_of_callers() -> Option<Winsize> {
    let [stdin, stdout, _] = process::copy_streams().ok()?;
    [stdin, stdout].iter().find_map(|stream| size(stream.as_fd()).ok())
}

/// Gives the terminal a size; its foreground process group gets SIGWINCH.
pub(crate) fn set_size(terminal: BorrowedFd<'_>, size: Winsize) -> Result<()> {
    rustix::termios::tcsetwinsize(terminal, size).context("ioctl(TIOCSWINSZ)")
}

/// A terminal in another mode; dropping the guard gives it its former mode back.
#[derive(Debug)]
pub(crate) struct RawMode<Fd: AsFd> {
    terminal: Fd,
    before: Termios,
}

impl<Fd: AsFd> RawMode<Fd> {
    /// Puts `terminal` into raw mode (termios(3), cfmakeraw).
    pub(crate) fn enter(terminal: Fd) -> Result<Self> {
        Self::change(terminal, Termios::make_raw)
    }

    /// Lets `terminal` show nothing of what is typed.
    pub(crate) fn silence(terminal: Fd) -> Result<Self> {
        Self::change(terminal, |mode| mode.local_modes.remove(LocalModes::ECHO))
    }

    /// Leaves `terminal` as it is, for others to change it meanwhile.
    pub(crate) fn keep(terminal: Fd) -> Result<Self> {
        Self::change(terminal, |_| {})
    }

    fn change(terminal: Fd, change: impl FnOnce(&mut Termios)) -> Result<Self> {
        let before = rustix::termios::tcgetattr(&terminal).context("tcgetattr")?;
        let mut mode = before.clone();
        change(&mut mode);
        rustix::termios::tcsetattr(&terminal, OptionalActions::Drain, &mode).context("tcsetattr")?;
        Ok(Self { terminal, before })
    }
}

impl<Fd: AsFd> Drop for RawMode<Fd> {
    fn drop(&mut self) {
        let _ = rustix::termios::tcsetattr(&self.terminal, OptionalActions::Drain, &self.before);
    }
}

/// Both sides of a new pseudo-terminal of the devpts instance whose multiplexer `ptmx` is (pts(4)).
pub(crate) fn open_pair(ptmx: OwnedFd) -> Result<Pair> {
    rustix::pty::unlockpt(&ptmx).context("ioctl(TIOCSPTLCK)")?;
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let slave = rustix::pty::ioctl_tiocgptpeer(&ptmx, flags).context("ioctl(TIOCGPTPEER)")?;
    Ok(Pair { master: ptmx, slave })
}

/// A pseudo-terminal.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) master: OwnedFd,
    pub(crate) slave: OwnedFd,
}

/// Makes `terminal` the controlling terminal of the session that this process leads.
pub(crate) fn control(terminal: BorrowedFd<'_>) -> Result<()> {
    rustix::process::ioctl_tiocsctty(terminal).context("ioctl(TIOCSCTTY)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_mode_comes_and_goes() {
        let pair = open_pair(rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::CLOEXEC).unwrap()).unwrap();
        let echo =
            || rustix::termios::tcgetattr(&pair.slave).unwrap().local_modes.contains(rustix::termios::LocalModes::ECHO);
        assert!(echo());
        let guard = RawMode::enter(&pair.slave).unwrap();
        assert!(!echo());
        drop(guard);
        assert!(echo());
        set_size(pair.master.as_fd(), Winsize { ws_row: 33, ws_col: 77, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        assert_eq!(size(pair.slave.as_fd()).unwrap().ws_col, 77);
    }
}
