//! Verbs that act on volumes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::TableArgs;
use crate::cli::values::{self, Filter, Label};

/// The verbs of `volume`.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub(crate) enum VolumeCommand {
    /// Make a volume
    Create(VolumeCreateArgs),
    /// Say with the exit status whether a volume is there
    Exists(VolumeExistsArgs),
    /// Write what is in a volume to a tar archive
    Export(VolumeExportArgs),
    /// Add what is in a tar archive to a volume
    Import(VolumeImportArgs),
    /// Show everything about volumes
    Inspect(VolumeInspectArgs),
    /// List volumes
    #[command(visible_alias = "list")]
    Ls(VolumeLsArgs),
    /// Mount volumes and print where
    Mount(VolumeMountArgs),
    /// Remove the volumes that no container has
    Prune(VolumePruneArgs),
    /// Remove volumes
    #[command(visible_alias = "remove")]
    Rm(VolumeRmArgs),
    /// Take the mounts of volumes away
    #[command(visible_alias = "unmount")]
    Umount(VolumeUmountArgs),
}

/// Make a volume
///
/// Makes an empty volume and prints its name, which is made up when none is given.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume create data
  coracle volume create --label app=web -o type=tmpfs -o o=size=64m scratch
  coracle volume create -o type=none -o device=/srv/data -o o=bind data")]
pub(crate) struct VolumeCreateArgs {
    /// How the volume is kept; there is local
    #[arg(long, short, value_name = "DRIVER", default_value = "local")]
    pub(crate) driver: String,
    /// A volume that is there already is no error
    #[arg(long)]
    pub(crate) ignore: bool,
    /// Set a label
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) label: Vec<Label>,
    /// Mount something instead of a directory of the store: type, device and o, as mount(8) has them
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) opt: Vec<Label>,
    /// The name of the volume
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Say with the exit status whether a volume is there
///
/// The exit status is 0 when the volume is there, and 1 when it is not.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume exists data || coracle volume create data")]
pub(crate) struct VolumeExistsArgs {
    /// The name of a volume
    #[arg(value_name = "VOLUME")]
    pub(crate) name: String,
}

/// Write what is in a volume to a tar archive
///
/// The archive goes to standard output, or to a file.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume export data -o data.tar
  coracle volume export data | zstd > data.tar.zst")]
pub(crate) struct VolumeExportArgs {
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The name of a volume
    #[arg(value_name = "VOLUME")]
    pub(crate) name: String,
}

/// Add what is in a tar archive to a volume
///
/// Files that are there already are replaced, others stay. The archive may be compressed.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume import data data.tar
  zstdcat data.tar.zst | coracle volume import data -")]
pub(crate) struct VolumeImportArgs {
    /// The name of a volume
    #[arg(value_name = "VOLUME")]
    pub(crate) name: String,
    /// The archive; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) source: String,
}

/// Show everything about volumes
///
/// Prints a JSON array with an object for each volume, or what a template makes of each.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume inspect data
  coracle volume inspect --format '{{.Mountpoint}}' data")]
pub(crate) struct VolumeInspectArgs {
    /// Show all volumes
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Print with a Go template, or as json
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Names of volumes, or their beginnings
    #[arg(value_name = "VOLUME", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) names: Vec<String>,
}

/// List volumes
///
/// Lists the volumes of the local store by name.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume ls
  coracle volume ls -q --filter dangling=true
  coracle volume ls --format '{{.Name}} {{.Mountpoint}}'")]
pub(crate) struct VolumeLsArgs {
    /// Show only volumes that match: name, label, dangling, driver, opt, scope, since, until or anonymous
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// Print only names
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Mount volumes and print where
///
/// Works in `coracle unshare`, where the owners of files are those that containers see. What `volume create --opt` has asked
/// for is mounted first, and lasts until `volume umount` or the end of `unshare`.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle unshare sh -c 'ls -l $(coracle volume mount data)'")]
pub(crate) struct VolumeMountArgs {
    /// Names of volumes, or their beginnings
    #[arg(value_name = "VOLUME", required = true)]
    pub(crate) names: Vec<String>,
}

/// Take the mounts of volumes away
///
/// Prints the name of each volume. Nothing is to be taken away of one that is a directory of the store.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume umount data")]
pub(crate) struct VolumeUmountArgs {
    /// Names of volumes, or their beginnings
    #[arg(value_name = "VOLUME", required = true)]
    pub(crate) names: Vec<String>,
}

/// Remove the volumes that no container has
///
/// Asks first, and prints the name of each volume that it removes.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume prune
  coracle volume prune -f --filter label=app=web")]
pub(crate) struct VolumePruneArgs {
    /// Remove the volumes with names of their own too
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Show what would be removed, and remove nothing
    #[arg(long, conflicts_with = "force")]
    pub(crate) dry_run: bool,
    /// Remove only volumes that match, as for `volume ls`
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::filter::parse)]
    pub(crate) filter: Vec<Filter>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) force: bool,
}

/// Remove volumes
///
/// Removes volumes with all that is in them. One that a container has is only removed with --force.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle volume rm data
  coracle volume rm -f data
  coracle volume rm --all")]
pub(crate) struct VolumeRmArgs {
    /// Remove all volumes
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Remove the containers that have the volume first; a volume that is not there is no error
    #[arg(long, short)]
    pub(crate) force: bool,
    /// Seconds to wait before such a container is killed
    #[arg(long, short, value_name = "SECONDS", value_parser = values::duration::parse_patience)]
    pub(crate) time: Option<u32>,
    /// Names of volumes, or their beginnings
    #[arg(value_name = "VOLUME", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) names: Vec<String>,
}
