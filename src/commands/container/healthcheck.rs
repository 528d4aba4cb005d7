//! `coracle healthcheck run`.

use crate::cli::HealthcheckRunArgs;
use crate::commands::Context;
use crate::container;
use crate::error::Result;
use crate::store::containers::HealthStatus;
use crate::ui::out;

/// Checks a container's health; the exit code says how it is.
pub(crate) fn run(args: HealthcheckRunArgs, context: &Context) -> Result<u8> {
    let HealthcheckRunArgs { ignore_result, container: typed } = args;
    let record = container::find(context.store()?, &typed)?;
    let status = container::run_check(&record)?;
    if status == HealthStatus::Healthy {
        return Ok(0);
    }
    out::line(status.as_str())?;
    Ok(u8::from(!ignore_result))
}
