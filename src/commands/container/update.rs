//! `coracle update`.

use super::request::limits;
use crate::cli::UpdateArgs;
use crate::commands::Context;
use crate::container::{self, Change, Engine};
use crate::error::Result;
use crate::ui::out;

/// Changes what a container is configured to be, and prints its id.
pub(crate) fn update(args: UpdateArgs, context: &Context) -> Result<u8> {
    let UpdateArgs { restart, limits, health, container: typed } = args;
    let limits = limits::limits(limits)?;
    let health = super::request::wanted_health(health);
    let record = container::find(context.store()?, &typed)?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    container::update(&engine, &record, Change { restart, limits, health })?;
    out::line(record.id()).map(|()| 0)
}
