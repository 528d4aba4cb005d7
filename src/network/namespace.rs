//! The container's network namespace as a file that pasta can open: it closes what it inherits, and `/proc/PID/ns/net` is
//! not open to it.

use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::error::{Context, Result};
use crate::sys::mount;

/// What stands before the number of the monitor in a file's name.
const PREFIX: &str = "coracle-";

/// A bind mount of a network namespace, in the mount namespace of this process. Gone when dropped; a descriptor opened
/// through it stays.
#[derive(Debug)]
pub(super) struct Bound(PathBuf);

impl Bound {
    /// Mounts `namespace` on a new file below `scratch` or a better place.
    pub(super) fn new(namespace: &OwnedFd, scratch: &Path) -> Result<Self> {
        let monitor = rustix::process::getpid().as_raw_nonzero();
        let directory = directory(scratch);
        sweep(&directory);
        let bound = Self(directory.join(format!("{PREFIX}{monitor}")));
        let describe = || format!("mount the network namespace at {}", bound.0.display());
        let tree = mount::clone_tree_of(namespace.as_fd(), false).with_context(describe)?;
        let flags = OFlags::CREATE | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let file = rustix::fs::open(&bound.0, flags, Mode::from_raw_mode(0o600)).with_context(describe)?;
        mount::attach(tree.as_fd(), file.as_fd()).with_context(describe)?;
        Ok(bound)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        // The mount may not have happened; what cannot be removed is an empty file in a directory of the session.
        let _ = mount::unmount(&self.0, true);
        let _ = std::fs::remove_file(&self.0);
    }
}

/// `/run/user/UID/netns` where it can be had: the AppArmor profile that comes with passt lets it read namespaces there.
fn directory(scratch: &Path) -> PathBuf {
    let session = crate::sys::user::root_outside().map(|uid| PathBuf::from(format!("/run/user/{uid}/netns")));
    session.filter(|path| path.is_dir() || std::fs::create_dir(path).is_ok()).unwrap_or_else(|| scratch.to_owned())
}

/// Removes what monitors that were killed have left: empty files, since their mounts went with them.
fn sweep(directory: &Path) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let monitor = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.parse::<u32>().ok());
        if monitor.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_killed_monitors_left_goes() {
        let dir = tempfile::tempdir().unwrap();
        // No process has a number above 2^22 (proc(5), pid_max).
        let (dead, alive) = ("coracle-4194305".to_owned(), format!("coracle-{}", std::process::id()));
        for name in [&dead, &alive, "cni-4194305"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        sweep(dir.path());
        let left = [&dead, &alive, "cni-4194305"].map(|name| dir.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
    }
}
