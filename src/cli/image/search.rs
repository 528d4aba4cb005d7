//! `coracle search`.

use clap::Args;

use super::RegistryArgs;
use crate::cli::values::{self, Filter};

/// Search registries for images
///
/// Looks for repositories whose names have TERM in them. A term that begins with a registry is looked for only there;
/// else every registry that registries.conf searches is asked.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle search nginx
  coracle search --filter is-official=true --limit 5 docker.io/nginx
  coracle search --list-tags quay.io/podman/stable")]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    pub(crate) registry: RegistryArgs,
    /// Show stars and marks too
    #[arg(long)]
    pub(crate) compatible: bool,
    /// Credentials for the registry
    #[arg(long, value_name = "USER[:PASS]")]
    pub(crate) creds: Option<String>,
    /// Show only images that match: is-official, is-automated or stars
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show so many results of each registry [default: 25]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// List the tags of the repository TERM
    #[arg(long)]
    pub(crate) list_tags: bool,
    /// Do not shorten descriptions
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// What to look for
    #[arg(value_name = "TERM")]
    pub(crate) term: String,
}
