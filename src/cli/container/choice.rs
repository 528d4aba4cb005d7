//! Which containers a verb is about.

use std::path::PathBuf;

use clap::Args;

use crate::cli::values::{self, Filter};

/// What `pause`, `unpause`, `stop` and `restart` say of it beside `--all`, which each of them explains.
#[derive(Args, Debug, Clone)]
pub(crate) struct ChoiceArgs {
    /// Read a container's ID from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Vec<PathBuf>,
    /// Choose containers that match, as in `coracle ps`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "cidfile", "filter", "latest"])]
    pub(crate) containers: Vec<String>,
}
