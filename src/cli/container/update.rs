//! `coracle update`.

use std::str::FromStr;

use clap::Args;

use super::{HealthArgs, LimitArgs};
use crate::store::containers::RestartPolicy;

/// Change the settings of a container
///
/// What is changed holds at once, also for a container that runs. Prints the container's ID.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle update --restart always web
  coracle update --memory 1g --cpus 2 web
  coracle update --health-cmd 'curl -fs localhost' --health-interval 10s web")]
pub(crate) struct UpdateArgs {
    /// When to start the container again: no, on-failure[:RETRIES], always or unless-stopped
    #[arg(long, value_name = "POLICY", value_parser = RestartPolicy::from_str)]
    pub(crate) restart: Option<RestartPolicy>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) health: HealthArgs,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
}
