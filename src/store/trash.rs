//! Removal: out of sight by one rename, then deleted at leisure. What is left over is swept by the next command that
//! changes the store.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::locks::Exclusive;
use super::{Store, files};
use crate::error::{Context, Result};
use crate::rootless::{self, Mode};

/// No deletion takes longer; if one does, the next sweep goes on with it.
const LIMIT: Duration = Duration::from_secs(600);

/// Something that is out of sight and takes up space. Whoever forgets it leaves it to the next sweep.
#[must_use = "what lies in the trash takes up space until it is deleted"]
#[derive(Debug)]
pub(crate) struct Trashed {
    path: PathBuf,
    /// Locked, so that nobody else takes it for abandoned. None where that cannot be: then others may delete it too.
    _lock: Option<File>,
}

impl Trashed {
    /// Gives the space back. It is no error when that fails half way: the next sweep goes on with it.
    pub(crate) fn delete(self) {
        if let Err(error) = delete(&self.path) {
            log::warn!("cannot delete {}: {error:#}", self.path.display());
        }
    }
}

impl Store {
    /// Takes a file or directory of the store out of sight at once and then deletes it. It is no error when deleting
    /// fails half way: the next sweep goes on with it.
    ///
    /// # Errors
    /// When it cannot be renamed; `NotFound` (as the cause) if someone else removed it first.
    pub(crate) fn discard(&self, path: &Path) -> Result<()> {
        self.trash(path).map(Trashed::delete)
    }

    /// The first half of [`Store::discard`], for those who have something more urgent to do before the second.
    pub(crate) fn trash(&self, path: &Path) -> Result<Trashed> {
        self.trash_locked(path, claim(path).unwrap_or_default())
    }

    /// The same for something that the caller has locked (flock(2)) already.
    pub(super) fn trash_locked(&self, path: &Path, lock: Option<File>) -> Result<Trashed> {
        Ok(Trashed { path: self.to_trash(path)?, _lock: lock })
    }

    /// Takes it out of sight; where it is now.
    pub(super) fn to_trash(&self, path: &Path) -> Result<PathBuf> {
        let trash = self.trash_dir().join(files::random_hex()?);
        fs::rename(path, &trash).with_context(|| format!("cannot remove {}", path.display()))?;
        Ok(trash)
    }

    /// What lies in the trash and nobody is deleting. To be asked under the exclusive lock, since a collector fills
    /// directories that are in the trash already.
    pub(super) fn abandoned(&self, _: &Exclusive) -> Result<Vec<Trashed>> {
        let dir = self.trash_dir();
        let entries = fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
        let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        Ok(paths.into_iter().filter_map(|path| Some(Trashed { _lock: claim(&path).ok()?, path })).collect())
    }
}

/// Someone alive is deleting it.
struct Claimed;

/// Locks a file or directory for as long as what is given back lives, where it can be opened and locked at all.
fn claim(path: &Path) -> Result<Option<File>, Claimed> {
    let Ok(file) = File::open(path) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Claimed),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Deletes a file or a tree: also directories whose own mode forbids it, and those that overlayfs made for users of a
/// container, whose ids only the user's namespace has power over.
pub(super) fn delete(path: &Path) -> Result<()> {
    let Err(error) = delete_own(path) else { return Ok(()) };
    if error.kind() == ErrorKind::PermissionDenied {
        let (maps, mode) = rootless::id_maps()?;
        if mode == Mode::Subordinate {
            return rootless::run_inside(&maps, &mode, LIMIT, || Ok(delete_own(path)?));
        }
    }
    Err(error.into())
}

fn delete_own(path: &Path) -> io::Result<()> {
    match remove(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            open_up(path)?;
            remove(path)
        }
        result => result,
    }
}

fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(data) if data.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    // Another process may delete the same thing.
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Gives the owner every right on the directories of a tree.
fn open_up(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            open_up(&entry.path())?;
        }
    }
    Ok(())
}
