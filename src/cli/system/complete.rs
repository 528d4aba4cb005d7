//! `coracle __complete`.

use clap::Args;

/// Say what may stand where a shell's cursor is
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle __complete -- rm we")]
pub(crate) struct CompleteArgs {
    /// The words behind the program's name, the last one as far as it is typed
    #[arg(value_name = "WORD", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) words: Vec<String>,
}
