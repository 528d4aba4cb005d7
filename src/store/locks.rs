//! The store's locks: flock(2) on files in `locks/`, which the kernel lets go of when their holder dies.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::Store;
use crate::error::{Context, Result};

/// How long a wait lasts before someone is told about it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// Nothing that this process adds or refers to is removed from the store while this is held.
#[derive(Debug)]
pub(crate) struct Shared {
    _file: File,
}

/// This process alone does what the lock is for.
#[derive(Debug)]
pub(crate) struct Exclusive {
    _file: File,
}

#[derive(Clone, Copy)]
enum Mode {
    Shared,
    Exclusive,
}

impl Store {
    /// Keeps the collector away. To be held from the first look at what will be referred to (objects, layers, an image)
    /// until what refers to it (an image, a container) is published. Any number of processes hold it at once.
    pub(crate) fn share(&self) -> Result<Shared> {
        Ok(Shared { _file: self.wait("store", Mode::Shared)? })
    }

    /// Waits until nobody adds to the store.
    pub(super) fn exclude(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("store", Mode::Exclusive)? })
    }

    /// None if someone adds to the store right now.
    pub(super) fn try_exclude(&self) -> Result<Option<Exclusive>> {
        let path = self.locks_dir().join("store");
        let file = open(&path)?;
        Ok(try_lock(&file, &path, Mode::Exclusive)?.then_some(Exclusive { _file: file }))
    }

    /// For the changes of names and image records, which are short.
    pub(super) fn lock_images(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("images", Mode::Exclusive)? })
    }

    /// For the choice of subordinate ids that only one container shall have, until its record is there.
    pub(crate) fn lock_ids(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("ids", Mode::Exclusive)? })
    }

    /// Keeps every volume where it is. To be held from the first look at the volumes of a new container until the
    /// container is published.
    pub(crate) fn share_volumes(&self) -> Result<Shared> {
        Ok(Shared { _file: self.wait("volumes", Mode::Shared)? })
    }

    /// For the removal of a volume that no container has, which is short.
    pub(crate) fn lock_volumes(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("volumes", Mode::Exclusive)? })
    }

    /// For the changes of manifest lists, which are short.
    pub(crate) fn lock_lists(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("lists", Mode::Exclusive)? })
    }

    /// For the changes of secrets, which are short.
    pub(super) fn lock_secrets(&self) -> Result<Exclusive> {
        Ok(Exclusive { _file: self.wait("secrets", Mode::Exclusive)? })
    }

    fn wait(&self, name: &str, mode: Mode) -> Result<File> {
        let path = self.locks_dir().join(name);
        let file = open(&path)?;
        let (start, mut pause, mut told) = (Instant::now(), Duration::from_micros(200), false);
        while !try_lock(&file, &path, mode)? {
            if !told && start.elapsed() >= PATIENCE {
                told = true;
                self.tell(&file, &path);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(PAUSE);
        }
        Ok(file)
    }

    fn tell(&self, file: &File, path: &Path) {
        if let Some(waiting) = &self.waiting {
            waiting(&holders(file, path));
        }
    }
}

fn open(path: &Path) -> Result<File> {
    let options = || File::options().write(true).create(true).truncate(false).open(path);
    options().with_context(|| format!("cannot open {}", path.display()))
}

fn try_lock(file: &File, path: &Path, mode: Mode) -> Result<bool> {
    let tried = match mode {
        Mode::Shared => file.try_lock_shared(),
        Mode::Exclusive => file.try_lock(),
    };
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}

/// Who holds the lock, as the kernel tells (proc_locks(5)): the truth even when a holder was killed and its pid is another's.
fn holders(file: &File, path: &Path) -> String {
    let inode = file.metadata().map(|data| data.ino()).unwrap_or_default();
    let table = fs::read_to_string("/proc/locks").unwrap_or_default();
    let mut pids: Vec<u32> =
        table.lines().filter_map(|line| holder(line, inode)).filter(|pid| has_open(*pid, path)).collect();
    pids.sort_unstable();
    pids.dedup();
    let names: Vec<String> = pids.into_iter().map(describe).collect();
    if names.is_empty() { "another process".to_owned() } else { names.join(", ") }
}

/// The pid in a line such as `1: FLOCK  ADVISORY  WRITE 1234 fe:00:5578809 0 EOF`. Lines with `->` wait and do not hold.
fn holder(line: &str, inode: u64) -> Option<u32> {
    let mut fields = line.split_ascii_whitespace().skip(1);
    if fields.next()? != "FLOCK" {
        return None;
    }
    let pid = fields.nth(2)?.parse().ok()?;
    let id = fields.next()?.rsplit(':').next()?;
    (id.parse() == Ok(inode)).then_some(pid)
}

/// Inode numbers are unique in one file system only.
fn has_open(pid: u32, path: &Path) -> bool {
    let Ok(files) = fs::read_dir(format!("/proc/{pid}/fd")) else { return false };
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    files.flatten().any(|file| fs::read_link(file.path()).is_ok_and(|target| target == path))
}

fn describe(pid: u32) -> String {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let words: Vec<_> = line.split(|byte| *byte == 0).filter(|word| !word.is_empty()).collect();
    let command: String = words.iter().take(4).map(|word| String::from_utf8_lossy(word)).collect::<Vec<_>>().join(" ");
    format!("pid {pid} ({command})")
}
