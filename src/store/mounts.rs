//! What is mounted for the user to look at: `mounts/<id>`, of a container or an image.
//!
//! The tree is at `root`, in the mount namespace of whoever asked for it and in no other. Its server holds a lock on `server`
//! for as long as it lives: the truth about "mounted". The directory is left by servers that were killed, and means
//! nothing then.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use super::{Store, files};
use crate::error::{Context, Result};
use crate::name::Digest;
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

    /// As [`MountPoint::claim`], of the place for an image. From then on the image cannot be removed.
    ///
    /// # Errors
    /// `NotFound` when the image has been removed.
    pub(crate) fn claim_for_image(&self, id: &Digest) -> Result<Option<File>> {
        // What removes images looks under this lock whether they are mounted.
        let _lock = self.lock_images()?;
        self.require_image(id)?;
        self.mount_point(&id.hex()).claim()
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
        let path = self.server_path();
        let file = loop {
            let made = fs::create_dir_all(&self.dir);
            let file = match (File::options().read(true).write(true).create(true).truncate(false).open(&path), made) {
                // Another takes the place away at this moment.
                (Err(error), Ok(())) if error.kind() == ErrorKind::NotFound => continue,
                (Err(open), Err(made))
                    if (open.kind(), made.kind()) == (ErrorKind::NotFound, ErrorKind::AlreadyExists) =>
                {
                    continue;
                }
                (Err(_), Err(error)) => {
                    return Err(error).with_context(|| format!("cannot make {}", self.dir.display()));
                }
                (file, _) => file.with_context(|| format!("cannot open {}", path.display()))?,
            };
            if !lock::try_lock(file.as_fd(), Sharing::Exclusive)? {
                return Ok(None);
            }
            // The same: nobody else would see this lock.
            if files::is_at(&file, &path) {
                break file;
            }
        };
        for dir in [self.root(), self.lower()] {
            remove_dir(&dir)?;
        }
        Ok(Some(file))
    }

    /// Takes the place away, as far as nothing is mounted there, unless a server lives.
    pub(crate) fn remove_unserved(&self) {
        match self.claim() {
            Ok(Some(held)) => self.remove(&held),
            Ok(None) => {}
            Err(error) => log::debug!("{error:#}"),
        }
    }

    /// The same for who holds its lock.
    pub(crate) fn remove(&self, _held: &File) {
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
        place.remove_unserved();
        assert!(place.is_served(), "it is not taken away from its server");
        drop(held);
        assert!(!place.is_served());
        // What was left is taken over.
        fs::create_dir(place.root()).unwrap();
        assert!(place.claim().unwrap().is_some() && !place.root().exists());
        place.remove_unserved();
        assert!(store.mount_points().is_empty());
    }

    #[test]
    fn the_lock_of_a_place_that_comes_and_goes_is_one_at_a_time() {
        let dir = tempfile::tempdir_in("/var/tmp").unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let held = std::sync::atomic::AtomicBool::new(false);
        let come_and_go = || {
            for _ in 0..2000 {
                let place = store.mount_point("abc");
                if let Some(lock) = place.claim().unwrap() {
                    assert!(!held.swap(true, std::sync::atomic::Ordering::SeqCst), "two have it");
                    held.store(false, std::sync::atomic::Ordering::SeqCst);
                    place.remove(&lock);
                }
            }
        };
        std::thread::scope(|scope| _ = [scope.spawn(come_and_go), scope.spawn(come_and_go)]);
    }

    #[test]
    fn an_image_that_is_gone_cannot_be_mounted() {
        let dir = tempfile::tempdir_in("/var/tmp").unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let image = store.put_image(super::super::NewImage { config: b"{}".to_vec(), ..Default::default() }).unwrap();
        let held = store.claim_for_image(&image.id).unwrap().unwrap();
        assert!(store.remove_image(&image.id).unwrap_err().to_string().contains("is mounted"));
        drop(held);
        store.remove_image(&image.id).unwrap();
        assert!(store.claim_for_image(&image.id).is_err());
    }
}
