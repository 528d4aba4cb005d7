//! Sparse files, in the four ways that GNU tar writes them (GNU tar manual, "Storing Sparse Files").

use super::header::{self, BLOCK};
use super::pax::decimal;
use crate::error::{Error, Result};

/// The most pieces that one file may have.
pub(super) const MAX_EXTENTS: usize = 1_000_000;

/// The longest sparse file that is taken, in bytes. Its holes have to be hashed, at more than a minute per 100 GiB.
pub(super) const MAX_SPARSE: u64 = 256 << 30;

/// One piece of a sparse file that is there; the rest is holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) offset: u64,
    pub(crate) len: u64,
}

/// The `GNU.sparse.` records of an extended header.
#[derive(Debug, Default)]
pub(super) struct SparseRecords {
    pub(super) name: Option<Vec<u8>>,
    pub(super) real_size: Option<u64>,
    pub(super) extents: Option<Vec<Extent>>,
    major: Option<u64>,
    /// An offset that waits for its length (format 0.0).
    offset: Option<u64>,
}

impl SparseRecords {
    pub(super) fn record(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        let number = || decimal(value).ok_or_else(bad);
        match key {
            b"major" => self.major = Some(number()?),
            b"name" => self.name = Some(value.to_vec()),
            b"realsize" | b"size" => self.real_size = Some(number()?),
            b"offset" => self.offset = Some(number()?),
            b"numbytes" => {
                let offset = self.offset.take().ok_or_else(bad)?;
                self.push(Extent { offset, len: number()? })?;
            }
            b"map" => self.map(value)?,
            _ => {}
        }
        Ok(())
    }

    /// Whether the map stands before the content (format 1.0) and not in the records.
    pub(super) fn map_precedes_content(&self) -> bool {
        self.major == Some(1)
    }

    fn map(&mut self, value: &[u8]) -> Result<()> {
        self.extents = None;
        let mut numbers = value.split(|byte| *byte == b',').map(|digits| decimal(digits).ok_or_else(bad));
        while let Some(offset) = numbers.next() {
            let len = numbers.next().ok_or_else(bad)??;
            self.push(Extent { offset: offset?, len })?;
        }
        Ok(())
    }

    fn push(&mut self, extent: Extent) -> Result<()> {
        let extents = self.extents.get_or_insert_default();
        if extents.len() >= MAX_EXTENTS {
            return Err(too_many().into());
        }
        extents.push(extent);
        Ok(())
    }
}

/// The pieces in a block of the old GNU format: 12 digits offset, 12 digits length, ended by an empty one.
pub(super) fn old_extents(fields: &[u8], extents: &mut Vec<Extent>) -> Result<()> {
    for field in fields.chunks_exact(24) {
        let (offset, len) = field.split_at(12);
        let number = |field| header::number(field).map(|number| number.map(u64::try_from)).map_err(|()| bad());
        let (Some(offset), Some(len)) = (number(offset)?, number(len)?) else { return Ok(()) };
        if extents.len() >= MAX_EXTENTS {
            return Err(too_many().into());
        }
        extents.push(Extent { offset: offset.map_err(|_| bad())?, len: len.map_err(|_| bad())? });
    }
    Ok(())
}

/// The map of format 1.0 while it is being read: decimal lines, first the number of pieces, in whole blocks.
#[derive(Default)]
pub(super) struct MapReader {
    expected: Option<u64>,
    offset: Option<u64>,
    line: Vec<u8>,
    extents: Vec<Extent>,
}

impl MapReader {
    /// Takes the next block; gives the map when it was the last one.
    pub(super) fn block(&mut self, block: &[u8; BLOCK]) -> Result<Option<Vec<Extent>>> {
        for byte in block {
            if *byte != b'\n' {
                self.line.push(*byte);
                if self.line.len() > 20 {
                    return Err(bad().into());
                }
                continue;
            }
            let number = decimal(&std::mem::take(&mut self.line)).ok_or_else(bad)?;
            self.number(number)?;
            if self.expected == Some(self.extents.len() as u64) {
                return Ok(Some(std::mem::take(&mut self.extents)));
            }
        }
        Ok(None)
    }

    fn number(&mut self, number: u64) -> Result<()> {
        match (self.expected, self.offset.take()) {
            (None, _) if number > MAX_EXTENTS as u64 => return Err(too_many().into()),
            (None, _) => self.expected = Some(number),
            (Some(_), None) => self.offset = Some(number),
            (Some(_), Some(offset)) => self.extents.push(Extent { offset, len: number }),
        }
        Ok(())
    }
}

/// Checks that the pieces are in order, do not overlap, lie in the file and are as long together as what is stored.
pub(super) fn check(extents: &[Extent], stored: u64, size: u64) -> Result<()> {
    let (mut end, mut total) = (0u64, 0u64);
    for extent in extents {
        if extent.offset < end {
            return Err(bad().into());
        }
        end = extent.offset.checked_add(extent.len).ok_or_else(bad)?;
        total += extent.len;
    }
    if end > size || total != stored {
        return Err(bad().into());
    }
    if size > MAX_SPARSE {
        return Err(Error::new(format!(
            "the archive has a sparse file of {} GiB, the limit is {} GiB",
            size >> 30,
            MAX_SPARSE >> 30
        ))
        .into());
    }
    Ok(())
}

fn bad() -> Error {
    Error::new("damaged archive: the map of a sparse file cannot be right")
}

fn too_many() -> Error {
    Error::new(format!("the archive has a sparse file of more than {MAX_EXTENTS} pieces"))
}
