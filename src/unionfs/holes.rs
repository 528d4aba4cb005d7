//! SEEK_DATA and SEEK_HOLE while the kernel has written data to itself.
//!
//! The kernel asks without writing out what it has cached. What is data here is data there; but what is a hole here may have
//! been written there, so it is asked to write out the pages of that hole, and then we look once more. It writes through
//! the threads that serve, so that this is the work of a thread of its own.

use std::sync::{Arc, OnceLock};

use fuser::{INodeNo, Notifier};
use rustix::fs::SeekFrom;
use rustix::io::Errno;

use super::id::Id;
use super::{Result, Union};

/// What is looked for, and from which offset on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    Data(u64),
    Hole(u64),
}

/// The way to the kernel's page cache, open once the kernel and the server have agreed on the protocol.
#[derive(Debug, Clone, Default)]
pub(super) struct PageCache(Arc<OnceLock<Notifier>>);

impl PageCache {
    pub(super) fn open(&self, notifier: Notifier) {
        // A session tells it once.
        let _ = self.0.set(notifier);
    }

    /// Has the pages from `start` to `end`, or to the end of the file, written out, and forgotten. Returns when they were.
    fn write_out(&self, id: Id, start: u64, end: Option<u64>) -> Result<()> {
        let offset = i64::try_from(start).map_err(|_| Errno::OVERFLOW)?;
        // A length of 0 means all that follows.
        let len = end.and_then(|end| i64::try_from(end.saturating_sub(start)).ok()).unwrap_or(0);
        let notifier = self.0.get().ok_or(Errno::IO)?;
        match notifier.inval_inode(INodeNo(id.0), offset, len) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Errno::from_io_error(&e).unwrap_or(Errno::IO)),
            // The kernel has nothing of the file.
            _ => Ok(()),
        }
    }
}

/// The answer that needs no word from the kernel.
pub(super) fn known(union: &Union, id: Id, wanted: Wanted) -> Option<u64> {
    let Wanted::Data(offset) = wanted else { return None };
    union.seek(id, SeekFrom::Data(offset)).ok().filter(|found| *found == offset)
}

/// Looks for data or a hole, with what the kernel has cached. Not to be called by a thread that serves.
pub(super) fn find(union: &Union, cache: &PageCache, id: Id, wanted: Wanted) -> Result<u64> {
    match wanted {
        Wanted::Data(offset) => {
            cache.write_out(id, offset, union.seek(id, SeekFrom::Data(offset)).ok())?;
            union.seek(id, SeekFrom::Data(offset))
        }
        Wanted::Hole(offset) => {
            let mut found = union.seek(id, SeekFrom::Hole(offset));
            loop {
                let hole = found.unwrap_or(offset);
                cache.write_out(id, hole, union.seek(id, SeekFrom::Data(hole)).ok())?;
                let before = std::mem::replace(&mut found, union.seek(id, SeekFrom::Hole(offset)));
                if found == before {
                    return found;
                }
            }
        }
    }
}
