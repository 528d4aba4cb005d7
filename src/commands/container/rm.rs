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
    // There are no volumes yet that a container could leave behind.
    let RmArgs { all, cidfile, depend: _, filter, force, ignore, latest, time, volumes: _, containers } = args;
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
        container::remove(context.store()?, record, force, timeout)?;
        out::line(typed)
    })
}
