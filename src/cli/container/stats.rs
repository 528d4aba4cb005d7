//! `coracle stats`.

use clap::Args;

/// Show what containers use of the host
///
/// Shows the containers that run, again and again. This needs control groups of version 2.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle stats
  coracle stats --no-stream web db
  coracle stats --no-stream --format '{{.Name}}: {{.MemUsage}}'")]
pub(crate) struct StatsArgs {
    /// Show containers that do not run, too
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Print json, or each container with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Seconds between two looks
    #[arg(long, short, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) interval: u32,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Print below what was printed before, instead of clearing the screen
    #[arg(long)]
    pub(crate) no_reset: bool,
    /// Print once
    #[arg(long)]
    pub(crate) no_stream: bool,
    /// Print whole IDs
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", conflicts_with_all = ["all", "latest"])]
    pub(crate) containers: Vec<String>,
}
