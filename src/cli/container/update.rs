//! `coracle update`.

use std::str::FromStr;

use clap::Args;

use super::{HealthArgs, LimitArgs};
use crate::cli::values::{self, EnvItem, Limit};
use crate::store::containers::RestartPolicy;

/// Change the settings of a container
///
/// What is changed holds at once, also for a container that runs; environment and limits of processes hold from its next
/// start on. Prints the container's ID.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle update --restart always web
  coracle update --memory 1g --cpus 2 web
  coracle update --env MODE=test --ulimit nofile=4096 web
  coracle update --health-cmd 'curl -fs localhost' --health-interval 10s web")]
pub(crate) struct UpdateArgs {
    /// Set a variable; without a value, take it from the host; KEY* takes all that begin so
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::env::parse)]
    pub(crate) env: Vec<EnvItem>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// When to start the container again: no, on-failure[:RETRIES], always or unless-stopped
    #[arg(long, value_name = "POLICY", value_parser = RestartPolicy::from_str)]
    pub(crate) restart: Option<RestartPolicy>,
    /// Set a resource limit: SOFT, or SOFT:HARD; or host for the host's
    #[arg(long, value_name = "NAME=LIMIT", value_parser = values::ulimit::parse)]
    pub(crate) ulimit: Vec<Limit>,
    /// Take a variable out of the environment
    #[arg(long, value_name = "NAME")]
    pub(crate) unsetenv: Vec<String>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) health: HealthArgs,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER", required_unless_present = "latest")]
    pub(crate) container: Option<String>,
}
