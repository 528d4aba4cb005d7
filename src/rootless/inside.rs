//! A short piece of work as root of the user's user namespace, in a process of its own.

use std::os::fd::{AsFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::map::{IdMaps, Mode};
use super::userns;
use crate::error::{Context, Error, Result};
use crate::sys::process::{self, Fork};
use crate::sys::socket;

const DONE: &[u8] = b"done";
/// Longer errors are cut off.
const LIMIT: usize = 4096;
const SIGKILL: i32 = 9;

/// Runs `work` in a child that is root of a new user namespace with these maps, and waits for it, `limit` at most. This
/// process must have one thread; the child may start more.
///
/// # Errors
/// What `work` says, in words; or that the namespace cannot be had, or that the time is up.
pub(crate) fn run_inside(maps: &IdMaps, mode: &Mode, limit: Duration, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let (parent_side, child_side) = userns::prepare(maps, mode, None)?;
    let (ours, theirs) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop((parent_side, ours));
            answer(&theirs, || child_side.enter(false).and_then(|()| process::die_with_parent()).and_then(|()| work()))
        }
        Fork::Parent(pid) => {
            drop((child_side, theirs));
            let child = process::pidfd_open(pid)?;
            let ended = parent_side.map(pid).and_then(|()| wait(&child, limit));
            if ended.is_err() {
                process::pidfd_send_signal(child.as_fd(), SIGKILL)?;
            }
            process::wait(child.as_fd())?;
            ended.and_then(|()| verdict(&ours))
        }
    }
}

/// Runs `work` in a child, and `serve` here until that has ended: what `work` waits for may come from what `serve` starts.
/// One process must not be both, since a process that is killed while it waits for its own answer never ends. This process
/// must have one thread, until `serve` starts more.
///
/// # Errors
/// What `work` says, in words, or what `serve` does.
pub(crate) fn run_apart<T>(work: impl FnOnce() -> Result<()>, serve: impl FnOnce() -> Result<T>) -> Result<()> {
    let (ours, theirs) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop((serve, ours));
            answer(&theirs, || process::die_with_parent().and_then(|()| work()))
        }
        Fork::Parent(pid) => {
            drop((work, theirs));
            let child = process::pidfd_open(pid)?;
            let serving = serve().inspect_err(|_| drop(process::pidfd_send_signal(child.as_fd(), SIGKILL)));
            process::wait(child.as_fd())?;
            serving.and_then(|_| verdict(&ours))
        }
    }
}

/// The end of a child: says how `work` went.
fn answer(socket: &OwnedFd, work: impl FnOnce() -> Result<()>) -> ! {
    // A panic must not unwind into the frames that were copied from the parent.
    let word = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => DONE.to_vec(),
        Ok(Err(error)) => crate::error::to_words(&error).into_bytes(),
        Err(_) => b"it panicked".to_vec(),
    };
    let _ = socket::send(socket.as_fd(), word.get(..LIMIT).unwrap_or(&word), &[]);
    process::exit_now(0)
}

fn wait(child: &OwnedFd, limit: Duration) -> Result<()> {
    let limit = Timespec::try_from(limit).context("a limit of time")?;
    let ready = rustix::io::retry_on_intr(|| poll(&mut [PollFd::new(child, PollFlags::IN)], Some(&limit)));
    if ready.context("poll")? == 0 {
        return Err(Error::new(format!("it took longer than {} s", limit.tv_sec)).into());
    }
    Ok(())
}

fn verdict(socket: &OwnedFd) -> Result<()> {
    let (word, _) = socket::receive(socket.as_fd(), LIMIT)?;
    match word.as_slice() {
        DONE => Ok(()),
        b"" => Err(Error::new("it ended without a word").into()),
        words => Err(crate::error::from_words(&String::from_utf8_lossy(words)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::testing;

    #[test]
    fn work_is_done_by_root_of_a_namespace() {
        testing::in_own_process("rootless::inside::tests::work_is_done_by_root_of_a_namespace", || {
            let (maps, mode) = crate::rootless::id_maps().unwrap();
            let here = std::fs::read_link("/proc/self/ns/user").unwrap();
            let second = Duration::from_secs(1);
            run_inside(&maps, &mode, 20 * second, || {
                assert!(rustix::process::geteuid().is_root());
                assert_ne!(std::fs::read_link("/proc/self/ns/user").unwrap(), here);
                Ok(())
            })
            .unwrap();
            let fails = |expected: &str, work: &dyn Fn() -> Result<()>| {
                let error = run_inside(&maps, &mode, second, work).unwrap_err();
                assert!(error.to_string().contains(expected), "{error}");
            };
            fails("what went wrong", &|| Err(Error::new("what went wrong").into()));
            fails("without a word", &|| process::exit_now(0));
            fails("panicked", &|| panic!("as it should"));
            fails("longer than 1 s", &|| {
                std::thread::sleep(30 * second);
                Ok(())
            });
        });
    }
}
