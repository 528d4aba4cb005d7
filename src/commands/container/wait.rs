//! `coracle wait`.

use std::str::FromStr;

use super::select::{Selection, typed};
use crate::cli::WaitArgs;
use crate::commands::{Context, outcomes};
use crate::container::{self, Condition};
use crate::error::Result;
use crate::store::{containers, exits};
use crate::ui::out;

/// Waits for containers, one after the other, and prints an exit code for each.
pub(crate) fn wait(args: WaitArgs, context: &Context) -> Result<u8> {
    let WaitArgs { cidfile, condition, ignore, interval, latest, containers } = args;
    let conditions = condition.iter().map(|text| Condition::from_str(text)).collect::<Result<Vec<_>>>()?;
    let store = context.store()?;
    let selection = Selection { latest, names: &containers, cidfiles: &cidfile, ignore, ..Selection::default() };
    let names = if latest { vec![container::latest(store)?.config.id] } else { typed(&selection)? };
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
