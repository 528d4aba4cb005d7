//! `coracle healthcheck`.

use clap::{Args, Subcommand};

/// The verbs of `coracle healthcheck`.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum HealthcheckCommand {
    /// Check the health of a container now
    Run(HealthcheckRunArgs),
}

/// Check the health of a container now
///
/// The exit status is 0 when the container is healthy, 1 when it is not, or not yet, and 125 when it has no health check or does
/// not run. The result counts as one of the checks that are made by themselves.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle healthcheck run web")]
pub(crate) struct HealthcheckRunArgs {
    /// Exit with 0 whatever the result is
    #[arg(long)]
    pub(crate) ignore_result: bool,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
}
