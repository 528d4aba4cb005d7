//! `coracle mount` and `coracle umount`.

use clap::Args;

/// Mount the root file systems of containers and print where
///
/// Works in `coracle unshare`, whose mounts nobody else sees. Without a container it lists what is mounted there. A
/// container that is mounted cannot be started until `coracle umount`, or the end of the shell.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unshare sh -c 'ls $(coracle mount web)/etc'
  coracle unshare
  # coracle mount web
  # coracle umount web")]
pub(crate) struct MountArgs {
    /// Mount all containers
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Print the list as json
    #[arg(long, value_name = "FORMAT", value_parser = ["json"])]
    pub(crate) format: Option<String>,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Show IDs whole
    #[arg(long, visible_alias = "notruncate")]
    pub(crate) no_trunc: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER")]
    pub(crate) containers: Vec<String>,
}

/// Take the mounts of containers away
///
/// Prints the ID of each container. One that runs is passed over.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle umount web
  coracle umount --all")]
pub(crate) struct UmountArgs {
    /// All containers that are mounted
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Take the mount away even if files are in use, or if it is in another mount namespace
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present_any = ["all", "latest"])]
    pub(crate) containers: Vec<String>,
}
