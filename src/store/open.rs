//! Finding the store, or making it.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::files::{self, Durability};
use super::{Store, trash};
use crate::error::{Context, Error, Result};

/// The file that says that a directory is a store, and in which format.
const MARKER: &str = "coracle-store";

/// The format's version. A newer one is not touched.
const VERSION: u32 = 1;

const DIRECTORIES: [&str; 15] = [
    "builds",
    "objects",
    "layers",
    "images",
    "names",
    "containers",
    "container-names",
    "events",
    "exits",
    "mounts",
    "volumes",
    "secrets",
    "staging",
    "trash",
    "locks",
];

/// Checks that `root` is a store that this program understands; makes one if there is nothing.
pub(super) fn open(root: &Path) -> Result<()> {
    let marker = root.join(MARKER);
    match files::read(&marker)? {
        Some(text) => check(root, &text),
        None => create(root),
    }
}

fn check(root: &Path, marker: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(marker);
    match text.trim().parse::<u32>() {
        Ok(VERSION) => Ok(()),
        Ok(newer) if newer > VERSION => Err(Error::new(format!(
            "the store in {} has format {newer}, this coracle knows formats up to {VERSION}",
            root.display()
        ))
        .hint("use a newer coracle, or another directory")
        .into()),
        _ => Err(Error::new(format!("{} is damaged: it does not hold a format version", root.join(MARKER).display()))
            .hint(format!("if the directory is a store, write {VERSION} into the file"))
            .into()),
    }
}

fn create(root: &Path) -> Result<()> {
    let context = || format!("cannot make the store in {}", root.display());
    make_directory(root).with_context(context)?;
    refuse_foreign(root)?;
    for name in DIRECTORIES {
        make_directory(&root.join(name)).with_context(context)?;
    }
    spread(&root.join("staging"));
    files::replace(&root.join(MARKER), format!("{VERSION}\n").as_bytes(), Durability::Synced)
}

impl Store {
    /// Deletes everything that the store has, and its directory if nothing else is in it. Waits until nobody adds to it.
    pub(crate) fn erase(&self) -> Result<()> {
        let _alone = self.exclude()?;
        let root = self.path();
        // Without its marker the rest is a store whose making was cut short: ours, whatever comes in between.
        for name in std::iter::once(MARKER).chain(DIRECTORIES) {
            let path = root.join(name);
            trash::delete(&path).with_context(|| format!("cannot delete {}", path.display()))?;
        }
        match fs::remove_dir(root) {
            Err(error) if error.kind() != std::io::ErrorKind::DirectoryNotEmpty => {
                Err(error).with_context(|| format!("cannot delete {}", root.display()))
            }
            _ => Ok(()),
        }
    }
}

/// Asks ext4 to put each layer's new files into another group of inodes (chattr(1), attribute T). Where thousands of files
/// were deleted in the last minutes, making new ones is ten times slower: it passes over every inode freed of late.
fn spread(path: &Path) {
    if let Ok(dir) = fs::File::open(path)
        && let Ok(flags) = rustix::fs::ioctl_getflags(&dir)
        && let Err(error) = rustix::fs::ioctl_setflags(&dir, flags | rustix::fs::IFlags::TOPDIR)
    {
        log::debug!("cannot set attribute T of {}: {error}", path.display());
    }
}

fn make_directory(path: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A directory with anything in it that is not ours is someone else's. A store whose making was cut short is ours.
fn refuse_foreign(root: &Path) -> Result<()> {
    let entries = fs::read_dir(root).with_context(|| format!("cannot read {}", root.display()))?;
    for entry in entries {
        let name = entry?.file_name();
        let ours = name
            .to_str()
            .is_some_and(|name| DIRECTORIES.contains(&name) || name == MARKER || name.starts_with(files::TEMPORARY));
        if !ours {
            return Err(Error::new(format!(
                "{} is not a store: it has no file {MARKER}, but it has {}",
                root.display(),
                name.display()
            ))
            .hint("name an empty directory, or one that does not exist")
            .into());
        }
    }
    Ok(())
}
