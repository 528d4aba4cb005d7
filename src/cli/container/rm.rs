//! `coracle rm`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Filter};

/// Remove containers
///
/// Removes containers with their writable layers and logs. One that runs is only removed with --force.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle rm web
  coracle rm -f web db
  coracle rm --all")]
pub(crate) struct RmArgs {
    /// Remove all containers
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Remove the containers that require this one as well
    #[arg(long)]
    pub(crate) depend: bool,
    /// Remove containers that match, as in `coracle ps`
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Stop containers that run first; a container that is not there is no error
    #[arg(long, short)]
    pub(crate) force: bool,
    /// A container that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Seconds to wait before a container that runs is killed, with --force
    #[arg(long, short, value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    /// Remove the container's anonymous volumes as well
    #[arg(long, short)]
    pub(crate) volumes: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "filter", "latest"])]
    pub(crate) containers: Vec<String>,
}
