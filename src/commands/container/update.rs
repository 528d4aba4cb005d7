//! `coracle update`.

use crate::cli::UpdateArgs;
use crate::commands::Context;
use crate::container::{self, Change};
use crate::error::Result;
use crate::ui::out;

/// Changes what a container is configured to be, and prints its id.
pub(crate) fn update(args: UpdateArgs, context: &Context) -> Result<u8> {
    let UpdateArgs { restart, container: typed } = args;
    let record = container::find(context.store()?, &typed)?;
    container::update(&record, Change { restart })?;
    out::line(record.id()).map(|()| 0)
}
