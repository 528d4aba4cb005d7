//! The health checks of one life: when the next one is due, what the last ones found, and what follows from it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::Instant;

use jiff::Timestamp;
use rustix::pipe::{PipeFlags, pipe_with};

use super::{Above, Task};
use crate::error::{self, Context, Result};
use crate::store::containers::{
    Check, Health, HealthCheck, HealthResult, HealthStatus, OnFailure, Record, StartupCheck,
};
use crate::store::{Action, Event, HealthEvent, Store};
use crate::sys::process::{self, Fork};
use crate::systemd::Notify;

/// What one run of a check's command came to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Answer {
    /// -1 when it took too long.
    pub(crate) exit_code: i32,
    pub(crate) output: String,
}

/// What follows from a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consequence {
    Kill,
    Stop,
    Restart,
}

/// Looks after one container while it runs.
pub(super) struct Watcher<'a> {
    above: &'a dyn Above,
    store: &'a Store,
    record: &'a Record,
    state: Option<State>,
    running: Option<Running>,
    /// How many checks have begun.
    begun: u64,
    /// Told when the container is healthy for the first time.
    ready: Option<Notify>,
}

/// What is known of a container that has a health check.
struct State {
    config: HealthCheck,
    health: Health,
    started: Instant,
    /// Nothing: only somebody who asks for a check gets one.
    due: Option<Instant>,
    startup: Option<Startup>,
}

/// A startup check that has not succeeded yet, and how it went so far.
struct Startup {
    check: StartupCheck,
    successes: u32,
    failures: u32,
}

/// A check that is going on, in a process of its own.
struct Running {
    process: OwnedFd,
    answer: File,
    start: Timestamp,
    of_startup: bool,
}

impl<'a> Watcher<'a> {
    /// Begins with what is known from earlier lives; nothing is known of this one.
    pub(super) fn new(task: &'a Task<'_>, config: Option<HealthCheck>, ready: Option<Notify>) -> Self {
        let Task { above, store, record, .. } = *task;
        let log = record.health().map(|health| health.log).unwrap_or_default();
        let state = config.map(|config| State::new(config, log));
        let watcher = Self { above, store, record, state, running: None, begun: 0, ready };
        watcher.write();
        watcher
    }

    /// The user has changed the check: the next one is due at once, and its results alone count.
    pub(super) fn reconfigure(&mut self, config: Option<HealthCheck>) {
        let same = self.state.as_ref().map(|state| &state.config) == config.as_ref();
        if same {
            return;
        }
        self.cancel();
        let log = self.state.take().map(|state| state.health.log).unwrap_or_default();
        self.state = config.map(|config| State::new(config, log));
        self.write();
    }

    /// When there is something to do.
    pub(super) fn due(&self) -> Option<Instant> {
        self.state.as_ref().filter(|_| self.running.is_none())?.due
    }

    /// Readable when a check has come to its end.
    pub(super) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.running.as_ref().map(|running| running.answer.as_fd())
    }

    /// The number that the next check will have; nothing of a container that has none.
    pub(super) fn next(&self) -> Option<u64> {
        self.state.is_some().then_some(self.begun + 1)
    }

    /// Begins the next check now, unless one is going on. Gives back the number of one that could not begin.
    pub(super) fn begin(&mut self) -> Option<u64> {
        let (Some(state), None) = (&mut self.state, &self.running) else { return None };
        state.due = None;
        self.begun += 1;
        let (check, of_startup) = state.current();
        match start(self.above, check, state.config.log.max_size) {
            Ok((process, answer)) => {
                self.running = Some(Running { process, answer, start: Timestamp::now(), of_startup });
                None
            }
            Err(error) => {
                log::warn!("{error:#}");
                state.schedule();
                Some(self.begun)
            }
        }
    }

    /// Takes the result of the check that has ended. Gives back its number, what it
    /// says by itself, and what follows.
    pub(super) fn finish(&mut self) -> Option<(u64, HealthStatus, Option<Consequence>)> {
        let (state, mut running) = (self.state.as_mut()?, self.running.take()?);
        let mut bytes = Vec::new();
        let _ = running.answer.read_to_end(&mut bytes);
        let _ = process::wait(running.process.as_fd());
        let failed = || Some(Answer { exit_code: 125, output: "the check could not be run".to_owned() });
        let answer: Option<Answer> = serde_json::from_slice(&bytes).unwrap_or_else(|_| failed());
        let Some(Answer { exit_code, output }) = answer else {
            state.schedule();
            return Some((self.begun, state.health.status, None));
        };
        let result = HealthResult { start: running.start, end: Timestamp::now(), exit_code, output };
        let consequence = state.learn(result, running.of_startup);
        state.schedule();
        if state.health.status == HealthStatus::Healthy
            && let Some(Err(error)) = self.ready.take().map(|manager| manager.send("READY=1"))
        {
            log::debug!("{error:#}");
        }
        self.write();
        self.tell();
        let outcome = match (exit_code, running.of_startup) {
            (0, _) => HealthStatus::Healthy,
            (_, true) => HealthStatus::Starting,
            (_, false) => HealthStatus::Unhealthy,
        };
        Some((self.begun, outcome, consequence))
    }

    /// The container has ended, or its check has changed: what is going on does not matter any more.
    pub(super) fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = process::pidfd_send_signal(running.process.as_fd(), SIGKILL);
            let _ = process::wait(running.process.as_fd());
        }
    }

    fn write(&self) {
        let Some(state) = &self.state else { return };
        if let Err(error) = self.record.write_health(&state.health, &state.config.log) {
            log::warn!("{error:#}");
        }
    }

    /// Notes what is known now.
    fn tell(&self) {
        let Some(State { config, health, .. }) = &self.state else { return };
        let last = health.log.last().filter(|_| config.log.to_events);
        let event = HealthEvent {
            status: health.status.as_str().to_owned(),
            failing_streak: health.failing_streak,
            log: last.and_then(|result| serde_json::to_string(result).ok()).unwrap_or_default(),
        };
        self.store.note(&Event { health: Some(event), ..Event::container(Action::HealthStatus, &self.record.config) });
    }
}

const SIGKILL: i32 = 9;

impl Drop for Watcher<'_> {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl State {
    fn new(config: HealthCheck, log: Vec<HealthResult>) -> Self {
        let startup = config.startup.clone().map(|check| Startup { check, successes: 0, failures: 0 });
        let now = Instant::now();
        let mut state =
            Self { config, health: Health { log, ..Health::default() }, started: now, due: Some(now), startup };
        if state.current().0.interval.is_none() {
            state.due = None;
        }
        state
    }

    /// The check whose turn it is, and whether it is that of the startup.
    fn current(&self) -> (&Check, bool) {
        match &self.startup {
            Some(startup) => (&startup.check.check, true),
            None => (&self.config.check, false),
        }
    }

    fn in_start_period(&self) -> bool {
        self.started.elapsed() < self.config.start_period
    }

    /// Sets the time of the next check, counted from the end of the last one.
    fn schedule(&mut self) {
        let (check, of_startup) = self.current();
        let waiting = !of_startup && self.health.status == HealthStatus::Starting && self.in_start_period();
        let interval = self.config.start_interval.filter(|_| waiting).or(check.interval);
        // One whose time is already set comes then: a check proper comes at once after the startup's last.
        self.due = self.due.or_else(|| Instant::now().checked_add(interval?));
    }

    /// Takes a result into account.
    fn learn(&mut self, result: HealthResult, of_startup: bool) -> Option<Consequence> {
        let success = result.exit_code == 0;
        self.keep(result);
        match of_startup {
            true => self.learn_of_startup(success),
            false => self.learn_of_health(success),
        }
    }

    fn learn_of_startup(&mut self, success: bool) -> Option<Consequence> {
        let startup = self.startup.as_mut()?;
        if success {
            startup.successes += 1;
            if startup.successes >= startup.check.successes {
                self.startup = None;
                self.due = self.config.check.interval.map(|_| Instant::now());
            }
            return None;
        }
        startup.successes = 0;
        startup.failures += 1;
        let limit = startup.check.retries;
        (limit > 0 && startup.failures >= limit).then_some(Consequence::Restart)
    }

    fn learn_of_health(&mut self, success: bool) -> Option<Consequence> {
        if success {
            self.health.status = HealthStatus::Healthy;
            self.health.failing_streak = 0;
            return None;
        }
        if self.in_start_period() {
            return None;
        }
        self.health.failing_streak += 1;
        if self.health.failing_streak < self.config.retries {
            return None;
        }
        self.health.status = HealthStatus::Unhealthy;
        match self.config.on_failure {
            OnFailure::None => None,
            OnFailure::Kill => Some(Consequence::Kill),
            OnFailure::Stop => Some(Consequence::Stop),
            OnFailure::Restart => Some(Consequence::Restart),
        }
    }

    fn keep(&mut self, result: HealthResult) {
        let log = &mut self.health.log;
        log.push(result);
        let limit = self.config.log.max_count as usize;
        if limit > 0 && log.len() > limit {
            log.drain(..log.len() - limit);
        }
    }
}

/// Runs a check in a process of its own, which writes its answer to what comes back.
fn start(above: &dyn Above, check: &Check, max_output: u32) -> Result<(OwnedFd, File)> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    match process::fork_beside_threads()? {
        Fork::Child => process::exit_now(u8::from(answer(above, check, max_output, write).is_err())),
        Fork::Parent(pid) => {
            drop(write);
            Ok((process::pidfd_open(pid)?, File::from(read)))
        }
    }
}

/// The process of a check. It keeps nothing of the monitor's, its locks above all.
fn answer(above: &dyn Above, check: &Check, max_output: u32, to: OwnedFd) -> Result<()> {
    process::close_from_except(3, &[to.as_raw_fd()])?;
    process::die_with_parent()?;
    process::set_name(c"coracle-check")?;
    let answer = above.check(check, max_output).unwrap_or_else(|error| {
        Some(Answer { exit_code: error::kind(&error).exit_code().into(), output: error::cause(&error) })
    });
    let bytes = serde_json::to_vec(&answer).context("an answer")?;
    File::from(to).write_all(&bytes).context("write")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn config() -> HealthCheck {
        let check = |test: &str| Check {
            test: vec!["CMD".to_owned(), test.to_owned()],
            interval: Some(Duration::from_secs(30)),
            timeout: Duration::from_secs(30),
        };
        HealthCheck {
            check: check("true"),
            retries: 2,
            start_period: Duration::ZERO,
            start_interval: None,
            startup: None,
            on_failure: OnFailure::Kill,
            log: crate::store::containers::HealthLogConfig::default(),
        }
    }

    fn learn(state: &mut State, exit_code: i32) -> Option<Consequence> {
        let now = Timestamp::now();
        let of_startup = state.current().1;
        state.learn(HealthResult { start: now, end: now, exit_code, output: String::new() }, of_startup)
    }

    #[test]
    fn failures_in_a_row_make_it_unhealthy() {
        let mut state = State::new(config(), Vec::new());
        assert_eq!(state.health.status, HealthStatus::Starting);
        assert_eq!(learn(&mut state, 1), None);
        assert_eq!((state.health.status, state.health.failing_streak), (HealthStatus::Starting, 1));
        assert_eq!(learn(&mut state, 0), None);
        assert_eq!((state.health.status, state.health.failing_streak), (HealthStatus::Healthy, 0));
        assert_eq!(learn(&mut state, 1), None);
        assert_eq!(learn(&mut state, -1), Some(Consequence::Kill));
        assert_eq!((state.health.status, state.health.failing_streak), (HealthStatus::Unhealthy, 2));
        assert_eq!(learn(&mut state, 0), None);
        assert_eq!(state.health.status, HealthStatus::Healthy);
        (0..9).for_each(|_| assert_eq!(learn(&mut state, 0), None));
        assert_eq!(state.health.log.len(), 5);
    }

    #[test]
    fn failures_at_the_start_do_not_count() {
        let start_period = Duration::from_secs(3600);
        let mut state = State::new(HealthCheck { start_period, ..config() }, Vec::new());
        (0..5).for_each(|_| assert_eq!(learn(&mut state, 1), None));
        assert_eq!((state.health.status, state.health.failing_streak), (HealthStatus::Starting, 0));
        assert_eq!(learn(&mut state, 0), None);
        assert_eq!(state.health.status, HealthStatus::Healthy);
    }

    #[test]
    fn the_startup_comes_first() {
        let startup = StartupCheck { check: config().check, retries: 3, successes: 2 };
        let mut state = State::new(HealthCheck { startup: Some(startup), ..config() }, Vec::new());
        for (exit_code, of_startup) in [(0, true), (1, true), (0, true), (0, false)] {
            assert_eq!(learn(&mut state, exit_code), None);
            assert_eq!(state.current().1, of_startup);
            assert_eq!(state.health.status, HealthStatus::Starting);
        }
        let startup = StartupCheck { check: config().check, retries: 2, successes: 0 };
        let mut state = State::new(HealthCheck { startup: Some(startup), ..config() }, Vec::new());
        assert_eq!(learn(&mut state, 1), None);
        assert_eq!(learn(&mut state, 1), Some(Consequence::Restart));
    }
}
