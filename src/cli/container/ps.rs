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
  coracle ps --format 'table {{.Names}}\\t{{.Status}}'
  coracle ps -a --size --sort size --filter ancestor=debian")]
pub(crate) struct PsArgs {
    /// Show all containers, not only those that run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Accepted for compatibility; there are no containers of other engines in the store
    #[arg(long, hide = true)]
    pub(crate) external: bool,
    /// Show only containers that match, such as name=web or status=exited
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show the N newest containers, whatever their state
    #[arg(long, short = 'n', value_name = "N", allow_negative_numbers = true, conflicts_with = "latest")]
    pub(crate) last: Option<i64>,
    /// Show the newest container, whatever its state
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Show the namespaces of the containers, by number
    #[arg(long, visible_alias = "ns", conflicts_with_all = ["quiet", "size"])]
    pub(crate) namespace: bool,
    /// Do not shorten IDs and commands
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Print no heading
    #[arg(long = "noheading", alias = "no-heading")]
    pub(crate) no_heading: bool,
    /// Show the pods of the containers
    #[arg(long, short)]
    pub(crate) pod: bool,
    /// Print only IDs
    #[arg(long, short, conflicts_with = "size")]
    pub(crate) quiet: bool,
    /// Show how much the containers take on disk
    #[arg(long, short)]
    pub(crate) size: bool,
    /// Sort by created, command, id, image, names, runningfor, size or status
    #[arg(long, value_name = "FIELD")]
    pub(crate) sort: Option<String>,
    /// Accepted for compatibility; what is shown is always the truth
    #[arg(long, hide = true)]
    pub(crate) sync: bool,
    /// Show the list again every so many seconds
    #[arg(long, short, value_name = "SECONDS", conflicts_with = "latest",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) watch: Option<u32>,
}
