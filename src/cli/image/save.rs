//! `coracle save`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Save images in an archive or a directory
///
/// Several images may go into one archive. Layers that they share are in it once, and names are kept.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle save -o debian.tar debian:12
  coracle save debian:12 local/app | gzip > images.tar.gz
  coracle save --format oci-dir -o layout local/app")]
pub(crate) struct SaveArgs {
    /// Compress the layers of a docker-dir
    #[arg(long)]
    pub(crate) compress: bool,
    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "docker-archive")]
    pub(crate) format: SaveFormat,
    /// Save several images, which needs no saying
    #[arg(long, short)]
    pub(crate) multi_image_archive: bool,
    /// Write to this file or directory instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Leave the layers of OCI formats uncompressed
    #[arg(long)]
    pub(crate) uncompressed: bool,
    /// Names or IDs of images
    #[arg(value_name = "IMAGE", required = true)]
    pub(crate) images: Vec<String>,
}

/// The forms that images are saved in.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SaveFormat {
    DockerArchive,
    OciArchive,
    DockerDir,
    OciDir,
}
