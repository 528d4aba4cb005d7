//! `coracle update`.

use super::request::limits;
use crate::cli::UpdateArgs;
use crate::commands::Context;
use crate::container::{self, Change, Engine};
use crate::error::Result;
use crate::ui::out;

/// Changes what a container is configured to be, and prints its id.
pub(crate) fn update(args: UpdateArgs, context: &Context) -> Result<u8> {
    let UpdateArgs { restart, limits, container: typed } = args;
    let limits = limits::limits(limits)?;
    let record = container::find(context.store()?, &typed)?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    container::update(&engine, &record, Change { restart, limits })?;
    out::line(record.id()).map(|()| 0)
}
