//! `coracle events`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// Show what happens to containers, images, volumes and secrets
///
/// Prints a line for everything that happens from now on, until it is interrupted. With --since or --until, what has happened
/// before is printed as well; with --stream=false, nothing else is.
///
/// Several filters with the same key select what matches any of them; different keys must all match.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle events
  coracle events --since 10m --stream=false
  coracle events --filter event=died --filter container=web --format '{{.Name}} {{.ContainerExitCode}}'
  coracle events --format json")]
pub(crate) struct EventsArgs {
    /// Show what matches: container, event, image, label, secret, type or volume
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print each event as JSON, or as a Go template says
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show whole IDs
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) no_trunc: bool,
    /// Show what has happened since a time, such as 10m or 2026-01-31T12:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Go on as things happen
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) stream: bool,
    /// Show what happens until a time; 10m means ten minutes from now
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
}
