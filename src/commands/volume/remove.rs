//! `coracle volume rm` and `prune`.

use std::time::Duration;

use super::filter::Filters;
use crate::cli::values::Filter;
use crate::cli::{VolumePruneArgs, VolumeRmArgs};
use crate::commands::{Context, each};
use crate::container::volumes::{find_volume, remove_volume};
use crate::error::{self, Kind, Result};
use crate::store::volumes::{self, Volume};
use crate::store::{Action, Event, Store, containers};
use crate::ui::{ask, out};

/// Removes volumes and prints the name of each.
pub(crate) fn rm(args: &VolumeRmArgs, context: &Context) -> Result<u8> {
    let VolumeRmArgs { all, force, time, names } = args;
    let store = context.store()?;
    let every = if *all {
        volumes::list(store)?.iter().map(|volume| volume.name().to_owned()).collect()
    } else {
        names.clone()
    };
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(&every, |name| {
        let removed = find_volume(store, name).and_then(|volume| {
            remove_volume(store, &volume, *force, timeout)?;
            out::line(volume.name())
        });
        match removed {
            Err(error) if *force && error::kind(&error) == Kind::NotFound => Ok(()),
            result => result,
        }
    })
}

fn unused(store: &Store, filters: &[Filter]) -> Result<Vec<Volume>> {
    let filters = Filters::new(store, filters)?;
    let used = volumes::used(&containers::list_whole(store)?);
    let mut unused: Vec<Volume> = Vec::new();
    for volume in volumes::list(store)? {
        if !used.contains(volume.name()) && filters.pass(&volume)? {
            unused.push(volume);
        }
    }
    Ok(unused)
}

/// Removes the volumes that no container has and that match; their names. Each is shown to `before` first.
pub(crate) fn remove_unused(store: &Store, filters: &[Filter], mut before: impl FnMut(&Volume)) -> Result<Vec<String>> {
    let mut removed = Vec::new();
    for volume in unused(store, filters)? {
        before(&volume);
        match remove_volume(store, &volume, false, None) {
            Err(error) if matches!(error::kind(&error), Kind::NotFound | Kind::InUse) => {}
            Err(error) => return Err(error),
            Ok(()) => removed.push(told(store, &volume)),
        }
    }
    Ok(removed)
}

/// The name of a volume that was removed because nothing had it, after that has been noted.
fn told(store: &Store, volume: &Volume) -> String {
    store.note(&Event::volume(Action::Prune, volume.name()));
    volume.name().to_owned()
}

/// Removes the volumes that no container has, and prints the name of each. Without --all only those whose names were made up
/// for a container.
pub(crate) fn prune(args: &VolumePruneArgs, context: &Context) -> Result<u8> {
    let VolumePruneArgs { all, dry_run, filter, force } = args;
    let store = context.store()?;
    let mut filters = filter.clone();
    let all = *all || take_all(&mut filters);
    if !all && !filters.iter().any(|filter| filter.key == "anonymous") {
        filters.push(Filter { key: "anonymous".to_owned(), value: "true".to_owned() });
    }
    let unused = unused(store, &filters)?;
    let names: Vec<String> = unused.iter().map(|volume| volume.name().to_owned()).collect();
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    if *dry_run {
        return out::text(&format!("Volumes that would be pruned:\n{lines}")).map(|()| 0);
    }
    if !*force {
        let (which, dangling) = if all { ("all", "dangling") } else { ("all anonymous", "dangling anonymous") };
        let warning = format!(
            "WARNING! This will remove {which} volumes not used by at least one container. The following volumes will be removed:"
        );
        if names.is_empty() {
            return out::text(&format!("{warning}\nNo {dangling} volumes found\n")).map(|()| 0);
        }
        if !ask::confirm(&format!("{warning}\n{lines}"))? {
            return Ok(0);
        }
    }
    each(&names, |name| match unused.iter().find(|volume| volume.name() == name) {
        // Someone else may take it away, or into use, meanwhile.
        Some(volume) => match remove_volume(store, volume, false, None) {
            Err(error) if matches!(error::kind(&error), Kind::NotFound | Kind::InUse) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => out::line(told(store, volume)),
        },
        None => Ok(()),
    })
}

/// Whether the last filter `all` says so, which is none of the volumes' own.
fn take_all(filters: &mut Vec<Filter>) -> bool {
    let last = filters.iter().rev().find(|filter| filter.key == "all").is_some_and(|filter| filter.value == "true");
    filters.retain(|filter| filter.key != "all");
    last
}
