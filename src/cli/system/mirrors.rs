//! `coracle system import-docker-mirrors`.

use std::path::PathBuf;

use clap::Args;

/// Take over the mirrors that docker uses
///
/// Reads registry-mirrors and insecure-registries from docker's daemon.json and writes them into the user's
/// registries.conf.d, where they are used from then on. Without FILE, the user's daemon.json or else the machine's is read.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle system import-docker-mirrors
  coracle system import-docker-mirrors ./daemon.json")]
pub(crate) struct MirrorsArgs {
    /// A daemon.json
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}
