//! What a read is answered with.

use std::fs::File;
use std::sync::Arc;

use rustix::fs::fstat;
use rustix::io::Errno;

use super::Result;
use crate::sys::mmap::Mapped;

/// How much of a layer's file is mapped at a time, in bytes. Mapping costs as much as a few requests, and what is mapped
/// counts as the server's memory.
const WINDOW: u64 = 4 << 20;

/// The shortest read that is worth a mapping, in bytes: the kernel's readahead comes in pieces of twice that.
const MAPPED_FROM: usize = 64 << 10;

/// Gives the bytes of files as slices: copied, or where they never change and there are many, mapped.
#[derive(Debug, Default)]
pub(super) struct Reader {
    buffer: Vec<u8>,
    window: Option<Window>,
}

/// A part of a file that never changes, in memory.
#[derive(Debug)]
struct Window {
    file: Arc<File>,
    start: u64,
    bytes: Mapped,
    /// Whether the file ends where it ends.
    last: bool,
}

impl Reader {
    /// Up to `size` bytes from `offset` of a file that may change. Less than asked for only at its end (pread(2) may give
    /// less anywhere).
    pub(super) fn copy(&mut self, file: &File, offset: u64, size: usize) -> Result<&[u8]> {
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        let mut done = 0;
        while let Some(rest) = self.buffer.get_mut(done..size).filter(|rest| !rest.is_empty()) {
            match rustix::io::pread(file, rest, offset + done as u64) {
                Ok(0) => break,
                Ok(len) => done += len,
                Err(Errno::INTR) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(self.buffer.get(..done).unwrap_or_default())
    }

    /// The same of one of the store's objects, which never change. Its bytes are for the kernel only, which notices it when
    /// the disk cannot give them; this process would be killed.
    pub(super) fn of_object(&mut self, file: &Arc<File>, offset: u64, size: usize) -> Result<&[u8]> {
        if size < MAPPED_FROM {
            return self.copy(file, offset, size);
        }
        let window = match self.window.take().filter(|window| window.covers(file, offset, size)) {
            Some(window) => window,
            None => match Window::open(file, offset, size)? {
                Some(window) => window,
                None => return self.copy(file, offset, size),
            },
        };
        Ok(self.window.insert(window).piece(offset, size))
    }
}

impl Window {
    /// Maps the part of a file that a read is in; nothing where there is no part to map.
    fn open(file: &Arc<File>, offset: u64, size: usize) -> Result<Option<Window>> {
        let start = offset - offset % WINDOW;
        let whole = u64::try_from(fstat(file)?.st_size).unwrap_or_default();
        let end = (offset + size as u64).next_multiple_of(WINDOW).min(whole);
        if end <= offset {
            return Ok(None);
        }
        let len = usize::try_from(end - start).map_err(|_| Errno::INVAL)?;
        let mapped = Mapped::part(file, start, len).ok();
        Ok(mapped.map(|bytes| Window { file: file.clone(), start, bytes, last: end == whole }))
    }

    fn covers(&self, file: &Arc<File>, offset: u64, size: usize) -> bool {
        let end = self.start + self.bytes.len() as u64;
        let inside = offset >= self.start && offset < end;
        Arc::ptr_eq(&self.file, file) && inside && (self.last || offset + size as u64 <= end)
    }

    fn piece(&self, offset: u64, size: usize) -> &[u8] {
        let from = usize::try_from(offset - self.start).unwrap_or(usize::MAX);
        let rest = self.bytes.get(from..).unwrap_or_default();
        rest.get(..size).unwrap_or(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mapped_and_copied_are_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("object");
        let whole = WINDOW as usize + 300_000;
        let content: Vec<u8> = (0..whole).map(|n| (n / 251) as u8).collect();
        std::fs::write(&path, &content).unwrap();
        let file = Arc::new(File::open(&path).unwrap());
        let (mut mapped, mut copied) = (Reader::default(), Reader::default());
        let large = MAPPED_FROM * 2;
        for (offset, size) in [
            (0, large),
            (large, large),
            (WINDOW as usize - 4096, large),
            (WINDOW as usize, large),
            (whole - 5000, large),
            (whole, large),
            (whole + 10 * large, large),
            (4096, 10),
            (0, whole + large),
        ] {
            let expected = content.get(offset..whole.min(offset + size)).unwrap_or_default();
            assert!(mapped.of_object(&file, offset as u64, size).unwrap() == expected, "{offset} {size}");
            assert!(copied.copy(&file, offset as u64, size).unwrap() == expected, "{offset} {size}");
        }
    }

    #[test]
    fn a_window_is_of_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let mut reader = Reader::default();
        for byte in [1, 2] {
            let path = dir.path().join(byte.to_string());
            std::fs::write(&path, vec![byte; MAPPED_FROM]).unwrap();
            let file = Arc::new(File::open(&path).unwrap());
            assert_eq!(reader.of_object(&file, 0, MAPPED_FROM).unwrap(), vec![byte; MAPPED_FROM]);
        }
    }
}
