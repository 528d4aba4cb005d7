//! `coracle system prune` and `coracle system reset`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// Remove what is not in use
///
/// Containers that do not run, images without a name that nothing was made from, and the steps that builds keep; with --all
/// all images that no container uses, and cache mounts of builds; with --volumes all volumes that no container has.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle system prune
  coracle system prune --all --volumes --force
  coracle system prune --filter until=24h")]
pub(crate) struct SystemPruneArgs {
    /// Remove all images that no container uses
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Remove only what matches: label=, label!= or until=
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Remove volumes too
    #[arg(long)]
    pub(crate) volumes: bool,
}

/// Remove everything that coracle has made
///
/// All containers, images, volumes and secrets of the user. Files of others in the same directories stay.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle system reset
  coracle --root /srv/coracle system reset --force")]
pub(crate) struct ResetArgs {
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
}
