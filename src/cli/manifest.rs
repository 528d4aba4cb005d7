//! `coracle manifest`: lists of images for several platforms.

use clap::{Args, Subcommand};

use super::{CompressionFormat, PushArgs, RegistryArgs, TransferArgs};

/// Verbs that act on manifest lists.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum ManifestCommand {
    /// Add images to a manifest list
    Add(ManifestAddArgs),
    /// Say more about an image of a manifest list
    Annotate(ManifestAnnotateArgs),
    /// Make a manifest list
    Create(ManifestCreateArgs),
    /// Check whether a manifest list is in the store
    Exists(ManifestExistsArgs),
    /// Show a manifest list
    Inspect(ManifestInspectArgs),
    /// Push a manifest list and its images to a registry
    Push(ManifestPushArgs),
    /// Take an image from a manifest list
    Remove(ManifestRemoveArgs),
    /// Remove manifest lists
    Rm(ManifestRmArgs),
}

/// Make a manifest list
///
/// Prints its ID. Images are looked for as `manifest add` does.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest create local/app
  coracle manifest create local/app local/app-amd64 local/app-arm64
  coracle manifest create --all local/debian docker://docker.io/library/debian:12")]
pub(crate) struct ManifestCreateArgs {
    #[command(flatten)]
    pub(crate) transfer: TransferArgs,
    /// Add all images of the lists among the images
    #[arg(long)]
    pub(crate) all: bool,
    /// A list of that name is no error, and goes on
    #[arg(long, short)]
    pub(crate) amend: bool,
    /// Annotate the list
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) annotation: Vec<String>,
    /// The list's name
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// Images to be added
    #[arg(value_name = "IMAGE")]
    pub(crate) images: Vec<String>,
}

/// What a list says of an image, in place of what the image says of itself.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct EntryArgs {
    /// Annotate the image
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) annotation: Vec<String>,
    /// Its processor architecture
    #[arg(long, value_name = "ARCH")]
    pub(crate) arch: Option<String>,
    /// Features of the processor that it needs
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    pub(crate) features: Vec<String>,
    /// Its operating system
    #[arg(long, value_name = "OS")]
    pub(crate) os: Option<String>,
    /// Features of the operating system that it needs
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    pub(crate) os_features: Vec<String>,
    /// The version of its operating system
    #[arg(long, value_name = "VERSION")]
    pub(crate) os_version: Option<String>,
    /// The variant of the architecture
    #[arg(long, value_name = "VARIANT")]
    pub(crate) variant: Option<String>,
}

/// Add images to a manifest list
///
/// Prints the ID of the list. An image that is not in the store, or begins with docker://, is looked for in its registry and stays
/// there: the list says where it is, and `manifest push` copies it from there. What oci:PATH[:NAME], oci-archive:PATH[:NAME],
/// docker-archive:PATH[:NAME] or dir:PATH have is loaded.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest add local/app local/app-arm64
  coracle manifest add --arch arm --variant v7 local/app local/app-arm
  coracle manifest add --all local/app docker://registry.example.org/team/app:1")]
pub(crate) struct ManifestAddArgs {
    #[command(flatten)]
    pub(crate) transfer: TransferArgs,
    /// Add all images of the lists among the images
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) entry: EntryArgs,
    /// Name or ID of a list
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// Images to be added
    #[arg(value_name = "IMAGE", required = true)]
    pub(crate) images: Vec<String>,
}

/// Say more about an image of a manifest list
///
/// Prints the ID of the list.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest annotate --variant v7 local/app local/app-arm
  coracle manifest annotate --index --annotation org.opencontainers.image.version=1 local/app")]
pub(crate) struct ManifestAnnotateArgs {
    /// Annotate the list itself
    #[arg(long)]
    pub(crate) index: bool,
    #[command(flatten)]
    pub(crate) entry: EntryArgs,
    /// Name or ID of a list
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// The image's digest, name or ID
    #[arg(value_name = "IMAGE", required_unless_present = "index", conflicts_with = "index")]
    pub(crate) image: Option<String>,
}

/// Check whether a manifest list is in the store
///
/// Exits with 0 if it is, with 1 if it is not.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest exists local/app")]
pub(crate) struct ManifestExistsArgs {
    /// Name or ID of a list
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
}

/// Show a manifest list
///
/// Prints it as JSON. A name that is no list here is looked for in its registry.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest inspect local/app
  coracle manifest inspect docker.io/library/debian:12")]
pub(crate) struct ManifestInspectArgs {
    /// The same as --tls-verify=false
    #[arg(long, hide = true, conflicts_with = "tls_verify")]
    pub(crate) insecure: bool,
    /// Accepted for compatibility: all is shown
    #[arg(long, short, hide = true)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) registry: RegistryArgs,
    /// Name or ID of a list
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
}

/// Push a manifest list and its images to a registry
///
/// All flags of push apply to each image of the store. Images that are at registries are copied from there as they are, or
/// mounted where it is the same one.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest push local/app registry.example.org/team/app:1
  coracle manifest push --rm local/app registry.example.org/team/app:1")]
pub(crate) struct ManifestPushArgs {
    /// Push the images too; false pushes the list alone, whose images must be there
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub(crate) all: bool,
    /// Push each image in this compression too, as further images of the list
    #[arg(long, value_name = "FORMAT", value_enum, value_delimiter = ',')]
    pub(crate) add_compression: Vec<CompressionFormat>,
    /// Remove the list when it was pushed
    #[arg(long, short = 'p', alias = "purge")]
    pub(crate) rm: bool,
    #[command(flatten)]
    pub(crate) push: PushArgs,
}

/// Take an image from a manifest list
///
/// Prints the ID of the list. The image itself stays.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest remove local/app sha256:0123…")]
pub(crate) struct ManifestRemoveArgs {
    /// Name or ID of a list
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// The image's digest, name or ID
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
}

/// Remove manifest lists
///
/// The images in them stay.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle manifest rm local/app")]
pub(crate) struct ManifestRmArgs {
    /// A list that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Names or IDs of lists
    #[arg(value_name = "LIST", required = true)]
    pub(crate) lists: Vec<String>,
}
