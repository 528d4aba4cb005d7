//! Verbs that act on containers.

mod attach;
mod choice;
mod commit;
mod cp;
mod create;
mod diff;
mod exec;
mod exists;
mod export;
mod healthcheck;
mod init;
mod kill;
mod logs;
mod mount;
mod pause;
mod port;
mod preserve;
mod prune;
mod ps;
mod rename;
mod restart;
mod rm;
mod run;
mod start;
mod stats;
mod stop;
mod top;
mod unpause;
mod unsupported;
mod update;
mod wait;

pub(crate) use attach::AttachArgs;
pub(crate) use choice::ChoiceArgs;
pub(crate) use commit::{CommitArgs, ImageFormat};
pub(crate) use cp::CpArgs;
pub(crate) use create::CreateArgs;
pub(crate) use diff::DiffArgs;
pub(crate) use exec::ExecArgs;
pub(crate) use exists::ExistsArgs;
pub(crate) use export::ExportArgs;
pub(crate) use healthcheck::{HealthcheckCommand, HealthcheckRunArgs};
pub(crate) use init::InitArgs;
pub(crate) use kill::KillArgs;
pub(crate) use logs::{LogsArgs, Tail};
pub(crate) use mount::{MountArgs, UmountArgs};
pub(crate) use pause::PauseArgs;
pub(crate) use port::PortArgs;
use preserve::PreserveArgs;
pub(crate) use prune::PruneArgs;
pub(crate) use ps::PsArgs;
pub(crate) use rename::RenameArgs;
pub(crate) use restart::RestartArgs;
pub(crate) use rm::RmArgs;
pub(crate) use run::{
    AttachStream, CgroupArgs, CgroupsMode, FileArgs, HealthArgs, ImageVolume, LimitArgs, LogDriver, MemoryArgs,
    NamespaceArgs, NetworkArgs, ProcessArgs, ProcessorArgs, PullPolicy, ReachArgs, RightArgs, RunArgs, SdNotify,
    SecurityArgs, SharedArgs, Systemd,
};
pub(crate) use start::StartArgs;
pub(crate) use stats::StatsArgs;
pub(crate) use stop::StopArgs;
pub(crate) use top::TopArgs;
pub(crate) use unpause::UnpauseArgs;
pub(crate) use unsupported::UnsupportedArgs;
pub(crate) use update::UpdateArgs;
pub(crate) use wait::WaitArgs;

use clap::Subcommand;

use super::InspectArgs;

/// The second spelling of the verbs that act on containers.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum ContainerCommand {
    /// Attach to a container that runs
    Attach(AttachArgs),
    /// Not supported: save the processes of containers
    #[command(hide = true)]
    Checkpoint(UnsupportedArgs),
    /// Not supported: make a container like another one
    #[command(hide = true)]
    Clone(UnsupportedArgs),
    /// Make an image of a container
    Commit(CommitArgs),
    /// Copy files between a container and the host
    Cp(CpArgs),
    /// Make a container without starting it
    Create(CreateArgs),
    /// Show which files of containers have changed
    Diff(DiffArgs),
    /// Run a command in a container that runs
    Exec(ExecArgs),
    /// Write a container's root file system as an archive
    Export(ExportArgs),
    /// Say whether a container exists
    Exists(ExistsArgs),
    /// Make containers ready to start
    Init(InitArgs),
    /// Show everything about containers
    Inspect(InspectArgs),
    /// Send a signal to containers
    Kill(KillArgs),
    /// Show the output of containers
    Logs(LogsArgs),
    /// List containers
    #[command(visible_aliases = ["list", "ps"])]
    Ls(PsArgs),
    /// Mount the root file systems of containers
    Mount(MountArgs),
    /// Stop the processes of containers for a while
    Pause(PauseArgs),
    /// Show the published ports of containers that run
    Port(PortArgs),
    /// Remove all containers that do not run
    Prune(PruneArgs),
    /// Give a container another name
    Rename(RenameArgs),
    /// Stop containers and start them again
    Restart(RestartArgs),
    /// Not supported: let saved processes of containers go on
    #[command(hide = true)]
    Restore(UnsupportedArgs),
    /// Remove containers
    Rm(RmArgs),
    /// Run a command in a new container
    Run(RunArgs),
    /// Not supported: run a command that an image names
    #[command(hide = true)]
    Runlabel(UnsupportedArgs),
    /// Start containers
    Start(StartArgs),
    /// Show what containers use of the host
    Stats(StatsArgs),
    /// Stop containers
    Stop(StopArgs),
    /// Show the processes of a container
    Top(TopArgs),
    /// Take the mounts of containers away
    #[command(visible_alias = "unmount")]
    Umount(UmountArgs),
    /// Let the processes of paused containers go on
    Unpause(UnpauseArgs),
    /// Change the settings of a container
    Update(UpdateArgs),
    /// Wait for containers and print their exit codes
    Wait(WaitArgs),
}
