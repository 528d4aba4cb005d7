//! `coracle pause`.

use clap::Args;

use super::ChoiceArgs;

/// Stop the processes of containers for a while
///
/// The processes stand still until `coracle unpause`. This needs a control group of the container's own (cgroup version 2).
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle pause web")]
pub(crate) struct PauseArgs {
    /// Pause all containers that run
    #[arg(long, short)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
}
