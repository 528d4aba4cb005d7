//! `coracle export`.

use std::path::PathBuf;

use clap::Args;

/// Write a container's root file system as an archive
///
/// Writes a tar archive of all files of the container, whether it runs or not, without those of its mounts.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle export -o web.tar web
  coracle export web | tar -t")]
pub(crate) struct ExportArgs {
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
}
