//! Verbs that act on secrets.

use clap::{Args, Subcommand};

use crate::cli::TableArgs;
use crate::cli::values::{self, Filter, Label};

/// The verbs of `secret`.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum SecretCommand {
    /// Make a secret
    Create(SecretCreateArgs),
    /// Say with the exit status whether a secret is there
    Exists(SecretExistsArgs),
    /// Show everything about secrets
    Inspect(SecretInspectArgs),
    /// List secrets
    #[command(visible_alias = "list")]
    Ls(SecretLsArgs),
    /// Remove secrets
    #[command(visible_alias = "remove")]
    Rm(SecretRmArgs),
}

/// Make a secret
///
/// Makes a secret of a file, of standard input or of a variable, and prints its ID.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle secret create password ./password.txt
  pass show db | coracle secret create --replace db-password -
  coracle secret create --env token API_TOKEN")]
pub(crate) struct SecretCreateArgs {
    /// How the secret is kept; there is file
    #[arg(long, short, value_name = "DRIVER", default_value = "file")]
    pub(crate) driver: String,
    /// Take the value of the variable that has this name, not a file
    #[arg(long)]
    pub(crate) env: bool,
    /// A secret that is there already is no error
    #[arg(long, conflicts_with = "replace")]
    pub(crate) ignore: bool,
    /// Set a label
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) label: Vec<Label>,
    /// Replace a secret that has the same name
    #[arg(long)]
    pub(crate) replace: bool,
    /// The name of the secret
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The file that has it; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) source: String,
}

/// Say with the exit status whether a secret is there
///
/// The exit status is 0 when the secret is there, and 1 when it is not.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle secret exists password && echo yes")]
pub(crate) struct SecretExistsArgs {
    /// The name or ID of a secret
    #[arg(value_name = "SECRET")]
    pub(crate) name: String,
}

/// Show everything about secrets
///
/// Prints a JSON array with an object for each secret, or what a template makes of each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle secret inspect password
  coracle secret inspect --showsecret --format '{{.SecretData}}' password")]
pub(crate) struct SecretInspectArgs {
    /// Print with a Go template, or as json
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Show what is secret, too
    #[arg(long)]
    pub(crate) showsecret: bool,
    /// Names or IDs of secrets
    #[arg(value_name = "SECRET", required = true)]
    pub(crate) names: Vec<String>,
}

/// List secrets
///
/// Lists the secrets of the local store by name.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle secret ls
  coracle secret ls -q --filter name=pass")]
pub(crate) struct SecretLsArgs {
    /// Show only secrets that match: name or id
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// Print only IDs
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Remove secrets
///
/// Removes secrets and prints the ID of each. Containers that have them keep them.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle secret rm password
  coracle secret rm --all")]
pub(crate) struct SecretRmArgs {
    /// Remove all secrets
    #[arg(long, short)]
    pub(crate) all: bool,
    /// A secret that is not there is no error
    #[arg(long, short)]
    pub(crate) ignore: bool,
    /// Names or IDs of secrets
    #[arg(value_name = "SECRET", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) names: Vec<String>,
}
