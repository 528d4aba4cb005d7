//! The flags of `run` about files.

use clap::Args;

use crate::cli::values::{self, BindMount, Tmpfs};

/// What the container finds mounted, and where.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Files")]
pub(crate) struct FileArgs {
    /// Make the root file system read-only
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Size of /dev/shm
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) shm_size: Option<u64>,
    /// Mount an in-memory file system
    #[arg(long, value_name = "DIR[:OPT]", value_parser = values::mount::parse_tmpfs)]
    pub(crate) tmpfs: Vec<Tmpfs>,
    /// Mount a file or directory of the host; a third part is for options, such as ro
    #[arg(long, short, value_name = "SRC:DEST", value_parser = values::mount::parse_bind)]
    pub(crate) volume: Vec<BindMount>,
}
