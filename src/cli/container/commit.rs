//! `coracle commit`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Make an image of a container
///
/// Makes an image of what a container has written and of what it runs, and prints the image's ID. The layers below are
/// those of the container's image. A container that runs goes on meanwhile, unless --pause is given. Files of volumes and
/// other mounts are not part of the image.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle commit web web:patched
  coracle commit -a 'Ada <ada@example.com>' -m 'with curl' -c 'CMD [\"curl\"]' tools curl")]
pub(crate) struct CommitArgs {
    /// Say who made the image
    #[arg(long, short, value_name = "AUTHOR")]
    pub(crate) author: Option<String>,
    /// Apply an instruction to the image's configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …
    #[arg(long, short, value_name = "INSTRUCTION")]
    pub(crate) change: Vec<String>,
    /// Write the manifest in this format
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value = "oci")]
    pub(crate) format: ImageFormat,
    /// Write the image's ID to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) iidfile: Option<PathBuf>,
    /// Declare all mounts of the container as volumes of the image
    #[arg(long)]
    pub(crate) include_volumes: bool,
    /// Set the message of the image's history
    #[arg(long, short, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// Let the container stand still meanwhile
    #[arg(long, short, value_name = "BOOL", default_value_t = false, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) pause: bool,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Make an image of one layer with all files
    #[arg(long, short)]
    pub(crate) squash: bool,
    /// Name or ID of a container
    #[arg(value_name = "CONTAINER")]
    pub(crate) container: String,
    /// The name that the image gets
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// The format of an image's manifest.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ImageFormat {
    #[default]
    Oci,
    /// Docker's, schema 2.
    Docker,
}
