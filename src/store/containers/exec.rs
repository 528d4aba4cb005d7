//! Commands that were executed in a container: one file `exec/<session id>` for each, with its process in it. The file is a
//! hint, believed as long as that very process lives.

use std::path::PathBuf;

use super::{ProcessId, Record, files};
use crate::error::{Context, Result};
use crate::sys::proc;

/// The note about a command that runs in a container; dropping it takes the note back.
#[derive(Debug)]
pub(crate) struct ExecSession {
    path: PathBuf,
    kept: bool,
}

impl ExecSession {
    /// The command goes on without this process: the note stays, for as long as it is true.
    pub(crate) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for ExecSession {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

impl Record {
    fn exec_dir(&self) -> PathBuf {
        self.dir.join("exec")
    }

    /// Notes that `process` runs in the container as the session `id`.
    pub(crate) fn note_exec(&self, id: &str, process: ProcessId) -> Result<ExecSession> {
        let dir = self.exec_dir();
        let path = dir.join(id);
        let write = || files::write_json(&path, &process, files::Durability::None);
        write().or_else(|_| {
            std::fs::create_dir(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
            write()
        })?;
        Ok(ExecSession { path, kept: false })
    }

    /// The sessions whose commands run now. Notes that are not true any more are cleared away.
    pub(crate) fn exec_sessions(&self) -> Vec<(String, ProcessId)> {
        let Ok(entries) = std::fs::read_dir(self.exec_dir()) else { return Vec::new() };
        let session = |entry: std::fs::DirEntry| {
            let process = files::read_json::<ProcessId>(&entry.path()).ok()??;
            if proc::start_time(process.pid) == Some(process.start_time) {
                return Some((entry.file_name().into_string().ok()?, process));
            }
            let _ = std::fs::remove_file(entry.path());
            None
        };
        entries.flatten().filter_map(session).collect()
    }
}
