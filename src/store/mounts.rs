//! What is mounted for the user to look at: `mounts/<id>`, of a container or an image.
//!
//! The tree is at `root`, in the mount namespace of whoever asked for it and in no other. Its server holds a lock on `server`
//! for as long as it lives: the truth about "mounted". The directory is left by servers that were killed, and means
//! nothing then.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use super::Store;
use crate::error::{Context, Result};
use crate::sys::lock::{self, Sharing};

/// A place for the tree of one container or image.
#[derive(Debug, Clone)]
pub(crate) struct MountPoint {
    dir: PathBuf,
}

impl Store {
    fn mounts_dir(&self) -> PathBuf {
        self.path().join("mounts")
    }

    /// The place for the container or image with this full id.
    pub(crate) fn mount_point(&self, id: &str) -> MountPoint {
        MountPoint { dir: self.mounts_dir().join(id) }
    }

    /// All places that there are, in use or not.
    pub(crate) fn mount_points(&self) -> Vec<MountPoint> {
        let entries = fs::read_dir(self.mounts_dir()).into_iter().flatten().flatten();
        entries.filter_map(|entry| Some(self.mount_point(&entry.file_name().into_string().ok()?))).collect()
    }

    /// Whether somebody has the container or image with this id mounted.
    pub(crate) fn is_mounted(&self, id: &str) -> bool {
        self.mount_point(id).is_served()
    }
}

impl MountPoint {
    /// Where the tree is mounted.
    pub(crate) fn root(&self) -> PathBuf {
        self.dir.join("root")
    }

    /// Where the lower layer of an overlay may be attached. Nobody has made it.
    pub(crate) fn lower(&self) -> PathBuf {
        self.dir.join("lower")
    }

    fn server_path(&self) -> PathBuf {
        self.dir.join("server")
    }

    /// Whether a server lives, in whichever mount namespace its tree is.
    pub(crate) fn is_served(&self) -> bool {
        File::open(self.server_path()).is_ok_and(|file| lock::is_locked_by_other(file.as_fd()).unwrap_or(false))
    }

    /// The number of the server's process, as its own pid namespace has it; believed while it lives.
    pub(crate) fn server(&self) -> Option<i32> {
        fs::read_to_string(self.server_path()).ok()?.trim().parse().ok()
    }

    /// Makes the place and takes its lock; nothing when another has it. What comes back is the server's to hold, which
    /// writes its number into it.
    pub(crate) fn claim(&self) -> Result<Option<File>> {
        fs::create_dir_all(&self.dir).with_context(|| format!("cannot make {}", self.dir.display()))?;
        let path = self.server_path();
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.with_context(|| format!("cannot open {}", path.display()))?;
        if !lock::try_lock(file.as_fd(), Sharing::Exclusive)? {
            return Ok(None);
        }
        for dir in [self.root(), self.lower()] {
            remove_dir(&dir)?;
        }
        Ok(Some(file))
    }

    /// Takes the place away, as far as nothing is mounted there.
    pub(crate) fn remove(&self) {
        for dir in [self.root(), self.lower()] {
            if let Err(error) = remove_dir(&dir) {
                log::debug!("{error:#}");
                return;
            }
        }
        let _ = fs::remove_file(self.server_path());
        let _ = fs::remove_dir(&self.dir);
    }
}

fn remove_dir(dir: &Path) -> Result<()> {
    match fs::remove_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result.with_context(|| format!("cannot remove {}", dir.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_in_use_as_long_as_its_lock_is_held() {
        let dir = tempfile::tempdir_in("/var/tmp").unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let place = store.mount_point("abc");
        assert!(!place.is_served() && store.mount_points().is_empty());
        let held = place.claim().unwrap().unwrap();
        assert!(store.is_mounted("abc") && !store.is_mounted("abcd"));
        assert!(place.claim().unwrap().is_none());
        assert_eq!(store.mount_points().len(), 1);
        drop(held);
        assert!(!place.is_served());
        // What was left is taken over.
        fs::create_dir(place.root()).unwrap();
        assert!(place.claim().unwrap().is_some() && !place.root().exists());
        place.remove();
        assert!(store.mount_points().is_empty());
    }
}
