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
    let RmArgs { all, cidfile, depend, filter, force, ignore, latest, time, volumes, containers } = args;
    let selection = Selection {
        all,
        latest,
        filters: &filter,
        names: &containers,
        cidfiles: &cidfile,
        ignore: ignore || force,
        missing: Kind::NotFound,
        // Nothing goes before what requires it.
        newest_first: true,
    };
    let timeout = time.map(|seconds| Duration::from_secs(seconds.into()));
    each(context, &selection, |record, typed| {
        let store = context.store()?;
        let remove = if volumes { container::remove_with_volumes } else { container::remove };
        let others = if depend { container::dependents(store, record)? } else { Vec::new() };
        for other in others {
            remove(store, &other, force, timeout)?;
            out::line(other.id())?;
        }
        remove(store, record, force, timeout)?;
        out::line(typed)
    })
}
