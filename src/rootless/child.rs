//! The user namespace of one container, below the one that the user's containers share.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use super::map::{IdMaps, Mode};
use super::userns::{become_root, prepare};
use crate::error::{Context, Error, Result};
use crate::sys::namespace::{self, Kind};
use crate::sys::process::{self, Fork};
use crate::sys::socket;

/// The longest message about a failure, in bytes.
const LIMIT: usize = 4096;

/// Makes a user namespace with these maps, whose outer ids are those of the caller's. It lasts as long as its handle. The
/// caller is root of its own one, and has one thread.
pub(crate) fn make(maps: &IdMaps) -> Result<OwnedFd> {
    let (parent_side, child_side) = prepare(maps, &Mode::Identity, None)?;
    let enter = move || {
        child_side.step_in()?;
        Ok([namespace::open("/proc/self/ns/user".as_ref())?])
    };
    let [namespace] = in_child_while(enter, |child| parent_side.map(child))?;
    Ok(namespace)
}

/// Runs `work` in a process of its own, as root of `userns` and with a mount namespace of its own, and gives back the
/// descriptors that came of it. The caller has one thread.
pub(crate) fn run_in<const N: usize>(
    userns: BorrowedFd<'_>,
    work: impl FnOnce() -> Result<[OwnedFd; N]>,
) -> Result<[OwnedFd; N]> {
    let enter = || {
        namespace::join(userns, Kind::User)?;
        become_root(false)?;
        namespace::unshare_mount()?;
        work()
    };
    in_child(enter)
}

/// Runs `work` in a process of its own and gives back the descriptors that came of it. The caller has one thread.
pub(crate) fn in_child<const N: usize>(work: impl FnOnce() -> Result<[OwnedFd; N]>) -> Result<[OwnedFd; N]> {
    in_child_while(work, |_| Ok(()))
}

/// Forks a process that does `work`, while this one does `meanwhile`.
fn in_child_while<const N: usize>(
    work: impl FnOnce() -> Result<[OwnedFd; N]>,
    meanwhile: impl FnOnce(rustix::process::Pid) -> Result<()>,
) -> Result<[OwnedFd; N]> {
    let (here, there) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop((here, meanwhile));
            let _ = match work() {
                Ok(fds) => socket::send(there.as_fd(), b"+", &fds.each_ref().map(AsFd::as_fd)),
                Err(error) => socket::send(there.as_fd(), failure(&error).as_bytes(), &[]),
            };
            process::exit_now(0)
        }
        Fork::Parent(child) => {
            drop(there);
            let pidfd = process::pidfd_open(child)?;
            let done = meanwhile(child);
            let answer = socket::receive(here.as_fd(), LIMIT);
            process::wait(pidfd.as_fd())?;
            done?;
            let (word, fds) = answer?;
            anyhow::ensure!(word == b"+", understood(&word));
            fds.try_into().ok().context("descriptors of a child got lost")
        }
    }
}

/// Cause and hint, each ended by a NUL.
fn failure(error: &anyhow::Error) -> String {
    let mut text = format!("{error:#}\0{}", crate::error::hint(error).unwrap_or_default());
    while text.len() > LIMIT {
        text.pop();
    }
    text
}

fn understood(word: &[u8]) -> Error {
    let text = String::from_utf8_lossy(word);
    match text.split_once('\0') {
        Some((cause, "")) => Error::new(cause),
        Some((cause, hint)) => Error::new(cause).hint(hint),
        None => Error::new("a process in a container's user namespace ended without a word"),
    }
}
