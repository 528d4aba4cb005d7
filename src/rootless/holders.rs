//! Which processes hold the user's user namespace open: one small file for each live monitor.
//!
//! Joining a namespace that is there saves a command the two setuid helpers. The files are hints: a holder is believed only
//! when it is the very process that wrote its file, and the namespace is held by descriptor before anybody relies on it.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::process::Pid;

use super::map::{IdMaps, map_text};
use crate::error::{Context, Result};
use crate::sys::namespace::{self, Kind};
use crate::sys::proc;

/// This process's entry among the holders; dropping it takes the entry back.
#[derive(Debug)]
pub(crate) struct Holding(PathBuf);

impl Drop for Holding {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Makes it known that this process lives in a user namespace with these maps. `pid` is its number on the host.
pub(crate) fn register(dir: &Path, pid: i32, maps: &IdMaps) -> Result<Holding> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let path = dir.join(pid.to_string());
    let text = format!("{}\n{}", proc::start_time(pid).unwrap_or_default(), maps_text(maps));
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Holding(path))
}

/// The user namespace of a live holder with the same maps. Clears away the entries of holders that were killed.
pub(crate) fn find(dir: &Path, maps: &IdMaps) -> Option<OwnedFd> {
    let entries = std::fs::read_dir(dir).ok()?;
    entries.flatten().find_map(|entry| {
        let pid: Pid = entry.file_name().to_str()?.parse().ok().and_then(Pid::from_raw)?;
        let text = std::fs::read_to_string(entry.path()).ok()?;
        let (start_time, held) = text.split_once('\n')?;
        let namespace = namespace::of(pid, Kind::User);
        // Looked at after the namespace was opened: if the process is the right one now, so was the namespace.
        if proc::start_time(pid.as_raw_nonzero().get()) != start_time.parse().ok() {
            let _ = std::fs::remove_file(entry.path());
            return None;
        }
        (held == maps_text(maps)).then_some(namespace.ok()?)
    })
}

fn maps_text(maps: &IdMaps) -> String {
    format!("{}\n{}", map_text(&maps.uid), map_text(&maps.gid))
}
