//! Containers that others need: `--requires`, and `--network container:NAME`.

use super::{Engine, Purpose, start};
use crate::error::{Context, Error, Kind, Result};
use crate::store::Store;
use crate::store::containers::{self, Config, Namespace, Record, Userns};

/// The ids of the containers that were named, each once.
pub(super) fn find(store: &Store, names: &[String]) -> Result<Vec<String>> {
    let mut ids: Vec<String> = Vec::new();
    for name in names {
        let id = super::find(store, name).context("--requires")?.config.id;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Every container that this one needs: those that it requires, and those whose namespaces it is in.
pub(super) fn of(config: &Config) -> Vec<String> {
    let namespaces = &config.namespaces;
    let joined =
        [&namespaces.pid, &namespaces.ipc, &namespaces.uts, &namespaces.cgroup, &namespaces.network].into_iter();
    let mut ids = config.requires.clone();
    ids.extend(joined.filter_map(|namespace| match namespace {
        Namespace::Container(id) => Some(id.clone()),
        _ => None,
    }));
    if let Userns::Container(id) = &namespaces.user {
        ids.push(id.clone());
    }
    ids.sort();
    ids.dedup();
    ids
}

/// Those that are started before it, and not removed before it.
fn required(config: &Config) -> Vec<String> {
    let mut ids = config.requires.clone();
    if let Namespace::Container(id) = &config.namespaces.network
        && !ids.contains(id)
    {
        ids.push(id.clone());
    }
    ids
}

/// Starts what the container requires and does not run. This process must have one thread.
pub(super) fn start_all(engine: &Engine<'_>, record: &Record) -> Result<()> {
    for id in required(&record.config) {
        let required = containers::load(engine.store, &id)?.ok_or_else(|| {
            let name = &record.config.name;
            Error::new(format!("the container {name} requires {id:.12}, which has been removed")).hint("make it anew")
        })?;
        if !required.state.status.is_up() {
            let started = start(engine, &required, Purpose::Start).and_then(|mut session| session.wait_started());
            started.with_context(|| {
                format!("cannot start {}, which {} requires", required.config.name, record.config.name)
            })?;
        }
    }
    Ok(())
}

/// Notes with each container that `config` requires that it does. A note about one that is not there means nothing.
pub(super) fn note(store: &Store, config: &Config) -> Result<()> {
    for id in required(config) {
        let required = containers::load(store, &id)?.ok_or_else(|| super::missing(&id, Kind::Engine))?;
        required.note_dependent(&config.id)?;
    }
    Ok(())
}

/// Those that require the container, and those that require them: none comes after one that it requires.
pub(crate) fn dependents(store: &Store, record: &Record) -> Result<Vec<Record>> {
    let mut found: Vec<Record> = Vec::new();
    for id in record.dependents() {
        let Some(other) = containers::load(store, &id)? else { continue };
        let further = dependents(store, &other)?;
        for one in further.into_iter().chain([other]) {
            if found.iter().all(|known| known.id() != one.id()) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// Refuses to take away what others require.
pub(super) fn refuse_if_required(store: &Store, record: &Record) -> Result<()> {
    let ids: Vec<String> = dependents(store, record)?.into_iter().map(|other| other.config.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let message = format!(
        "container {} has dependent containers which must be removed before it: {}",
        record.config.name,
        ids.join(", ")
    );
    Err(Error::new(message).hint("remove them first, or together with it: --depend").into())
}
