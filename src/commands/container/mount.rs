//! `coracle mount` and `coracle umount`.

use serde_json::json;

use super::select::{Selection, each};
use crate::cli::{MountArgs, UmountArgs};
use crate::commands::{Context, outcomes};
use crate::container::{self, Engine};
use crate::error::{Error, Result};
use crate::store::containers::{self, Status};
use crate::store::{Action, Event};
use crate::sys::process;
use crate::ui::{Table, format, out};

/// Mounts containers and prints where; without any, lists those that are mounted.
pub(crate) fn mount(args: &MountArgs, context: &Context) -> Result<u8> {
    let MountArgs { all, format, latest, no_trunc, containers: names } = args;
    container::check_may_mount("mount")?;
    if names.is_empty() && !all && !latest {
        return list(format.is_some(), *no_trunc, context);
    }
    // A server may stay behind, and keeps nothing that the caller has open.
    process::close_from_except(3, &[])?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let selection = Selection { all: *all, latest: *latest, names, ..Selection::default() };
    each(context, &selection, |record, _| out::line(container::mount_container(&engine, record)?.display()))
}

fn list(as_json: bool, whole: bool, context: &Context) -> Result<u8> {
    let store = context.store()?;
    let mut found = Vec::new();
    for record in containers::list(store)? {
        // What is mounted elsewhere is not to be seen here.
        if let Ok(Some(path)) = container::where_mounted(store, &record) {
            found.push((record, path));
        }
    }
    if as_json {
        let values: Vec<_> = found
            .iter()
            .map(|(record, path)| json!({"id": record.id(), "Names": [record.config.name], "mountpoint": path}))
            .collect();
        return out::text(&format::json(&values.into())?).map(|()| 0);
    }
    let mut table = Table::new(None);
    for (record, path) in found {
        let id = if whole { record.id() } else { record.id().get(..12).unwrap_or_default() };
        table.push(vec![id.to_owned(), path.display().to_string()]);
    }
    out::text(&table.render()).map(|()| 0)
}

/// Takes the mounts of containers away and prints their ids.
pub(crate) fn umount(args: &UmountArgs, context: &Context) -> Result<u8> {
    let UmountArgs { all, force, latest, containers: names } = args;
    container::check_may_mount("umount")?;
    let store = context.store()?;
    let selection = Selection { latest: *latest, names, ..Selection::default() };
    let take = |record: &containers::Record| {
        let taken = container::unmount(store, record.id(), &record.config.name, *force)?;
        if taken {
            store.note(&Event::container(Action::Unmount, &record.config));
            out::line(record.id())?;
        }
        Ok(taken)
    };
    if *all {
        let check = Selection { all: true, latest: *latest, names, ..Selection::default() };
        super::select::check_alone(&check)?;
        return outcomes(containers::list(store)?.iter().map(|record| take(record).map(drop)));
    }
    each(context, &selection, |record, _| match record.state.status {
        // There is no mount of ours to take away.
        status if status.is_up() && status != Status::Restarting => Ok(()),
        _ if take(record)? => Ok(()),
        _ => Err(Error::new(format!("the container {} is not mounted", record.config.name)).into()),
    })
}
