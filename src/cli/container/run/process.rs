//! The flags of `run` about the command.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, EnvItem, Ulimit, User};

/// What the container's command is, and what it runs with.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Command")]
pub(crate) struct ProcessArgs {
    /// Run this instead of the image's entrypoint; a JSON array may give it arguments
    #[arg(long, value_name = "COMMAND")]
    pub(crate) entrypoint: Option<String>,
    /// Set a variable; without a value, take it from the host; KEY* takes all that begin so
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::env::parse)]
    pub(crate) env: Vec<EnvItem>,
    /// Read variables from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) env_file: Vec<PathBuf>,
    /// Set the container's host name
    #[arg(long, short = 'h', value_name = "NAME")]
    pub(crate) hostname: Option<String>,
    /// Set a resource limit: SOFT, or SOFT:HARD
    #[arg(long, value_name = "NAME=LIMIT", value_parser = values::ulimit::parse)]
    pub(crate) ulimit: Vec<Ulimit>,
    /// Run as this user of the image
    #[arg(long, short, value_name = "USER[:GROUP]", value_parser = values::user::parse)]
    pub(crate) user: Option<User>,
    /// Working directory of the command
    #[arg(long, short, value_name = "DIR")]
    pub(crate) workdir: Option<String>,
}
