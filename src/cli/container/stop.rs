//! `coracle stop`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Filter};

/// Stop containers
///
/// Sends the container's stop signal, waits, then kills what is left. Prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle stop web
  coracle stop -t 2 web db
  coracle stop --all")]
pub(crate) struct StopArgs {
    /// Stop all containers that run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Stop containers that match, as in `coracle ps`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// A container that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Seconds to wait before the container is killed; the default is the container's own
    #[arg(long, short, visible_alias = "timeout", value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "filter", "latest"])]
    pub(crate) containers: Vec<String>,
}
