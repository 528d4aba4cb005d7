//! `coracle unpause`.

use clap::Args;

use super::ChoiceArgs;

/// Let the processes of paused containers go on
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unpause web")]
pub(crate) struct UnpauseArgs {
    /// Unpause all containers that are paused
    #[arg(long, short)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
}
