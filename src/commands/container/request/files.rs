//! What the container finds mounted.

use std::path::Path;

use crate::cli::values::{Mount, MountType, VolumesFrom};
use crate::cli::{FileArgs, ImageVolume};
use crate::container::{ImageVolumes, MountsOf, Request};
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: FileArgs, request: &mut Request) -> Result<()> {
    let FileArgs { image_volume, mount, read_only, read_only_tmpfs, shm_size, tmpfs, volume, volumes_from } = args;
    request.image_volumes = match image_volume {
        ImageVolume::Anonymous => ImageVolumes::Volume,
        ImageVolume::Tmpfs => ImageVolumes::Tmpfs,
        ImageVolume::Ignore => ImageVolumes::Ignore,
    };
    request.read_only = read_only;
    request.read_only_tmpfs = read_only_tmpfs;
    request.shm_size = shm_size;
    for mount in volume.into_iter().chain(mount).chain(tmpfs) {
        request.mounts.extend(mounts(mount)?);
    }
    request.volumes_from = volumes_from.into_iter().map(other).collect();
    Ok(())
}

fn other(VolumesFrom { container, options }: VolumesFrom) -> MountsOf {
    MountsOf { container, options }
}

/// One mount, or one for each file that a pattern matches.
fn mounts(mount: Mount) -> Result<Vec<record::Mount>> {
    let Mount { kind, source, destination, options } = mount;
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
    Ok(vec![record::Mount { kind, source, destination, options, anonymous: false }])
}

/// Podman fails on a source that is missing, Docker makes a directory that then belongs to the wrong user.
fn host_path(typed: &str) -> Result<String> {
    let path = std::path::absolute(typed).with_context(|| format!("cannot resolve {typed}"))?;
    if !path.exists() {
        return Err(Error::new(format!("the source of the volume does not exist on the host: {typed}"))
            .hint(format!("make it first (`mkdir -p {typed}`)"))
            .into());
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
