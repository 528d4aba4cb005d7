//! The command: its directory, its program, its environment, and what it means when it cannot be executed.

use std::ffi::CString;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::path::Path;

use oci_spec::runtime::{Mount, Process, Spec};
use rustix::fs::{Access, AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::identity::Identity;
use super::variable;
use crate::error::{Context, Error, Kind, Result};
use crate::runtime::spec::DEFAULT_PATH;
use crate::sys::exec::Program;
use crate::sys::{path, process};

/// Refuses a working directory that is not there. What a mount brings along is made where it is missing, as by other
/// runtimes.
pub(super) fn require_directory(root: BorrowedFd<'_>, spec: &Spec, cwd: &Path, id: &str) -> Result<()> {
    if is_mounted(spec, cwd) {
        return Ok(());
    }
    match path::locate(root, cwd) {
        Err(Errno::NOENT) => {
            let message = format!("workdir {cwd:?} does not exist on container {id}");
            Err(Error::with_kind(Kind::NotExecutable, message).into())
        }
        // Whatever else is wrong with it shows when it is entered.
        _ => Ok(()),
    }
}

/// Makes directories where there is nothing; what a mount brings along is left alone.
pub(super) fn make_directories(root: BorrowedFd<'_>, spec: &Spec, paths: &[String]) -> Result<()> {
    for path in paths.iter().map(Path::new) {
        if !is_mounted(spec, path) && path::locate(root, path).err() == Some(Errno::NOENT) {
            path::make_dir(root, path, Mode::from_raw_mode(0o755))
                .with_context(|| format!("directory {}", path.display()))?;
        }
    }
    Ok(())
}

/// Whether the path is that of a mount, or in one.
fn is_mounted(spec: &Spec, path: &Path) -> bool {
    spec.mounts().iter().flatten().any(|mount: &Mount| path.starts_with(mount.destination()))
}

/// Makes the command's working directory, where it is missing, and goes there.
pub(super) fn enter_directory(root: BorrowedFd<'_>, process: &Process, identity: &Identity) -> Result<()> {
    let cwd = process.cwd();
    let describe = || format!("working directory {}", cwd.display());
    let found =
        path::make_dir(root, cwd, Mode::from_raw_mode(0o755)).map_err(|error| match crate::sys::errno::of(&error) {
            Some(Errno::NOTDIR | Errno::EXIST) => Error::new("not a directory").into(),
            _ => error,
        });
    let found = found.with_context(describe)?;
    let stat = rustix::fs::fstat(&found.handle).with_context(describe)?;
    if !FileType::from_raw_mode(stat.st_mode).is_dir() {
        return Err(Error::new("not a directory")).with_context(describe);
    }
    if found.made && identity.uid != 0 {
        let (uid, gid) = (rustix::fs::Uid::from_raw(identity.uid), rustix::fs::Gid::from_raw(identity.gid));
        rustix::fs::chownat(&found.handle, c"", Some(uid), Some(gid), AtFlags::EMPTY_PATH).with_context(describe)?;
    }
    // Through a descriptor that can be searched: fchdir takes O_PATH.
    rustix::process::fchdir(&found.handle).with_context(describe)
}

/// Goes to the command's working directory, which must be there.
pub(super) fn change_directory(root: BorrowedFd<'_>, process: &Process) -> Result<()> {
    let cwd = process.cwd();
    let refuse = |errno: Errno| {
        let kind = if errno == Errno::NOENT { Kind::CommandNotFound } else { Kind::NotExecutable };
        Error::with_kind(kind, format!("working directory {}: {}", cwd.display(), describe(errno)))
    };
    let found = path::open_in(root, cwd, OFlags::PATH | OFlags::DIRECTORY, Mode::empty()).map_err(refuse)?;
    Ok(rustix::process::fchdir(&found).map_err(refuse)?)
}

/// Puts the descriptors that the command keeps after its standard ones, and gives back the first that it does not keep.
pub(super) fn place_preserved(preserved: &[Option<OwnedFd>]) -> Result<RawFd> {
    let fds: Vec<_> = preserved.iter().map(|fd| fd.as_ref().map(AsFd::as_fd)).collect();
    process::place_descriptors(&fds, 3)
}

/// Finds the program as the container's user sees it, and makes arguments and environment ready.
pub(super) fn prepare(process: &Process, identity: &Identity) -> Result<Program> {
    let arguments = process.args().as_deref().unwrap_or_default();
    let name = arguments.first().filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Error::new("no command: the image has none, and none was given"))?;
    let program = if name.contains('/') { check(name)? } else { search(name, variable(process, "PATH"))? };
    let text = |text: &String| CString::new(text.as_str()).with_context(|| format!("{text:?} has a NUL byte"));
    let arguments = arguments.iter().map(text).collect::<Result<_>>()?;
    let mut environment = process.env().iter().flatten().map(text).collect::<Result<Vec<_>>>()?;
    if variable(process, "HOME").is_none_or(str::is_empty) {
        let home = identity.home.as_deref().filter(|home| !home.is_empty()).unwrap_or("/");
        environment.retain(|entry| !entry.as_bytes().starts_with(b"HOME="));
        environment.push(text(&format!("HOME={home}"))?);
    }
    Ok(Program::new(program, arguments, environment))
}

/// What stands in the way of executing a path.
enum Obstacle {
    Missing,
    Directory,
    NotExecutable,
}

fn look(path: &str) -> Result<(), Obstacle> {
    let stat = rustix::fs::stat(path).map_err(|errno| match errno {
        Errno::ACCESS => Obstacle::NotExecutable,
        _ => Obstacle::Missing,
    })?;
    if FileType::from_raw_mode(stat.st_mode).is_dir() {
        return Err(Obstacle::Directory);
    }
    rustix::fs::accessat(CWD, path, Access::EXEC_OK, AtFlags::EACCESS).map_err(|_| Obstacle::NotExecutable)
}

fn check(path: &str) -> Result<CString> {
    match look(path) {
        Ok(()) => Ok(CString::new(path)?),
        Err(obstacle) => Err(refuse(path, &obstacle).into()),
    }
}

fn refuse(path: &str, obstacle: &Obstacle) -> Error {
    match obstacle {
        Obstacle::Missing => {
            Error::with_kind(Kind::CommandNotFound, format!("{path}: no such file or directory in the container"))
        }
        Obstacle::Directory => Error::with_kind(Kind::NotExecutable, format!("exec {path}: is a directory")),
        Obstacle::NotExecutable => Error::with_kind(Kind::NotExecutable, format!("exec {path}: permission denied")),
    }
}

/// The first executable file of that name in the search path. When there is only one that cannot be executed, that is
/// the error, as in a shell.
fn search(name: &str, path: Option<&str>) -> Result<CString> {
    let mut refused = None;
    for dir in path.unwrap_or(DEFAULT_PATH).split(':') {
        let dir = if dir.is_empty() { "." } else { dir };
        let candidate = format!("{}/{name}", dir.trim_end_matches('/'));
        match look(&candidate) {
            Ok(()) => return Ok(CString::new(candidate)?),
            Err(Obstacle::NotExecutable) => {
                refused.get_or_insert_with(|| refuse(&candidate, &Obstacle::NotExecutable));
            }
            Err(Obstacle::Missing | Obstacle::Directory) => {}
        }
    }
    let missing = || {
        Error::with_kind(Kind::CommandNotFound, format!("executable file {name:?} not found in the container's $PATH"))
    };
    Err(refused.unwrap_or_else(missing).into())
}

/// The error for an execve that gave `errno`.
pub(super) fn failure(program: &Program, errno: Errno) -> anyhow::Error {
    let path = program.path().to_string_lossy();
    match errno {
        Errno::NOENT => {
            Error::with_kind(Kind::CommandNotFound, format!("{path}: its interpreter is not in the container")).into()
        }
        Errno::NOEXEC => {
            let message = format!("{path}: exec format error");
            Error::with_kind(Kind::NotExecutable, message)
                .hint("is it built for this machine's architecture, or a script without its `#!` line?")
                .into()
        }
        errno => Error::with_kind(Kind::NotExecutable, format!("{path}: {}", describe(errno))).into(),
    }
}

fn describe(errno: Errno) -> String {
    std::io::Error::from(errno).to_string()
}
