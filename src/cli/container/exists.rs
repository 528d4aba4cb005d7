//! `coracle exists`.

use clap::Args;

/// Say whether a container exists
///
/// Prints nothing. The exit status is 0 when it exists, 1 when it does not, and 125 when that cannot be told.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle container exists web && echo yes")]
pub(crate) struct ExistsArgs {
    /// Accepted for compatibility; there are no containers of other tools in the store
    #[arg(long, hide = true)]
    pub(crate) external: bool,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
}
