//! Small verbs: `coracle image exists`, `coracle image tree`, `coracle image diff`.

use clap::Args;

/// Check whether an image is in the store
///
/// Exits with 0 if it is, with 1 if it is not.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image exists debian:12 || coracle pull debian:12")]
pub(crate) struct ImageExistsArgs {
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
}

/// Show the layers of an image as a tree
///
/// Shows which images have each layer as their topmost one.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image tree local/app
  coracle image tree --whatrequires debian:12")]
pub(crate) struct TreeArgs {
    /// Show the layers on top of this image, in all images that have them
    #[arg(long)]
    pub(crate) whatrequires: bool,
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
}

/// Show what the topmost layer of an image changes
///
/// Or what one image changes beside another. A is for added, C for changed, D for deleted.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image diff local/app
  coracle image diff --format json local/app debian:12")]
pub(crate) struct ImageDiffArgs {
    /// Print as json
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
    /// The image to compare with, instead of the same one without its topmost layer
    #[arg(value_name = "BASE")]
    pub(crate) base: Option<String>,
}
