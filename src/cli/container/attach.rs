//! `coracle attach`.

use clap::Args;

use crate::cli::values::{self, DetachKeys};

/// Attach to a container that runs
///
/// Connects the terminal, or standard input, output and errors, with those of a container. Several may be attached to one
/// container. The end of the input is the end of the container's; --no-stdin keeps it out. The exit status is the
/// container's.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle attach shell
  coracle attach --no-stdin web")]
pub(crate) struct AttachArgs {
    /// Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)
    #[arg(long, value_name = "KEYS", value_parser = values::detach::parse)]
    pub(crate) detach_keys: Option<DetachKeys>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Leave standard input alone
    #[arg(long)]
    pub(crate) no_stdin: bool,
    /// Pass signals on to the container
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) sig_proxy: bool,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER", required_unless_present = "latest")]
    pub(crate) container: Option<String>,
}
