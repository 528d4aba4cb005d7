//! `coracle tag` and `coracle untag`.

use clap::Args;

/// Give an image more names
///
/// A name without a registry belongs to localhost. A name that another image has moves.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle tag debian:12 local/base
  coracle tag 0123456789ab registry.example.org/team/app:1 registry.example.org/team/app:latest")]
pub(crate) struct TagArgs {
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
    /// The new names
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,
}

/// Take names from an image
///
/// Without a name, all of them. The image stays, also when it has no name any more.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle untag local/base
  coracle untag 0123456789ab registry.example.org/team/app:1")]
pub(crate) struct UntagArgs {
    /// Name or ID of an image
    #[arg(value_name = "IMAGE")]
    pub(crate) image: String,
    /// The names that go
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}
