//! The container's network namespace as a file that pasta can open: it closes what it inherits, and `/proc/PID/ns/net` is
//! not open to it.

use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::error::{Context, Result};
use crate::sys::mount;

/// A bind mount of a network namespace, in the mount namespace of this process. Gone when dropped; a descriptor opened
/// through it stays.
#[derive(Debug)]
pub(super) struct Bound(PathBuf);

impl Bound {
    /// Mounts `namespace` on a new file below `scratch` or a better place.
    pub(super) fn new(namespace: &OwnedFd, scratch: &Path) -> Result<Self> {
        let monitor = rustix::process::getpid().as_raw_nonzero();
        let bound = Self(directory(scratch).join(format!("coracle-{monitor}")));
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
    let map = std::fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    let session = outside_id(&map).map(|uid| PathBuf::from(format!("/run/user/{uid}/netns")));
    session.filter(|path| path.is_dir() || std::fs::create_dir(path).is_ok()).unwrap_or_else(|| scratch.to_owned())
}

/// What the id 0 of a user namespace is outside of it (user_namespaces(7), `/proc/PID/uid_map`).
fn outside_id(map: &str) -> Option<u32> {
    let mut lines = map.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines.find_map(|fields| match fields.as_slice() {
        ["0", outside, _] => outside.parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_somebody_outside() {
        let cases = [
            ("         0       1000          1\n         1     100000      65536\n", Some(1000)),
            ("0 0 4294967295", Some(0)),
            ("1 100000 5", None),
            ("", None),
        ];
        for (map, expected) in cases {
            assert_eq!(outside_id(map), expected, "{map:?}");
        }
    }
}
