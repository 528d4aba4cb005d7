//! Verbs about the engine itself, and those for all kinds of objects.

mod check;
mod complete;
mod completion;
mod df;
mod events;
mod help;
mod info;
mod inspect;
mod mirrors;
mod prune;
mod unshare;
mod version;

pub(crate) use check::CheckArgs;
pub(crate) use complete::CompleteArgs;
pub(crate) use completion::{CompletionArgs, Shell};
pub(crate) use df::DfArgs;
pub(crate) use events::EventsArgs;
pub(crate) use help::HelpArgs;
pub(crate) use info::InfoArgs;
pub(crate) use inspect::{InspectArgs, ObjectType};
pub(crate) use mirrors::MirrorsArgs;
pub(crate) use prune::{ResetArgs, SystemPruneArgs};
pub(crate) use unshare::UnshareArgs;
pub(crate) use version::VersionArgs;

use clap::Subcommand;

/// The second spelling of the verbs about the engine.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum SystemCommand {
    /// Verify everything in the store
    #[command(visible_alias = "fsck")]
    Check(CheckArgs),
    /// Show how much space everything takes
    Df(DfArgs),
    /// Show what happens to containers, images, volumes and secrets
    Events(EventsArgs),
    /// Take over the mirrors that docker uses
    ImportDockerMirrors(MirrorsArgs),
    /// Show what this engine and this host are like
    Info(InfoArgs),
    /// Remove what is not in use
    Prune(SystemPruneArgs),
    /// Remove everything that coracle has made
    Reset(ResetArgs),
}
