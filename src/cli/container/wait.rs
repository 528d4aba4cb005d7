//! `coracle wait`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::values;

/// Wait for containers and print their exit codes
///
/// Prints one line for each container: its exit code, also when it ended long ago, and -1 for another condition than its
/// end.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle wait web
  coracle wait --condition running web db")]
pub(crate) struct WaitArgs {
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// What to wait for: exited, stopped, running, created, initialized, paused, healthy, unhealthy and others
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub(crate) condition: Vec<String>,
    /// Wait for the first of the containers only, and print nothing of the others
    #[arg(long)]
    pub(crate) exit_first_match: bool,
    /// A container that is not there is no error, and its exit code is -1
    #[arg(long)]
    pub(crate) ignore: bool,
    /// Time between two looks at the state, in milliseconds or such as 2s
    #[arg(long, short, value_name = "TIME", default_value = "250ms", value_parser = values::duration::parse_interval)]
    pub(crate) interval: Duration,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["cidfile", "latest"])]
    pub(crate) containers: Vec<String>,
}
