//! `coracle rename`.

use clap::Args;

/// Give a container another name
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle rename web old-web")]
pub(crate) struct RenameArgs {
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
    /// The new name
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
}
