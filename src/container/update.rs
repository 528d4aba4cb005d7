//! Changing the settings of a container that is there already.

use super::health::{self, WantedHealth};
use super::{Engine, Session, group};
use crate::cgroup;
use crate::error::{Error, Result};
use crate::store::containers::{self, Config, Limits, Record, RestartPolicy};
use crate::store::{Action, Event};

/// What is to be changed; what is not named stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) restart: Option<RestartPolicy>,
    pub(crate) limits: Limits,
    pub(crate) health: WantedHealth,
}

/// Changes the settings of a container, whether it runs or not: all of them, or none.
pub(crate) fn update(engine: &Engine<'_>, record: &Record, change: Change) -> Result<()> {
    let config = containers::update(record, |config| apply(engine, record, config, change))?;
    engine.store.note(&Event::container(Action::Update, &config));
    if let Some(mut monitor) = Session::watch(record, &|_| {})? {
        monitor.tell_changed()?;
    }
    Ok(())
}

fn apply(engine: &Engine<'_>, record: &Record, config: &mut Config, change: Change) -> Result<()> {
    let Change { restart, limits, health } = change;
    if config.health.is_none() && !health.none && health.command.is_none() && health != WantedHealth::default() {
        return Err(Error::new("healthcheck command is not set").hint("give one with --health-cmd").into());
    }
    config.health = health::change(health, config.health.take())?;
    if let Some(policy) = restart {
        check_restart(policy, config.auto_remove)?;
        config.restart = policy;
    }
    if limits == Limits::default() {
        return Ok(());
    }
    config.cgroups.limits.update(limits.clone());
    config.cgroups.limits.check()?;
    if record.state.status.is_up() {
        let group = group::of(record, "change the limits of")?;
        // The swap that a container may use depends on its memory.
        let changed = Limits { memory: config.cgroups.limits.memory, pids: config.cgroups.limits.pids, ..limits };
        cgroup::apply(&group, &changed)?.iter().for_each(|warning| (engine.warn)(warning));
    }
    Ok(())
}

/// A container that is removed with its end cannot be restarted.
pub(super) fn check_restart(policy: RestartPolicy, auto_remove: bool) -> Result<()> {
    if policy == RestartPolicy::No || !auto_remove {
        return Ok(());
    }
    let message =
        format!("the --rm option conflicts with --restart {policy}: a container that is removed is not restarted");
    Err(Error::new(message).hint("leave one of them out").into())
}
