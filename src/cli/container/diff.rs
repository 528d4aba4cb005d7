//! `coracle diff`.

use clap::{Args, ValueEnum};

/// Show which files of a container or an image have changed
///
/// Compares a container with its image, an image with what is below its topmost layer, or either with the second argument.
/// A stands for what was added, C for what was changed, D for what was deleted.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle diff web
  coracle diff --format json web
  coracle diff web web:patched")]
pub(crate) struct DiffArgs {
    /// Print JSON
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Name or ID of what is to be shown
    #[arg(value_name = "NAME", required_unless_present = "latest", conflicts_with = "latest")]
    pub(crate) name: Option<String>,
    /// Name or ID of what it is compared with
    #[arg(value_name = "BASE")]
    pub(crate) base: Option<String>,
}

/// How differences are shown.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DiffFormat {
    Json,
}
