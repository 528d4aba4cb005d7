//! Starting the file server and waiting for its end.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::thread::JoinHandle;

use rustix::event::{EventfdFlags, eventfd};
use rustix::io::Errno;

use super::server::{self, Server};
use super::{Options, Union};
use crate::error::{Context, Error, Result};

/// A file server that runs in threads of its own until the last mount of its filesystem is gone.
#[derive(Debug)]
pub(crate) struct Serving {
    thread: JoinHandle<std::io::Result<()>>,
    done: Arc<OwnedFd>,
}

/// Serves a union through `fuse`, a `/dev/fuse` that is mounted with `allow_other` and `default_permissions`. Returns when
/// the kernel and the server have agreed on the protocol: from then on the filesystem answers.
pub(crate) fn serve(options: Options, fuse: OwnedFd) -> Result<Serving> {
    let union = Union::new(options).map_err(explain)?;
    let session = server::session(Server(union), fuse).context("the kernel's FUSE refused the file server")?;
    let done = Arc::new(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).context("eventfd")?);
    let signal = done.clone();
    let serve = move || {
        let result = session.run();
        // It can only fail when the counter is full, and then whoever waits has been woken already.
        let _ = rustix::io::write(&*signal, &1u64.to_ne_bytes());
        result
    };
    let thread = std::thread::Builder::new().name("unionfs".into()).spawn(serve).context("cannot start a thread")?;
    Ok(Serving { thread, done })
}

fn explain(errno: Errno) -> anyhow::Error {
    let error = match errno {
        Errno::OPNOTSUPP => Error::new("the container's filesystem cannot hold user extended attributes")
            .hint("put the store on ext4, xfs, btrfs, or tmpfs of Linux 6.6"),
        _ => Error::new(format!("cannot open the container's writable layer: {errno}")),
    };
    error.into()
}

impl Serving {
    /// Waits until the kernel has closed the connection.
    pub(crate) fn join(self) -> Result<()> {
        match self.thread.join() {
            Ok(result) => result.context("the file server failed"),
            Err(_) => Err(Error::new("the file server panicked").into()),
        }
    }

    /// Becomes readable when the server has ended.
    pub(crate) fn done_fd(&self) -> BorrowedFd<'_> {
        self.done.as_fd()
    }
}
