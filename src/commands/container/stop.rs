//! `coracle stop`.

use std::time::Duration;

use super::select::{Selection, each};
use crate::cli::StopArgs;
use crate::commands::Context;
use crate::container;
use crate::error::Result;
use crate::ui::out;

/// Stops containers and echoes what was typed for each.
pub(crate) fn stop(args: StopArgs, context: &Context) -> Result<u8> {
    let StopArgs { all, choice, ignore, time } = args;
    let selection = Selection { ignore, ..Selection::of(all, &choice) };
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(context, &selection, |record, typed| {
        container::stop(context.store()?, record, timeout, &|line| out::warn(line))?;
        out::line(typed)
    })
}
