//! Things in the making: a directory under `staging/` that is published by one rename, or vanishes.

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;

use super::files::{self, Durability};
use super::locks::Shared;
use super::{Store, trash};
use crate::error::{Context, Result};

/// A directory that becomes part of the store when it is published. It holds the store's lock shared, so the collector,
/// which sweeps what killed processes left in `staging/`, never meets one whose maker is alive.
pub(crate) struct Staging {
    dir: PathBuf,
    content: PathBuf,
    _shared: Shared,
}

impl Store {
    /// A new, empty directory in the making.
    pub(crate) fn staging(&self) -> Result<Staging> {
        let shared = self.share()?;
        let dir = self.staging_dir().join(files::random_hex()?);
        let staging = Staging { content: dir.join("new"), dir, _shared: shared };
        make(&staging.dir)?;
        make(&staging.content)?;
        Ok(staging)
    }
}

impl Staging {
    /// The directory to fill.
    pub(crate) fn path(&self) -> &Path {
        &self.content
    }

    /// Another directory beside it, which is not published.
    pub(super) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let path = self.dir.join(name);
        make(&path)?;
        Ok(path)
    }

    /// Gives the filled directory its name in the store. All of it appears at once.
    pub(crate) fn publish(self, target: &Path, durability: Durability) -> Result<()> {
        std::fs::rename(&self.content, target).with_context(|| format!("cannot make {}", target.display()))?;
        if durability == Durability::Synced { files::sync_parent(target) } else { Ok(()) }
    }

    /// The same, unless someone else has published this already; both have the same content then. Says whether it was us.
    pub(super) fn publish_once(&self, target: &Path) -> Result<bool> {
        match std::fs::rename(&self.content, target) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => Ok(false),
            Err(error) => Err(error).with_context(|| format!("cannot make {}", target.display())),
        }
    }

    /// Puts the filled directory in the place of what is at `target`, which goes with this staging directory: whoever looks
    /// meets the one or the other. It may be that nothing is there.
    pub(super) fn publish_over(&self, target: &Path) -> Result<()> {
        let exchanged = rustix::fs::renameat_with(CWD, &self.content, CWD, target, RenameFlags::EXCHANGE);
        let published = match exchanged {
            Err(Errno::NOENT) => std::fs::rename(&self.content, target),
            // Some file systems do not know the flag.
            Err(Errno::INVAL) => {
                std::fs::rename(target, self.dir.join("old")).and_then(|()| std::fs::rename(&self.content, target))
            }
            exchanged => exchanged.map_err(std::io::Error::from),
        };
        published.with_context(|| format!("cannot make {}", target.display()))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = trash::delete(&self.dir) {
            log::warn!("cannot delete {}: {error:#}", self.dir.display());
        }
    }
}

fn make(path: &Path) -> Result<()> {
    DirBuilder::new().mode(0o700).create(path).with_context(|| format!("cannot make {}", path.display()))
}
