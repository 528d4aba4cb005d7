//! Filling a new tmpfs or volume with what the image has at its place.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, Dir, FileType, Gid, Mode, OFlags, Timespec, Timestamps, Uid, XattrFlags};
use rustix::io::Errno;

use crate::error::{Context, Result};
use crate::sys::path;

/// Directories deeper than this are an error: they need a descriptor each.
const MAX_DEPTH: usize = 128;

/// Copies directories, regular files and symbolic links, with owner, mode, times and extended attributes, from `source`
/// below `root` into `target`. Devices, fifos and sockets are left out.
pub(super) fn copy(root: BorrowedFd<'_>, source: &Path, target: BorrowedFd<'_>) -> Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY;
    let from =
        path::open_in(root, source, flags, Mode::empty()).with_context(|| format!("open {}", source.display()))?;
    // The root of a new mount is a handle that only names it.
    copy_directory(from.as_fd(), open(target, c".", flags)?.as_fd(), 0)
}

fn copy_directory(from: BorrowedFd<'_>, to: BorrowedFd<'_>, depth: usize) -> Result<()> {
    anyhow::ensure!(depth < MAX_DEPTH, "more than {MAX_DEPTH} directories deep");
    for entry in Dir::read_from(from).context("open directory")? {
        let entry = entry.context("read directory")?;
        let name = entry.file_name();
        if name == c"." || name == c".." {
            continue;
        }
        copy_entry(from, to, name, depth).with_context(|| format!("{name:?}"))?;
    }
    copy_all(from, to)
}

/// Attributes after the owner: a change of owner takes capabilities away.
fn copy_all(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> Result<()> {
    copy_owner(from, to)?;
    copy_attributes(from, to)
}

fn copy_entry(from: BorrowedFd<'_>, to: BorrowedFd<'_>, name: &std::ffi::CStr, depth: usize) -> Result<()> {
    let stat = rustix::fs::statat(from, name, AtFlags::SYMLINK_NOFOLLOW)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Directory => {
            rustix::fs::mkdirat(to, name, Mode::RWXU)?;
            let flags = OFlags::DIRECTORY | OFlags::RDONLY;
            copy_directory(open(from, name, flags)?.as_fd(), open(to, name, flags)?.as_fd(), depth + 1)
        }
        FileType::RegularFile => {
            let source = open(from, name, OFlags::RDONLY)?;
            let target = open(to, name, OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL)?;
            std::io::copy(
                &mut std::fs::File::from(source.try_clone()?),
                &mut std::fs::File::from(target.try_clone()?),
            )?;
            copy_all(source.as_fd(), target.as_fd())
        }
        FileType::Symlink => {
            let link = rustix::fs::readlinkat(from, name, Vec::new())?;
            rustix::fs::symlinkat(&link, to, name)?;
            let (owner, group) = (Uid::from_raw(stat.st_uid), Gid::from_raw(stat.st_gid));
            Ok(rustix::fs::chownat(to, name, Some(owner), Some(group), AtFlags::SYMLINK_NOFOLLOW)?)
        }
        _ => Ok(()),
    }
}

fn open(dir: BorrowedFd<'_>, name: &std::ffi::CStr, flags: OFlags) -> Result<OwnedFd> {
    Ok(rustix::fs::openat(dir, name, flags | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR)?)
}

/// Gives `to` the owner, mode and times of `from`.
pub(super) fn copy_owner(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> Result<()> {
    let stat = rustix::fs::fstat(from)?;
    rustix::fs::fchown(to, Some(Uid::from_raw(stat.st_uid)), Some(Gid::from_raw(stat.st_gid)))?;
    rustix::fs::fchmod(to, Mode::from_raw_mode(stat.st_mode))?;
    rustix::fs::futimens(to, &times(&stat)).context("utimensat")
}

fn times(stat: &rustix::fs::Stat) -> Timestamps {
    let time =
        |seconds, nanoseconds: u64| Timespec { tv_sec: seconds, tv_nsec: i64::try_from(nanoseconds).unwrap_or(0) };
    Timestamps {
        last_access: time(stat.st_atime, stat.st_atime_nsec),
        last_modification: time(stat.st_mtime, stat.st_mtime_nsec),
    }
}

/// Extended attributes that the target's filesystem, or the user namespace, does not take are left out.
fn copy_attributes(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> Result<()> {
    let mut names = vec![0; 64 << 10];
    let length = match rustix::fs::flistxattr(from, &mut names[..]) {
        Ok(length) => length,
        Err(Errno::NOTSUP) => return Ok(()),
        Err(errno) => return Err(errno).context("flistxattr"),
    };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0; 64 << 10];
        let length = rustix::fs::fgetxattr(from, name, &mut value[..]).context("fgetxattr")?;
        match rustix::fs::fsetxattr(to, name, &value[..length], XattrFlags::empty()) {
            Ok(()) | Err(Errno::NOTSUP | Errno::PERM | Errno::INVAL) => {}
            Err(errno) => return Err(errno).context("fsetxattr"),
        }
    }
    Ok(())
}
