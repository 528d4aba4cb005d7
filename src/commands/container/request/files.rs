//! What the container finds mounted.

use std::collections::HashSet;

use crate::cli::FileArgs;
use crate::cli::values::{BindMount, Tmpfs};
use crate::container::Request;
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: FileArgs, request: &mut Request) -> Result<()> {
    let FileArgs { read_only, shm_size, tmpfs, volume } = args;
    request.read_only = read_only;
    request.shm_size = shm_size;
    request.mounts = volume.into_iter().map(bind).collect::<Result<_>>()?;
    request.mounts.extend(tmpfs.into_iter().map(tmpfs_mount));
    check_destinations(&request.mounts)
}

/// Podman fails on a source that is missing, Docker makes a directory that then belongs to the wrong user.
fn bind(mount: BindMount) -> Result<record::Mount> {
    let shown = mount.source.display().to_string();
    let source = std::path::absolute(&mount.source).with_context(|| format!("cannot resolve {shown}"))?;
    if !source.exists() {
        return Err(Error::new(format!("the source of the volume does not exist on the host: {shown}"))
            .hint(format!("make it first (`mkdir -p {shown}`)"))
            .into());
    }
    let mut options = vec![if mount.read_only { "ro" } else { "rw" }.to_owned()];
    options.push(if mount.recursive { "rbind" } else { "bind" }.to_owned());
    options.extend(mount.propagation);
    options.extend(mount.flags);
    Ok(record::Mount {
        kind: record::MountKind::Bind,
        source: source.display().to_string(),
        destination: mount.destination,
        options,
    })
}

fn tmpfs_mount(tmpfs: Tmpfs) -> record::Mount {
    let Tmpfs { destination, options } = tmpfs;
    record::Mount { kind: record::MountKind::Tmpfs, source: String::new(), destination, options }
}

fn check_destinations(mounts: &[record::Mount]) -> Result<()> {
    let mut seen = HashSet::new();
    match mounts.iter().find(|mount| !seen.insert(mount.destination.trim_end_matches('/'))) {
        Some(mount) => Err(Error::new(format!("{}: duplicate mount destination", mount.destination)).into()),
        None => Ok(()),
    }
}
