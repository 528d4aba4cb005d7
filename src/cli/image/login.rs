//! `coracle login` and `coracle logout`.

use std::path::PathBuf;

use clap::Args;

use super::RegistryArgs;

/// Log in to a registry
///
/// Asks the registry whether user and password are right, and keeps them in the auth file or with a credential helper.
/// Without REGISTRY, the first one that registries.conf searches is meant.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle login quay.io
  coracle login -u me --password-stdin registry.example.com < password.txt
  coracle login --get-login docker.io")]
pub(crate) struct LoginArgs {
    #[command(flatten)]
    pub(crate) registry: RegistryArgs,
    /// Write to this file, in the format of docker's config.json
    #[arg(long, value_name = "FILE", conflicts_with = "authfile")]
    pub(crate) compat_auth_file: Option<PathBuf>,
    /// Print the user who is logged in
    #[arg(long)]
    pub(crate) get_login: bool,
    /// The password; other users of this machine may see it here
    #[arg(long, short, value_name = "PASSWORD")]
    pub(crate) password: Option<String>,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "password")]
    pub(crate) password_stdin: bool,
    /// Take the password from this secret, whose name is also the user's without --username
    #[arg(long, value_name = "SECRET", conflicts_with_all = ["password", "password_stdin"])]
    pub(crate) secret: Option<String>,
    /// The user
    #[arg(long, short, value_name = "USER")]
    pub(crate) username: Option<String>,
    /// Say which file was written
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// The registry, or a namespace in it
    #[arg(value_name = "REGISTRY")]
    pub(crate) name: Option<String>,
}

/// Log out of a registry
///
/// Forgets the user and the password for a registry. Without REGISTRY, the first one that registries.conf searches is
/// meant.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle logout quay.io
  coracle logout --all")]
pub(crate) struct LogoutArgs {
    /// Forget all registries
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Change this file
    #[arg(long, value_name = "FILE")]
    pub(crate) authfile: Option<PathBuf>,
    /// Change this file, which has the format of docker's config.json
    #[arg(long, value_name = "FILE", conflicts_with = "authfile")]
    pub(crate) compat_auth_file: Option<PathBuf>,
    /// The registry, or a namespace in it
    #[arg(value_name = "REGISTRY", conflicts_with = "all")]
    pub(crate) name: Option<String>,
}
