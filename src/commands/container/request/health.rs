//! Health checks.

use crate::cli::HealthArgs;
use crate::container::{WantedHealth, WantedStartup};

/// What the flags about health checks ask for.
pub(in crate::commands::container) fn wanted(args: HealthArgs) -> WantedHealth {
    let HealthArgs {
        health_cmd,
        health_interval,
        health_log_destination,
        health_max_log_count,
        health_max_log_size,
        health_on_failure,
        health_retries,
        health_start_interval,
        health_start_period,
        health_startup_cmd,
        health_startup_interval,
        health_startup_retries,
        health_startup_success,
        health_startup_timeout,
        health_timeout,
        no_healthcheck,
    } = args;
    WantedHealth {
        none: no_healthcheck,
        command: health_cmd,
        interval: health_interval,
        retries: health_retries,
        timeout: health_timeout,
        start_period: health_start_period,
        start_interval: health_start_interval,
        on_failure: health_on_failure,
        startup: WantedStartup {
            command: health_startup_cmd,
            interval: health_startup_interval,
            retries: health_startup_retries,
            successes: health_startup_success,
            timeout: health_startup_timeout,
        },
        log_destination: health_log_destination,
        max_log_count: health_max_log_count,
        max_log_size: health_max_log_size,
    }
}
