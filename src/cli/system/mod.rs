//! Verbs about the engine itself, and those for all kinds of objects.

mod completion;
mod help;
mod info;
mod inspect;
mod version;

pub(crate) use completion::{CompletionArgs, Shell};
pub(crate) use help::HelpArgs;
pub(crate) use info::InfoArgs;
pub(crate) use inspect::{InspectArgs, ObjectType};
pub(crate) use version::VersionArgs;

use clap::Subcommand;

/// The second spelling of the verbs about the engine.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum SystemCommand {
    /// Show what this engine and this host are like
    Info(InfoArgs),
}
