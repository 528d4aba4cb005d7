//! A container that is initialized and not started: everything is there, and the command waits for the word.

use std::os::fd::{AsFd, BorrowedFd};

use rustix::event::{PollFd, PollFlags, poll};

use super::client::Request;
use super::clients::{Clients, Door};
use super::protocol::Kind;
use crate::error::{Context, Error, Result};
use crate::sys::process;
use crate::sys::signal::Signals;

/// Waits until a client says start.
///
/// # Errors
/// The first process has ended: somebody has stopped or killed the container.
pub(super) fn until_start(init: BorrowedFd<'_>, signals: &Signals, clients: &mut Clients) -> Result<()> {
    clients.tell(Kind::Initialized, &[]);
    let mut buffer = vec![0; 4096];
    loop {
        let (ended, signalled, doors) = wait(init, signals, clients)?;
        if ended {
            return Err(Error::new("the container was stopped before it was started").into());
        }
        if signalled {
            while let Some(arrived) = signals.next()? {
                process::pidfd_send_signal(init, arrived.signal)?;
            }
        }
        for door in doors {
            match door {
                Door::Listener => clients.accept(),
                Door::Client(index) => {
                    let (requests, _) = clients.serve(index, &mut buffer);
                    if requests.iter().any(|request| matches!(request, Request::Start)) {
                        return Ok(());
                    }
                    clients.decline(index, &requests);
                }
            }
        }
        clients.tidy();
    }
}

fn wait(init: BorrowedFd<'_>, signals: &Signals, clients: &Clients) -> Result<(bool, bool, Vec<Door>)> {
    let (doors, watched): (Vec<Door>, Vec<PollFd<'_>>) = clients.watch(true).into_iter().unzip();
    let own = [init, signals.as_fd()].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
    let mut fds: Vec<PollFd<'_>> = own.into_iter().chain(watched).collect();
    rustix::io::retry_on_intr(|| poll(&mut fds, None)).context("poll")?;
    let mut ready = fds.iter().map(|fd| !fd.revents().is_empty());
    let (ended, signalled) = (ready.next() == Some(true), ready.next() == Some(true));
    Ok((ended, signalled, doors.into_iter().zip(ready).filter(|(_, ready)| *ready).map(|(door, _)| door).collect()))
}
