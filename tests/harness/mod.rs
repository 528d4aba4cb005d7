//! What the tests stand on: sealed environments, commands with deadlines, terminals, registries, hand-made archives.

pub(crate) mod booted;
pub(crate) mod cache;
pub(crate) mod command;
pub(crate) mod env;
pub(crate) mod image;
pub(crate) mod pty;
pub(crate) mod registry;
pub(crate) mod server;
pub(crate) mod stargz;
pub(crate) mod tarball;

pub(crate) use command::{Cmd, Output, Running, send_signal};
pub(crate) use env::TestEnv;

use std::time::{Duration, Instant};

/// Tries `check` until it gives something, for `seconds` at most.
#[track_caller]
pub(crate) fn eventually<T>(seconds: u64, what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(found) = check() {
            return found;
        }
        assert!(Instant::now() < deadline, "not within {seconds} s: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether the tests run as root; then only those of `root::` have a meaning.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
