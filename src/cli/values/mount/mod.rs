//! What `-v`, `--mount`, `--tmpfs` and `--volumes-from` say, as one kind of plain data.

mod long;
mod short;
mod words;

pub(crate) use long::parse as parse_mount;
pub(crate) use short::{parse_tmpfs, parse_volume, parse_volumes_from};
pub(crate) use words::is_tmpfs_option;

/// What is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MountType {
    /// A file or directory of the host.
    Bind,
    /// All files of the host that match a pattern.
    Glob,
    /// A volume; an anonymous one when the source is empty.
    Volume,
    Tmpfs,
    Ramfs,
    Devpts,
    /// The files of an image.
    Image,
}

/// One mount, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mount {
    pub(crate) kind: MountType,
    /// Path, pattern, name of a volume or image; empty where there is none. Relative paths begin with a dot.
    pub(crate) source: String,
    /// In the container; absolute.
    pub(crate) destination: String,
    /// mount(8)'s words and Podman's own: `ro`, `rbind`, `U`, `O`, `upperdir=…`, `idmap`, `subpath=…`, `nocopy`, `size=…`.
    pub(crate) options: Vec<String>,
}

/// The volumes of another container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VolumesFrom {
    pub(crate) container: String,
    /// `ro`, `rw`, `z`.
    pub(crate) options: Vec<String>,
}

fn check_destination(destination: &str) -> Result<String, String> {
    if !destination.starts_with('/') {
        return Err(format!("destination {destination:?} in the container must be an absolute path"));
    }
    if destination.split('/').all(|part| part.is_empty() || part == ".") {
        return Err("destination in the container cannot be /".to_owned());
    }
    if destination.split('/').any(|part| part == "..") {
        return Err(format!("destination {destination:?} in the container must not contain .."));
    }
    Ok(destination.to_owned())
}
