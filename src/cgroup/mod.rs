//! Control groups of version 2 (cgroups(7)): where a container's is made, what it limits, what it tells.
//!
//! Nothing here insists: where there is no control group to be had, a container runs without one.

mod group;
mod limits;
mod place;

pub(crate) use group::Group;
pub(crate) use limits::{DEFAULT_PIDS, apply, flags};
pub(crate) use place::{Place, Wanted, manager, sweep};

use std::path::Path;

const CGROUP2_SUPER_MAGIC: rustix::fs::FsWord = 0x6367_7270;

/// Where the hierarchy is mounted: alone, or beside those of version 1, which then have the controllers.
const PLACES: [&str; 2] = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"];

/// The root of the hierarchy, when there is one.
fn hierarchy() -> Option<&'static Path> {
    let is_there = |place: &&&str| rustix::fs::statfs(**place).is_ok_and(|stat| stat.f_type == CGROUP2_SUPER_MAGIC);
    PLACES.iter().find(is_there).map(Path::new)
}

/// Whether version 2 has the controllers of this host.
pub(crate) fn is_unified() -> bool {
    hierarchy() == Some(Path::new(PLACES[0]))
}

/// The path of this process's group below the hierarchy's root, or of another one's.
fn path_of(process: &str) -> Option<String> {
    unified(&std::fs::read_to_string(format!("/proc/{process}/cgroup")).ok()?).map(str::to_owned)
}

/// The path in the unified hierarchy (cgroups(7), "/proc/pid/cgroup").
fn unified(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("0::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unified_path_is_found_among_the_controllers() {
        assert_eq!(unified("10:hugetlb:/x\n0::/user.slice/a b.scope\n"), Some("/user.slice/a b.scope"));
        assert_eq!(unified("10:hugetlb:/x\n"), None);
    }
}
