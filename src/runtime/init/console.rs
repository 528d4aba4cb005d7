//! Descriptors 0, 1 and 2 of the container: pipes of the maker, or a terminal of the container's own.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{FileType, Gid, Mode, OFlags, Uid};

use super::identity::Identity;
use crate::error::{Context, Result};
use crate::runtime::Stdio;
use crate::sys::{mount, path, process, tty};

/// Opens the terminal, if one is wanted, in the container's devpts, and makes it `/dev/console`.
pub(super) fn open(stdio: &Stdio, root: BorrowedFd<'_>) -> Result<Option<tty::Pair>> {
    let Some(pair) = open_terminal(stdio, root)? else { return Ok(None) };
    let console = path::make_file(root, Path::new("/dev/console"), Mode::from_raw_mode(0o600))?;
    let tree = mount::clone_tree_of(pair.slave.as_fd(), false).context("open_tree of the terminal")?;
    mount::attach(tree.as_fd(), console.handle.as_fd()).context("mount /dev/console")?;
    Ok(Some(pair))
}

/// Opens the terminal, if one is wanted, in the container's devpts.
pub(super) fn open_terminal(stdio: &Stdio, root: BorrowedFd<'_>) -> Result<Option<tty::Pair>> {
    let Stdio::Terminal { size } = stdio else { return Ok(None) };
    let flags = OFlags::RDWR | OFlags::NOCTTY;
    let ptmx = path::open_in(root, Path::new("/dev/pts/ptmx"), flags, Mode::empty()).context("open /dev/pts/ptmx")?;
    let pair = tty::open_pair(ptmx)?;
    if let Some(size) = size {
        tty::set_size(pair.master.as_fd(), *size)?;
    }
    Ok(Some(pair))
}

/// Puts descriptors 0, 1 and 2 into place and gives them to the container's user. What comes back is the terminal's
/// master.
pub(super) fn connect(stdio: Stdio, pair: Option<tty::Pair>, identity: &Identity) -> Result<Option<OwnedFd>> {
    match (stdio, pair) {
        (Stdio::Pipes { stdin, stdout, stderr }, _) => {
            let three = [stdin.as_fd(), stdout.as_fd(), stderr.as_fd()];
            three.into_iter().try_for_each(|fd| give_pipe(fd, identity))?;
            process::place_descriptors(&three.map(Some), 0)?;
            Ok(None)
        }
        (Stdio::Terminal { .. }, Some(pair)) => {
            tty::control(pair.slave.as_fd())?;
            match rustix::fs::fchown(&pair.slave, Some(Uid::from_raw(identity.uid)), None) {
                Ok(()) | Err(rustix::io::Errno::INVAL) => {}
                Err(errno) => return Err(errno).context("chown the terminal"),
            }
            process::place_descriptors(&[Some(pair.slave.as_fd()); 3], 0)?;
            Ok(Some(pair.master))
        }
        (Stdio::Terminal { .. }, None) => Ok(None),
    }
}

/// Gives a pipe to the container's user, so that it may open `/dev/stdout` anew. Files and terminals of the host stay
/// whose they are.
fn give_pipe(fd: BorrowedFd<'_>, identity: &Identity) -> Result<()> {
    let stat = rustix::fs::fstat(fd).context("fstat of a standard descriptor")?;
    let pipe = FileType::from_raw_mode(stat.st_mode) == FileType::Fifo;
    if !pipe || (stat.st_uid, stat.st_gid) == (identity.uid, identity.gid) {
        return Ok(());
    }
    let (uid, gid) = (Uid::from_raw(identity.uid), Gid::from_raw(identity.gid));
    // A pipe that is not ours to give was handed down by whoever called us.
    match rustix::fs::fchown(fd, Some(uid), Some(gid)) {
        // A user that has no id here (EINVAL) is refused later, with the reason.
        Err(rustix::io::Errno::PERM | rustix::io::Errno::INVAL) | Ok(()) => Ok(()),
        Err(e) => Err(e).context("chown a standard descriptor"),
    }
}
