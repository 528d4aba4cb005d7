//! `coracle kill`.

use super::select::{Selection, each};
use crate::cli::KillArgs;
use crate::commands::Context;
use crate::container;
use crate::error::Result;
use crate::ui::out;

/// Sends a signal to containers and echoes what was typed for each.
pub(crate) fn kill(args: KillArgs, context: &Context) -> Result<u8> {
    let KillArgs { all, cidfile, latest, signal, containers } = args;
    let selection = Selection { all, latest, names: &containers, cidfiles: &cidfile, ..Selection::default() };
    each(context, &selection, |record, typed| {
        if all && !record.state.status.is_up() {
            return Ok(());
        }
        container::kill(context.store()?, record, signal.number())?;
        out::line(typed)
    })
}
