//! `coracle restart`.

use std::time::Duration;

use super::select::{Selection, each};
use crate::cli::RestartArgs;
use crate::commands::Context;
use crate::container::{self, Engine};
use crate::error::Result;
use crate::ui::out;

/// Stops containers, starts them again, and echoes what was typed for each.
pub(crate) fn restart(args: RestartArgs, context: &Context) -> Result<u8> {
    let RestartArgs { all, choice, running, time } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let selection = Selection::of(all || running, &choice);
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(context, &selection, |record, typed| {
        if running && !record.state.status.is_up() {
            return Ok(());
        }
        container::restart(&engine, record, timeout)?;
        out::line(typed)
    })
}
