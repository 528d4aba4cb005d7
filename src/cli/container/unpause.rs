//! `coracle unpause`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Filter};

/// Let the processes of paused containers go on
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unpause web")]
pub(crate) struct UnpauseArgs {
    /// Unpause all containers that are paused
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Unpause containers that match, as in `coracle ps`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "filter", "latest"])]
    pub(crate) containers: Vec<String>,
}
