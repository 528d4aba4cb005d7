//! Paths below a directory descriptor, resolved by the kernel so that neither `..` nor a symbolic link leads out
//! (openat2(2), RESOLVE_IN_ROOT).

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use rustix::fs::{Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

use crate::error::{Context, Result};

/// As many symbolic links as the kernel follows in one path (path_resolution(7)).
const MAX_LINKS: usize = 40;

/// Opens `path` as if `root` were the root directory. Magic links of procfs are refused.
pub(crate) fn open_in(root: BorrowedFd<'_>, path: &Path, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
    let resolve = ResolveFlags::IN_ROOT | ResolveFlags::NO_MAGICLINKS;
    // EAGAIN: something was renamed meanwhile, and the kernel cannot tell whether it led out (openat2(2)).
    loop {
        match rustix::fs::openat2(root, path, flags | OFlags::CLOEXEC, mode, resolve) {
            Err(Errno::AGAIN | Errno::INTR) => continue,
            result => return result,
        }
    }
}

/// A handle on `path` below `root` that allows no reading or writing (O_PATH).
pub(crate) fn locate(root: BorrowedFd<'_>, path: &Path) -> Result<OwnedFd, Errno> {
    open_in(root, path, OFlags::PATH, Mode::empty())
}

/// Where a directory is now, without symbolic links on the way (proc(5)).
pub(crate) fn of(directory: BorrowedFd<'_>) -> Result<PathBuf> {
    let link = format!("/proc/self/fd/{}", directory.as_raw_fd());
    std::fs::read_link(&link).with_context(|| format!("cannot read {link}"))
}

/// A handle on the directory `path` below `root`, which is made, with its parents, where it is missing. Links that lead
/// nowhere yet are followed, inside `root`. `made` says whether anything had to be made.
pub(crate) fn make_dir(root: BorrowedFd<'_>, path: &Path, mode: Mode) -> Result<Made> {
    make(root, path, Kind::Directory(mode)).with_context(|| format!("mkdir {}", path.display()))
}

/// A handle on the file `path` below `root`, which is made empty, with its parent directories, where it is missing.
pub(crate) fn make_file(root: BorrowedFd<'_>, path: &Path, mode: Mode) -> Result<Made> {
    make(root, path, Kind::File(mode)).with_context(|| format!("create {}", path.display()))
}

/// What [`make_dir`] and [`make_file`] found or made.
#[derive(Debug)]
pub(crate) struct Made {
    /// An O_PATH handle.
    pub(crate) handle: OwnedFd,
    /// Whether it, or a directory on the way, was missing.
    pub(crate) made: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Directory(Mode),
    File(Mode),
}

fn make(root: BorrowedFd<'_>, path: &Path, kind: Kind) -> Result<Made> {
    match locate(root, path) {
        Ok(handle) => Ok(Made { handle, made: false }),
        Err(Errno::NOENT) => Ok(Made { handle: make_missing(root, path, kind)?, made: true }),
        Err(e) => Err(e.into()),
    }
}

/// Walks `path` from `root`, making what is missing. Each step opens what was walked so far from the root again, so that
/// the kernel judges every `..` and every link.
fn make_missing(root: BorrowedFd<'_>, path: &Path, kind: Kind) -> Result<OwnedFd> {
    let mut rest: VecDeque<_> = names(path);
    let mut walked = PathBuf::from(".");
    let mut here = locate(root, &walked)?;
    let mut links = 0;
    while let Some(name) = rest.pop_front() {
        let next = walked.join(&name);
        match locate(root, &next) {
            Ok(found) => here = found,
            Err(Errno::NOENT) => match make_one(here.as_fd(), &name, if rest.is_empty() { kind } else { parent() }) {
                Ok(()) => here = locate(root, &next)?,
                // A link whose target is missing: go on with the target in its place.
                Err(Errno::EXIST) if links < MAX_LINKS => {
                    links += 1;
                    let target = read_link(here.as_fd(), &name)?;
                    if target.is_absolute() {
                        walked = PathBuf::from(".");
                        here = locate(root, &walked)?;
                    }
                    names(&target).into_iter().rev().for_each(|name| rest.push_front(name));
                    continue;
                }
                Err(e) => return Err(e).with_context(|| format!("make {}", next.display())),
            },
            Err(e) => return Err(e).with_context(|| format!("open {}", next.display())),
        }
        walked = next;
    }
    Ok(here)
}

fn parent() -> Kind {
    Kind::Directory(Mode::from_raw_mode(0o755))
}

fn make_one(dir: BorrowedFd<'_>, name: &OsStr, kind: Kind) -> Result<(), Errno> {
    match kind {
        Kind::Directory(mode) => rustix::fs::mkdirat(dir, name, mode),
        Kind::File(mode) => {
            let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            rustix::fs::openat(dir, name, flags, mode).map(drop)
        }
    }
}

fn read_link(dir: BorrowedFd<'_>, name: &OsStr) -> Result<PathBuf, Errno> {
    let target = rustix::fs::readlinkat(dir, name, Vec::new())?;
    Ok(PathBuf::from(std::ffi::OsString::from_vec(target.into_bytes())))
}

fn names(path: &Path) -> VecDeque<std::ffi::OsString> {
    path.components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_owned()),
            Component::ParentDir => Some(OsStr::from_bytes(b"..").to_owned()),
            _ => None,
        })
        .collect()
}

/// Reads the regular file `path` below `root`, at most `limit` bytes of it; nothing when there is no such file. Neither a
/// fifo nor a device can make this wait.
pub(crate) fn read_in(root: BorrowedFd<'_>, path: &Path, limit: usize) -> Result<Option<Vec<u8>>> {
    use std::io::Read;
    let describe = || format!("read {}", path.display());
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = match open_in(root, path, flags, Mode::empty()) {
        Ok(file) => std::fs::File::from(file),
        Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
        Err(e) => return Err(e).with_context(describe),
    };
    let metadata = file.metadata().with_context(describe)?;
    anyhow::ensure!(metadata.is_file(), "{} is not a regular file", path.display());
    let mut bytes = Vec::with_capacity(limit.min(usize::try_from(metadata.len()).unwrap_or(limit)));
    file.take(limit as u64).read_to_end(&mut bytes).with_context(describe)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn tree() -> (tempfile::TempDir, OwnedFd) {
        let dir = tempfile::tempdir().unwrap();
        let root = rustix::fs::open(dir.path(), OFlags::PATH | OFlags::DIRECTORY, Mode::empty()).unwrap();
        (dir, root)
    }

    #[test]
    fn nothing_leads_out() {
        let (dir, root) = tree();
        symlink("/etc", dir.path().join("absolute")).unwrap();
        symlink("../../../../../../etc", dir.path().join("relative")).unwrap();
        for path in ["/etc/passwd", "absolute/passwd", "relative/passwd", "../../etc/passwd"] {
            assert_eq!(locate(root.as_fd(), Path::new(path)).unwrap_err(), Errno::NOENT, "{path}");
        }
    }

    #[test]
    fn missing_things_are_made_inside() {
        let (dir, root) = tree();
        symlink("../run/systemd/resolv.conf", dir.path().join("link")).unwrap();
        symlink("/a/deep", dir.path().join("dangling")).unwrap();
        let mode = Mode::from_raw_mode(0o644);
        let cases = [
            ("etc/resolv.conf", "etc/resolv.conf"),
            ("/x/../y/file", "y/file"),
            ("link", "run/systemd/resolv.conf"),
            ("dangling/file", "a/deep/file"),
        ];
        for (asked, made) in cases {
            assert!(make_file(root.as_fd(), Path::new(asked), mode).unwrap().made, "{asked}");
            assert!(dir.path().join(made).is_file(), "{made}");
            assert!(!make_file(root.as_fd(), Path::new(asked), mode).unwrap().made, "{asked}");
        }
        assert!(make_dir(root.as_fd(), Path::new("/p/q/r"), Mode::from_raw_mode(0o700)).unwrap().made);
        assert!(dir.path().join("p/q/r").is_dir());
        assert!(make_dir(root.as_fd(), Path::new("y/file/z"), mode).is_err());
    }

    #[test]
    fn links_in_a_circle_end() {
        let (dir, root) = tree();
        symlink("b", dir.path().join("a")).unwrap();
        symlink("a", dir.path().join("b")).unwrap();
        assert!(make_file(root.as_fd(), Path::new("a"), Mode::from_raw_mode(0o644)).is_err());
    }

    #[test]
    fn reading_is_bounded_and_never_waits() {
        let (dir, root) = tree();
        std::fs::write(dir.path().join("file"), "0123456789").unwrap();
        let fifo = dir.path().join("fifo");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        assert_eq!(read_in(root.as_fd(), Path::new("/file"), 4).unwrap().unwrap(), b"0123");
        assert_eq!(read_in(root.as_fd(), Path::new("none"), 4).unwrap(), None);
        assert!(read_in(root.as_fd(), Path::new("fifo"), 4).is_err());
        assert!(read_in(root.as_fd(), Path::new("."), 4).is_err());
    }
}
