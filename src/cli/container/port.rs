//! `coracle port`.

use clap::Args;

/// Show the published ports of containers that run
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle port web
  coracle port web 80/tcp")]
pub(crate) struct PortArgs {
    /// Show the ports of all containers
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Name or ID of a container, and perhaps a port of it: PORT[/PROTOCOL]
    #[arg(value_name = "CONTAINER [PORT]", num_args = 0..=2, required_unless_present_any = ["all", "latest"])]
    pub(crate) container_and_port: Vec<String>,
}
