//! `coracle exec`.

use std::path::PathBuf;

use clap::Args;

use super::PreserveArgs;
use crate::cli::values::{self, DetachKeys, EnvItem, User};

/// Run a command in a container that runs
///
/// Runs a command beside the others in a container, with the container's environment, user, directory, capabilities and
/// filters where no flag says otherwise. Flags stand before the container; whatever follows it belongs to the command.
///
/// The exit status is the command's: 126 means that it could not be executed, or that the container does not run, 127 that
/// it was not found, 128 and N that signal N killed it, and 125 that the engine itself failed.
#[derive(Args, Debug, Clone)]
#[command(
    override_usage = "coracle exec [OPTIONS] CONTAINER COMMAND [ARG]...",
    after_help = "\
Examples:
  coracle exec -it web sh
  coracle exec -u postgres -w /tmp db pg_dump -f dump.sql
  coracle exec -i web tar -x < files.tar"
)]
pub(crate) struct ExecArgs {
    /// Read the container's ID from a file
    #[arg(long, value_name = "FILE", conflicts_with = "latest")]
    pub(crate) cidfile: Option<PathBuf>,
    /// Run in the background and print the session's ID
    #[arg(long, short)]
    pub(crate) detach: bool,
    /// Keys that leave the command running in the background; nothing turns them off (default: ctrl-p,ctrl-q)
    #[arg(long, value_name = "KEYS", value_parser = values::detach::parse)]
    pub(crate) detach_keys: Option<DetachKeys>,
    /// Set a variable; without a value, take it from the host; KEY* takes all that begin so
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::env::parse)]
    pub(crate) env: Vec<EnvItem>,
    /// Read variables from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) env_file: Vec<PathBuf>,
    /// Keep standard input open
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Accepted for compatibility: what is kept of a command goes with it
    #[arg(long, hide = true)]
    pub(crate) no_session: bool,
    /// Give the command all capabilities that the user has
    #[arg(long)]
    pub(crate) privileged: bool,
    /// Give the command a terminal
    #[arg(long, short)]
    pub(crate) tty: bool,
    /// Run as this user of the container
    #[arg(long, short, value_name = "USER[:GROUP]", value_parser = values::user::parse)]
    pub(crate) user: Option<User>,
    /// Seconds to wait for the container to run
    #[arg(long, value_name = "SECONDS", default_value_t = 0, hide_default_value = true)]
    pub(crate) wait: u32,
    /// Working directory of the command
    #[arg(long, short, value_name = "DIR")]
    pub(crate) workdir: Option<String>,

    /// Name or ID of a container, followed by the command and its arguments
    #[arg(value_name = "CONTAINER", required = true, trailing_var_arg = true)]
    pub(crate) container_and_command: Vec<String>,

    #[command(flatten)]
    pub(crate) preserve: PreserveArgs,
}

impl ExecArgs {
    /// The container that was named, and the command. With --latest or --cidfile, everything is the command.
    pub(crate) fn split(&self) -> (Option<&str>, &[String]) {
        match self.container_and_command.split_first() {
            Some((container, command)) if !self.latest && self.cidfile.is_none() => (Some(container), command),
            _ => (None, &self.container_and_command),
        }
    }
}
