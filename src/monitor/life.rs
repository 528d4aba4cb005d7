//! A container's lives: it is brought up, served until it ends, taken down, and started again where its restart policy
//! says so and nobody has stopped it.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::backoff::Backoff;
use super::client::Request;
use super::clients::{Clients, Door};
use super::health::Watcher;
use super::log::Log;
use super::protocol::Kind;
use super::pump::{Pump, Source};
use super::setup::{self, Life, Up, image_mounts};
use super::signals::Heard;
use super::stdin::Stdin;
use super::{Around, Parts, Step, Task, this_process};
use crate::error::{self, Context, ErrorList, Result};
use crate::rootfs;
use crate::store::containers::{self, Config, Record, RestartPolicy, SdNotify, State, Status};
use crate::store::files::Durability;
use crate::store::{Action, Event, Store, Trashed, exits, volumes};
use crate::sys::mount;
use crate::sys::process;
use crate::sys::signal::Signals;
use crate::systemd::Notify;

/// The exit code of a container that ran longer than `--timeout` allows, as Podman's monitor gives it.
const TIMED_OUT: i32 = 255;

/// How a life ended.
struct End {
    exit_code: i32,
    started_at: Option<Timestamp>,
    lasted: Duration,
    /// Why it could not begin.
    error: Option<String>,
    /// Somebody wanted it to end.
    asked_for: bool,
    /// The kernel ended a process of it for want of memory.
    oom_killed: bool,
    /// Its health checks want it restarted, whatever the policy says.
    restart: bool,
}

/// Lets the container live until it has ended for good, and says so. Gives back its exit code. An error means that its
/// first life did not begin.
pub(super) fn live(
    task: &Task<'_>,
    parts: Parts,
    around: &Around,
    signals: &Signals,
    clients: &mut Clients,
) -> Result<u8> {
    let mut errors = ErrorList::default();
    let mut backoff = Backoff::new();
    let mut life = Life { restarts: 0, hold: task.hold };
    let up = setup::set_up(task, parts, life, around, signals, clients);
    // A command that could not be executed has written nothing.
    let up = up.inspect_err(|_| rootfs::ended(task.record))?;
    let mut end = serve(task, up, around, signals, clients, &mut errors)?;
    if let Some(step) = &task.step {
        end_step(step, task.record, end.exit_code, clients)?;
        return errors.into_result().map(|()| 0);
    }
    while is_restarted(task, &end, life.restarts) {
        life = Life { restarts: life.restarts + 1, hold: false };
        // A disk that is full now may have room when the container is started again.
        if let Err(error) = task.record.write_state(&between(&end, life.restarts), Durability::None) {
            log::warn!("{error:#}");
        }
        clients.life_ended();
        tell_the_end(task.store, task.record, &end);
        if !wait_out(backoff.after(end.lasted), task.record, signals, clients)? {
            break;
        }
        task.store.note(&Event::container(Action::Restart, &task.record.config));
        end = again(task, life, around, signals, clients, &mut errors);
    }
    let trashed = record_end(task.store, task.record, &end, life.restarts);
    if task.record.config.remove_image && task.record.is_gone() {
        errors.keep(task.above.remove_image());
    }
    clients.tell_the_end(Kind::Exited, &end.exit_code.to_le_bytes());
    // Nobody waits for the disk any more.
    errors.keep(trashed.and_then(delete));
    errors.into_result().map(|()| u8::try_from(end.exit_code).unwrap_or(u8::MAX))
}

/// A step leaves no record: what it was made for is told, and its maker takes the rest away.
fn end_step(step: &Step<'_>, record: &Record, exit_code: i32, clients: &mut Clients) -> Result<()> {
    if exit_code == 0 {
        clients.tell(Kind::Harvest, &(step.harvest)(record)?);
    }
    clients.tell_the_end(Kind::Exited, &exit_code.to_le_bytes());
    Ok(())
}

/// One more life. That it cannot begin is how it ended.
fn again(
    task: &Task<'_>,
    life: Life,
    around: &Around,
    signals: &Signals,
    clients: &mut Clients,
    errors: &mut ErrorList,
) -> End {
    let begun = Instant::now();
    let lived = process::await_single_thread()
        .and_then(|()| task.above.parts())
        .and_then(|parts| setup::set_up(task, parts, life, around, signals, clients))
        .and_then(|up| serve(task, up, around, signals, clients, errors));
    lived.unwrap_or_else(|error| {
        let _ = mount::unmount(task.record.files(), true);
        // The first process has nothing left to wait for.
        while let Ok(Some(_)) = process::reap_any() {}
        End {
            exit_code: error::kind(&error).exit_code().into(),
            started_at: None,
            lasted: begun.elapsed(),
            error: Some(error::cause(&error)),
            asked_for: false,
            oom_killed: false,
            restart: false,
        }
    })
}

/// Moves bytes until the container ends, then takes it down.
fn serve(
    task: &Task<'_>,
    up: Up,
    around: &Around,
    signals: &Signals,
    clients: &mut Clients,
    errors: &mut ErrorList,
) -> Result<End> {
    let record = task.record;
    let begun = Instant::now();
    let Up { init, started_at, ends, network, relay, serving } = up;
    let terminal = ends.console.is_some();
    let log = Log::open(record).unwrap_or_else(|error| {
        clients.tell(Kind::Warning, format!("the output is not kept: {error:#}").as_bytes());
        Log::Nowhere
    });
    let kill_at = Some(Duration::from_secs(record.config.timeout.into())).filter(|time| !time.is_zero());
    let mut pump = Pump {
        init: init.as_fd(),
        record,
        signals,
        heard: task.systemd.in_service.then(Heard::default),
        stdin: Stdin::new(ends.stdin, terminal),
        sources: ends.outputs.into_iter().map(Source::new).collect(),
        console: ends.console,
        clients,
        log,
        log_failed: false,
        relay,
        settled: false,
        health: Watcher::new(task, current(task).and_then(|config| config.health), ready(task)),
        load: &|| current(task),
        kill_at: kill_at.and_then(|time| begun.checked_add(time)),
        timed_out: false,
        asked_to_end: false,
        stopping: false,
        shown_stopping: None,
        asked_to_restart: false,
    };
    let exit = pump.run();
    let timed_out = pump.timed_out;
    let (asked_for, restart) = (pump.asked_to_end, pump.asked_to_restart);
    drop(pump);
    let oom_killed = around.group.end();
    drop(network);
    // Each is served for as long as anybody has it mounted, this process included.
    for (index, _) in image_mounts(record) {
        errors.keep(mount::unmount(record.image(index), true));
    }
    serving.into_iter().for_each(|one| errors.keep(one.join()));
    rootfs::ended(record);
    // What `setup` mounted would be in the way: of the next life, and of a removal.
    errors.keep(mount::unmount(record.files(), true));
    let exit_code = if timed_out { exit.map(|_| TIMED_OUT)? } else { i32::from(exit?.code()) };
    let (lasted, started_at) = (begun.elapsed(), Some(started_at));
    Ok(End { exit_code, started_at, lasted, error: None, asked_for, restart, oom_killed })
}

/// The service manager, where it waits for the container to be healthy.
fn ready(task: &Task<'_>) -> Option<Notify> {
    task.systemd.notify.clone().filter(|_| task.record.config.settings.sdnotify == SdNotify::Healthy)
}

/// Whether the container is started again. Its policy may have changed while it ran.
fn is_restarted(task: &Task<'_>, end: &End, restarts: u32) -> bool {
    let record = task.record;
    let policy = current(task).map_or(RestartPolicy::No, |config| config.restart);
    !end.asked_for && !record.is_stopped_by_user() && (end.restart || policy.restarts(end.exit_code, restarts))
}

/// The container's settings, which may have changed since it was started.
fn current(task: &Task<'_>) -> Option<Config> {
    containers::load(task.store, task.record.id()).ok().flatten().map(|now| now.config)
}

/// The state of a container that is about to be started again.
fn between(end: &End, restarts: u32) -> State {
    State { status: Status::Restarting, monitor: Some(this_process()), ..ended(end, restarts) }
}

fn ended(end: &End, restarts: u32) -> State {
    State {
        status: Status::Exited,
        started_at: end.started_at,
        finished_at: Some(Timestamp::now()),
        exit_code: Some(end.exit_code),
        oom_killed: end.oom_killed,
        error: end.error.clone(),
        restarts,
        ..State::created()
    }
}

/// Waits before a restart, and for those who work on the container's files meanwhile; false when somebody has ended the
/// container.
fn wait_out(pause: Duration, record: &Record, signals: &Signals, clients: &mut Clients) -> Result<bool> {
    let deadline = Instant::now() + pause;
    let mut buffer = vec![0; 4096];
    let mut ended = false;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let held = clients.are_holding();
        if !held && (ended || left.is_zero()) {
            return Ok(!ended && !record.is_stopped_by_user());
        }
        let (doors, mut fds): (Vec<Door>, Vec<PollFd<'_>>) = clients.watch(true).into_iter().unzip();
        fds.push(PollFd::from_borrowed_fd(signals.as_fd(), PollFlags::IN));
        let timeout = Timespec::try_from(left).context("the pause before a restart")?;
        rustix::io::retry_on_intr(|| poll(&mut fds, Some(&timeout).filter(|_| !held))).context("poll")?;
        let ready: Vec<Door> =
            doors.into_iter().zip(&fds).filter(|(_, fd)| !fd.revents().is_empty()).map(|(door, _)| door).collect();
        while let Some(arrived) = signals.next()? {
            ended |= record.is_ended_by(arrived.signal);
        }
        for door in ready {
            match door {
                Door::Listener => clients.accept(),
                // There is nobody who could take what clients send, and it is not kept.
                Door::Client(index) => {
                    let (requests, _) = clients.serve(index, &mut buffer);
                    let (holds, others): (Vec<_>, Vec<_>) =
                        requests.into_iter().partition(|request| matches!(request, Request::Hold));
                    if !holds.is_empty() {
                        clients.hold(index);
                    }
                    clients.decline(index, &others);
                }
            }
        }
        clients.tidy();
    }
}

/// Deletes a container that ran here, with its volumes.
fn delete(trashed: Vec<Trashed>) -> Result<()> {
    trashed.into_iter().for_each(Trashed::delete);
    Ok(())
}

/// The exit is on disk before anybody is told; a container that is to be removed is gone before anybody is told, and its
/// anonymous volumes with it.
fn record_end(store: &Store, record: &Record, end: &End, restarts: u32) -> Result<Vec<Trashed>> {
    if record.ends_removed() {
        tell_the_end(store, record, end);
        // A full disk, which the container may have filled, is no reason to keep it.
        if let Err(error) = exits::note(store, record, end.exit_code) {
            log::warn!("{error:#}");
        }
        let mut trashed = vec![containers::remove(store, record)?];
        trashed.extend(volumes::remove_anonymous(store, record)?);
        return Ok(trashed);
    }
    record.write_state(&ended(end, restarts), Durability::Synced)?;
    tell_the_end(store, record, end);
    Ok(Vec::new())
}

fn tell_the_end(store: &Store, record: &Record, end: &End) {
    let exit_code = Some(end.exit_code);
    let oom_killed = end.oom_killed;
    store.note(&Event { exit_code, oom_killed, ..Event::container(Action::Died, &record.config) });
    store.note(&Event::container(Action::Cleanup, &record.config));
}
