//! The system's journal, in its native protocol (systemd.io, JOURNAL_NATIVE_PROTOCOL): one datagram for each piece of output.

use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::fs::{MemfdFlags, SealFlags};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};

use super::{Stream, pieces};
use crate::error::{Context, Result};
use crate::store::containers::Config;
use crate::sys::socket;

const SOCKET: &str = "/run/systemd/journal/socket";

/// A journal that takes nothing for so long is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a container's output to the journal.
pub(in crate::monitor) struct Journal {
    socket: OwnedFd,
    address: SocketAddrUnix,
    /// The fields that every entry has, as they are sent.
    fields: Vec<u8>,
    entry: Vec<u8>,
}

impl Journal {
    pub(super) fn open(config: &Config) -> Result<Self> {
        Self::at(SOCKET, config)
    }

    fn at(path: &str, config: &Config) -> Result<Self> {
        let socket = rustix::net::socket_with(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::CLOEXEC, None)
            .context("socket")?;
        rustix::net::sockopt::set_socket_timeout(&socket, rustix::net::sockopt::Timeout::Send, Some(PATIENCE))
            .context("setsockopt(SO_SNDTIMEO)")?;
        let address = SocketAddrUnix::new(path).context("the address of the journal")?;
        Ok(Self { socket, address, fields: fields(config), entry: Vec::new() })
    }

    pub(super) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<()> {
        for (text, goes_on) in pieces(bytes) {
            self.entry.clear();
            self.entry.extend_from_slice(&self.fields);
            // Those of syslog(3): information and error.
            field(&mut self.entry, "PRIORITY", if stream == Stream::Stdout { b"6" } else { b"3" });
            if goes_on {
                field(&mut self.entry, "CONTAINER_PARTIAL_MESSAGE", b"true");
            }
            field(&mut self.entry, "MESSAGE", text);
            self.send().context("cannot write to the journal")?;
        }
        Ok(())
    }

    /// An entry that is too long for a datagram goes as a sealed file.
    fn send(&self) -> Result<()> {
        match socket::send_to(self.socket.as_fd(), &self.address, &self.entry, &[]) {
            Err(Errno::MSGSIZE | Errno::NOBUFS) => {}
            result => return result.context("sendmsg"),
        }
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let file = rustix::fs::memfd_create("coracle-log", flags).context("memfd_create")?;
        let mut file = std::fs::File::from(file);
        file.write_all(&self.entry).context("write to a memfd")?;
        let seals = SealFlags::SEAL | SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE;
        rustix::fs::fcntl_add_seals(&file, seals).context("fcntl(F_ADD_SEALS)")?;
        socket::send_to(self.socket.as_fd(), &self.address, &[], &[file.as_fd()]).context("sendmsg")
    }
}

fn fields(config: &Config) -> Vec<u8> {
    let mut fields = Vec::new();
    let tag = Some(config.log.tag.as_str()).filter(|tag| !tag.is_empty());
    for (key, value) in [
        ("CONTAINER_ID", config.id.get(..12)),
        ("CONTAINER_ID_FULL", Some(config.id.as_str())),
        ("CONTAINER_NAME", Some(config.name.as_str())),
        ("IMAGE_NAME", config.image().map(|image| image.name.as_str())),
        ("CONTAINER_TAG", tag),
        ("SYSLOG_IDENTIFIER", tag.or(Some(config.name.as_str()))),
    ] {
        if let Some(value) = value {
            field(&mut fields, key, value.as_bytes());
        }
    }
    config.log.labels.iter().for_each(|(key, value)| field(&mut fields, key, value.as_bytes()));
    fields
}

/// Appends a field: as one line where that can be, otherwise with its length.
fn field(entry: &mut Vec<u8>, key: &str, value: &[u8]) {
    entry.extend_from_slice(key.as_bytes());
    if value.contains(&b'\n') {
        entry.push(b'\n');
        entry.extend_from_slice(&(value.len() as u64).to_le_bytes());
    } else {
        entry.push(b'=');
    }
    entry.extend_from_slice(value);
    entry.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_lines_or_have_their_length() {
        let mut entry = Vec::new();
        field(&mut entry, "A", b"b=c");
        field(&mut entry, "B", b"x\ny");
        assert_eq!(entry, b"A=b=c\nB\n\x03\0\0\0\0\0\0\0x\ny\n");
    }

    #[test]
    fn long_entries_go_as_files() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let journal = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
        let socket =
            rustix::net::socket_with(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::CLOEXEC, None).unwrap();
        let address = SocketAddrUnix::new(&path).unwrap();
        let mut log = Journal { socket, address, fields: b"X=1\n".to_vec(), entry: Vec::new() };
        log.write(Stream::Stderr, b"short\nhalf").unwrap();
        let entry = || socket::receive(journal.as_fd(), 1 << 20).unwrap();
        assert_eq!(entry().0, b"X=1\nPRIORITY=3\nMESSAGE=short\n");
        assert_eq!(entry().0, b"X=1\nPRIORITY=3\nCONTAINER_PARTIAL_MESSAGE=true\nMESSAGE=half\n");
        log.write(Stream::Stdout, &[b'x'; 4 << 20]).unwrap();
        let (bytes, fds) = entry();
        assert!(bytes.is_empty());
        let length = rustix::fs::fstat(&fds[0]).unwrap().st_size;
        assert!(length > 4 << 20, "{length}");
    }
}
