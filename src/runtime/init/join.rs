//! A process that joins a container which runs, from its first instruction to the command's.
//!
//! It is a copy of a process on the host, with that one's memory and descriptors: it makes itself invisible to tracers
//! before it enters the container, and stays so until the command is executed.

use std::convert::Infallible;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use rustix::fs::{CWD, Mode, OFlags};

use super::{Last, Warnings, console, exec, identity, kept_descriptors, leave_behind};
use crate::error::{Context, Result};
use crate::rootless;
use crate::runtime::channel::Child;
use crate::runtime::{Join, Part};

pub(super) fn stages(join: Join<'_>, warnings: Warnings, channel: &mut Child) -> Result<Infallible> {
    let process = join.process;
    let more = [join.target.as_raw_fd(), channel.as_raw_fd()];
    leave_behind(&kept_descriptors(&join.preserved, &join.stdio, &more), &join.preserved, channel)?;
    let root = enter(&join)?;
    let terminal = console::open_terminal(&join.stdio, root.as_fd())?;
    let identity = identity::resolve(join.user, join.groups, process, root.as_fd())?;
    exec::change_directory(root.as_fd(), process)?;
    let master = console::connect(join.stdio, terminal, &identity)?;
    let last = Last {
        preserved: &join.preserved,
        seccomp: join.seccomp.as_ref(),
        keep_groups: join.keep_groups,
        warnings,
        dies_with_parent: false,
    };
    let program = last.steps(process, &identity, channel, master)?;
    Err(exec::failure(&program, program.exec()))
}

/// Enters the rest of the container's namespaces, as their root, and gives back a handle on its root directory.
fn enter(join: &Join<'_>) -> Result<OwnedFd> {
    join.enter(Part::Rest)?;
    rootless::become_root(join.keep_groups)?;
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::openat(CWD, "/", flags, Mode::empty()).context("open the container's root")
}
