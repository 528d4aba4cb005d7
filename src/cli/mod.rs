//! What can be typed: clap structs, one file per verb, and pure value parsers. No input or output happens here.
//!
//! Every `Subcommand` enum defers: clap then builds the flags of the one verb that was typed, and not of all.

mod complete;
mod container;
mod global;
mod help;
mod image;
mod manifest;
mod pod;
mod secret;
mod system;
mod table;
#[cfg(test)]
mod tests;
mod usage;
pub(crate) mod values;
mod volume;

pub(crate) use complete::{Completion, Names, Thing, complete};
pub(crate) use container::*;
pub(crate) use global::{Global, LogLevel};
pub(crate) use help::page as help_page;
pub(crate) use image::*;
pub(crate) use manifest::*;
pub(crate) use pod::*;
pub(crate) use secret::*;
pub(crate) use system::*;
pub(crate) use table::TableArgs;
pub(crate) use usage::{Outcome, parse};
pub(crate) use volume::*;

use clap::{Parser, Subcommand};

/// The whole command line.
#[derive(Parser, Debug)]
#[command(
    name = "coracle",
    bin_name = "coracle",
    about = help::ABOUT,
    disable_help_subcommand = true,
    disable_version_flag = true,
    args_override_self = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// Print the version
    #[arg(long, short = 'v')]
    pub(crate) version: bool,
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The verbs. Those of `image` and `container` are the same structs under a second spelling.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Attach to a container that runs
    Attach(AttachArgs),
    /// Build an image from a Dockerfile
    Build(Box<BuildArgs>),
    /// Build images, and manage what builds keep
    #[command(subcommand, visible_alias = "buildx")]
    Builder(BuilderCommand),
    /// Make an image of a container
    Commit(CommitArgs),
    /// Say what may stand where a shell's cursor is
    #[command(name = "__complete", hide = true)]
    Complete(CompleteArgs),
    /// Generate the completion script of a shell
    Completion(CompletionArgs),
    /// Manage containers
    #[command(subcommand)]
    Container(ContainerCommand),
    /// Copy files between a container and the host
    Cp(CpArgs),
    /// Make a container without starting it
    Create(CreateArgs),
    /// Show which files of a container or an image have changed
    Diff(DiffArgs),
    /// Show what happens to containers, images, volumes and secrets
    Events(EventsArgs),
    /// Run a command in a container that runs
    Exec(ExecArgs),
    /// Write a container's root file system as an archive
    Export(ExportArgs),
    /// Check the health of containers
    #[command(subcommand)]
    Healthcheck(HealthcheckCommand),
    /// Show help about a command
    Help(HelpArgs),
    /// Show the steps that made an image
    History(HistoryArgs),
    /// Manage images
    #[command(subcommand)]
    Image(ImageCommand),
    /// List images
    Images(ImagesArgs),
    /// Import a root file system from a tarball as an image
    Import(ImportArgs),
    /// Show what this engine and this host are like
    Info(InfoArgs),
    /// Make containers ready to start
    Init(InitArgs),
    /// Show everything about containers, images or volumes
    Inspect(InspectArgs),
    /// Send a signal to containers
    Kill(KillArgs),
    /// Load images from an archive
    Load(LoadArgs),
    /// Log in to a registry
    Login(LoginArgs),
    /// Log out of a registry
    Logout(LogoutArgs),
    /// Show the output of containers
    Logs(LogsArgs),
    /// Manage lists of images for several platforms
    #[command(subcommand)]
    Manifest(ManifestCommand),
    /// Mount the root file systems of containers
    Mount(MountArgs),
    /// Manage networks
    #[command(subcommand)]
    Network(NetworkCommand),
    /// Stop the processes of containers for a while
    Pause(PauseArgs),
    /// Manage pods
    #[command(subcommand)]
    Pod(PodCommand),
    /// Show the published ports of containers that run
    Port(PortArgs),
    /// List containers
    Ps(PsArgs),
    /// Pull images from a registry
    Pull(PullArgs),
    /// Push an image to a registry
    Push(PushArgs),
    /// Give a container another name
    Rename(RenameArgs),
    /// Stop containers and start them again
    Restart(RestartArgs),
    /// Remove containers
    Rm(RmArgs),
    /// Remove images
    Rmi(RmiArgs),
    /// Run a command in a new container
    Run(RunArgs),
    /// Save images in an archive or a directory
    Save(SaveArgs),
    /// Search registries for images
    Search(SearchArgs),
    /// Manage secrets
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Start containers
    Start(StartArgs),
    /// Show what containers use of the host
    Stats(StatsArgs),
    /// Stop containers
    Stop(StopArgs),
    /// Manage the engine
    #[command(subcommand)]
    System(SystemCommand),
    /// Give an image more names
    Tag(TagArgs),
    /// Show the processes of a container
    Top(TopArgs),
    /// Take the mounts of containers away
    #[command(visible_alias = "unmount")]
    Umount(UmountArgs),
    /// Let the processes of paused containers go on
    Unpause(UnpauseArgs),
    /// Change the settings of a container
    Update(UpdateArgs),
    /// Take names from an image
    Untag(UntagArgs),
    /// Run a command in the user namespace of your containers
    Unshare(UnshareArgs),
    /// Show the version
    Version(VersionArgs),
    /// Manage volumes
    #[command(subcommand)]
    Volume(VolumeCommand),
    /// Wait for containers and print their exit codes
    Wait(WaitArgs),
}
