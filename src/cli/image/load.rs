//! `coracle load`.

use std::path::PathBuf;

use clap::Args;

/// Load images from an archive
///
/// Reads a docker-archive or an oci-archive, compressed or not, from a file or standard input.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle load -i image.tar
  xzcat image.tar.xz | coracle load")]
pub(crate) struct LoadArgs {
    /// Read from this file instead of standard input
    #[arg(long, short, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
