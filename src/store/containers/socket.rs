//! The socket `attach` of a container, at which its monitor listens.

use std::os::fd::{AsRawFd, OwnedFd};

use rustix::fs::{CWD, Mode, OFlags};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};

use super::Record;
use crate::error::{Context, Result};

const NAME: &str = "attach";

/// The socket's place. It is reached through a descriptor of its directory, since a socket's path has 107 bytes at most
/// (unix(7)).
#[derive(Debug)]
pub(crate) struct AttachSocket {
    dir: OwnedFd,
}

impl AttachSocket {
    /// The address to bind or to connect to.
    pub(crate) fn address(&self) -> Result<SocketAddrUnix> {
        let path = format!("/proc/self/fd/{}/{NAME}", self.dir.as_raw_fd());
        SocketAddrUnix::new(path.as_str()).context("the address of the attach socket")
    }

    /// Takes the socket's file away, if there is one.
    pub(crate) fn remove(&self) {
        let _ = rustix::fs::unlinkat(&self.dir, NAME, rustix::fs::AtFlags::empty());
    }
}

impl Record {
    /// The place of the container's attach socket.
    pub(crate) fn attach_socket(&self) -> Result<AttachSocket> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let dir = rustix::fs::openat(CWD, &self.dir, flags, Mode::empty())
            .with_context(|| format!("cannot open {}", self.dir.display()))?;
        Ok(AttachSocket { dir })
    }

    /// A connection to the container's monitor; nothing when none listens.
    pub(crate) fn connect(&self) -> Result<Option<OwnedFd>> {
        if self.is_gone() {
            return Ok(None);
        }
        let address = self.attach_socket()?;
        let socket = rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
            .context("socket")?;
        match rustix::io::retry_on_intr(|| rustix::net::connect(&socket, &address.address().map_err(|_| Errno::NOENT)?))
        {
            Ok(()) => Ok(Some(socket)),
            Err(Errno::NOENT | Errno::CONNREFUSED) => Ok(None),
            Err(errno) => Err(errno).with_context(|| format!("cannot connect to the monitor of {}", self.config.name)),
        }
    }
}
