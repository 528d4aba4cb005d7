//! Looking around in what a failed RUN has left: a shell on the user's terminal, with the files, mounts, variables, user and
//! directory of the command that failed.

use std::os::fd::BorrowedFd;
use std::path::PathBuf;

use super::config;
use super::mounts::Mounted;
use super::run;
use super::stage::Worker;
use crate::container::{self, Streams};
use crate::error::{self, Error, Kind, Result};
use crate::store::containers::Record;

/// The user's terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console<'a> {
    pub(crate) input: BorrowedFd<'a>,
    pub(crate) output: BorrowedFd<'a>,
}

/// What is left of a RUN that failed.
pub(super) struct Wreck {
    pub(super) record: Record,
    pub(super) dir: PathBuf,
    /// Its caches stay locked.
    pub(super) mounted: Mounted,
}

/// Opens the shell, and returns when it has ended. What is left is deleted then.
///
/// # Errors
/// When there is no shell, or it cannot be started.
pub(super) fn around(worker: &mut Worker<'_>, wreck: Wreck, console: Console<'_>) -> Result<()> {
    let Wreck { record, dir, mounted } = wreck;
    let streams = Streams {
        stdin: Some(console.input),
        stdout: Some(console.output),
        stderr: None,
        terminal: true,
        proxy_signals: false,
        detach_keys: &[],
    };
    let shown = shell(worker, &record, streams);
    drop(mounted);
    run::discard(worker, &dir);
    shown
}

/// The one that SHELL names, else the one that every image has that has any.
fn shell(worker: &mut Worker<'_>, record: &Record, streams: Streams<'_>) -> Result<()> {
    let named = config::shell(&worker.state.config.config).into_iter().next();
    for shell in named.iter().map(String::as_str).chain([config::SHELL[0]]) {
        match container::run_shell(worker.shop.engine, record, shell, streams, &mut worker.workplace) {
            Err(error) if error::kind(&error) == Kind::CommandNotFound => {}
            result => return result.map(drop),
        }
    }
    Err(Error::new(format!("there is no shell in the image ({} is not there)", config::SHELL[0])).into())
}
