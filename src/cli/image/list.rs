//! `coracle images`.

use clap::Args;

use crate::cli::values::{self, Filter};

/// List images
///
/// Lists the images of the local store, newest first. A repository, or repository:tag, shows only what matches it.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle images
  coracle images debian:12
  coracle images --format '{{.ID}} {{.Repository}}:{{.Tag}}'
  coracle images --filter dangling=true -q")]
pub(crate) struct ImagesArgs {
    /// Show also images without a name that others were made from
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Show digests
    #[arg(long)]
    pub(crate) digests: bool,
    /// Show only images that match: id, reference, label, label!, before,
    /// since, until, dangling, intermediate, containers, manifest, readonly or digest
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show all names that images had
    #[arg(long)]
    pub(crate) history: bool,
    /// Do not shorten IDs
    #[arg(long)]
    pub(crate) no_trunc: bool,
    /// Print no heading
    #[arg(long, alias = "no-heading", short = 'n')]
    pub(crate) noheading: bool,
    /// Print only IDs
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Sort by created, id, repository, size or tag
    #[arg(long, value_name = "FIELD", default_value = "created")]
    pub(crate) sort: String,
    /// A repository, a repository and a tag, or an ID
    #[arg(value_name = "IMAGE")]
    pub(crate) name: Option<String>,
}
