//! The way into namespaces that are there already: a process in between joins them, clones the first process from there,
//! and is gone. The first process is the monitor's child all the same.

use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use rustix::process::Pid;

use super::channel::{Child, Parent};
use super::{Launch, init, kept_descriptors};
use crate::error::{Context, Result};
use crate::sys::namespace::{self, Kind};
use crate::sys::process::{self, Cloned, Fork};
use crate::sys::socket;

/// Clones the first process by way of another. The caller has power over the namespaces that are joined.
pub(super) fn spawn(launch: Launch<'_>, parent: &Parent, child: Child) -> Result<(Pid, OwnedFd)> {
    let (here, there) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop(here);
            run(launch, child, &there)
        }
        Fork::Parent(between) => {
            drop((child, there));
            let between = process::pidfd_open(between)?;
            let (word, _) = socket::receive(here.as_fd(), 16)?;
            process::wait(between.as_fd())?;
            let pid = std::str::from_utf8(&word).ok().and_then(|word| word.parse().ok()).and_then(Pid::from_raw);
            // It is a child that nobody has reaped: the number is still its own.
            pid.map_or_else(|| Err(parent.failure()), |pid| Ok((pid, process::pidfd_open(pid)?)))
        }
    }
}

/// The process in between.
fn run(mut launch: Launch<'_>, channel: Child, tell: &OwnedFd) -> ! {
    let cloned = close_others(&launch, &channel, tell)
        .and_then(|()| join(std::mem::take(&mut launch.joined)))
        .and_then(|()| process::clone3_sibling(init::namespaces(launch.spec)));
    match cloned {
        Ok(Cloned::Child) => init::run(launch, channel),
        Ok(Cloned::Parent { pid, .. }) => {
            let _ = socket::send(tell.as_fd(), pid.as_raw_nonzero().to_string().as_bytes(), &[]);
        }
        Err(error) => channel.failed(&error),
    }
    process::exit_now(0)
}

/// Lets go of what the monitor holds, its locks above all.
fn close_others(launch: &Launch<'_>, channel: &Child, tell: &OwnedFd) -> Result<()> {
    let mut more = vec![tell.as_raw_fd(), channel.as_raw_fd()];
    more.extend(launch.root.descriptor());
    more.extend(launch.joined.iter().map(|(_, namespace)| namespace.as_raw_fd()));
    process::close_from_except(3, &kept_descriptors(&launch.preserved, &launch.stdio, &more))
}

/// The user namespace comes last: whoever is in it has no power over namespaces outside of it.
fn join(mut joined: Vec<(Kind, OwnedFd)>) -> Result<()> {
    joined.sort_by_key(|(kind, _)| *kind == Kind::User);
    joined.into_iter().try_for_each(|(kind, namespace)| {
        let describe = || format!("cannot join the {} namespace that was asked for", kind.name());
        namespace::join(namespace.as_fd(), kind).with_context(describe)
    })
}
