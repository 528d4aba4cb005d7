//! `coracle wait`.

use std::str::FromStr;
use std::time::Duration;

use super::select::{Selection, typed};
use crate::cli::WaitArgs;
use crate::commands::{Context, outcomes};
use crate::container::{self, Condition};
use crate::error::{Kind, Result};
use crate::store::{containers, exits};
use crate::ui::out;

/// Waits for containers, one after the other, and prints an exit code for each.
pub(crate) fn wait(args: WaitArgs, context: &Context) -> Result<u8> {
    let WaitArgs { cidfile, condition, exit_first_match, ignore, interval, latest, containers } = args;
    let conditions = condition.iter().map(|text| Condition::from_str(text)).collect::<Result<Vec<_>>>()?;
    let store = context.store()?;
    let selection = Selection { latest, names: &containers, cidfiles: &cidfile, ignore, ..Selection::default() };
    let names = if latest { vec![container::latest(store)?.config.id] } else { typed(&selection)? };
    if exit_first_match {
        return first(&names, &conditions, ignore, interval, context);
    }
    outcomes(names.iter().map(|name| {
        let code = match containers::find(store, name)? {
            Some(record) => container::wait(store, &record, &conditions, interval)?,
            None => match exits::find(store, name) {
                Some(code) => code,
                None if ignore => -1,
                None => return Err(container::missing(name, selection.missing)),
            },
        };
        out::line(code)
    }))
}

/// Waits for whichever container is the first, and prints its exit code.
fn first(
    names: &[String],
    conditions: &[Condition],
    ignore: bool,
    interval: Duration,
    context: &Context,
) -> Result<u8> {
    let store = context.store()?;
    let mut records = Vec::new();
    for name in names {
        match (containers::find(store, name)?, exits::find(store, name)) {
            (Some(record), _) => records.push(record),
            (None, Some(code)) => return out::line(code).map(|()| 0),
            (None, None) if ignore => {}
            (None, None) => return Err(container::missing(name, Kind::Engine)),
        }
    }
    let code = if records.is_empty() { -1 } else { container::wait_first(store, &records, conditions, interval)? };
    out::line(code).map(|()| 0)
}
