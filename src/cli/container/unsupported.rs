//! Verbs of Podman's that there are not.

use clap::Args;

/// Whatever is typed behind such a verb.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle commit web saved
  coracle run --name other saved")]
pub(crate) struct UnsupportedArgs {
    /// Flags and arguments, which mean nothing
    #[arg(value_name = "ARG", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) words: Vec<std::ffi::OsString>,
}
