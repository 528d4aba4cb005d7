//! Ending a container's processes, and taking containers away.

use std::fs::File;
use std::time::{Duration, Instant};

use crate::error::{Context, Error, Kind, Result};
use crate::store::containers::{self, ProcessId, Record, Status};
use crate::store::{Action, Event, Store, Trashed, volumes};
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Pid;

use super::{Engine, Purpose, dependencies, mounted};
use crate::sys::proc;
use crate::sys::process;
use crate::sys::signal;

/// How long the monitor may take for its teardown after the container's last process has ended.
pub(super) const TEARDOWN: Duration = Duration::from_secs(30);

/// How long it may take at least, even if the container is to go whatever happens.
const LEAST: Duration = Duration::from_secs(5);

/// Between two looks at a container that is about to change.
pub(super) const PAUSE: Duration = Duration::from_millis(10);

const SIGKILL: i32 = 9;
const SIGTERM: i32 = 15;

/// Stops a container: its stop signal, then SIGKILL after `timeout` (its own when nothing is given).
///
/// A container that does not run is left as it is. Returns when the monitor has recorded the exit and is gone; `warn` gets a
/// line when it had to be killed.
pub(crate) fn stop(store: &Store, record: &Record, timeout: Option<Duration>, warn: &dyn Fn(&str)) -> Result<()> {
    stop_within(store, record, timeout, TEARDOWN, warn)
}

/// The same; the monitor may take `patience` to start the container, and as long to take it down.
fn stop_within(
    store: &Store,
    record: &Record,
    timeout: Option<Duration>,
    patience: Duration,
    warn: &dyn Fn(&str),
) -> Result<()> {
    let timeout = timeout.unwrap_or_else(|| Duration::from_secs(record.config.stop_timeout.into()));
    let deadline = Instant::now().checked_add(timeout);
    record.note_stopped()?;
    let Some((init, process, status)) = await_init(store, record, patience)? else { return Ok(()) };
    let _stopping = record.note_stopping().ok();
    let send = |signal| {
        process::pidfd_send_signal(init.as_fd(), signal).with_context(|| format!("cannot stop {}", record.config.name))
    };
    // Before its command runs, the first process minds no signal but this one.
    let signal = if status == Status::Initialized { SIGKILL } else { record.config.stop_signal };
    send(signal)?;
    // A signal is minded when the process goes on.
    if status == Status::Paused {
        super::group::of(record, "stop")?.freeze(false)?;
    }
    if !wait_until(&init, deadline)? {
        if status != Status::Initialized && !timeout.is_zero() {
            warn(&killed(record, signal, timeout));
        }
        send(SIGKILL)?;
    }
    await_end(store, record, process, patience)?;
    store.note(&Event::container(Action::Stop, &record.config));
    Ok(())
}

/// Podman's words for a container that did not mind its stop signal.
fn killed(record: &Record, signal: i32, timeout: Duration) -> String {
    let (name, signal) = (&record.config.name, signal::name(signal));
    format!(
        "StopSignal {signal} failed to stop container {name} in {} seconds, resorting to SIGKILL",
        timeout.as_secs()
    )
}

/// Sends a signal to the first process of a container that runs. After SIGKILL it returns when the end is recorded.
pub(crate) fn kill(store: &Store, record: &Record, signal: i32) -> Result<()> {
    let restarting = record.state.status == Status::Restarting;
    let ends = record.is_ended_by(signal) && record.state.status.is_up();
    if ends {
        record.note_stopped()?;
    }
    let up = if ends || !restarting { await_init(store, record, TEARDOWN)? } else { None };
    let Some((init, process, _)) = up else {
        if ends && restarting {
            return Ok(());
        }
        let (name, state) = (&record.config.name, record.state.status.as_str());
        let message = format!("can only kill running containers: {name} is in state {state}");
        return Err(Error::new(message).into());
    };
    process::pidfd_send_signal(init.as_fd(), signal).with_context(|| format!("cannot kill {}", record.config.name))?;
    store.note(&Event::container(Action::Kill, &record.config));
    if signal == SIGKILL { await_end(store, record, process, TEARDOWN) } else { Ok(()) }
}

/// Stops a container that runs, and starts it. One that is removed with its end is kept this time.
///
/// This process must have one thread.
pub(crate) fn restart(engine: &Engine<'_>, record: &Record, timeout: Option<Duration>) -> Result<()> {
    if record.state.status.is_up() {
        let kept = record.keep_at_end()?;
        stop(engine.store, record, timeout, engine.warn)?;
        drop(kept);
    }
    super::start(engine, record, Purpose::Start)?.wait_started()?;
    engine.store.note(&Event::container(Action::Restart, &record.config));
    Ok(())
}

/// Removes a container. One that runs is refused unless `force`, which stops it first, and ends a monitor that does not get
/// ahead. Its anonymous volumes stay.
pub(crate) fn remove(store: &Store, record: &Record, force: bool, timeout: Option<Duration>) -> Result<()> {
    let deadline = Instant::now() + TEARDOWN;
    dependencies::refuse_if_required(store, record)?;
    loop {
        // With the lock in hand nobody can start the container while it goes.
        match record.lock_alive() {
            _ if record.is_gone() && force => return Ok(()),
            _ if record.is_gone() => return Err(super::missing(&record.config.name, Kind::NotFound)),
            Ok(None) => {}
            Ok(Some(_lock)) => {
                super::group::sweep(record);
                mounted::end(store, record.id(), &record.config.name)?;
                return containers::remove(store, record).map(Trashed::delete);
            }
            Err(error) => return Err(error),
        }
        let Some(now) = containers::load(store, record.id())? else { continue };
        match now.state.status {
            // Its monitor is on its way out.
            Status::Exited if Instant::now() < deadline => std::thread::sleep(PAUSE),
            Status::Exited => return Err(still_cleaning_up(record)),
            _ if force => {
                let patience = timeout.unwrap_or(LEAST).clamp(LEAST, TEARDOWN);
                let stopped = stop_within(store, &now, timeout, patience, &|_| {});
                if record.is_alive() && (stopped.is_err() || Instant::now() > deadline) {
                    end_monitor(record).or(stopped)?;
                }
            }
            status => {
                let doing = if status == Status::Created { "being started" } else { status.as_str() };
                let message = format!(
                    "cannot remove container {} as it is {doing} - running or paused containers cannot be removed \
                     without force: container state improper",
                    record.id()
                );
                let hint = format!("stop it first (`coracle stop {}`), or use --force", record.config.name);
                return Err(Error::with_kind(Kind::InUse, message).hint(hint).into());
            }
        }
    }
}

/// Removes a container as [`remove`] does, and its anonymous volumes.
pub(crate) fn remove_with_volumes(
    store: &Store,
    record: &Record,
    force: bool,
    timeout: Option<Duration>,
) -> Result<()> {
    remove(store, record, force, timeout)?;
    volumes::remove_anonymous(store, record)?.into_iter().for_each(Trashed::delete);
    Ok(())
}

/// Kills the container's monitor, and with it all that it has made, and waits until it is gone.
fn end_monitor(record: &Record) -> Result<()> {
    let Some(monitor) = record.monitor().map(open).transpose()?.flatten() else {
        return Err(Error::new(format!("the monitor of {} cannot be found", record.config.name)).into());
    };
    log::info!("the monitor of {} is killed, since it does not get ahead", record.config.name);
    process::pidfd_send_signal(monitor.as_fd(), SIGKILL)?;
    let deadline = Instant::now() + LEAST;
    while record.is_alive() {
        if Instant::now() > deadline {
            return Err(still_cleaning_up(record));
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// Who has a container.
pub(super) enum Held {
    /// Whoever holds its lock, until which nobody starts it.
    ByCaller(File),
    /// Its monitor: the container is up, as this record says.
    ByMonitor(Box<Record>),
}

/// Takes hold of a container that does not run. One that is about to run, or that has just ended, is waited for.
pub(super) fn hold(store: &Store, record: &Record) -> Result<Held> {
    let deadline = Instant::now() + TEARDOWN;
    loop {
        if let Some(alive) = record.lock_alive()? {
            return match record.is_gone() {
                true => Err(super::missing(&record.config.name, Kind::Engine)),
                false => Ok(Held::ByCaller(alive)),
            };
        }
        match containers::load(store, record.id())? {
            None => return Err(super::missing(&record.config.name, Kind::Engine)),
            Some(now) if now.state.status.is_up() => return Ok(Held::ByMonitor(Box::new(now))),
            Some(_) if Instant::now() > deadline => return Err(still_cleaning_up(record)),
            Some(_) => std::thread::sleep(PAUSE),
        }
    }
}

fn still_cleaning_up(record: &Record) -> anyhow::Error {
    let message = format!("the container {} has ended, but its monitor is still cleaning up", record.config.name);
    Error::new(message).into()
}

/// The container's first process, waiting for it while the container is being started. Nothing if the container does not run.
fn await_init(store: &Store, record: &Record, patience: Duration) -> Result<Option<(OwnedFd, ProcessId, Status)>> {
    let deadline = Instant::now() + patience;
    let mut state = record.state.clone();
    while record.is_alive() {
        if let (true, Some(process)) = (state.status.is_up(), state.process) {
            return Ok(open(process)?.map(|init| (init, process, state.status)));
        }
        if Instant::now() > deadline {
            return Err(Error::new(format!("the container {} is still being started", record.config.name)).into());
        }
        if let (Status::Restarting, Some(monitor)) = (state.status, state.monitor.map(open).transpose()?.flatten()) {
            // It has nothing to do but to wait for the next start, and takes this for the end of that.
            process::pidfd_send_signal(monitor.as_fd(), SIGTERM)?;
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
pub(super) fn open(process: ProcessId) -> Result<Option<OwnedFd>> {
    let Some(Ok(pidfd)) = Pid::from_raw(process.pid).map(process::pidfd_open) else { return Ok(None) };
    // The handle was taken first: if the number still means the recorded process now, so does the handle.
    Ok((proc::start_time(process.pid) == Some(process.start_time)).then_some(pidfd))
}

/// Waits until the monitor that served the process `init` has let go of the container.
fn await_end(store: &Store, record: &Record, init: ProcessId, patience: Duration) -> Result<()> {
    let deadline = Instant::now() + patience;
    let mut pause = Duration::from_micros(200);
    while record.is_alive() {
        // Somebody may have started it again meanwhile.
        if containers::load(store, record.id())?.is_none_or(|now| now.state.process.is_some_and(|it| it != init)) {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(still_cleaning_up(record));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
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
