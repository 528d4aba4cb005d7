//! `coracle pause` and `coracle unpause`.

use super::select::{Selection, each};
use crate::cli::{PauseArgs, UnpauseArgs};
use crate::commands::Context;
use crate::container;
use crate::error::Result;
use crate::store::containers::Status;
use crate::store::{Action, Event};
use crate::ui::out;

/// Pauses containers and echoes what was typed for each.
pub(crate) fn pause(args: PauseArgs, context: &Context) -> Result<u8> {
    let PauseArgs { all, choice } = args;
    each(context, &Selection::of(all, &choice), |record, typed| {
        if all && record.state.status != Status::Running {
            return Ok(());
        }
        container::pause(record)?;
        context.store()?.note(&Event::container(Action::Pause, &record.config));
        out::line(typed)
    })
}

/// Lets paused containers go on and echoes what was typed for each.
pub(crate) fn unpause(args: UnpauseArgs, context: &Context) -> Result<u8> {
    let UnpauseArgs { all, choice } = args;
    each(context, &Selection::of(all, &choice), |record, typed| {
        if all && record.state.status != Status::Paused {
            return Ok(());
        }
        container::unpause(record)?;
        context.store()?.note(&Event::container(Action::Unpause, &record.config));
        out::line(typed)
    })
}
