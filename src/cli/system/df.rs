//! `coracle system df`.

use clap::Args;

/// Show how much space everything takes
///
/// Counts what the disk really holds: a content that several images have counts once. Reclaimable is what removing all
/// that is not in use would give back.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle system df
  coracle system df -v
  coracle system df --format '{{.Type}} {{.RawSize}}'")]
pub(crate) struct DfArgs {
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT", conflicts_with = "verbose")]
    pub(crate) format: Option<String>,
    /// Show each image, container and volume
    #[arg(long, short)]
    pub(crate) verbose: bool,
}
