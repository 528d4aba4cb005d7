//! How much a container takes on disk.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use rustix::pipe::{PipeFlags, pipe_with};

use crate::error::{Context, Result};
use crate::rootless::{self, Mode};
use crate::store::Store;
use crate::store::containers::{Base, Record};

/// Bytes of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// What it has written itself.
    pub(crate) written: u64,
    /// That, and its image or root directory.
    pub(crate) whole: u64,
}

/// How long adding up may take that is done in another process.
const LIMIT: Duration = Duration::from_secs(300);

/// The sizes of a container's writable layer and root file system. This process must have one thread.
pub(crate) fn size(store: &Store, record: &Record) -> Result<Size> {
    let written = measured(&record.upper(), tree)?;
    let below = match &record.config.base {
        Base::Image(image) => store.image(&image.id)?.map_or(0, |image| image.size),
        Base::Directory(directory) => measured(&directory.path, tree)?,
    };
    Ok(Size { written, whole: written.saturating_add(below) })
}

/// Bytes on the disk of a tree that containers have written, as du(1) counts them. This process must have one thread.
pub(crate) fn disk_usage(path: &Path) -> Result<u64> {
    measured(path, crate::store::disk_usage)
}

/// In a layer of overlayfs, directories belong to users of the container and may be closed to everyone else: only who is
/// root in the user's namespace sees them all.
fn measured(path: &Path, measure: fn(&Path) -> std::io::Result<u64>) -> Result<u64> {
    let context = || format!("cannot read {}", path.display());
    match measure(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {}
        result => return result.with_context(context),
    }
    let (maps, mode) = rootless::id_maps()?;
    if mode != Mode::Subordinate {
        return measure(path).with_context(context);
    }
    let (here, there) = pipe_with(PipeFlags::CLOEXEC)?;
    rootless::run_inside(&maps, &mode, LIMIT, || {
        let size = measure(path).with_context(context)?;
        Ok(fs::File::from(there.try_clone()?).write_all(&size.to_ne_bytes())?)
    })?;
    drop(there);
    let mut size = [0; 8];
    fs::File::from(here).read_exact(&mut size)?;
    Ok(u64::from_ne_bytes(size))
}

/// The bytes of all regular files below `path`; a file of several names counts once for each.
fn tree(path: &Path) -> std::io::Result<u64> {
    let mut total = 0_u64;
    let mut left = vec![path.to_owned()];
    while let Some(dir) = left.pop() {
        let entries = match fs::read_dir(&dir) {
            // The container removes as this goes on.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            match entry.metadata() {
                Ok(data) if data.is_dir() => left.push(entry.path()),
                Ok(data) if data.is_file() => total = total.saturating_add(data.size()),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_add_up() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/b"), [0; 1000]).unwrap();
        fs::write(dir.path().join("c"), [0; 10]).unwrap();
        std::os::unix::fs::symlink("nowhere", dir.path().join("d")).unwrap();
        assert_eq!(tree(dir.path()).unwrap(), 1010);
        assert_eq!(tree(&dir.path().join("missing")).unwrap(), 0);
    }
}
