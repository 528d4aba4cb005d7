//! `coracle import`.

use std::str::FromStr;

use clap::Args;

use crate::name::Platform;

/// Import a root file system from a tarball as an image
///
/// Makes an image of one layer out of a tar archive, compressed or not. A single dash reads standard input.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle import rootfs.tar local/rootfs
  coracle import -c 'CMD [\"/bin/sh\"]' -m 'from a tarball' rootfs.tar.gz local/rootfs:1
  tar -C rootfs -c . | coracle import - local/rootfs")]
pub(crate) struct ImportArgs {
    /// Apply an instruction to the image's configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …
    #[arg(long, short, value_name = "INSTRUCTION")]
    pub(crate) change: Vec<String>,
    /// Set the message of the image's history
    #[arg(long, short, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// Say that the image is for this platform
    #[arg(long, value_name = "OS/ARCH", value_parser = Platform::from_str)]
    pub(crate) platform: Option<Platform>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// The tarball: a file, a URL, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The name that the image gets
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}
