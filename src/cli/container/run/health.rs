//! The flags of `run` and `update` about health checks.

use std::str::FromStr;
use std::time::Duration;

use clap::Args;

use crate::cli::values;
use crate::store::containers::OnFailure;

/// How the container's health is looked after.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Health")]
pub(crate) struct HealthArgs {
    /// Check the container's health with this command of a shell, or with the words of a JSON array; none turns checks off
    #[arg(long, value_name = "COMMAND")]
    pub(crate) health_cmd: Option<String>,
    /// Time between checks; disable runs them by hand only [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse_or_disable)]
    pub(crate) health_interval: Option<Duration>,
    /// Keep a copy of the results in this directory; local and events_logger are the engine's own places
    #[arg(long, value_name = "DIR")]
    pub(crate) health_log_destination: Option<String>,
    /// How many results are kept, 0 for all [default: 5]
    #[arg(long, value_name = "COUNT")]
    pub(crate) health_max_log_count: Option<u32>,
    /// How many characters of each output are kept, 0 for all [default: 500]
    #[arg(long, value_name = "COUNT")]
    pub(crate) health_max_log_size: Option<u32>,
    /// What is done with an unhealthy container: none, kill, restart or stop
    #[arg(long, value_name = "ACTION", value_parser = OnFailure::from_str)]
    pub(crate) health_on_failure: Option<OnFailure>,
    /// Failures in a row that make the container unhealthy [default: 3]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) health_retries: Option<u32>,
    /// Time between checks during the start period, until the first that succeeds
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse)]
    pub(crate) health_start_interval: Option<Duration>,
    /// Time after the start in which failures do not count
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse)]
    pub(crate) health_start_period: Option<Duration>,
    /// Check with this command first; the check proper begins once it has succeeded
    #[arg(long, value_name = "COMMAND")]
    pub(crate) health_startup_cmd: Option<String>,
    /// Time between such checks [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse_or_disable)]
    pub(crate) health_startup_interval: Option<Duration>,
    /// Failures of it after which the container is restarted, 0 for never
    #[arg(long, value_name = "COUNT")]
    pub(crate) health_startup_retries: Option<u32>,
    /// Successes of it that the check proper waits for
    #[arg(long, value_name = "COUNT")]
    pub(crate) health_startup_success: Option<u32>,
    /// Time that it may take [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse_positive)]
    pub(crate) health_startup_timeout: Option<Duration>,
    /// Time that a check may take [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse_positive)]
    pub(crate) health_timeout: Option<Duration>,
    /// Have no health check, whatever the image says
    #[arg(long, conflicts_with = "health_cmd")]
    pub(crate) no_healthcheck: bool,
}
