//! `coracle system check`.

use std::time::Duration;

use clap::Args;

use crate::cli::values;

/// Verify everything in the store
///
/// Every content is held to its digest, every layer to its tar stream, every image to its parts. With --repair, trees are
/// built anew from the layers' recipes, and what is lost is fetched from the registry that it came from.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle system check
  coracle system check --quick
  coracle system check --repair --force")]
pub(crate) struct CheckArgs {
    /// With --repair, remove images that cannot be mended, and the containers made from them
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Layers that no image has may be so old
    #[arg(long, short, value_name = "DURATION", default_value = "24h", value_parser = values::duration::parse)]
    pub(crate) max: Duration,
    /// Do not read contents
    #[arg(long, short)]
    pub(crate) quick: bool,
    /// Mend what is damaged
    #[arg(long, short)]
    pub(crate) repair: bool,
}
