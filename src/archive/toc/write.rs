//! Writes layers in the form zstd:chunked. Each file that is not empty is a frame of its own, and so is what is between two of
//! them. Who knows nothing of the form reads a stream of zstd.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, Write};

use zstd::stream::raw::{Encoder, Operation};
use zstd::stream::zio;

use super::chunked::{CHECKSUM, FRAME, TABLE, TAR_SPLIT, VERSION};
use super::facts::{Facts, facts};
use super::tar_split::{self, Crc64};
use crate::archive::entries::{Entries, Entry, Tap};
use crate::archive::header;
use crate::archive::path::normalise;
use crate::error::Result;
use crate::name::{Digest, Hasher, Metered};

/// The magic number of a skippable frame (RFC 8878, 3.1.2).
const SKIPPABLE: [u8; 4] = 0x184d_2a50_u32.to_le_bytes();
/// What ends the footer.
const MAGIC: &[u8; 8] = b"GNUlInUx";
/// What is between two files is kept up to this length. No headers of an entry are longer.
const SEGMENT: usize = 2 << 20;

/// Compresses the tar stream `tar` into `out`; gives back the annotations of such a layer. A layer that no table can tell in
/// full, for instance one with sparse files, gets none. The bytes depend on the stream and the level alone.
pub(crate) fn write(tar: impl BufRead, out: impl Write, level: i32) -> Result<BTreeMap<String, String>> {
    let (frames, tables) = (Frames::new(out, level)?, Some(Tables::new(level)?));
    let packer = Packer { frames, tables, between: Vec::new(), padding: 0 };
    let mut entries = Entries::with_tap(tar, packer);
    let mut piece = Vec::new();
    while let Some(entry) = entries.next()? {
        let mut file = entries.tap_mut().begin(&entry)?;
        loop {
            piece.clear();
            piece.extend_from_slice(entries.data()?);
            if piece.is_empty() {
                break;
            }
            entries.consume(piece.len());
            file.update(&piece);
            entries.tap_mut().frames.write(&piece)?;
        }
        entries.tap_mut().end(&entry, file)?;
    }
    let (packer, _) = entries.finish()?;
    packer.finish()
}

/// A layer on its way out.
struct Packer<W: Write> {
    frames: Frames<W>,
    /// None when there can be no table.
    tables: Option<Tables>,
    /// What came after the last file.
    between: Vec<u8>,
    /// How much of that is the last file's padding.
    padding: usize,
}

/// A file while its content passes.
struct File {
    facts: Option<Facts>,
    hasher: Hasher,
    crc: Crc64,
    start: u64,
    is_empty: bool,
}

impl File {
    fn update(&mut self, bytes: &[u8]) {
        self.is_empty = false;
        self.hasher.update(bytes);
        self.crc.update(bytes);
    }
}

/// Sees what is between files.
impl<W: Write> Tap for Packer<W> {
    fn literal(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.frames.write(bytes)?;
        if let Some(tables) = &mut self.tables {
            self.between.extend_from_slice(bytes);
            if self.between.len() > SEGMENT {
                tables.split.segment(&self.between).map_err(io::Error::other)?;
                self.between.clear();
            }
        }
        Ok(())
    }
}

impl<W: Write> Packer<W> {
    /// The headers of `entry` have passed.
    fn begin(&mut self, entry: &Entry) -> Result<File> {
        let facts = self.between.get(self.padding..).and_then(|headers| facts(entry, headers));
        let tables = self.tables.take().zip(facts.as_ref());
        if let Some((mut tables, facts)) = tables
            && tables.is_new(&facts.name)
        {
            tables.split.segment(&self.between)?;
            self.tables = Some(tables);
        }
        self.between.clear();
        let start = if entry.size > 0 { self.frames.cut()? } else { 0 };
        Ok(File { facts, hasher: Hasher::new(), crc: Crc64::new(), start, is_empty: true })
    }

    /// The content of `entry` has passed.
    fn end(&mut self, entry: &Entry, file: File) -> Result<()> {
        let File { facts, hasher, crc, start, is_empty } = file;
        let end = if is_empty { 0 } else { self.frames.cut()? };
        self.padding = usize::try_from(header::padding(entry.size))?;
        let (Some(tables), Some(facts)) = (&mut self.tables, facts) else { return Ok(()) };
        tables.split.file(&facts.name, entry.size, (!is_empty).then(|| crc.sum()))?;
        let digest = (!is_empty).then(|| hasher.finish());
        tables.table.list(&facts.with_content(digest, start..end))
    }

    /// Writes the tables.
    fn finish(mut self) -> Result<BTreeMap<String, String>> {
        self.frames.cut()?;
        let Some(mut tables) = self.tables else { return Ok(self.frames.finish().map(|_| BTreeMap::new())?) };
        if !self.between.is_empty() {
            tables.split.segment(&self.between)?;
        }
        let mut out = self.frames.finish()?;
        let split = packed(tables.split.finish())?;
        let table = tables.table.end(&Digest::of(&split.bytes))?;
        let at = out.meter + FRAME;
        let split_at = at + table.bytes.len() as u64 + FRAME;
        skippable(&mut out, &table.bytes)?;
        skippable(&mut out, &split.bytes)?;
        let numbers = [at, table.bytes.len() as u64, table.unpacked, VERSION];
        let split_numbers = [split_at, split.bytes.len() as u64, split.unpacked];
        let footer = numbers.iter().chain(&split_numbers).flat_map(|number| number.to_le_bytes()).chain(*MAGIC);
        skippable(&mut out, &footer.collect::<Vec<u8>>())?;
        let texts = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(":");
        let pairs = [
            (CHECKSUM, Digest::of(&table.bytes).to_string()),
            (TABLE, texts(&numbers)),
            (TAR_SPLIT, texts(&split_numbers)),
        ];
        Ok(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}

/// Writes a skippable frame.
fn skippable(out: &mut impl Write, bytes: &[u8]) -> Result<()> {
    out.write_all(&SKIPPABLE)?;
    out.write_all(&u32::try_from(bytes.len())?.to_le_bytes())?;
    Ok(out.write_all(bytes)?)
}

/// The tar-split and the table, as far as they go.
struct Tables {
    split: tar_split::Writer<Packing>,
    table: TableWriter,
    /// The paths that there are: no reader takes one of them twice.
    paths: HashSet<Vec<u8>>,
}

impl Tables {
    fn new(level: i32) -> Result<Self> {
        let (split, table) = (tar_split::Writer::new(packing(level)?), TableWriter::new(level)?);
        Ok(Tables { split, table, paths: HashSet::new() })
    }

    fn is_new(&mut self, name: &str) -> bool {
        normalise(name.as_bytes()).is_ok_and(|path| self.paths.insert(path))
    }
}

/// The table: `{"version":1,"entries":[…],"tarSplitDigest":"…"}`.
struct TableWriter {
    out: Packing,
    is_empty: bool,
}

impl TableWriter {
    fn new(level: i32) -> Result<Self> {
        let mut out = packing(level)?;
        write!(out, r#"{{"version":{VERSION},"entries":["#)?;
        Ok(TableWriter { out, is_empty: true })
    }

    fn list(&mut self, facts: &Facts) -> Result<()> {
        if !std::mem::take(&mut self.is_empty) {
            self.out.write_all(b",")?;
        }
        Ok(serde_json::to_writer(&mut self.out, facts)?)
    }

    fn end(mut self, split: &Digest) -> Result<Packed> {
        write!(self.out, r#"],"tarSplitDigest":"{split}"}}"#)?;
        packed(self.out)
    }
}

/// Something that is packed in memory.
type Packing = Metered<zstd::Encoder<'static, Vec<u8>>, u64>;

struct Packed {
    bytes: Vec<u8>,
    /// Bytes that it unpacks to.
    unpacked: u64,
}

fn packing(level: i32) -> Result<Packing> {
    Ok(Metered::new(zstd::Encoder::new(Vec::new(), level)?, 0))
}

fn packed(packing: Packing) -> Result<Packed> {
    Ok(Packed { bytes: packing.inner.finish()?, unpacked: packing.meter })
}

/// Frames of zstd one after the other, by one encoder.
struct Frames<W: Write> {
    /// None only while a frame is being ended.
    frame: Option<zio::Writer<Metered<W, u64>, Encoder<'static>>>,
    is_empty: bool,
}

impl<W: Write> Frames<W> {
    fn new(out: W, level: i32) -> Result<Self> {
        let frame = zio::Writer::new(Metered::new(out, 0), Encoder::new(level)?);
        Ok(Frames { frame: Some(frame), is_empty: true })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.is_empty &= bytes.is_empty();
        self.frame.as_mut().ok_or_else(broken)?.write_all(bytes)
    }

    /// Ends the frame, if there is anything in it; gives back where the next one begins.
    fn cut(&mut self) -> io::Result<u64> {
        let mut frame = self.frame.take().ok_or_else(broken)?;
        if !std::mem::replace(&mut self.is_empty, true) {
            frame.finish()?;
            let (out, mut encoder) = frame.into_inner();
            encoder.reinit()?;
            frame = zio::Writer::new(out, encoder);
        }
        let count = frame.writer().meter;
        self.frame = Some(frame);
        Ok(count)
    }

    /// What was written to, after the last frame was cut.
    fn finish(self) -> io::Result<Metered<W, u64>> {
        Ok(self.frame.ok_or_else(broken)?.into_inner().0)
    }
}

/// An earlier error has left half a frame.
fn broken() -> io::Error {
    io::Error::other("the compression has failed before")
}
