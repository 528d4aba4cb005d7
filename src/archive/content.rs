//! The content of an entry as a plain stream.

use std::io::{self, BufRead, Read};

use super::entries::{Entries, Entry, Tap};
use super::sparse::Extent;

/// Reads the content of the current entry, holes included.
pub(crate) struct Contents<'a, R, T> {
    entries: &'a mut Entries<R, T>,
    extents: std::vec::IntoIter<Extent>,
    /// The piece that is being read, or comes next.
    extent: Option<Extent>,
    at: u64,
    size: u64,
}

impl<'a, R: BufRead, T: Tap> Contents<'a, R, T> {
    pub(super) fn new(entries: &'a mut Entries<R, T>, entry: &Entry) -> Self {
        let whole = || vec![Extent { offset: 0, len: entry.size }];
        let mut extents = entry.extents.clone().unwrap_or_else(whole).into_iter();
        let extent = extents.next();
        Contents { entries, extents, extent, at: 0, size: entry.size }
    }
}

impl<R: BufRead, T: Tap> Read for Contents<'_, R, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(extent) = self.extent {
            if self.at < extent.offset {
                break;
            }
            let left = (extent.offset + extent.len).saturating_sub(self.at);
            if left == 0 {
                self.extent = self.extents.next();
                continue;
            }
            let data = self.entries.data().map_err(io::Error::other)?;
            let count = data.len().min(buffer.len()).min(usize::try_from(left).unwrap_or(usize::MAX));
            for (to, from) in buffer.iter_mut().zip(data.iter().take(count)) {
                *to = *from;
            }
            self.entries.consume(count);
            self.at += count as u64;
            return Ok(count);
        }
        let end = self.extent.map_or(self.size, |extent| extent.offset);
        let count = usize::try_from(end.saturating_sub(self.at)).unwrap_or(usize::MAX).min(buffer.len());
        buffer.iter_mut().take(count).for_each(|byte| *byte = 0);
        self.at += count as u64;
        Ok(count)
    }
}
