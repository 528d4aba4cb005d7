//! Verbs that act on images.

mod build;
mod history;
mod import;
mod list;
mod load;
mod login;
mod look;
mod mount;
mod prune;
mod pull;
mod push;
mod registry;
mod rmi;
mod save;
mod scp;
mod search;
mod tag;

pub(crate) use build::{
    BuildArgs, BuildCall, BuildCompatArgs, BuildFormat, BuildProgress, BuildResultArgs, BuildRunArgs, BuilderCommand,
    BuilderPruneArgs, Isolation,
};
pub(crate) use history::HistoryArgs;
pub(crate) use import::ImportArgs;
pub(crate) use list::ImagesArgs;
pub(crate) use load::LoadArgs;
pub(crate) use login::{LoginArgs, LogoutArgs};
pub(crate) use look::{ImageDiffArgs, ImageExistsArgs, TreeArgs};
pub(crate) use mount::{ImageMountArgs, ImageUmountArgs};
pub(crate) use prune::ImagePruneArgs;
pub(crate) use pull::PullArgs;
pub(crate) use push::{CompressionArgs, CompressionFormat, ManifestFormat, PushArgs};
pub(crate) use registry::{RegistryArgs, TransferArgs};
pub(crate) use rmi::RmiArgs;
pub(crate) use save::{SaveArgs, SaveFormat};
pub(crate) use scp::{ScpArgs, ScpFormat};
pub(crate) use search::SearchArgs;
pub(crate) use tag::{TagArgs, UntagArgs};

use clap::Subcommand;

use super::InspectArgs;

/// The second spelling of the verbs that act on images.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum ImageCommand {
    /// Build an image from a Dockerfile
    Build(Box<BuildArgs>),
    /// Show what the topmost layer of an image changes
    Diff(ImageDiffArgs),
    /// Check whether an image is in the store
    Exists(ImageExistsArgs),
    /// Show the steps that made an image
    History(HistoryArgs),
    /// Import a root file system from a tarball as an image
    Import(ImportArgs),
    /// Show everything about images
    Inspect(InspectArgs),
    /// Load images from an archive
    Load(LoadArgs),
    /// List images
    #[command(visible_alias = "list")]
    Ls(ImagesArgs),
    /// Mount the files of images
    Mount(ImageMountArgs),
    /// Remove images that nobody needs
    Prune(ImagePruneArgs),
    /// Pull images from a registry
    Pull(PullArgs),
    /// Push an image to a registry
    Push(PushArgs),
    /// Remove images
    Rm(RmiArgs),
    /// Save images in an archive or a directory
    Save(SaveArgs),
    /// Copy an image to another user or another host
    Scp(ScpArgs),
    /// Search registries for images
    Search(SearchArgs),
    /// Give an image more names
    Tag(TagArgs),
    /// Show the layers of an image as a tree
    Tree(TreeArgs),
    /// Take the mounts of images away
    #[command(visible_alias = "unmount")]
    Umount(ImageUmountArgs),
    /// Take names from an image
    Untag(UntagArgs),
}
