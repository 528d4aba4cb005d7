//! `coracle inspect`.

use clap::{Args, ValueEnum};

/// Show everything about containers, images or volumes
///
/// Prints a JSON array, or with --format one line per object. A name may be that of a container, an image or a volume: they
/// are looked for in this order.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle inspect web
  coracle inspect --format '{{.State.Status}}' web
  coracle inspect --type image -f '{{json .Config}}' debian:12")]
pub(crate) struct InspectArgs {
    /// Print as json or with a Go template
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Use the container that was made last
    #[arg(long, short, conflicts_with = "names")]
    pub(crate) latest: bool,
    /// Add up what containers have written, and the sizes of their root file systems
    #[arg(long, short)]
    pub(crate) size: bool,
    /// What the names mean
    #[arg(long = "type", short = 't', value_name = "TYPE", value_enum, default_value = "all")]
    pub(crate) object_type: ObjectType,
    /// Names or IDs
    #[arg(value_name = "NAME", required_unless_present = "latest")]
    pub(crate) names: Vec<String>,
}

/// Kinds of objects that `inspect` knows.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ObjectType {
    #[default]
    All,
    Container,
    Image,
    Volume,
}
