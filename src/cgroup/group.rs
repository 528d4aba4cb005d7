//! One control group: its files.

use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::{Context, Error, Result};

/// How long the kernel may take to bring all processes to a stand, or to their end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks at a group that is about to change.
const PAUSE: Duration = Duration::from_millis(1);

/// A control group. It need not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    dir: PathBuf,
    /// Below the hierarchy's root, from `/` on.
    path: String,
}

impl Group {
    /// The group with this path below the hierarchy's root. Nothing without a hierarchy.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let dir = super::hierarchy()?.join(path.trim_start_matches('/'));
        Some(Self { dir, path: path.to_owned() })
    }

    /// The group that this process is in.
    pub(super) fn own() -> Option<Self> {
        Self::at(&super::path_of("self")?)
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn child(&self, name: &str) -> Self {
        Self { dir: self.dir.join(name), path: format!("{}/{name}", self.path.trim_end_matches('/')) }
    }

    pub(super) fn parent(&self) -> Option<Self> {
        let (above, name) = self.path.rsplit_once('/')?;
        if name.is_empty() {
            return None;
        }
        let path = if above.is_empty() { "/" } else { above };
        Some(Self { dir: self.dir.parent()?.to_owned(), path: path.to_owned() })
    }

    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it is there.
    pub(crate) fn exists(&self) -> bool {
        self.dir.exists()
    }

    /// Whether this process may make groups below it and move processes there.
    pub(super) fn is_ours(&self) -> bool {
        let may_write = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
        may_write(&self.dir) && may_write(&self.dir.join("cgroup.procs"))
    }

    pub(super) fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&self.dir).with_context(|| format!("cannot make {}", self.dir.display()))
    }

    /// Gives it to the user that is root in the container.
    pub(super) fn give_to(&self, uid: u32, gid: u32) -> Result<()> {
        for name in ["", "cgroup.procs", "cgroup.threads", "cgroup.subtree_control"] {
            let path = self.dir.join(name);
            std::os::unix::fs::chown(&path, Some(uid), Some(gid))
                .with_context(|| format!("cannot change the owner of {}", path.display()))?;
        }
        Ok(())
    }

    /// What one of its files says; nothing when it has no such file.
    pub(crate) fn read(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.dir.join(file)).ok()
    }

    /// The number after `key` in a file of such lines.
    pub(crate) fn read_key(&self, file: &str, key: &str) -> Option<u64> {
        value_of(&self.read(file)?, key)
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.dir.join(file).exists()
    }

    pub(super) fn write(&self, file: &str, value: &str) -> Result<()> {
        let path = self.dir.join(file);
        // No such file may be made by the way: the directory is the kernel's, but a mistake in its place would not be.
        let written = std::fs::OpenOptions::new()
            .write(true)
            .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32)
            .open(&path)
            .and_then(|mut open| std::io::Write::write_all(&mut open, value.as_bytes()));
        written.with_context(|| format!("cannot write {value:?} to {}", path.display()))
    }

    /// Moves a process into it; 0 is this one.
    pub(crate) fn enter(&self, pid: i32) -> Result<()> {
        self.write("cgroup.procs", &pid.to_string())
    }

    /// The processes that are in it, and not in one below.
    pub(crate) fn processes(&self) -> Vec<i32> {
        self.read("cgroup.procs").into_iter().flat_map(|text| numbers(&text)).collect()
    }

    /// The number of threads that are in it, and not in one below.
    pub(crate) fn threads(&self) -> u64 {
        self.read("cgroup.threads").map_or(0, |text| text.lines().count() as u64)
    }

    /// The group and all that are below it.
    pub(crate) fn with_those_below(&self) -> Vec<Self> {
        let entries = std::fs::read_dir(&self.dir).into_iter().flatten().flatten();
        let dirs = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let below = dirs.flat_map(|entry| self.child(&entry.file_name().to_string_lossy()).with_those_below());
        std::iter::once(self.clone()).chain(below).collect()
    }

    /// The controllers that it can limit with.
    pub(crate) fn controllers(&self) -> Vec<String> {
        let text = self.read("cgroup.controllers").unwrap_or_default();
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// Gives the groups below it all the controllers that it has, as far as it can.
    pub(super) fn enable_controllers(&self) -> Result<()> {
        let enabled = self.read("cgroup.subtree_control").unwrap_or_default();
        let missing =
            self.controllers().into_iter().filter(|name| !enabled.split_whitespace().any(|word| word == name));
        let failures: Vec<_> =
            missing.filter_map(|name| self.write("cgroup.subtree_control", &format!("+{name}")).err()).collect();
        failures.into_iter().next().map_or(Ok(()), Err)
    }

    /// Whether its processes stand still.
    pub(crate) fn is_frozen(&self) -> bool {
        self.read("cgroup.freeze").is_some_and(|text| text.trim() == "1")
    }

    /// Lets its processes stand still, or go on. Returns when all of them do.
    pub(crate) fn freeze(&self, frozen: bool) -> Result<()> {
        let number = u64::from(frozen);
        self.write("cgroup.freeze", &number.to_string())?;
        self.await_event("frozen", number)
    }

    /// Ends all its processes, and those of the groups below it. Returns when they are gone.
    pub(crate) fn kill(&self) -> Result<()> {
        if self.read_key("cgroup.events", "populated") != Some(1) {
            return Ok(());
        }
        self.write("cgroup.kill", "1")?;
        self.await_event("populated", 0)
    }

    fn await_event(&self, key: &str, value: u64) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.read_key("cgroup.events", key).is_some_and(|now| now != value) {
            if Instant::now() > deadline {
                return Err(Error::new(format!("{} does not become {key} {value}", self.dir.display())).into());
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Removes it and what is below it, none of which may have processes any more. One that is gone is none to remove.
    pub(crate) fn remove(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match remove_tree(&self.dir) {
                // Processes that have just ended are in it for a moment more.
                Err(error) if error.kind() == std::io::ErrorKind::ResourceBusy && Instant::now() < deadline => {
                    std::thread::sleep(PAUSE);
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
                result => return result.with_context(|| format!("cannot remove {}", self.dir.display())),
            }
        }
    }
}

/// Groups are directories, whose files go with them.
fn remove_tree(dir: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_tree(&entry.path())?;
        }
    }
    std::fs::remove_dir(dir)
}

fn numbers(text: &str) -> Vec<i32> {
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

fn value_of(text: &str, key: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(dir: &Path) -> Group {
        Group { dir: dir.to_owned(), path: "/a/b".to_owned() }
    }

    #[test]
    fn files_with_keys() {
        let text = "populated 1\nfrozen 0\nfrozen_long 7\n";
        assert_eq!((value_of(text, "frozen"), value_of(text, "popul"), value_of(text, "no")), (Some(0), None, None));
        assert_eq!(numbers("1\n23\n"), [1, 23]);
    }

    #[test]
    fn a_group_is_frozen_when_its_events_say_so() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("cgroup.events"), "populated 1\nfrozen 1\n").unwrap();
        std::fs::write(dir.path().join("cgroup.freeze"), "0").unwrap();
        plain(dir.path()).freeze(true).unwrap();
        assert!(plain(dir.path()).is_frozen());
    }

    #[test]
    fn paths() {
        let group = plain(Path::new("/h/a/b"));
        assert_eq!((group.name(), group.child("c").path(), group.parent().unwrap().path()), ("b", "/a/b/c", "/a"));
        let root = group.parent().unwrap().parent().unwrap();
        assert_eq!((root.path(), root.child("z").path(), root.dir.as_path()), ("/", "/z", Path::new("/h")));
        assert_eq!(root.parent(), None);
    }

    #[test]
    fn no_file_is_made_where_there_is_no_group() {
        let dir = tempfile::tempdir().unwrap();
        assert!(plain(dir.path()).write("memory.max", "1").is_err());
        plain(&dir.path().join("gone")).remove().unwrap();
    }
}
