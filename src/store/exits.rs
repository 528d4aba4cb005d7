//! How containers ended that were removed with their end: one file `exits/<id>` for each, for whoever waits late.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Store, containers::Record, files};
use crate::error::{Context, Result};

/// For so long it is known; Podman's time.
const KEPT: Duration = Duration::from_secs(5 * 60);

#[derive(Debug, Serialize, Deserialize)]
struct Exit {
    name: String,
    code: i32,
}

/// Keeps the exit code of a container that is about to be removed. Those that were kept long enough go.
pub(crate) fn note(store: &Store, record: &Record, code: i32) -> Result<()> {
    let dir = dir(store);
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
        if !is_fresh(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let exit = Exit { name: record.config.name.clone(), code };
    files::replace_json(&dir.join(record.id()), &exit, files::Durability::None)
}

/// The exit code of a container that is gone, by its name, its id or the beginning of that; the latest of several.
pub(crate) fn find(store: &Store, typed: &str) -> Option<i32> {
    let entries = fs::read_dir(dir(store)).into_iter().flatten().flatten().filter(is_fresh);
    let exits = entries.filter_map(|entry| {
        let exit: Exit = files::read_json(&entry.path()).ok()??;
        let has_id = typed.len() >= 12 && entry.file_name().to_str().is_some_and(|id| id.starts_with(typed));
        (has_id || exit.name == typed).then_some((entry.metadata().ok()?.modified().ok()?, exit.code))
    });
    exits.max_by_key(|(time, _)| *time).map(|(_, code)| code)
}

fn dir(store: &Store) -> PathBuf {
    store.path().join("exits")
}

fn is_fresh(entry: &fs::DirEntry) -> bool {
    let time = entry.metadata().and_then(|data| data.modified());
    time.is_ok_and(|time| time.elapsed().is_ok_and(|age| age < KEPT))
}
