//! Files mapped for reading.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::Path;

use memmap2::{Mmap, MmapOptions, UncheckedAdvice};

/// A file or a part of it, mapped read-only. Only for files that never change once they have their name: our store's files are
/// written under another name and then renamed, never truncated or written again.
#[derive(Debug)]
pub(crate) struct Mapped(Mmap);

impl Mapped {
    /// Maps the file at `path`.
    pub(crate) fn open(path: &Path) -> io::Result<Mapped> {
        let file = File::open(path)?;
        // SAFETY: the callers map immutable files only (see the type), so the bytes behind the slice never change.
        let map = unsafe { Mmap::map(&file) }?;
        Ok(Mapped(map))
    }

    /// Maps `len` bytes of an open file from `start`, a multiple of the page size.
    pub(crate) fn part(file: &File, start: u64, len: usize) -> io::Result<Mapped> {
        // SAFETY: as in `open`.
        let map = unsafe { MmapOptions::new().offset(start).len(len).map(file) }?;
        Ok(Mapped(map))
    }

    /// Lets go of the pages that this process has: whoever looks again gets them from the page cache.
    pub(crate) fn release(&self) {
        // SAFETY: the mapping is of a file and never written to, so the bytes come back as they were (madvise(2)).
        let released = unsafe { self.0.unchecked_advise(UncheckedAdvice::DontNeed) };
        if let Err(error) = released {
            log::debug!("the pages of a mapped file stay: {error}");
        }
    }
}

impl Deref for Mapped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_released_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        std::fs::write(&path, [7; 10_000]).unwrap();
        let mapped = Mapped::open(&path).unwrap();
        assert_eq!(&*mapped, [7; 10_000]);
        mapped.release();
        assert_eq!(&*mapped, [7; 10_000]);
    }
}
