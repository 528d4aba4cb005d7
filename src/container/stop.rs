//! Ending a container's processes, and taking containers away.

use std::time::{Duration, Instant};

use crate::error::{Context, Error, Kind, Result};
use crate::store::containers::{self, ProcessId, Record, Status};
use crate::store::{Store, Trashed};
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Pid;

use crate::sys::proc;
use crate::sys::process;

/// How long the monitor may take for its teardown after the container's last process has ended.
const TEARDOWN: Duration = Duration::from_secs(30);

const SIGKILL: i32 = 9;

/// Stops a container: its stop signal, then SIGKILL after `timeout` (its own when nothing is given).
///
/// A container that does not run is left as it is. Returns when the monitor has recorded the exit and is gone.
pub(crate) fn stop(store: &Store, record: &Record, timeout: Option<Duration>) -> Result<()> {
    let timeout = timeout.unwrap_or_else(|| Duration::from_secs(record.config.stop_timeout.into()));
    let deadline = Instant::now().checked_add(timeout);
    let Some(init) = await_init(store, record)? else { return Ok(()) };
    let send = |signal| {
        process::pidfd_send_signal(init.as_fd(), signal).with_context(|| format!("cannot stop {}", record.config.name))
    };
    send(record.config.stop_signal)?;
    if !wait_until(&init, deadline)? {
        send(SIGKILL)?;
    }
    await_end(record)
}

/// Removes a container. One that runs is refused unless `force`, which stops it first.
pub(crate) fn remove(store: &Store, record: &Record, force: bool, timeout: Option<Duration>) -> Result<()> {
    if record.is_alive() {
        if !force {
            let message = format!("cannot remove container {} as it is running", record.config.name);
            let hint = format!("stop it first (`coracle stop {}`), or use --force", record.config.name);
            return Err(Error::with_kind(Kind::InUse, message).hint(hint).into());
        }
        stop(store, record, timeout)?;
    }
    remove_stopped(store, record)
}

/// Removes a container whose monitor is gone, or on its way out.
pub(super) fn remove_stopped(store: &Store, record: &Record) -> Result<()> {
    if record.is_gone() {
        return Ok(());
    }
    await_end(record)?;
    // With the lock in hand nobody can start the container while it goes.
    let Some(_lock) = record.lock_alive()? else {
        let message = format!("cannot remove container {} as it is being started", record.config.name);
        return Err(Error::with_kind(Kind::InUse, message).into());
    };
    containers::remove(store, record).map(Trashed::delete)
}

/// The container's first process, waiting for it while the container is being started. Nothing if the container does not run.
fn await_init(store: &Store, record: &Record) -> Result<Option<OwnedFd>> {
    let deadline = Instant::now() + TEARDOWN;
    let mut state = record.state.clone();
    while record.is_alive() {
        if let (Status::Running | Status::Stopping, Some(process)) = (state.status, state.process) {
            return open(process);
        }
        if Instant::now() > deadline {
            return Err(Error::new(format!("the container {} is still being started", record.config.name)).into());
        }
        std::thread::sleep(Duration::from_millis(2));
        match containers::load(store, record.id())? {
            Some(fresh) => state = fresh.state,
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// A handle for a process that is still the one that was recorded.
fn open(process: ProcessId) -> Result<Option<OwnedFd>> {
    let Some(Ok(pidfd)) = Pid::from_raw(process.pid).map(process::pidfd_open) else { return Ok(None) };
    // The handle was taken first: if the number still means the recorded process now, so does the handle.
    Ok((proc::start_time(process.pid) == Some(process.start_time)).then_some(pidfd))
}

/// Waits until the monitor has let go of the container.
fn await_end(record: &Record) -> Result<()> {
    let deadline = Instant::now() + TEARDOWN;
    let mut pause = Duration::from_micros(200);
    while record.is_alive() {
        if Instant::now() > deadline {
            let message =
                format!("the container {} has ended, but its monitor is still cleaning up", record.config.name);
            return Err(Error::new(message).into());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
    Ok(())
}

/// Waits for the process to end; false when the deadline came first. No deadline means for ever.
fn wait_until(process: &OwnedFd, deadline: Option<Instant>) -> Result<bool> {
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let timeout = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut [PollFd::new(process, PollFlags::IN)], timeout.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error).context("poll"),
        }
    }
}
