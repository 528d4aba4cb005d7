//! Locks of open file descriptions (fcntl(2), F_OFD_SETLK): they vanish with the last descriptor, however its process
//! ends, and can be asked about without being taken.

use std::os::fd::{AsRawFd, BorrowedFd};

use rustix::io::Errno;

use super::errno;
use crate::error::{Context, Result};

/// Which others a lock keeps out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Nobody else holds any lock. The file must be open for writing.
    Exclusive,
    /// Others may hold shared locks too. The file must be open for reading.
    Shared,
}

impl Sharing {
    fn raw(self) -> i16 {
        match self {
            Sharing::Exclusive => libc::F_WRLCK as i16,
            Sharing::Shared => libc::F_RDLCK as i16,
        }
    }
}

/// Locks the whole file; false when another open file description keeps it.
pub(crate) fn try_lock(file: BorrowedFd<'_>, sharing: Sharing) -> Result<bool> {
    match call(file, libc::F_OFD_SETLK, sharing.raw()) {
        Ok(_) => Ok(true),
        Err(Errno::AGAIN | Errno::ACCESS) => Ok(false),
        Err(e) => Err(e).context("fcntl(F_OFD_SETLK)"),
    }
}

/// Locks the whole file, and waits for whoever keeps it.
pub(crate) fn lock(file: BorrowedFd<'_>, sharing: Sharing) -> Result<()> {
    rustix::io::retry_on_intr(|| call(file, libc::F_OFD_SETLKW, sharing.raw())).map(drop).context("fcntl(F_OFD_SETLKW)")
}

/// Whether another open file description holds any lock on the file. Takes nothing.
pub(crate) fn is_locked_by_other(file: BorrowedFd<'_>) -> Result<bool> {
    let found = call(file, libc::F_OFD_GETLK, libc::F_WRLCK as i16).context("fcntl(F_OFD_GETLK)")?;
    Ok(found != libc::F_UNLCK as i16)
}

/// The call, on the whole file; gives back the lock's type as the kernel left it.
fn call(file: BorrowedFd<'_>, command: libc::c_int, kind: i16) -> Result<i16, Errno> {
    // SAFETY: flock is plain integers; zero start, length and pid mean the whole file, as fcntl(2) asks for.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = kind;
    lock.l_whence = libc::SEEK_SET as i16;
    // SAFETY: the descriptor is open for as long as it is borrowed, and `lock` outlives the call.
    errno::check(libc::c_long::from(unsafe { libc::fcntl(file.as_raw_fd(), command, &raw mut lock) }))?;
    Ok(lock.l_type)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsFd;

    #[test]
    fn two_descriptions_of_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        std::fs::write(&path, "").unwrap();
        let open = || std::fs::File::options().read(true).write(true).open(&path).unwrap();
        let (a, b) = (open(), open());
        assert!(!is_locked_by_other(b.as_fd()).unwrap());
        assert!(try_lock(a.as_fd(), Sharing::Exclusive).unwrap());
        assert!(is_locked_by_other(b.as_fd()).unwrap());
        assert!(!is_locked_by_other(a.as_fd()).unwrap());
        assert!(!try_lock(b.as_fd(), Sharing::Shared).unwrap());
        let waiting = std::thread::spawn(move || lock(b.as_fd(), Sharing::Shared).map(|()| b));
        drop(a);
        let b = waiting.join().unwrap().unwrap();
        assert!(is_locked_by_other(open().as_fd()).unwrap());
        drop(b);
    }
}
