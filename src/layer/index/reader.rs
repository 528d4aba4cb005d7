//! Reading an index in place.

use std::cmp::Ordering;
use std::path::Path;

use super::format::{self, RawEntry, RawInode};
use super::{Corrupt, Entry, Inode, Kind, Target, Time};
use crate::error::{Context, Result};
use crate::name::Digest;
use crate::sys::mmap::Mapped;

/// The tree of one layer. Cheap to open, safe to share between threads.
#[derive(Debug)]
pub(crate) struct Index {
    bytes: Bytes,
    sections: Sections,
}

#[derive(Debug)]
enum Bytes {
    Mapped(Mapped),
    Owned(Vec<u8>),
}

impl Bytes {
    fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Mapped(mapped) => mapped,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// Where each section lies in the file: start and length in bytes, within the file's bounds.
#[derive(Debug, Clone, Copy)]
struct Sections {
    inodes: (usize, usize),
    entries: (usize, usize),
    digests: (usize, usize),
    xattrs: (usize, usize),
    strings: (usize, usize),
}

impl Index {
    /// Maps the index at `path`, which must never change while it is open. Looks at the header only.
    pub(crate) fn open(path: &Path) -> Result<Index> {
        let mapped = Mapped::open(path).with_context(|| format!("cannot open the index {}", path.display()))?;
        Index::new(Bytes::Mapped(mapped)).with_context(|| path.display().to_string())
    }

    /// The index that these bytes are. Looks at the header only.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Result<Index> {
        Ok(Index::new(Bytes::Owned(bytes))?)
    }

    fn new(bytes: Bytes) -> Result<Index, Corrupt> {
        let sections = Sections::read(bytes.as_slice())?;
        Ok(Index { bytes, sections })
    }

    /// Lets go of the memory that what was read so far takes. It is read again where it is looked at again.
    pub(crate) fn release(&self) {
        if let Bytes::Mapped(mapped) = &self.bytes {
            mapped.release();
        }
    }

    /// How many inodes there are: their numbers are 0 (the root) to this, exclusive.
    pub(crate) fn inodes(&self) -> u32 {
        u32::try_from(self.sections.inodes.1 / format::INODE).unwrap_or(u32::MAX)
    }

    /// The inode with this number.
    pub(crate) fn inode(&self, no: u32) -> Result<Inode<'_>, Corrupt> {
        let raw = self.raw_inode(no)?;
        let kind = format::kind_of(raw.kind).ok_or(Corrupt("unknown kind of inode"))?;
        let mut inode = Inode {
            kind,
            perm: raw.perm & 0o7777,
            uid: raw.uid,
            gid: raw.gid,
            mtime: Time { secs: raw.secs, nanos: raw.nanos.min(999_999_999) },
            nlink: raw.nlink,
            parent: raw.parent,
            size: 0,
            object: None,
            target: &[],
            rdev: (0, 0),
            opaque: raw.flags & format::FLAG_OPAQUE != 0,
            implied: raw.flags & format::FLAG_IMPLIED != 0,
        };
        self.fill(&mut inode, &raw)?;
        Ok(inode)
    }

    /// Fills in what only this inode's kind has.
    fn fill<'a>(&'a self, inode: &mut Inode<'a>, raw: &RawInode) -> Result<(), Corrupt> {
        match inode.kind {
            Kind::Regular => {
                inode.size = raw.a;
                inode.object = self.digest(raw.b)?;
            }
            Kind::Symlink => {
                inode.target = self.string(raw.a, raw.b)?;
                inode.size = raw.b;
            }
            Kind::CharDevice | Kind::BlockDevice => inode.rdev = (low(raw.a)?, low(raw.b)?),
            Kind::Directory | Kind::Fifo | Kind::Socket => {}
        }
        Ok(())
    }

    /// What `name` stands for in the directory `dir`: a binary search.
    pub(crate) fn lookup(&self, dir: u32, name: &[u8]) -> Result<Option<Entry<'_>>, Corrupt> {
        let (first, count) = self.range(dir)?;
        let prefix = format::prefix(name);
        let (mut low, mut high) = (first, first + count);
        while low < high {
            let middle = low + (high - low) / 2;
            let raw = self.raw_entry(middle)?;
            let order = match raw.prefix.cmp(&prefix) {
                Ordering::Equal => self.name(&raw)?.cmp(name),
                order => order,
            };
            match order {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Ok(Some(self.entry(&raw)?)),
            }
        }
        Ok(None)
    }

    /// The entries of the directory `dir`, sorted by the bytes of their names.
    pub(crate) fn entries(&self, dir: u32) -> Result<Entries<'_>, Corrupt> {
        let (next, count) = self.range(dir)?;
        Ok(Entries { index: self, next, end: next + count })
    }

    /// The name of an inode in its parent directory; of several, the first. The root's is empty.
    pub(crate) fn name_of(&self, no: u32) -> Result<&[u8], Corrupt> {
        if no == super::ROOT {
            return Ok(&[]);
        }
        let entry = self.raw_inode(no)?.entry;
        self.name(&self.raw_entry(entry.into())?)
    }

    /// The extended attributes of an inode, sorted by name: none when the number is out of range.
    pub(crate) fn xattrs(&self, no: u32) -> Xattrs<'_> {
        let (next, count) = self.raw_inode(no).map_or((0, 0), |raw| (raw.first_xattr, raw.xattrs));
        Xattrs { index: self, next, end: next.saturating_add(count) }
    }

    /// The names of the extended attributes of all inodes, in no order.
    pub(crate) fn xattr_names(&self) -> impl Iterator<Item = &[u8]> {
        let count = u32::try_from(self.sections.xattrs.1 / format::XATTR).unwrap_or(u32::MAX);
        (0..count).filter_map(|no| Some(self.raw_xattr(no).ok()?.0))
    }

    /// The value of one extended attribute.
    #[cfg(test)]
    pub(crate) fn xattr(&self, no: u32, name: &[u8]) -> Option<&[u8]> {
        self.xattrs(no).find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    pub(super) fn raw_inode(&self, no: u32) -> Result<RawInode, Corrupt> {
        self.record(self.sections.inodes, u64::from(no))
            .map(RawInode::decode)
            .ok_or(Corrupt("an inode number is out of range"))
    }

    pub(super) fn raw_entry(&self, no: u64) -> Result<RawEntry, Corrupt> {
        self.record(self.sections.entries, no).map(RawEntry::decode).ok_or(Corrupt("an entry is out of range"))
    }

    pub(super) fn raw_xattr(&self, no: u32) -> Result<(&[u8], &[u8]), Corrupt> {
        let record: &[u8; format::XATTR] =
            self.record(self.sections.xattrs, u64::from(no)).ok_or(Corrupt("an xattr is out of range"))?;
        let field = |at: usize| record.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        let name = self.string(field(0).into(), field(4).into())?;
        let value = self.string(field(8).into(), field(12).into())?;
        Ok((name, value))
    }

    pub(super) fn entry_count(&self) -> u64 {
        (self.sections.entries.1 / format::ENTRY) as u64
    }

    /// The first entry of a directory and how many it has, within the bounds of the section.
    pub(super) fn range(&self, dir: u32) -> Result<(u64, u64), Corrupt> {
        let raw = self.raw_inode(dir)?;
        if format::kind_of(raw.kind) != Some(Kind::Directory) {
            return Err(Corrupt("a directory was expected"));
        }
        match raw.a.checked_add(raw.b) {
            Some(end) if end <= self.entry_count() => Ok((raw.a, raw.b)),
            _ => Err(Corrupt("a directory's entries are out of range")),
        }
    }

    pub(super) fn name(&self, raw: &RawEntry) -> Result<&[u8], Corrupt> {
        self.string(raw.name.into(), raw.name_len.into())
    }

    fn entry(&self, raw: &RawEntry) -> Result<Entry<'_>, Corrupt> {
        let name = self.name(raw)?;
        let target = match raw.inode {
            format::WHITEOUT => Target::Whiteout,
            no if no < self.inodes() => Target::Inode(no),
            _ => return Err(Corrupt("an entry names an inode that is not there")),
        };
        Ok(Entry { name, target })
    }

    fn digest(&self, no: u64) -> Result<Option<Digest>, Corrupt> {
        if no == format::NO_DIGEST {
            return Ok(None);
        }
        let bytes: &[u8; format::DIGEST] =
            self.record(self.sections.digests, no).ok_or(Corrupt("a digest is out of range"))?;
        Ok(Some(Digest::from_bytes(*bytes)))
    }

    fn string(&self, offset: u64, len: u64) -> Result<&[u8], Corrupt> {
        let range = || {
            let start = usize::try_from(offset).ok()?;
            let end = start.checked_add(usize::try_from(len).ok()?)?;
            self.section(self.sections.strings)?.get(start..end)
        };
        range().ok_or(Corrupt("a string is out of range"))
    }

    fn section(&self, (start, len): (usize, usize)) -> Option<&[u8]> {
        self.bytes.as_slice().get(start..start.checked_add(len)?)
    }

    fn record<const N: usize>(&self, section: (usize, usize), no: u64) -> Option<&[u8; N]> {
        let start = usize::try_from(no).ok()?.checked_mul(N)?;
        self.section(section)?.get(start..start.checked_add(N)?)?.try_into().ok()
    }
}

impl Sections {
    fn read(bytes: &[u8]) -> Result<Sections, Corrupt> {
        let header = bytes.get(..format::HEADER).ok_or(Corrupt("it is shorter than its header"))?;
        if !header.starts_with(&format::MAGIC) {
            return Err(Corrupt("it is not an index"));
        }
        if number(header, 8)? & 0xffff_ffff != u64::from(format::VERSION) {
            return Err(Corrupt("its version is unknown"));
        }
        let section = |at: usize, record: usize| -> Result<(usize, usize), Corrupt> {
            let (start, len) = (number(header, at)?, number(header, at + 8)?);
            match start.checked_add(len) {
                Some(end) if end <= bytes.len() as u64 && len % record as u64 == 0 => {
                    Ok((start as usize, len as usize))
                }
                _ => Err(Corrupt("a section is out of range")),
            }
        };
        let sections = Sections {
            inodes: section(16, format::INODE)?,
            entries: section(32, format::ENTRY)?,
            digests: section(48, format::DIGEST)?,
            xattrs: section(64, format::XATTR)?,
            strings: section(80, 1)?,
        };
        if sections.inodes.1 == 0 {
            return Err(Corrupt("it has no root"));
        }
        Ok(sections)
    }
}

fn number(header: &[u8], at: usize) -> Result<u64, Corrupt> {
    let bytes = header.get(at..).and_then(|rest| rest.first_chunk::<8>());
    bytes.map(|b| u64::from_le_bytes(*b)).ok_or(Corrupt("it is shorter than its header"))
}

fn low(number: u64) -> Result<u32, Corrupt> {
    u32::try_from(number).map_err(|_| Corrupt("a device number is out of range"))
}

/// The entries of one directory.
#[derive(Debug, Clone)]
pub(crate) struct Entries<'a> {
    index: &'a Index,
    next: u64,
    end: u64,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, Corrupt>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let raw = self.index.raw_entry(self.next);
        self.next += 1;
        Some(raw.and_then(|raw| self.index.entry(&raw)))
    }
}

/// The extended attributes of one inode: name and value. Broken ones are left out.
#[derive(Debug, Clone)]
pub(crate) struct Xattrs<'a> {
    index: &'a Index,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Xattrs<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let found = self.index.raw_xattr(self.next).ok();
        self.next = if found.is_some() { self.next + 1 } else { self.end };
        found
    }
}
