//! `coracle start`.

use clap::Args;

/// Start containers
///
/// Starts containers that have exited or never ran, and prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle start web
  coracle start -a -i shell")]
pub(crate) struct StartArgs {
    /// Attach to the container's output and exit with its status
    #[arg(long, short)]
    pub(crate) attach: bool,
    /// Attach standard input too
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required = true)]
    pub(crate) containers: Vec<String>,
}
