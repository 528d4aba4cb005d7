//! `coracle pull`.

use std::str::FromStr;

use clap::Args;

use super::TransferArgs;
use crate::cli::PullPolicy;
use crate::name::Platform;

/// Pull images from a registry
///
/// Fetches images and prints their IDs. A name without a registry is looked for as registries.conf says, without that
/// file on docker.io.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle pull debian:12
  coracle pull --platform linux/arm64 docker.io/library/alpine
  coracle pull --tls-verify=false 127.0.0.1:5000/app")]
pub(crate) struct PullArgs {
    #[command(flatten)]
    pub(crate) transfer: TransferArgs,
    /// Pull all tags of the repository
    #[arg(long, short)]
    pub(crate) all_tags: bool,
    /// Use the image for this processor architecture
    #[arg(long, value_name = "ARCH", conflicts_with = "platform")]
    pub(crate) arch: Option<String>,
    /// Use the image for this operating system
    #[arg(long, value_name = "OS", conflicts_with = "platform")]
    pub(crate) os: Option<String>,
    /// Use the image for this platform, OS/ARCH[/VARIANT]
    #[arg(long, value_name = "OS/ARCH", value_parser = Platform::from_str)]
    pub(crate) platform: Option<Platform>,
    /// When to pull the image
    #[arg(long, value_name = "POLICY", value_enum, default_value = "always")]
    pub(crate) policy: PullPolicy,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Use the image for this variant of the architecture
    #[arg(long, value_name = "VARIANT", conflicts_with = "platform")]
    pub(crate) variant: Option<String>,
    /// Names of images, or oci:PATH[:NAME], oci-archive:…, docker-archive:… and dir:PATH
    #[arg(value_name = "IMAGE", required = true)]
    pub(crate) images: Vec<String>,
}
