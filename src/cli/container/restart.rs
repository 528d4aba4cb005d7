//! `coracle restart`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Filter};

/// Stop containers and start them again
///
/// Those that do not run are started. Prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle restart web
  coracle restart --running -t 2")]
pub(crate) struct RestartArgs {
    /// Restart all containers, whether they run or not
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Restart containers that match, as in `coracle ps`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Restart all containers that run
    #[arg(long)]
    pub(crate) running: bool,
    /// Seconds to wait before the container is killed; the default is the container's own
    #[arg(long, short, visible_alias = "timeout", value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "filter", "latest", "running"])]
    pub(crate) containers: Vec<String>,
}
