//! Raw return values as results, and the error number that an error chain carries.

use rustix::io::Errno;

/// The result of a raw system call that gives -1 and sets `errno` when it fails.
pub(super) fn check(value: libc::c_long) -> Result<libc::c_long, Errno> {
    if value < 0 { Err(last()) } else { Ok(value) }
}

/// `errno` as the last failed call of this thread left it.
pub(super) fn last() -> Errno {
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
    Errno::from_raw_os_error(code)
}

/// The first error number found in the chain of `error`, from the outermost cause in.
pub(crate) fn of(error: &anyhow::Error) -> Option<Errno> {
    error.chain().find_map(|cause| {
        let io = || cause.downcast_ref::<std::io::Error>().and_then(Errno::from_io_error);
        cause.downcast_ref::<Errno>().copied().or_else(io)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn finds_the_number_in_a_chain() {
        let error = anyhow::Error::from(Errno::PERM).context("mount").context("start");
        assert_eq!(of(&error), Some(Errno::PERM));
        let error = Err::<(), _>(std::io::Error::from_raw_os_error(2)).context("open").unwrap_err();
        assert_eq!(of(&error), Some(Errno::NOENT));
        assert_eq!(of(&anyhow::anyhow!("plain")), None);
    }
}
