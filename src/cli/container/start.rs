//! `coracle start`.

use clap::Args;

use crate::cli::values::{self, DetachKeys, Filter};

/// Start containers
///
/// Starts containers that have exited or never ran, and prints what was typed for each. One that runs is left as it is,
/// or attached to with --attach.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle start web
  coracle start -a -i shell
  coracle start --all")]
pub(crate) struct StartArgs {
    /// Start all containers
    #[arg(long)]
    pub(crate) all: bool,
    /// Attach to the container's output and exit with its status
    #[arg(long, short)]
    pub(crate) attach: bool,
    /// Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)
    #[arg(long, value_name = "KEYS", value_parser = values::detach::parse)]
    pub(crate) detach_keys: Option<DetachKeys>,
    /// Start only containers that match, as in `coracle ps`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Attach standard input too
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Pass signals on to the container, when attached
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) sig_proxy: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "filter", "latest"])]
    pub(crate) containers: Vec<String>,
}
