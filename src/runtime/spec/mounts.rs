//! Mounts and devices of the specification.

use std::fs::FileType;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use oci_spec::runtime::{LinuxDevice, LinuxDeviceType, Mount};

/// What every container has mounted, in the order of mounting. The sizes and modes are those that Docker uses.
pub(crate) fn default_mounts() -> Vec<Mount> {
    let table: [(&str, &str, &[&str]); 7] = [
        ("/proc", "proc", &["nosuid", "noexec", "nodev"]),
        ("/dev", "tmpfs", &["nosuid", "strictatime", "mode=755", "size=65536k"]),
        ("/sys", "sysfs", &["nosuid", "noexec", "nodev", "ro"]),
        ("/dev/pts", "devpts", &["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
        ("/dev/shm", "tmpfs", &["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]),
        ("/dev/mqueue", "mqueue", &["nosuid", "noexec", "nodev"]),
        ("/sys/fs/cgroup", "cgroup", &["nosuid", "noexec", "nodev", "relatime", "ro"]),
    ];
    table.iter().map(|(to, kind, options)| mount(kind, kind, to, options.iter().map(|o| (*o).to_owned()))).collect()
}

/// A mount of type `kind`.
pub(crate) fn mount(
    kind: &str,
    source: impl Into<PathBuf>,
    destination: impl Into<PathBuf>,
    options: impl IntoIterator<Item = String>,
) -> Mount {
    let mut mount = Mount::default();
    mount
        .set_typ(Some(kind.to_owned()))
        .set_source(Some(source.into()))
        .set_destination(destination.into())
        .set_options(Some(options.into_iter().collect()));
    mount
}

/// The file or directory `source` of the host at `destination`. `rbind` is implied; options are those of mount(8):
/// `ro`, `nosuid`, `rslave`, and so on.
pub(crate) fn bind(source: impl AsRef<Path>, destination: impl AsRef<Path>, options: &[&str]) -> Mount {
    let options = ["rbind"].iter().chain(options).map(|option| (*option).to_owned());
    mount("bind", source.as_ref(), destination.as_ref(), options)
}

/// An empty directory in memory. `size=`, `mode=` and the flags of mount(8) are options; `tmpcopyup` fills it with what
/// the image has there.
pub(crate) fn tmpfs(destination: impl AsRef<Path>, options: &[&str]) -> Mount {
    mount("tmpfs", "tmpfs", destination.as_ref(), options.iter().map(|option| (*option).to_owned()))
}

/// Whether the mount shows kernel state, which is read-only unless the container is privileged.
pub(super) fn is_kernel_tree(mount: &Mount) -> bool {
    matches!(mount.typ().as_deref(), Some("sysfs" | "cgroup" | "cgroup2"))
}

/// The device node `path` of the host for the container, at the same path; nothing when it is no device.
pub(crate) fn device(path: PathBuf, kind: FileType) -> Option<LinuxDevice> {
    let typ = match kind {
        kind if kind.is_char_device() => LinuxDeviceType::C,
        kind if kind.is_block_device() => LinuxDeviceType::B,
        _ => return None,
    };
    let number = std::fs::symlink_metadata(&path).ok()?.rdev();
    let mut device = LinuxDevice::default();
    device
        .set_typ(typ)
        .set_major(i64::from(rustix::fs::major(number)))
        .set_minor(i64::from(rustix::fs::minor(number)))
        .set_path(path);
    Some(device)
}
