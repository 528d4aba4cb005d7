//! Where a container's output is kept.

mod file;
mod journal;

use crate::error::Result;
use crate::store::containers::{LogDriver, Record};

pub(crate) use crate::runtime::Stream;
use file::FileLog;
use journal::Journal;

/// Takes a container's output.
pub(super) enum Log {
    Nowhere,
    File(FileLog),
    Journal(Journal),
}

impl Log {
    /// Opens the log that the container is to have.
    pub(super) fn open(record: &Record) -> Result<Self> {
        Ok(match record.config.log.driver {
            LogDriver::K8sFile | LogDriver::JsonFile => {
                Log::File(FileLog::open(&record.log_path(), &record.config.log)?)
            }
            LogDriver::Journald => Log::Journal(Journal::open(&record.config)?),
            LogDriver::None | LogDriver::Passthrough | LogDriver::PassthroughTty => Log::Nowhere,
        })
    }

    /// Adds a piece of output as it was read: whole lines, and a last piece that is marked as going on.
    ///
    /// # Errors
    /// A full disk, above all. What could not be written is lost; later pieces may be taken again.
    pub(super) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<()> {
        match self {
            Log::Nowhere => Ok(()),
            Log::File(log) => log.write(stream, bytes),
            Log::Journal(log) => log.write(stream, bytes),
        }
    }
}

/// The pieces of an output, each with whether its line goes on.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.map(|piece| piece.strip_suffix(b"\n").map_or((piece, true), |line| (line, false)))
}
