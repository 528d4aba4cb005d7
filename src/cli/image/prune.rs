//! `coracle image prune`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// Remove images that nobody needs
///
/// Those without a name that no other image was made from, or with --all those that no container uses. Prints their IDs.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image prune
  coracle image prune --all --force --filter until=240h")]
pub(crate) struct ImagePruneArgs {
    /// Remove all images that no container uses
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Remove only images that match: label=, label!= or until=
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
}
