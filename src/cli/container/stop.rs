//! `coracle stop`.

use clap::Args;

use super::ChoiceArgs;
use crate::cli::values;

/// Stop containers
///
/// Sends the container's stop signal, waits, then kills what is left. Prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle stop web
  coracle stop -t 2 web db
  coracle stop --all")]
pub(crate) struct StopArgs {
    /// Stop all containers that run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// A container that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Seconds to wait before the container is killed; the default is the container's own
    #[arg(long, short, visible_alias = "timeout", value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
}
