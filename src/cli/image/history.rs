//! `coracle history`.

use clap::Args;

/// Show the steps that made an image
///
/// The newest step comes first. Where a step's result is an image of the store, its ID is shown.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle history debian:12
  coracle history --no-trunc --format '{{.CreatedBy}}' local/app
  coracle history --human=false --format json local/app")]
pub(crate) struct HistoryArgs {
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show ages and sizes for people; false shows dates and bytes
    #[arg(long, short = 'H', value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub(crate) human: bool,
    /// Do not shorten anything
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Print only IDs
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
}
