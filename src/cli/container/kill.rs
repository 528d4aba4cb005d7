//! `coracle kill`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Signal};

/// Send a signal to containers
///
/// Sends a signal to the first process of containers that run, and prints what was typed for each. After SIGKILL it waits
/// until the container has ended.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle kill web
  coracle kill -s HUP web db")]
pub(crate) struct KillArgs {
    /// Signal all containers that run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// The signal, by name or number
    #[arg(long, short, value_name = "SIGNAL", default_value = "KILL", value_parser = values::signal::parse)]
    pub(crate) signal: Signal,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "latest"])]
    pub(crate) containers: Vec<String>,
}
