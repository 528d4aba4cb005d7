//! The socket `attach` in the container's directory, where clients find the monitor.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{AddressFamily, Shutdown, SocketFlags, SocketType};

use crate::error::{Context, Result};
use crate::store::containers::{AttachSocket, Record};

/// Connections that may wait to be accepted.
const BACKLOG: i32 = 64;

/// Listens until it is dropped; its file goes with it.
pub(super) struct Listener {
    socket: OwnedFd,
    path: AttachSocket,
}

impl Listener {
    /// Takes the place of what an earlier monitor may have left.
    pub(super) fn open(record: &Record) -> Result<Self> {
        let path = record.attach_socket()?;
        path.remove();
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let socket =
            rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None).context("socket")?;
        rustix::net::bind(&socket, &path.address()?).context("cannot make the socket for clients")?;
        rustix::net::listen(&socket, BACKLOG).context("listen")?;
        Ok(Self { socket, path })
    }

    /// The next connection that waits. Those of other users are dropped.
    pub(super) fn accept(&self) -> Option<OwnedFd> {
        loop {
            match rustix::net::accept_with(&self.socket, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK) {
                Ok(client) if is_ours(client.as_fd()) => return Some(client),
                Ok(_) | Err(Errno::INTR | Errno::CONNABORTED) => {}
                Err(_) => return None,
            }
        }
    }

    /// Nobody can connect from now on; what has connected already can still be accepted.
    pub(super) fn close(&self) {
        self.path.remove();
        let _ = rustix::net::shutdown(&self.socket, Shutdown::Both);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.close();
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

fn is_ours(client: BorrowedFd<'_>) -> bool {
    rustix::net::sockopt::socket_peercred(client).is_ok_and(|peer| peer.uid == rustix::process::geteuid())
}
