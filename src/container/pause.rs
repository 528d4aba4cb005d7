//! Letting a container's processes stand still: the freezer of its control group (cgroups(7), version 2).

use super::group;
use crate::error::{Error, Result};
use crate::store::containers::{Record, Status};

/// Pauses a container that runs; returns when all its processes stand still.
pub(crate) fn pause(record: &Record) -> Result<()> {
    let name = &record.config.name;
    match record.state.status {
        Status::Running => group::of(record, "pause")?.freeze(true),
        Status::Paused => Err(Error::new(format!("the container {name} is paused already")).into()),
        _ => Err(Error::new(format!("the container {name} is not running, so that it cannot be paused")).into()),
    }
}

/// Lets a paused container go on.
pub(crate) fn unpause(record: &Record) -> Result<()> {
    match record.state.status {
        Status::Paused => group::of(record, "unpause")?.freeze(false),
        _ => {
            let message = format!("the container {} is not paused, so that it cannot go on", record.config.name);
            Err(Error::new(message).into())
        }
    }
}
