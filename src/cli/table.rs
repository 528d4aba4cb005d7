//! How lists are shown.

use clap::Args;

/// What `secret ls` and `volume ls` say of it.
#[derive(Args, Debug, Clone)]
pub(crate) struct TableArgs {
    /// Print as json, as a table, or with a Go template
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Print no heading
    #[arg(long, alias = "no-heading", short = 'n')]
    pub(crate) noheading: bool,
}
