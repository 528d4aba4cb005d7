//! `coracle version`.

use clap::Args;

/// Show the version
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle version
  coracle version --format '{{.Client.Version}}'")]
pub(crate) struct VersionArgs {
    /// Print as json or with a Go template
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
}
