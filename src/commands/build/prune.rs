//! `coracle builder prune`.

use std::time::SystemTime;

use crate::cli::BuilderPruneArgs;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::ui::{ask, human, out};

/// Forgets steps that were built, and prints what that gives back.
pub(crate) fn prune(args: &BuilderPruneArgs, context: &Context) -> Result<u8> {
    let BuilderPruneArgs { all, filter, force, keep_storage } = args;
    let question = if *all { "all that builds keep, cache mounts included" } else { "what builds keep of their steps" };
    if !force && !ask::confirm(&format!("WARNING! This command removes {question}.\n"))? {
        return Ok(0);
    }
    let mut until = None;
    for filter in filter {
        match filter.key.as_str() {
            "until" => {
                let age = crate::cli::values::duration::parse(&filter.value).map_err(Error::new)?;
                until = SystemTime::now().checked_sub(age);
            }
            other => return Err(Error::new(format!("{other} is an invalid filter")).hint("there is until").into()),
        }
    }
    let store = context.store()?;
    let pruned = store.prune_steps(until, keep_storage.unwrap_or(0))?;
    if *all {
        store.prune_build_mounts()?;
    }
    out::line(format_args!("Total reclaimed space: {}", human::size(pruned)))?;
    Ok(0)
}
