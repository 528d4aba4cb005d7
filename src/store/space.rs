//! Free space: noticed before the disk is full, and told in one line when it is.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What stays free for everyone else, in bytes.
const RESERVE: u64 = 32 << 20;

/// How much is written between two looks, in bytes.
const STRIDE: u64 = 8 << 20;

/// Watches the free space of the store's file system while something is written.
pub(super) struct Space {
    dir: OwnedFd,
    path: PathBuf,
    /// What may still be written before the next look.
    allowance: u64,
}

impl Space {
    /// Watches the file system of `dir`, which is at `path`.
    pub(super) fn new(dir: impl AsFd, path: &Path) -> Result<Space> {
        let dir = dir.as_fd().try_clone_to_owned()?;
        Ok(Space { dir, path: path.to_owned(), allowance: 0 })
    }

    /// To be called before a file of `len` bytes is begun: one that cannot fit is refused at once.
    pub(super) fn ask(&self, len: u64) -> Result<()> {
        let free = free(&self.dir)?;
        if free < RESERVE.saturating_add(len) { Err(full(&self.path, free, Some(len)).into()) } else { Ok(()) }
    }

    /// To be called before `len` bytes are written.
    ///
    /// # Errors
    /// When less than the reserve would be left.
    pub(super) fn take(&mut self, len: u64) -> Result<()> {
        if self.allowance < len {
            let free = free(&self.dir)?;
            if free < RESERVE.saturating_add(len) {
                return Err(full(&self.path, free, Some(len)).into());
            }
            self.allowance = STRIDE.max(len);
        }
        self.allowance -= len;
        Ok(())
    }
}

/// Bytes that an ordinary user may still write.
pub(super) fn free(dir: impl AsFd) -> Result<u64> {
    let stat = rustix::fs::fstatvfs(dir)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

fn full(path: &Path, free: u64, needed: Option<u64>) -> Error {
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    let needed = needed.filter(|len| *len > STRIDE).map(|len| format!(" and a file of {} MiB to write", mib(len)));
    Error::new(format!(
        "no space left for {}: {} MiB free, {} MiB must stay free{}",
        path.display(),
        free >> 20,
        mib(RESERVE),
        needed.unwrap_or_default()
    ))
    .hint("free some space, for instance with `coracle rmi`")
}

/// Puts the clear error in the place of a system call's ENOSPC or EDQUOT, wherever in the chain that is.
pub(super) fn explain(path: &Path, error: anyhow::Error) -> anyhow::Error {
    let code = error.chain().find_map(|cause| {
        let io = cause.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
        io.or_else(|| cause.downcast_ref::<rustix::io::Errno>().map(|errno| errno.raw_os_error()))
    });
    match code.map(rustix::io::Errno::from_raw_os_error) {
        Some(rustix::io::Errno::NOSPC) => Error::new(format!("no space left for {}: the disk is full", path.display()))
            .hint("free some space, for instance with `coracle rmi`")
            .into(),
        Some(rustix::io::Errno::DQUOT) => {
            Error::new(format!("no space left for {}: the quota is used up", path.display()))
                .hint("free some space, for instance with `coracle rmi`")
                .into()
        }
        _ => error,
    }
}
