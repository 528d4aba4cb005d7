//! The flags of `run` about files.

use clap::{Args, ValueEnum};

use crate::cli::values::{self, Device, Mount, SecretUse, VolumesFrom};

/// What the container finds mounted, and where.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Files")]
pub(crate) struct FileArgs {
    /// Give the container a device of the host, or a directory of them
    #[arg(long, value_name = "HOST[:CTR][:PERM]", value_parser = values::device::parse)]
    pub(crate) device: Vec<Device>,
    /// What to do with the volumes that the image declares (default: anonymous)
    #[arg(long, value_name = "WAY", value_enum)]
    pub(crate) image_volume: Option<ImageVolume>,
    /// Mount something: type=bind|volume|tmpfs|image|glob|devpts, source, destination and options
    #[arg(long, value_name = "KEY=VALUE,...", value_parser = values::mount::parse_mount)]
    pub(crate) mount: Vec<Mount>,
    /// Make the root file system read-only
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) read_only: Option<bool>,
    /// Keep /run, /tmp and /var/tmp writable when the root file system is read-only
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) read_only_tmpfs: bool,
    /// Give the container a secret: NAME, and type=mount|env, target, uid, gid, mode
    #[arg(long, value_name = "NAME[,OPT...]", value_parser = values::secret::parse)]
    pub(crate) secret: Vec<SecretUse>,
    /// Size of /dev/shm
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) shm_size: Option<u64>,
    /// Mount an in-memory file system
    #[arg(long, value_name = "DIR[:OPT]", value_parser = values::mount::parse_tmpfs)]
    pub(crate) tmpfs: Vec<Mount>,
    /// Mount a file or directory of the host, or a volume; a third part is for options, such as ro
    #[arg(long, short, value_name = "[SRC:]DEST", value_parser = values::mount::parse_volume)]
    pub(crate) volume: Vec<Mount>,
    /// Mount what another container has mounted
    #[arg(long, value_name = "CONTAINER[:OPT]", value_parser = values::mount::parse_volumes_from)]
    pub(crate) volumes_from: Vec<VolumesFrom>,
}

/// What becomes of the volumes that an image declares.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ImageVolume {
    /// An anonymous volume for each.
    #[default]
    #[value(alias = "bind")]
    Anonymous,
    /// An in-memory file system for each.
    Tmpfs,
    /// Nothing.
    Ignore,
}
