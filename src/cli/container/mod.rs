//! Verbs that act on containers.

mod create;
mod exec;
mod logs;
mod ps;
mod rm;
mod run;
mod start;
mod stop;

pub(crate) use create::CreateArgs;
pub(crate) use exec::ExecArgs;
pub(crate) use logs::{LogsArgs, Tail};
pub(crate) use ps::PsArgs;
pub(crate) use rm::RmArgs;
pub(crate) use run::{FileArgs, LogDriver, NamespaceArgs, NetworkArgs, ProcessArgs, PullPolicy, RunArgs, SecurityArgs};
pub(crate) use start::StartArgs;
pub(crate) use stop::StopArgs;

use clap::Subcommand;

use super::InspectArgs;

/// The second spelling of the verbs that act on containers.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum ContainerCommand {
    /// Make a container without starting it
    Create(CreateArgs),
    /// Run a command in a container that runs
    Exec(ExecArgs),
    /// Show everything about containers
    Inspect(InspectArgs),
    /// Show the output of containers
    Logs(LogsArgs),
    /// List containers
    #[command(visible_aliases = ["list", "ps"])]
    Ls(PsArgs),
    /// Remove containers
    Rm(RmArgs),
    /// Run a command in a new container
    Run(RunArgs),
    /// Start containers
    Start(StartArgs),
    /// Stop containers
    Stop(StopArgs),
}
