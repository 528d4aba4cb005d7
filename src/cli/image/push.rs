//! `coracle push`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::TransferArgs;

/// Push an image to a registry
///
/// Sends an image to the place that DESTINATION names, or else to the one that its own name means. What the registry has
/// already is not sent again.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle push quay.io/me/app:1
  coracle push app docker://registry.example.com/team/app:1
  coracle push --compression-format zstd --digestfile digest.txt app quay.io/me/app")]
pub(crate) struct PushArgs {
    #[command(flatten)]
    pub(crate) transfer: TransferArgs,
    #[command(flatten)]
    pub(crate) compression: CompressionArgs,
    /// Write the digest of the manifest to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) digestfile: Option<PathBuf>,
    /// The manifest's format; without it, the image's own
    #[arg(long, short, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<ManifestFormat>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Send no signatures; the store keeps none, so that there never are any
    #[arg(long)]
    pub(crate) remove_signatures: bool,
    /// The image's name or ID
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
    /// Where to push it to
    #[arg(value_name = "DESTINATION")]
    pub(crate) destination: Option<String>,
}

/// How what is pushed is compressed.
#[derive(Args, Debug, Clone)]
pub(crate) struct CompressionArgs {
    /// Compress what is pushed like this
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) compression_format: Option<CompressionFormat>,
    /// Compress with this level
    #[arg(long, value_name = "LEVEL")]
    pub(crate) compression_level: Option<i32>,
    /// Push a layer even if the registry has it in another compression; the default with --compression-format
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) force_compression: Option<bool>,
}

/// How layers are compressed.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompressionFormat {
    Gzip,
    Zstd,
    /// zstd, with a table by which pulls fetch only the files that are missing
    #[value(name = "zstd:chunked")]
    Chunked,
}

/// The format of a manifest.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ManifestFormat {
    /// The OCI image specification
    Oci,
    /// Docker's schema 2
    #[value(alias = "docker")]
    V2s2,
}
