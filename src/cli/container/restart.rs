//! `coracle restart`.

use clap::Args;

use super::ChoiceArgs;
use crate::cli::values;

/// Stop containers and start them again
///
/// Those that do not run are started. Prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle restart web
  coracle restart --running -t 2")]
#[command(mut_arg("containers", |arg| arg.required_unless_present_any(["running"])))]
pub(crate) struct RestartArgs {
    /// Restart all containers, whether they run or not
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Restart all containers that run
    #[arg(long)]
    pub(crate) running: bool,
    /// Seconds to wait before the container is killed; the default is the container's own
    #[arg(long, short, visible_alias = "timeout", value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
}
