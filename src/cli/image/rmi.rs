//! `coracle rmi`.

use clap::Args;

/// Remove images
///
/// Removes names from images, and an image when its last name is gone. An image that a container uses is kept, unless
/// --force removes the container too.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle rmi debian:12
  coracle rmi 0123456789ab
  coracle rmi --all")]
pub(crate) struct RmiArgs {
    /// Remove all images
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Remove containers that use the image, and all names of an image that is named by its ID
    #[arg(long, short)]
    pub(crate) force: bool,
    /// An image that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Keep parents without a name
    #[arg(long)]
    pub(crate) no_prune: bool,
    /// Names or IDs of images
    #[arg(value_name = "IMAGE", required_unless_present = "all")]
    pub(crate) images: Vec<String>,
}
