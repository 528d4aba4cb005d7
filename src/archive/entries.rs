//! The entries of a tar archive, one after the other.

use std::io::{self, BufRead};

use super::content::Contents;
use super::header::{BLOCK, Header, padding};
use super::path::{NAME_LIMIT, show, too_long};
use super::pax::{self, Overrides, Record};
use super::sparse::{self, Extent, MapReader};
use crate::error::{Error, Result};
use crate::layer::index::Time;

/// The most bytes that extended headers may have before one entry, and all global ones together.
const METADATA_LIMIT: u64 = 1 << 20;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Regular,
    Directory,
    Symlink,
    HardLink,
    Fifo,
    CharDevice,
    BlockDevice,
}

/// One entry, all extensions decoded. Names are as the archive has them: see `normalise`.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    pub(crate) kind: EntryKind,
    /// Permission bits, at most 07777.
    pub(crate) mode: u16,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) mtime: Time,
    /// Length of a regular file's content, holes included; 0 for everything else.
    pub(crate) size: u64,
    /// Target of a symlink or hard link.
    pub(crate) link: Vec<u8>,
    /// Major and minor number of a device.
    pub(crate) device: (u32, u32),
    /// Names with their namespace, and values.
    pub(crate) xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// The pieces of a sparse file, in order; what the archive stores is these one after the other.
    pub(crate) extents: Option<Vec<Extent>>,
}

/// Sees every byte of the archive that is not content taken by `Entries::data`, in order.
pub(crate) trait Tap {
    fn literal(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// For readers that want the entries only.
impl Tap for () {
    fn literal(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// A reader of tar archives: v7, ustar, GNU, PAX and star, mixed as they come.
pub(crate) struct Entries<R, T = ()> {
    reader: R,
    tap: T,
    /// Bytes read so far.
    position: u64,
    /// Content of the current entry that is still to come.
    left: u64,
    /// Padding behind it.
    padding: u64,
    /// A block that was read to see what it is.
    ahead: Option<Header>,
    globals: Vec<Record>,
    globals_len: u64,
    ended: bool,
}

/// What the extended headers before an entry say.
#[derive(Default)]
struct Pending {
    records: Vec<Record>,
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    len: u64,
}

impl<R: BufRead> Entries<R> {
    /// A reader of the uncompressed archive `reader`.
    pub(crate) fn new(reader: R) -> Self {
        Entries::with_tap(reader, ())
    }
}

impl<R: BufRead, T: Tap> Entries<R, T> {
    /// A reader that shows `tap` everything that is not content.
    pub(crate) fn with_tap(reader: R, tap: T) -> Self {
        let (globals, ahead) = (Vec::new(), None);
        Entries { reader, tap, position: 0, left: 0, padding: 0, ahead, globals, globals_len: 0, ended: false }
    }

    pub(crate) fn tap_mut(&mut self) -> &mut T {
        &mut self.tap
    }

    /// The next entry; what was not read of the last one's content goes to the tap. None at the end of the archive.
    ///
    /// # Errors
    /// For streams that end too early and for headers that are not tar's.
    pub(crate) fn next(&mut self) -> Result<Option<Entry>> {
        let mut pending = Pending::default();
        loop {
            self.skip_rest()?;
            let Some(header) = self.header()? else {
                return if pending.len == 0 { Ok(None) } else { Err(truncated("the archive", self.position).into()) };
            };
            if !self.extension(&header, &mut pending)? {
                return self.entry(&header, pending).map(Some);
            }
        }
    }

    /// The next bytes of the current entry's content as the archive stores it (see `Entry::extents`); empty at its end.
    pub(crate) fn data(&mut self) -> Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let bytes = self.reader.fill_buf()?;
        if bytes.is_empty() {
            return Err(truncated("a file in the archive", self.position).into());
        }
        let count = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(..count).unwrap_or(bytes))
    }

    /// Takes `count` of the bytes that `data` gave.
    pub(crate) fn consume(&mut self, count: usize) {
        self.reader.consume(count);
        self.left = self.left.saturating_sub(count as u64);
        self.position += count as u64;
    }

    /// The content of `entry`, which must be the current one, with its holes filled in.
    pub(crate) fn contents(&mut self, entry: &Entry) -> Contents<'_, R, T> {
        Contents::new(self, entry)
    }

    /// Reads to the end of the stream, past the end of the archive, and gives back the tap and the stream's length.
    pub(crate) fn finish(mut self) -> Result<(T, u64)> {
        self.skip_rest()?;
        if let Some(ahead) = self.ahead.take() {
            self.tap.literal(&ahead.0)?;
        }
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok((self.tap, self.position));
            }
            self.tap.literal(bytes)?;
            let count = bytes.len();
            self.reader.consume(count);
            self.position += count as u64;
        }
    }

    /// Passes over content and padding. The padding behind the last content may be cut short: umoci stops right there,
    /// without the end of an archive, and readers written in Go take that for the end.
    fn skip_rest(&mut self) -> Result<()> {
        let (content, padding) = (std::mem::take(&mut self.left), std::mem::take(&mut self.padding));
        if self.skip(content)? > 0 {
            return Err(truncated("a file in the archive", self.position).into());
        }
        self.skip(padding)?;
        Ok(())
    }

    /// Shows the tap the next `rest` bytes; how many of them are missing because the stream ended.
    fn skip(&mut self, mut rest: u64) -> Result<u64> {
        while rest > 0 {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let count = usize::try_from(rest).unwrap_or(usize::MAX).min(bytes.len());
            self.tap.literal(bytes.get(..count).unwrap_or(bytes))?;
            self.reader.consume(count);
            self.position += count as u64;
            rest -= count as u64;
        }
        Ok(rest)
    }

    /// The next header; none at the end, which is two blocks of zeros, or the end of the stream.
    fn header(&mut self) -> Result<Option<Header>> {
        if self.ended {
            return Ok(None);
        }
        let Some(header) = self.next_block()? else { return self.end() };
        self.tap.literal(&header.0)?;
        if header.is_zero() {
            return match self.next_block()? {
                Some(second) if !second.is_zero() => Err(self.not_a_header(&second)),
                second => {
                    self.ahead = second;
                    self.end()
                }
            };
        }
        if header.checksum_is_right() { Ok(Some(header)) } else { Err(self.not_a_header(&header)) }
    }

    fn end(&mut self) -> Result<Option<Header>> {
        self.ended = true;
        Ok(None)
    }

    fn not_a_header(&self, block: &Header) -> anyhow::Error {
        let at = self.position.saturating_sub(BLOCK as u64);
        if at == 0 && !block.is_zero() {
            return Error::new("this is not a tar archive").into();
        }
        Error::new(format!("damaged archive: no valid header at byte {at}")).into()
    }

    fn next_block(&mut self) -> Result<Option<Header>> {
        match self.ahead.take() {
            Some(header) => Ok(Some(header)),
            None => self.read_block(),
        }
    }

    /// One block from the stream; none at its end. The tap does not see it yet.
    fn read_block(&mut self) -> Result<Option<Header>> {
        let mut block = [0; BLOCK];
        let mut filled = 0;
        while let Some(space) = block.get_mut(filled..).filter(|space| !space.is_empty()) {
            match self.reader.read(space) {
                Ok(0) if filled == 0 => return Ok(None),
                Ok(0) => return Err(truncated("the archive", self.position).into()),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            }
        }
        self.position += BLOCK as u64;
        Ok(Some(Header(block)))
    }

    /// Handles what is not an entry by itself; false when it is one.
    fn extension(&mut self, header: &Header, pending: &mut Pending) -> Result<bool> {
        match header.type_flag() {
            b'x' | b'X' => {
                let data = self.metadata(header, &mut pending.len)?;
                pending.records.extend(pax::records(&data)?);
            }
            b'g' => {
                let mut len = self.globals_len;
                let data = self.metadata(header, &mut len)?;
                self.globals_len = len;
                self.globals
                    .extend(pax::records(&data)?.into_iter().filter(|(key, _)| !key.starts_with(b"GNU.sparse.")));
            }
            b'L' => pending.name = Some(self.long_name(header, &mut pending.len)?),
            b'K' => pending.link = Some(self.long_name(header, &mut pending.len)?),
            // The name of a GNU volume: of no file.
            b'V' => self.left = 0,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The content of an extended header, which is kept in memory.
    fn metadata(&mut self, header: &Header, total: &mut u64) -> Result<Vec<u8>> {
        let size = header.size()?;
        *total = total.saturating_add(size).saturating_add(1);
        if *total > METADATA_LIMIT {
            return Err(Error::new(format!(
                "the archive has extended headers of {total} bytes before one file, the limit is {METADATA_LIMIT}"
            ))
            .into());
        }
        let mut data = Vec::new();
        let len = size.next_multiple_of(BLOCK as u64);
        while (data.len() as u64) < len {
            let block = self.next_block()?.ok_or_else(|| truncated("the archive", self.position))?;
            self.tap.literal(&block.0)?;
            data.extend_from_slice(&block.0);
        }
        data.truncate(usize::try_from(size)?);
        Ok(data)
    }

    fn long_name(&mut self, header: &Header, total: &mut u64) -> Result<Vec<u8>> {
        let data = self.metadata(header, total)?;
        let name = super::header::until_nul(&data);
        if name.len() > NAME_LIMIT { Err(too_long(name).into()) } else { Ok(name.to_vec()) }
    }

    fn entry(&mut self, header: &Header, pending: Pending) -> Result<Entry> {
        let mut overrides = Overrides::default();
        overrides.apply(&self.globals)?;
        overrides.apply(&pending.records)?;
        let sparse_name = overrides.sparse.name.take();
        let name = sparse_name.or(overrides.path.take()).or(pending.name).unwrap_or_else(|| header.name());
        let kind = kind(header, &name)?;
        let device = match kind {
            EntryKind::CharDevice | EntryKind::BlockDevice => header.device()?,
            _ => (0, 0),
        };
        let mut entry = Entry {
            kind,
            mode: header.mode()?,
            uid: overrides.uid.map_or_else(|| header.uid(), Ok)?,
            gid: overrides.gid.map_or_else(|| header.gid(), Ok)?,
            mtime: overrides.mtime.map_or_else(|| header.mtime().map(|secs| Time { secs, nanos: 0 }), Ok)?,
            size: 0,
            link: overrides.link.take().or(pending.link).unwrap_or_else(|| header.link_name().to_vec()),
            device,
            xattrs: std::mem::take(&mut overrides.xattrs),
            extents: None,
            name,
        };
        let stored = overrides.size.map_or_else(|| header.size(), Ok)?;
        self.content(header, stored, &overrides, &mut entry)?;
        Ok(entry)
    }

    /// Sets up what follows the header: the length of the content, and its map if it is sparse.
    fn content(&mut self, header: &Header, stored: u64, overrides: &Overrides, entry: &mut Entry) -> Result<()> {
        if entry.kind != EntryKind::Regular {
            return self.skip_needless_content(stored);
        }
        self.left = stored;
        self.padding = padding(stored);
        entry.size = stored;
        if header.type_flag() == b'S' {
            entry.extents = Some(self.old_sparse_map(header)?);
            entry.size = overrides.sparse.real_size.map_or_else(|| header.real_size(), Ok)?;
        } else if overrides.sparse.map_precedes_content() {
            entry.extents = Some(self.leading_map()?);
            entry.size = overrides.sparse.real_size.unwrap_or(self.left);
        } else if let Some(extents) = &overrides.sparse.extents {
            entry.extents = Some(extents.clone());
            entry.size = overrides.sparse.real_size.unwrap_or(stored);
        }
        match &entry.extents {
            Some(extents) => sparse::check(extents, self.left, entry.size),
            None => Ok(()),
        }
    }

    /// The blocks after an old GNU header that hold more of the map; they do not count as content.
    fn old_sparse_map(&mut self, header: &Header) -> Result<Vec<Extent>> {
        let mut extents = Vec::new();
        let (fields, mut more) = header.sparse();
        sparse::old_extents(fields, &mut extents)?;
        while more {
            let block = self.next_block()?.ok_or_else(|| truncated("the archive", self.position))?;
            self.tap.literal(&block.0)?;
            let (fields, rest) = block.0.split_at(504);
            sparse::old_extents(fields, &mut extents)?;
            more = rest.first() != Some(&0);
        }
        Ok(extents)
    }

    /// The map of format 1.0, which counts as content.
    fn leading_map(&mut self) -> Result<Vec<Extent>> {
        let mut map = MapReader::default();
        loop {
            let left = self.left.checked_sub(BLOCK as u64);
            self.left = left.ok_or_else(|| Error::new("damaged archive: the map of a sparse file has no end"))?;
            let block = self.next_block()?.ok_or_else(|| truncated("the archive", self.position))?;
            self.tap.literal(&block.0)?;
            if let Some(extents) = map.block(&block.0)? {
                return Ok(extents);
            }
        }
    }

    /// Links, directories and devices have no content, whatever their size field says, and most writers mean it so; a few
    /// do store the content of hard links. If the next block is a header, nothing was stored.
    fn skip_needless_content(&mut self, stored: u64) -> Result<()> {
        if stored == 0 {
            return Ok(());
        }
        self.ahead = self.next_block()?;
        if let Some(block) = &self.ahead
            && !block.is_zero()
            && !block.checksum_is_right()
        {
            self.tap.literal(&block.0)?;
            self.left = stored.next_multiple_of(BLOCK as u64) - BLOCK as u64;
            self.ahead = None;
        }
        Ok(())
    }
}

fn truncated(what: &str, position: u64) -> Error {
    Error::new(format!("{what} is cut short: the stream ends after {position} bytes"))
}

fn kind(header: &Header, name: &[u8]) -> Result<EntryKind> {
    Ok(match header.type_flag() {
        // v7 has no type for directories, only the slash at the end.
        0 | b'0' | b'7' if name.ends_with(b"/") => EntryKind::Directory,
        0 | b'0' | b'7' | b'S' => EntryKind::Regular,
        b'1' => EntryKind::HardLink,
        b'2' => EntryKind::Symlink,
        b'3' => EntryKind::CharDevice,
        b'4' => EntryKind::BlockDevice,
        b'5' | b'D' => EntryKind::Directory,
        b'6' => EntryKind::Fifo,
        other => {
            let flag = char::from(other).escape_debug();
            return Err(Error::new(format!("unsupported entry type '{flag}' in the archive, of {}", show(name))).into());
        }
    })
}
