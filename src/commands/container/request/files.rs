//! What the container finds mounted.

use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use crate::cli::values::{Device, Mount, MountType, SecretShown, SecretUse, VolumesFrom};
use crate::cli::{FileArgs, ImageVolume};
use crate::container::{ImageVolumes, MountsOf, Request};
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: FileArgs, request: &mut Request) -> Result<()> {
    let FileArgs {
        device,
        image_volume,
        mount,
        read_only,
        read_only_tmpfs,
        secret,
        shm_size,
        tmpfs,
        volume,
        volumes_from,
    } = args;
    request.image_volumes = match image_volume.unwrap_or_default() {
        ImageVolume::Anonymous => ImageVolumes::Volume,
        ImageVolume::Tmpfs => ImageVolumes::Tmpfs,
        ImageVolume::Ignore => ImageVolumes::Ignore,
    };
    for device in device {
        request.settings.devices.extend(devices(device)?);
    }
    request.secrets = secret.into_iter().map(secret_use).collect();
    request.read_only = read_only.unwrap_or(false);
    request.read_only_tmpfs = read_only_tmpfs;
    request.shm_size = shm_size;
    for mount in volume.into_iter().chain(mount).chain(tmpfs) {
        request.mounts.extend(mounts(mount)?);
    }
    request.volumes_from = volumes_from.into_iter().map(other).collect();
    Ok(())
}

/// The device that was named, or all that are in a directory.
fn devices(device: Device) -> Result<Vec<record::Device>> {
    let Device { host, container, permissions } = device;
    let kind = std::fs::metadata(&host).with_context(|| format!("there is no device {host} on the host"))?.file_type();
    if kind.is_char_device() || kind.is_block_device() {
        return Ok(vec![record::Device { host, container, permissions }]);
    }
    if !kind.is_dir() {
        return Err(Error::new(format!("{host} is not a device")).hint("use --volume for other files").into());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&host).with_context(|| format!("cannot read {host}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let below = |dir: &str| format!("{}/{name}", dir.trim_end_matches('/'));
        let below = Device { host: below(&host), container: below(&container), permissions: permissions.clone() };
        let kind = std::fs::metadata(&below.host).map(|data| data.file_type());
        if kind.is_ok_and(|kind| kind.is_char_device() || kind.is_block_device() || kind.is_dir()) {
            found.extend(devices(below)?);
        }
    }
    Ok(found)
}

fn secret_use(SecretUse { name, shown }: SecretUse) -> (String, record::ShownAs) {
    let shown = match shown {
        SecretShown::Mount { target, uid, gid, mode } => record::ShownAs::Mount { target, uid, gid, mode },
        SecretShown::Env { target } => record::ShownAs::Env { name: target },
    };
    (name, shown)
}

fn other(VolumesFrom { container, options }: VolumesFrom) -> MountsOf {
    MountsOf { container, options }
}

/// One mount, or one for each file that a pattern matches.
fn mounts(mount: Mount) -> Result<Vec<record::Mount>> {
    let Mount { kind, source, destination, options } = mount;
    if options.iter().any(|option| option == "idmap" || option.starts_with("idmap=")) {
        let message = format!("{destination}: an unprivileged user cannot map the ids of a mount");
        return Err(Error::new(message).hint("use the option U, or --userns keep-id").into());
    }
    let kind = match kind {
        MountType::Glob => return super::glob::mounts(&source, &destination, &options),
        MountType::Bind => record::MountKind::Bind,
        MountType::Volume => record::MountKind::Volume,
        MountType::Tmpfs => record::MountKind::Tmpfs,
        MountType::Ramfs => record::MountKind::Ramfs,
        MountType::Devpts => record::MountKind::Devpts,
        MountType::Image => record::MountKind::Image,
    };
    let source = if kind == record::MountKind::Bind { host_path(&source)? } else { source };
    let options = options.into_iter().map(absolute).collect::<Result<_>>()?;
    Ok(vec![record::Mount { kind, source, destination, options, anonymous: false, layers: Vec::new() }])
}

/// Podman fails on a source that is missing, Docker makes a directory that then belongs to the wrong user.
fn host_path(typed: &str) -> Result<String> {
    let path = std::path::absolute(typed).with_context(|| format!("cannot resolve {typed}"))?;
    if !path.exists() {
        // Podman's words.
        let message = format!("statfs {}: no such file or directory", path.display());
        let hint = format!("the source of a bind mount must be there: make it first (`mkdir -p {typed}`)");
        return Err(Error::new(message).hint(hint).into());
    }
    Ok(path.display().to_string())
}

/// The directories of an overlay are relative to this directory, and there.
fn absolute(option: String) -> Result<String> {
    match option.split_once('=') {
        Some((key @ ("upperdir" | "workdir"), path)) if Path::new(path).is_relative() => {
            Ok(format!("{key}={}", host_path(path)?))
        }
        Some((_, path)) if option.starts_with("upperdir=") || option.starts_with("workdir=") => {
            host_path(path).map(|_| option.clone())
        }
        _ => Ok(option),
    }
}
