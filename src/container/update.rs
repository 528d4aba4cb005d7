//! Changing the settings of a container that is there already.

use super::health::{self, WantedHealth};
use super::{Engine, Session, env, group};
use crate::cgroup;
use crate::error::{Error, Result};
use crate::store::containers::{self, Config, Limits, Record, RestartPolicy, Ulimit};
use crate::store::{Action, Event};

/// What is to be changed; what is not named stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) restart: Option<RestartPolicy>,
    pub(crate) limits: Limits,
    pub(crate) health: WantedHealth,
    /// Set in the environment.
    pub(crate) env: Vec<(String, String)>,
    /// Taken out of it before.
    pub(crate) unset_env: Vec<String>,
    /// Each in place of the one of the same name.
    pub(crate) ulimits: Vec<Ulimit>,
    /// All are the host's.
    pub(crate) host_limits: bool,
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
    let Change { restart, limits, health, env, unset_env, ulimits, host_limits } = change;
    if config.health.is_none() && !health.none && health.command.is_none() && health != WantedHealth::default() {
        return Err(Error::new("healthcheck command is not set").hint("give one with --health-cmd").into());
    }
    let none = health.is_none();
    config.health = health::change(health, config.health.take())?;
    config.no_health = config.health.is_none() && (none || config.no_health);
    env::change(&mut config.process.env, &unset_env, env);
    set_ulimits(config, ulimits, host_limits);
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

fn set_ulimits(config: &mut Config, ulimits: Vec<Ulimit>, host: bool) {
    if host || !ulimits.is_empty() {
        config.settings.host_limits = host;
    }
    if host {
        config.ulimits.clear();
    }
    for limit in ulimits {
        config.ulimits.retain(|known| known.name != limit.name);
        config.ulimits.push(limit);
    }
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
