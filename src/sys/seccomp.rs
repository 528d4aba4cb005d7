//! Loading a compiled seccomp filter (seccomp(2), SECCOMP_SET_MODE_FILTER).

use super::errno;
use crate::error::{Context, Result};

/// The size of one BPF instruction (`struct sock_filter`).
const INSTRUCTION: usize = std::mem::size_of::<libc::sock_filter>();

/// The largest program that the kernel takes (BPF_MAXINSNS).
const MAX_INSTRUCTIONS: usize = 4096;

/// A filter program, as the kernel takes it.
#[derive(Clone)]
pub(crate) struct Filter(Vec<libc::sock_filter>);

impl std::fmt::Debug for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Filter({} instructions)", self.0.len())
    }
}

impl Filter {
    /// Takes `struct sock_filter` after `struct sock_filter`, in this machine's byte order; nothing when the length is
    /// not one that a program can have. The kernel verifies the program itself.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let count = bytes.len() / INSTRUCTION;
        if !bytes.len().is_multiple_of(INSTRUCTION) || count == 0 || count > MAX_INSTRUCTIONS {
            return None;
        }
        let instruction = |b: &[u8]| {
            Some(libc::sock_filter {
                code: u16::from_ne_bytes(b.get(0..2)?.try_into().ok()?),
                jt: *b.get(2)?,
                jf: *b.get(3)?,
                k: u32::from_ne_bytes(b.get(4..8)?.try_into().ok()?),
            })
        };
        bytes.chunks_exact(INSTRUCTION).map(instruction).collect::<Option<Vec<_>>>().map(Self)
    }

    /// Puts this thread, and what it executes, under the filter. Needs CAP_SYS_ADMIN or no_new_privs.
    pub(crate) fn load(&self) -> Result<()> {
        let program = libc::sock_fprog { len: self.0.len() as u16, filter: self.0.as_ptr().cast_mut() };
        // SAFETY: `program` names exactly the instructions of the vector; the kernel copies them and writes nothing.
        errno::check(unsafe { libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &raw const program) })
            .map(drop)
            .context("seccomp(SECCOMP_SET_MODE_FILTER)")
    }
}

/// Decides on the system calls that a filter reports (seccomp_unotify(2)), so that they can fail one at a time.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Listener(std::os::fd::OwnedFd);

#[cfg(test)]
impl Listener {
    /// `SECCOMP_IOCTL_NOTIF_RECV` and `SECCOMP_IOCTL_NOTIF_SEND` of linux/seccomp.h.
    const RECEIVE: libc::Ioctl = 0xc050_2100_u32 as libc::Ioctl;
    const SEND: libc::Ioctl = 0xc018_2101_u32 as libc::Ioctl;

    /// Puts this thread, and what it starts, under the filter, which reports to the listener.
    pub(crate) fn load(filter: &Filter) -> Result<Listener> {
        use std::os::fd::{FromRawFd, OwnedFd};
        let program = libc::sock_fprog { len: filter.0.len() as u16, filter: filter.0.as_ptr().cast_mut() };
        let (mode, flags) = (libc::SECCOMP_SET_MODE_FILTER, libc::SECCOMP_FILTER_FLAG_NEW_LISTENER);
        // SAFETY: as in `Filter::load`.
        let fd = errno::check(unsafe { libc::syscall(libc::SYS_seccomp, mode, flags, &raw const program) })
            .context("seccomp(SECCOMP_FILTER_FLAG_NEW_LISTENER)")?;
        // SAFETY: the kernel has just opened it for us.
        Ok(Listener(unsafe { OwnedFd::from_raw_fd(i32::try_from(fd)?) }))
    }

    /// Lets each reported call fail with what `decide` says, or else go on, until nobody is under the filter any more.
    /// Not to be called by a thread that is.
    pub(crate) fn answer(&self, mut decide: impl FnMut() -> Option<rustix::io::Errno>) -> Result<()> {
        use rustix::event::{PollFd, PollFlags};
        loop {
            let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
            rustix::io::retry_on_intr(|| rustix::event::poll(&mut fds, None))?;
            if !fds.iter().all(|fd| fd.revents().contains(PollFlags::IN)) {
                return Ok(());
            }
            let Some(id) = self.receive()? else { continue };
            let (error, flags) = match decide() {
                Some(errno) => (-errno.raw_os_error(), 0),
                None => (0, libc::SECCOMP_USER_NOTIF_FLAG_CONTINUE as u32),
            };
            self.control(Self::SEND, &mut libc::seccomp_notif_resp { id, val: 0, error, flags })?;
        }
    }

    /// The number of a call that waits; none where it was interrupted.
    fn receive(&self) -> Result<Option<u64>> {
        // SAFETY: numbers only, for which the kernel wants zeros.
        let mut call: libc::seccomp_notif = unsafe { std::mem::zeroed() };
        Ok(self.control(Self::RECEIVE, &mut call)?.then_some(call.id))
    }

    /// Whether the call is still there.
    fn control<T>(&self, request: libc::Ioctl, argument: &mut T) -> Result<bool> {
        use std::os::fd::AsRawFd;
        // SAFETY: each request is used with the structure that it reads and fills.
        let done = unsafe { libc::ioctl(self.0.as_raw_fd(), request, std::ptr::from_mut(argument)) };
        match errno::check(done.into()) {
            Ok(_) => Ok(true),
            Err(rustix::io::Errno::NOENT | rustix::io::Errno::INTR) => Ok(false),
            Err(e) => Err(e).context("ioctl on a seccomp listener"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_lengths_are_no_filter() {
        for length in [0, 7, 9, 8 * 4097] {
            assert!(Filter::from_bytes(&vec![0; length]).is_none(), "{length}");
        }
    }

    #[test]
    fn a_loaded_filter_filters() {
        crate::sys::testing::in_own_process("sys::seccomp::tests::a_loaded_filter_filters", || {
            // One instruction: return SECCOMP_RET_ERRNO | EBUSY would stop everything; so return ALLOW.
            let allow = [6u16.to_ne_bytes().as_slice(), &[0, 0], &0x7fff_0000u32.to_ne_bytes()].concat();
            rustix::thread::set_no_new_privs(true).unwrap();
            Filter::from_bytes(&allow).unwrap().load().unwrap();
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            assert!(status.contains("Seccomp:\t2"));
        });
    }
}
