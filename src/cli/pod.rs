//! Verbs about pods and networks. There are none yet, so that they are about nothing: what scripts call to clean up works.

use clap::{Args, Subcommand};

use super::UnsupportedArgs;
use crate::cli::values::{self, Filter};

/// The verbs of `pod`.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum PodCommand {
    /// Not supported: make a pod
    #[command(hide = true)]
    Create(UnsupportedArgs),
    /// Say with the exit status whether a pod is there
    #[command(after_help = "Examples:\n  coracle pod exists web")]
    Exists(ExistsNothingArgs),
    /// Remove all pods that do not run
    #[command(after_help = "Examples:\n  coracle pod prune --force")]
    Prune(PruneNothingArgs),
    /// List pods
    #[command(visible_aliases = ["ls", "list"])]
    #[command(after_help = "Examples:\n  coracle pod ps --quiet")]
    Ps(ListNothingArgs),
    /// Remove pods
    #[command(after_help = "Examples:\n  coracle pod rm --all --force")]
    Rm(RmNothingArgs),
    /// Stop pods
    #[command(after_help = "Examples:\n  coracle pod stop --all")]
    Stop(RmNothingArgs),
}

/// The verbs of `network`.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum NetworkCommand {
    /// Not supported: give a container another network
    #[command(hide = true)]
    Connect(UnsupportedArgs),
    /// Not supported: make a network
    #[command(hide = true)]
    Create(UnsupportedArgs),
    /// Not supported: take a network from a container
    #[command(hide = true)]
    Disconnect(UnsupportedArgs),
    /// Say with the exit status whether a network is there
    #[command(after_help = "Examples:\n  coracle network exists web")]
    Exists(ExistsNothingArgs),
    /// List networks
    #[command(visible_alias = "list")]
    #[command(after_help = "Examples:\n  coracle network ls --quiet")]
    Ls(ListNothingArgs),
    /// Remove all networks that no container uses
    #[command(after_help = "Examples:\n  coracle network prune --force")]
    Prune(PruneNothingArgs),
    /// Remove networks
    #[command(visible_alias = "remove")]
    #[command(after_help = "Examples:\n  coracle network rm --force --ignore web")]
    Rm(RmNothingArgs),
}

/// Say with the exit status whether it is there
///
/// The exit status is 0 when it is there, and 1 when it is not.
#[derive(Args, Debug, Clone)]
pub(crate) struct ExistsNothingArgs {
    /// Name or ID
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
}

/// Remove all that nobody uses
///
/// There are no such objects yet: nothing is removed.
#[derive(Args, Debug, Clone)]
pub(crate) struct PruneNothingArgs {
    /// Remove what matches
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
}

/// List what there is
///
/// There are no such objects yet: the list is empty.
#[derive(Args, Debug, Clone)]
pub(crate) struct ListNothingArgs {
    /// Show what matches
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print as json or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show whole IDs
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Leave the heading out
    #[arg(long, short)]
    pub(crate) noheading: bool,
    /// Show IDs only
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Remove or stop what is named
///
/// There are no such objects yet: whatever is named is not there.
#[derive(Args, Debug, Clone)]
pub(crate) struct RmNothingArgs {
    /// All of them
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Those that are in use as well
    #[arg(long, short)]
    pub(crate) force: bool,
    /// What is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Seconds to wait before containers are killed
    #[arg(long, short, value_name = "SECONDS")]
    pub(crate) time: Option<u32>,
    /// Names or IDs
    #[arg(value_name = "NAME", required_unless_present = "all")]
    pub(crate) names: Vec<String>,
}
