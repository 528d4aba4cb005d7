//! Socket pairs between processes of ours, with descriptors passed along (unix(7), SCM_RIGHTS).

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, SocketAddrUnix, SocketFlags, SocketType,
};

use crate::error::{Context, Result};

/// Two connected sockets that keep message boundaries and know when the other side is closed.
pub(crate) fn seqpacket_pair() -> Result<(OwnedFd, OwnedFd)> {
    rustix::net::socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)
        .context("socketpair(SOCK_SEQPACKET)")
}

/// Sends one message and, with it, `fds`.
pub(crate) fn send(socket: BorrowedFd<'_>, bytes: &[u8], fds: &[BorrowedFd<'_>]) -> Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(8))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() {
        anyhow::ensure!(control.push(SendAncillaryMessage::ScmRights(fds)), "cannot pass {} descriptors", fds.len());
    }
    rustix::io::retry_on_intr(|| {
        rustix::net::sendmsg(socket, &[IoSlice::new(bytes)], &mut control, SendFlags::NOSIGNAL)
    })
    .map(drop)
    .context("sendmsg")
}

/// Sends one message and, with it, `fds`, to the socket at `address`. The error is the kernel's: callers tell them apart.
pub(crate) fn send_to(
    socket: BorrowedFd<'_>,
    address: &SocketAddrUnix,
    bytes: &[u8],
    fds: &[BorrowedFd<'_>],
) -> Result<(), Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(8))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() && !control.push(SendAncillaryMessage::ScmRights(fds)) {
        return Err(Errno::INVAL);
    }
    rustix::io::retry_on_intr(|| {
        rustix::net::sendmsg_addr(socket, address, &[IoSlice::new(bytes)], &mut control, SendFlags::NOSIGNAL)
    })
    .map(drop)
}

/// Receives one message of at most `limit` bytes; what was cut off is an error. Empty when the other side is closed.
pub(crate) fn receive(socket: BorrowedFd<'_>, limit: usize) -> Result<(Vec<u8>, Vec<OwnedFd>)> {
    let mut bytes = vec![0; limit];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(8))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let message = rustix::io::retry_on_intr(|| {
        rustix::net::recvmsg(socket, &mut [IoSliceMut::new(&mut bytes)], &mut control, RecvFlags::CMSG_CLOEXEC)
    })
    .context("recvmsg")?;
    anyhow::ensure!(!message.flags.contains(rustix::net::ReturnFlags::TRUNC), "message longer than {limit} bytes");
    bytes.truncate(message.bytes);
    let rights = control.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(fds) => Some(fds),
        _ => None,
    });
    Ok((bytes, rights.flatten().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsFd;

    #[test]
    fn messages_and_descriptors_cross() {
        let (a, b) = seqpacket_pair().unwrap();
        let (reader, writer) = rustix::pipe::pipe().unwrap();
        send(a.as_fd(), b"one", &[writer.as_fd()]).unwrap();
        send(a.as_fd(), b"two", &[]).unwrap();
        let (bytes, fds) = receive(b.as_fd(), 16).unwrap();
        assert_eq!((bytes.as_slice(), fds.len()), (&b"one"[..], 1));
        rustix::io::write(&fds[0], b"x").unwrap();
        assert_eq!(rustix::io::read(&reader, &mut [0; 4]).unwrap(), 1);
        assert!(receive(b.as_fd(), 2).is_err());
        drop(a);
        assert!(receive(b.as_fd(), 2).unwrap().0.is_empty());
    }
}
