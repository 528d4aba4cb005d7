//! Verbs that act on images.

mod import;
mod list;
mod load;
mod pull;
mod rmi;

pub(crate) use import::ImportArgs;
pub(crate) use list::ImagesArgs;
pub(crate) use load::LoadArgs;
pub(crate) use pull::PullArgs;
pub(crate) use rmi::RmiArgs;

use clap::Subcommand;

use super::InspectArgs;

/// The second spelling of the verbs that act on images.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum ImageCommand {
    /// Import a root file system from a tarball as an image
    Import(ImportArgs),
    /// Show everything about images
    Inspect(InspectArgs),
    /// Load images from an archive
    Load(LoadArgs),
    /// List images
    #[command(visible_alias = "list")]
    Ls(ImagesArgs),
    /// Pull images from a registry
    Pull(PullArgs),
    /// Remove images
    Rm(RmiArgs),
}
