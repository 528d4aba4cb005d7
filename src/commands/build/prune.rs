//! `coracle builder prune`.

use std::time::SystemTime;

use jiff::Timestamp;

use crate::cli::BuilderPruneArgs;
use crate::cli::values::Filter;
use crate::commands::Context;
use crate::container::disk_usage;
use crate::error::{Error, Result};
use crate::store::Pruning;
use crate::ui::{ask, human, out, time};

/// Forgets steps that were built, and prints what that gives back.
pub(crate) fn prune(args: &BuilderPruneArgs, context: &Context) -> Result<u8> {
    let BuilderPruneArgs { all, filter, force, keep_storage } = args;
    let question = if *all { "all that builds keep, cache mounts included" } else { "what builds keep of their steps" };
    if !force && !ask::confirm(&format!("WARNING! This command removes {question}.\n"))? {
        return Ok(0);
    }
    if let Some(other) = filter.iter().find(|filter| filter.key != "until") {
        return Err(Error::new(format!("{} is an invalid filter", other.key)).hint("there is until").into());
    }
    let pruning = Pruning { until: until(filter)?, keep: keep_storage.unwrap_or(0), mounts: *all };
    let pruned = context.store()?.prune_builds(&pruning, &disk_usage)?;
    out::line(format_args!("Total reclaimed space: {}", human::size(pruned)))?;
    Ok(0)
}

/// The time that the filter `until` gives by an age.
pub(crate) fn until(filters: &[Filter]) -> Result<Option<SystemTime>> {
    let Some(filter) = filters.iter().rev().find(|filter| filter.key == "until") else { return Ok(None) };
    let point = time::parse_point(&filter.value, Timestamp::now()).ok_or_else(|| {
        Error::new(format!("invalid time {:?}", filter.value))
            .hint("write a duration such as 24h, a date or a Unix time")
    })?;
    Ok(Some(point.into()))
}
