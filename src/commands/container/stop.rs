//! `coracle stop`.

use std::time::Duration;

use super::select::{Selection, each};
use crate::cli::StopArgs;
use crate::commands::Context;
use crate::container;
use crate::error::{Kind, Result};
use crate::ui::out;

/// Stops containers and echoes what was typed for each.
pub(crate) fn stop(args: StopArgs, context: &Context) -> Result<u8> {
    let StopArgs { all, cidfile, ignore, time, containers } = args;
    let selection = Selection { all, names: &containers, cidfiles: &cidfile, ignore, missing: Kind::Engine };
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(context, &selection, |record, typed| {
        container::stop(context.store()?, record, timeout)?;
        out::line(typed)
    })
}
