//! `coracle init`.

use clap::Args;

/// Make containers ready to start
///
/// Sets up everything that a container needs, its network and its mounts among it, and leaves its command waiting for
/// `coracle start`. Prints what was typed for each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle init web")]
pub(crate) struct InitArgs {
    /// Initialize all containers that do not run
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "latest"])]
    pub(crate) containers: Vec<String>,
}
