//! `coracle ps`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// List containers
///
/// Lists the containers that run, or with --all every container.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle ps --all
  coracle ps -q --filter status=exited
  coracle ps --format 'table {{.Names}}\\t{{.Status}}'")]
pub(crate) struct PsArgs {
    /// Show all containers, not only those that run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Show only containers that match, such as name=web or status=exited
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show the N newest containers, whatever their state
    #[arg(long, short = 'n', value_name = "N", allow_negative_numbers = true)]
    pub(crate) last: Option<i64>,
    /// Show the newest container, whatever its state
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Do not shorten IDs and commands
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Print no heading
    #[arg(long = "noheading", alias = "no-heading")]
    pub(crate) no_heading: bool,
    /// Print only IDs
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Sort by created, command, id, image, names, runningfor or status
    #[arg(long, value_name = "FIELD", default_value = "created")]
    pub(crate) sort: String,
}
