//! `coracle help`.

use clap::Args;

/// Show help about a command
///
/// Prints what `coracle COMMAND --help` prints.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle help run
  coracle help image ls")]
pub(crate) struct HelpArgs {
    /// The command
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}
