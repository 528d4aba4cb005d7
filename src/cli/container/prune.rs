//! `coracle prune`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// Remove all containers that do not run
///
/// Prints the IDs of those that were removed.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle container prune
  coracle container prune -f --filter until=24h")]
pub(crate) struct PruneArgs {
    /// Remove only containers that match: label=, label!= or until=
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
}
