//! `coracle container prune`.

use crate::cli::PruneArgs;
use crate::cli::values::Filter;
use crate::commands::{Context, outcomes};
use crate::container::{self, listing};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::containers::{self, Record};
use crate::ui::{ask, out};

/// Removes the containers that do not run and prints their ids.
pub(crate) fn prune(args: PruneArgs, context: &Context) -> Result<u8> {
    let PruneArgs { filter, force } = args;
    if let Some(other) = filter.iter().find(|filter| !["label", "label!", "until"].contains(&filter.key.as_str())) {
        let hint = "prune knows label, label! and until";
        return Err(Error::new(format!("{} is an invalid filter", other.key)).hint(hint).into());
    }
    let store = context.store()?;
    let filters = super::select::parse_filters(&filter, store)?;
    if !force && !ask::confirm("WARNING! This will remove all non running containers.\n")? {
        return Ok(0);
    }
    let records = stopped(store, &filters)?;
    outcomes(records.iter().map(|record| {
        // One that has been started meanwhile stays, and one that another requires.
        match container::remove(store, record, false, None) {
            Err(_) if !container::dependents(store, record)?.is_empty() => Ok(()),
            Err(_) if record.is_gone() || record.is_alive() => Ok(()),
            Err(error) => Err(error),
            Ok(()) => out::line(record.id()),
        }
    }))
}

fn stopped(store: &Store, filters: &[listing::Filter]) -> Result<Vec<Record>> {
    let mut records = containers::list(store)?;
    records.retain(|record| !record.state.status.is_up() && listing::matches(record, filters));
    // Nothing goes before what requires it.
    records.reverse();
    Ok(records)
}

/// Removes the containers that do not run and match; their ids. Each is shown to `before` first.
pub(crate) fn remove_stopped(
    store: &Store,
    filters: &[Filter],
    mut before: impl FnMut(&Record),
) -> Result<Vec<String>> {
    let mut removed = Vec::new();
    for record in stopped(store, &super::select::parse_filters(filters, store)?)? {
        before(&record);
        match container::remove(store, &record, false, None) {
            Err(_) if !container::dependents(store, &record)?.is_empty() => {}
            Err(_) if record.is_gone() || record.is_alive() => {}
            Err(error) => return Err(error),
            Ok(()) => removed.push(record.id().to_owned()),
        }
    }
    Ok(removed)
}
