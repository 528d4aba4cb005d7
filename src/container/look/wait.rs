//! Waiting for what becomes of a container.

use std::str::FromStr;
use std::time::Duration;

use super::inspect::shown_exit_code;
use super::logs::watch::Watch;
use crate::container::Session;
use crate::error::{Error, Kind, Result};
use crate::store::containers::{self, HealthStatus, Record, RestartPolicy, Status};
use crate::store::{Store, exits};

/// Something that a container can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Condition {
    /// It has this status.
    Is(Status),
    /// What its health checks say.
    Health(HealthStatus),
    /// It is gone.
    Removed,
}

impl FromStr for Condition {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "created" | "configured" => Condition::Is(Status::Created),
            "initialized" => Condition::Is(Status::Initialized),
            "running" => Condition::Is(Status::Running),
            "stopping" => Condition::Is(Status::Stopping),
            "exited" | "stopped" => Condition::Is(Status::Exited),
            "paused" => Condition::Is(Status::Paused),
            "healthy" => Condition::Health(HealthStatus::Healthy),
            "unhealthy" => Condition::Health(HealthStatus::Unhealthy),
            "removing" => Condition::Removed,
            _ => {
                let hint = "wait for created, initialized, running, paused, stopping, stopped, exited, removing, \
                            healthy or unhealthy";
                return Err(Error::new(format!("unknown container state: {text}")).hint(hint).into());
            }
        })
    }
}

/// Between the first looks at a container whose monitor does not listen: it is about to begin or to end. One that never
/// listens is looked at less and less often.
const PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// A container is looked at so often even if nothing seems to happen to it.
const AT_LEAST: Duration = Duration::from_secs(5);

/// Waits until a container meets one of `conditions`, looking every `interval` and whenever something happens; without
/// any, until it does not run. The exit code is that of a container that has ended, otherwise -1.
pub(crate) fn wait(store: &Store, record: &Record, conditions: &[Condition], interval: Duration) -> Result<i32> {
    if conditions.is_empty() || conditions == [Condition::Is(Status::Exited)] {
        return wait_for_end(store, record, !conditions.is_empty(), interval);
    }
    check_health(record, conditions)?;
    let mut watch = watch([record]);
    loop {
        if let Some(code) = look(store, record, conditions)? {
            return Ok(code);
        }
        watch.wait(Some(interval));
    }
}

/// Waits until the first of several containers meets one of `conditions`, as [`wait`] does for one.
pub(crate) fn wait_first(
    store: &Store,
    records: &[Record],
    conditions: &[Condition],
    interval: Duration,
) -> Result<i32> {
    records.iter().try_for_each(|record| check_health(record, conditions))?;
    let conditions = if conditions.is_empty() { &[Condition::Is(Status::Exited)] } else { conditions };
    let mut watch = watch(records);
    loop {
        for record in records {
            if let Some(code) = look(store, record, conditions)? {
                return Ok(code);
            }
        }
        watch.wait(Some(interval));
    }
}

/// Nobody ever knows the health of a container without checks.
fn check_health(record: &Record, conditions: &[Condition]) -> Result<()> {
    let healths = conditions.iter().any(|condition| matches!(condition, Condition::Health(_)));
    if healths && record.config.health.is_none() {
        return Err(Error::new(format!("the container {} has no health check", record.config.name)).into());
    }
    Ok(())
}

/// One look at a container: its exit code, or -1, when it meets one of `conditions`.
fn look(store: &Store, record: &Record, conditions: &[Condition]) -> Result<Option<i32>> {
    let Some(now) = containers::load(store, record.id())? else {
        let ended = exits::find(store, record.id()).filter(|_| conditions.contains(&Condition::Is(Status::Exited)));
        return match ended.or_else(|| conditions.contains(&Condition::Removed).then_some(-1)) {
            None => Err(gone(record)),
            code => Ok(code),
        };
    };
    let met = |condition: &Condition| match condition {
        Condition::Is(status) => now.state.status == *status,
        Condition::Health(wanted) => {
            now.state.status == Status::Running && now.health().is_some_and(|health| health.status == *wanted)
        }
        Condition::Removed => false,
    };
    let code = if now.state.status == Status::Exited { shown_exit_code(&now.state) } else { -1 };
    Ok(conditions.iter().any(met).then_some(code))
}

/// Wakes when something about one of the containers changes.
fn watch<'a>(records: impl IntoIterator<Item = &'a Record>) -> Watch {
    let mut watch = Watch::new();
    for record in records {
        watch.add_dir(record.dir());
        record.state.monitor.into_iter().for_each(|monitor| watch.add_monitor(monitor));
    }
    watch
}

/// Waits for the end by the monitor's own word, which is also there when the container is removed with its end.
/// `must_end`: a container that never ran has not ended, and one that is about to be started again neither.
fn wait_for_end(store: &Store, record: &Record, must_end: bool, interval: Duration) -> Result<i32> {
    // One that is started again ends several times: any end will do, and its monitor tells of the last alone.
    let once = must_end || record.config.restart == RestartPolicy::No;
    let mut watch = watch([record]);
    let mut pause = PAUSE;
    loop {
        if once
            && let Some(mut session) = Session::watch(record, &|_| {})?
            && let Ok(Some(code)) = session.wait_exited()
        {
            return Ok(code);
        }
        let Some(now) = containers::load(store, record.id())? else {
            return exits::find(store, record.id()).ok_or_else(|| gone(record));
        };
        match now.state.status {
            Status::Exited => return Ok(shown_exit_code(&now.state)),
            Status::Restarting if !must_end => return Ok(shown_exit_code(&now.state)),
            Status::Created if !now.is_alive() && !must_end => return Ok(0),
            Status::Created if !now.is_alive() => watch.wait(Some(interval)),
            _ if once => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            _ => watch.wait(Some(AT_LEAST)),
        }
    }
}

fn gone(record: &Record) -> anyhow::Error {
    crate::container::missing(&record.config.name, Kind::Engine)
}
