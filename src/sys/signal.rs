//! Signals: blocking them, reading them from a descriptor, resetting what a parent left behind.

use std::os::fd::{AsFd, BorrowedFd};

use nix::sys::signal::{SigHandler, SigSet, SigmaskHow, Signal as NixSignal};
use nix::sys::signalfd::{SfdFlags, SignalFd};

use crate::error::{Context, Result};

/// The real-time signals that programs may use: libc keeps 32 and 33 for itself (nptl(7)).
const REAL_TIME: std::ops::RangeInclusive<i32> = 34..=64;

/// A signal number from outside as a signal: 1 to 64 (signal(7)).
pub(crate) fn from_raw(signal: i32) -> Result<rustix::process::Signal> {
    let known = rustix::process::Signal::from_named_raw(signal);
    // SAFETY: the number is a real-time signal, none of those that libc keeps for itself.
    let realtime =
        || REAL_TIME.contains(&signal).then(|| unsafe { rustix::process::Signal::from_raw_unchecked(signal) });
    known.or_else(realtime).with_context(|| format!("{signal} is not a signal"))
}

/// `SIGTERM`, `SIGRTMIN+3`.
pub(crate) fn name(signal: i32) -> String {
    match NixSignal::try_from(signal) {
        Ok(known) => known.as_str().to_owned(),
        Err(_) => format!("SIGRTMIN+{}", signal - 34),
    }
}

/// Signals of this process as a readable descriptor; the signals stay blocked.
#[derive(Debug)]
pub(crate) struct Signals(SignalFd);

/// One signal that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// The signal's number.
    pub(crate) signal: i32,
    /// The process that sent it, or the child that changed its state; 0 when it was the kernel.
    pub(crate) pid: u32,
}

impl Signals {
    /// Blocks `signals` and gives them to the descriptor. Numbers that are no signals are an error.
    pub(crate) fn block(signals: &[i32]) -> Result<Self> {
        let mut set = SigSet::empty();
        for signal in signals {
            set.add(NixSignal::try_from(*signal).with_context(|| format!("signal {signal}"))?);
        }
        Self::of(&set)
    }

    /// Blocks every signal that can be blocked.
    pub(crate) fn block_all() -> Result<Self> {
        Self::of(&SigSet::all())
    }

    fn of(set: &SigSet) -> Result<Self> {
        set.thread_block().context("sigprocmask")?;
        Ok(Self(SignalFd::with_flags(set, SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK).context("signalfd")?))
    }

    /// The next signal, if one is pending.
    pub(crate) fn next(&self) -> Result<Option<Arrived>> {
        let info = self.0.read_signal().context("read signalfd")?;
        Ok(info.map(|info| Arrived { signal: info.ssi_signo as i32, pid: info.ssi_pid }))
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Gives this process the signal state that a program expects: nothing blocked, nothing ignored.
pub(crate) fn reset() -> Result<()> {
    for signal in NixSignal::iterator().filter(|s| !matches!(s, NixSignal::SIGKILL | NixSignal::SIGSTOP)) {
        // SAFETY: the default action runs no code of ours.
        unsafe { nix::sys::signal::signal(signal, SigHandler::SigDfl) }.with_context(|| format!("signal({signal})"))?;
    }
    for signal in REAL_TIME {
        // SAFETY: as above; the number is none of those that libc keeps for itself.
        let before = unsafe { libc::signal(signal, libc::SIG_DFL) };
        anyhow::ensure!(before != libc::SIG_ERR, "signal({signal}): {}", super::errno::last());
    }
    nix::sys::signal::sigprocmask(SigmaskHow::SIG_SETMASK, Some(&SigSet::empty()), None).context("sigprocmask")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(from_raw(9).unwrap(), rustix::process::Signal::KILL);
        assert_eq!((name(15).as_str(), name(37).as_str()), ("SIGTERM", "SIGRTMIN+3"));
        assert_eq!(from_raw(34).unwrap().as_raw(), 34);
        for bad in [0, -1, 32, 33, 65, 1000] {
            assert!(from_raw(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn blocked_signals_are_read_from_the_descriptor() {
        crate::sys::testing::in_own_process("sys::signal::tests::blocked_signals_are_read_from_the_descriptor", || {
            let signals = Signals::block(&[libc::SIGTERM]).unwrap();
            assert_eq!(signals.next().unwrap(), None);
            let this = rustix::process::getpid();
            rustix::process::kill_process(this, rustix::process::Signal::TERM).unwrap();
            let pid = this.as_raw_nonzero().get() as u32;
            assert_eq!(signals.next().unwrap(), Some(Arrived { signal: libc::SIGTERM, pid }));
            for signal in [libc::SIGHUP, 37] {
                // SAFETY: no code of ours is run.
                assert_ne!(unsafe { libc::signal(signal, libc::SIG_IGN) }, libc::SIG_ERR);
            }
            reset().unwrap();
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            for field in ["SigBlk", "SigIgn", "SigCgt"] {
                let mask = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(":\t")).unwrap();
                // Those that libc keeps for itself are as they were.
                assert_eq!(u64::from_str_radix(mask, 16).unwrap() & !(0b11 << 31), 0, "{field}");
            }
        });
    }
}
