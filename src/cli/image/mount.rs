//! `coracle image mount` and `coracle image umount`.

use clap::Args;

/// Mount the files of images and print where
///
/// Works in `coracle unshare`, whose mounts nobody else sees; nothing in them can be changed. Without an image it lists
/// what is mounted there.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unshare sh -c 'ls $(coracle image mount debian:12)/etc'
  coracle image mount --format json")]
pub(crate) struct ImageMountArgs {
    /// Mount all images
    #[arg(long, short, conflicts_with = "images")]
    pub(crate) all: bool,
    /// Print a list as json
    #[arg(long, value_name = "FORMAT", value_parser = ["json"])]
    pub(crate) format: Option<String>,
    /// Names or IDs of images
    #[arg(value_name = "IMAGE")]
    pub(crate) images: Vec<String>,
}

/// Take the mounts of images away
///
/// Prints the ID of each image that was mounted.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image umount debian:12
  coracle image umount --all")]
pub(crate) struct ImageUmountArgs {
    /// All images that are mounted
    #[arg(long, short, conflicts_with = "images")]
    pub(crate) all: bool,
    /// Take the mount away even if files are in use, or if it is in another mount namespace
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Names or IDs of images
    #[arg(value_name = "IMAGE", required_unless_present = "all")]
    pub(crate) images: Vec<String>,
}
