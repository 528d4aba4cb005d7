//! What a service tells its manager (sd_notify(3)): from us, and from a container by way of us.

use std::fs::{File, Permissions};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};

/// The socket of whoever wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notify {
    /// A path; with `@` at its beginning, a name in the abstract namespace (unix(7)).
    place: String,
}

impl Notify {
    /// The value of `NOTIFY_SOCKET`.
    pub(crate) fn parse(value: &str) -> Option<Self> {
        value.starts_with(['/', '@']).then(|| Self { place: value.to_owned() })
    }

    /// Tells it lines of `KEY=value`.
    ///
    /// # Errors
    /// Nobody listens there.
    pub(crate) fn send(&self, lines: &str) -> Result<()> {
        let describe = || format!("cannot notify {}", self.place);
        let socket = UnixDatagram::unbound().with_context(describe)?;
        let sent = match self.place.strip_prefix('@') {
            Some(name) => {
                SocketAddr::from_abstract_name(name).and_then(|to| socket.send_to_addr(lines.as_bytes(), &to))
            }
            None => socket.send_to(lines.as_bytes(), &self.place),
        };
        sent.map(drop).with_context(describe)
    }
}

/// Takes the place of the manager for processes that may not, or cannot, speak to it themselves. The socket's file goes
/// with it.
#[derive(Debug)]
pub(crate) struct Relay {
    socket: UnixDatagram,
    path: PathBuf,
    to: Notify,
}

/// What a process may say of a service that it is part of. Numbers of processes and descriptors mean something else on
/// the other side.
const PASSED_ON: [&str; 10] = [
    "READY",
    "STATUS",
    "RELOADING",
    "MONOTONIC_USEC",
    "STOPPING",
    "ERRNO",
    "BUSERROR",
    "WATCHDOG",
    "WATCHDOG_USEC",
    "EXTEND_TIMEOUT_USEC",
];

impl Relay {
    /// Listens at `path`, for whoever can reach it there. The directory's path may be long: a socket's has 107
    /// bytes at most (unix(7)).
    pub(crate) fn bind(path: &Path, to: Notify) -> Result<Self> {
        let describe = || format!("cannot listen at {}", path.display());
        let _ = std::fs::remove_file(path);
        let (dir, name) = (path.parent().with_context(describe)?, path.file_name().with_context(describe)?);
        let opened = File::open(dir).with_context(describe)?;
        let short = Path::new("/proc/self/fd").join(opened.as_raw_fd().to_string()).join(name);
        let socket = UnixDatagram::bind(short).with_context(describe)?;
        socket.set_nonblocking(true).with_context(describe)?;
        std::fs::set_permissions(path, Permissions::from_mode(0o666)).with_context(describe)?;
        Ok(Self { socket, path: path.to_owned(), to })
    }

    /// Where it listens.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Passes on what has come.
    pub(crate) fn pass(&self) {
        let mut buffer = [0; 4096];
        while let Ok(length) = self.socket.recv(&mut buffer) {
            let lines = passed_on(&String::from_utf8_lossy(buffer.get(..length).unwrap_or_default()));
            if !lines.is_empty()
                && let Err(error) = self.to.send(&lines)
            {
                log::debug!("{error:#}");
            }
        }
    }
}

fn passed_on(text: &str) -> String {
    let known = |line: &&str| line.split_once('=').is_some_and(|(key, _)| PASSED_ON.contains(&key));
    text.lines().filter(known).collect::<Vec<_>>().join("\n")
}

impl AsFd for Relay {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_the_other_side_is_kept_from_it() {
        assert_eq!(passed_on("MAINPID=7\nREADY=1\nSTATUS=up = fine\nFDSTORE=1\nx"), "READY=1\nSTATUS=up = fine");
        assert_eq!(passed_on(""), "");
    }

    #[test]
    fn relays_go_from_socket_to_socket() {
        let dir = tempfile::tempdir().unwrap();
        let manager = UnixDatagram::bind(dir.path().join("manager")).unwrap();
        let to = Notify::parse(dir.path().join("manager").to_str().unwrap()).unwrap();
        let relay = Relay::bind(&dir.path().join("relay"), to).unwrap();
        let inside = Notify::parse(relay.path().to_str().unwrap()).unwrap();
        inside.send("READY=1\nMAINPID=1").unwrap();
        relay.pass();
        let mut buffer = [0; 64];
        let length = manager.recv(&mut buffer).unwrap();
        assert_eq!(&buffer[..length], b"READY=1");
        drop(relay);
        assert!(inside.send("READY=1").is_err());
        assert_eq!(Notify::parse("vsock:2:1"), None);
    }
}
