//! The files of a volume as an archive. They belong to containers' users, so that this happens in the user's namespace.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};

use crate::archive::{self, Extraction, Owner, Packer};
use crate::error::{Context, Error, Result};
use crate::rootless;
use crate::store::volumes::Volume;

/// No transfer takes longer.
const LIMIT: Duration = Duration::from_secs(7 * 24 * 3600);

/// Writes what is in the volume to `out` as an archive.
pub(crate) fn export_volume(volume: &Volume, out: OwnedFd) -> Result<()> {
    inside(volume, |data| {
        let mut packer = Packer::new(BufWriter::new(File::from(out)), true);
        packer.add(data.as_fd(), c".", b"")?;
        packer.finish()
    })
}

/// Adds what is in an archive to the volume, which counts as used from then on.
pub(crate) fn import_volume(volume: &Volume, archive: OwnedFd) -> Result<()> {
    inside(volume, |data| {
        let (_, reader) = archive::decompress(BufReader::new(File::from(archive)))?;
        let how = Extraction { top: None, owner: Owner::Archive, overwrite: true };
        archive::extract(BufReader::new(reader), data.as_fd(), &how)
    })?;
    volume.mark_used()
}

fn inside(volume: &Volume, work: impl FnOnce(OwnedFd) -> Result<()>) -> Result<()> {
    if !volume.description.options.is_empty() {
        let message = format!("the files of volume {} are not in the store", volume.name());
        return Err(Error::new(message).hint("copy them in a container that has the volume").into());
    }
    let path = volume.data();
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let (maps, mode) = rootless::id_maps()?;
    rootless::run_inside(&maps, &mode, LIMIT, || {
        work(rustix::fs::open(&path, flags, Mode::empty()).with_context(|| format!("cannot open {}", path.display()))?)
    })
}
