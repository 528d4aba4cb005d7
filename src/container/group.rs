//! The control groups of containers, as commands see them.

use super::Engine;
use crate::cgroup::{self, Group};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::containers::{self, Record};
use crate::systemd::Manager;

/// The group of a container that runs.
///
/// # Errors
/// It has none of its own.
pub(super) fn of(record: &Record, purpose: &str) -> Result<Group> {
    let path = record.state.cgroup.as_deref().filter(|_| record.state.status.is_up());
    path.and_then(Group::at).filter(Group::exists).ok_or_else(|| {
        let message =
            format!("cannot {purpose} the container {}: it has no control group of its own", record.config.name);
        Error::new(message).hint("this needs cgroup version 2 and systemd, or a delegated group").into()
    })
}

/// Moves a process that has just been made for the container into its group. Where that cannot be, the process runs
/// outside, and the user is told when there are limits that it escapes.
pub(super) fn adopt(engine: &Engine<'_>, record: &Record, pid: i32) {
    let Ok(group) = of(record, "join") else { return };
    let Err(error) = group.enter(pid).or_else(|_| adopt_by_manager(engine, &group, pid)) else { return };
    match cgroup::flags(&record.config.cgroups.limits).as_slice() {
        [] => log::debug!("{error:#}"),
        flags => (engine.warn)(&format!("{} has no effect on this command: {error:#}", flags.join(", "))),
    }
}

/// A process can only be moved by whoever owns all groups between: between two sessions of a user, that is the manager.
fn adopt_by_manager(engine: &Engine<'_>, group: &Group, pid: i32) -> Result<()> {
    let Some((above, name)) = group.path().rsplit_once('/') else { return Ok(()) };
    let unit = above.rsplit('/').next().unwrap_or_default();
    match Manager::connect(&engine.dirs.systemd.managers)? {
        Some(mut manager) => manager.attach(unit, &format!("/{name}"), pid.unsigned_abs()),
        None => Err(Error::new(format!("process {pid} cannot be moved into the container's control group")).into()),
    }
}

/// Ends and takes away what a monitor that was killed has left of the container. The caller holds the container's lock.
pub(super) fn sweep(record: &Record) {
    if let Some(Err(error)) = record.state.cgroup.as_deref().map(cgroup::sweep) {
        log::warn!("the control group of {}: {error:#}", record.config.name);
    }
}

/// The same for all containers.
pub(crate) fn sweep_all(store: &Store) -> Result<()> {
    for record in containers::list(store)?.iter().filter(|record| record.state.cgroup.is_some()) {
        if let Some(_lock) = record.lock_alive()? {
            sweep(record);
        }
    }
    Ok(())
}
