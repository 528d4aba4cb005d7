//! `coracle load`.

use std::path::PathBuf;

use clap::Args;

/// Load images from an archive
///
/// Reads what `save` writes in any of its forms, here or by other tools: archives, compressed or not, from a file, a URL or
/// standard input, and directories.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle load -i image.tar
  coracle load -i layout/
  coracle load -i https://example.org/image.tar
  xzcat image.tar.xz | coracle load")]
pub(crate) struct LoadArgs {
    /// Read from this file, directory or URL instead of standard input
    #[arg(long, short, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
