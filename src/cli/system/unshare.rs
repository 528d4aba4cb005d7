//! `coracle unshare`.

use clap::Args;

/// Run a command in the user namespace of your containers
///
/// The command is root there, and sees files with the owners that containers see: files of volumes can be read, written and
/// removed. It has a mount namespace of its own. Without a command, your shell runs. The exit status is the command's.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unshare ls -ln ~/.local/share/coracle/volumes/data/_data
  coracle unshare chown -R 999:999 ./data")]
pub(crate) struct UnshareArgs {
    /// The command and its arguments
    #[arg(value_name = "COMMAND", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) command: Vec<std::ffi::OsString>,
}
