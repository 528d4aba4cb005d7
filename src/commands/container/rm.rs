//! `coracle rm`.

use std::time::Duration;

use super::select::{Selection, each};
use crate::cli::RmArgs;
use crate::commands::Context;
use crate::container;
use crate::error::{Kind, Result};
use crate::ui::out;

/// Removes containers and echoes what was typed for each.
pub(crate) fn rm(args: RmArgs, context: &Context) -> Result<u8> {
    let RmArgs { all, cidfile, depend: _, filter, force, ignore, latest, time, volumes, containers } = args;
    let selection = Selection {
        all,
        latest,
        filters: &filter,
        names: &containers,
        cidfiles: &cidfile,
        ignore: ignore || force,
        missing: Kind::NotFound,
    };
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(context, &selection, |record, typed| {
        let remove = if volumes { container::remove_with_volumes } else { container::remove };
        remove(context.store()?, record, force, timeout)?;
        out::line(typed)
    })
}
