//! Letting a container's processes stand still: the freezer of its control group (cgroups(7), version 2).

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::{Context, Error, Result};
use crate::store::containers::{Record, Status};

const ROOT: &str = "/sys/fs/cgroup";

/// How long the kernel may take to bring all processes to a stand.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pauses a container that runs; returns when all its processes stand still.
pub(crate) fn pause(record: &Record) -> Result<()> {
    if record.state.status != Status::Running {
        let message = format!("the container {} is not running, so that it cannot be paused", record.config.name);
        return Err(Error::new(message).into());
    }
    let group = own_group(record)?;
    if is_frozen(&group) {
        return Err(Error::new(format!("the container {} is paused already", record.config.name)).into());
    }
    freeze(&group, true)
}

/// Lets a paused container go on.
pub(crate) fn unpause(record: &Record) -> Result<()> {
    let refused = || Error::new(format!("the container {} is not paused, so that it cannot go on", record.config.name));
    if record.state.status != Status::Running {
        return Err(refused().into());
    }
    let group = own_group(record)?;
    if !is_frozen(&group) {
        return Err(refused().into());
    }
    freeze(&group, false)
}

/// Whether the container's processes stand still.
pub(crate) fn is_paused(record: &Record) -> bool {
    record.state.status == Status::Running && own_group(record).is_ok_and(|group| is_frozen(&group))
}

/// The control group of the container, which must not be its monitor's: that one would stand still as well.
fn own_group(record: &Record) -> Result<PathBuf> {
    let of = |process: Option<crate::store::containers::ProcessId>| {
        let text = std::fs::read_to_string(format!("/proc/{}/cgroup", process?.pid)).ok()?;
        unified(&text).map(str::to_owned)
    };
    match (of(record.state.process), of(record.state.monitor)) {
        (Some(container), Some(monitor)) if container != monitor && Path::new(ROOT).join("cgroup.procs").exists() => {
            Ok(Path::new(ROOT).join(container.trim_start_matches('/')))
        }
        _ => {
            let message =
                format!("cannot pause the container {}: it has no control group of its own", record.config.name);
            let hint = "pausing needs cgroup version 2 and a delegated group";
            Err(Error::new(message).hint(hint).into())
        }
    }
}

/// The path in the unified hierarchy (cgroups(7), "/proc/pid/cgroup").
fn unified(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("0::"))
}

fn is_frozen(group: &Path) -> bool {
    std::fs::read_to_string(group.join("cgroup.freeze")).is_ok_and(|text| text.trim() == "1")
}

fn freeze(group: &Path, frozen: bool) -> Result<()> {
    let file = group.join("cgroup.freeze");
    std::fs::write(&file, if frozen { "1" } else { "0" })
        .with_context(|| format!("cannot write {}", file.display()))?;
    let wanted = if frozen { "frozen 1" } else { "frozen 0" };
    let deadline = Instant::now() + PATIENCE;
    while !std::fs::read_to_string(group.join("cgroup.events")).is_ok_and(|text| text.lines().any(|l| l == wanted)) {
        if Instant::now() > deadline {
            return Err(Error::new(format!("{} does not become {wanted}", group.display())).into());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unified_path_is_found_among_the_controllers() {
        assert_eq!(unified("10:hugetlb:/x\n0::/user.slice/a b.scope\n"), Some("/user.slice/a b.scope"));
        assert_eq!(unified("10:hugetlb:/x\n"), None);
    }

    #[test]
    fn a_group_is_frozen_when_its_events_say_so() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("cgroup.events"), "populated 1\nfrozen 1\n").unwrap();
        freeze(dir.path(), true).unwrap();
        assert!(is_frozen(dir.path()));
    }
}
