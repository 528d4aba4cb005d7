//! `coracle update`.

use super::request::limits;
use crate::cli::UpdateArgs;
use crate::commands::Context;
use crate::container::{self, Change, Engine};
use crate::error::Result;
use crate::ui::out;

/// Changes what a container is configured to be, and prints its id.
pub(crate) fn update(args: UpdateArgs, context: &Context) -> Result<u8> {
    let UpdateArgs { env, latest, restart, ulimit, unsetenv, limits, health, container } = args;
    let (ulimits, host_limits) = super::request::split_limits(ulimit);
    let change = Change {
        restart,
        limits: limits::limits(limits)?,
        health: super::request::wanted_health(health),
        env: super::request::environment(&[], env, &context.env)?,
        unset_env: unsetenv,
        ulimits,
        host_limits,
    };
    let record = super::select::one(context, container.as_deref(), latest)?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    container::update(&engine, &record, change)?;
    out::line(record.id()).map(|()| 0)
}
