//! zstd:chunked: frames of zstd for each file and for what is between files, and at the end, in skippable frames, the table
//! and the "tar-split": whatever of the tar stream is not a file. Tools of before 2023 write no tar-split.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::list::{Keep, List};
use super::{Content, Fetch, PACKED_LIMIT, Part, Parts, bounded, tar_split, within, wrong};
use crate::error::{Context, Result};
use crate::name::Digest;

/// How annotations began before 2022; Debian 12's tools still write them so.
const OLD: &str = "io.containers.";
const NEW: &str = "io.github.containers.";
/// SHA-256 of the packed table.
pub(super) const CHECKSUM: &str = "io.github.containers.zstd-chunked.manifest-checksum";
/// `OFFSET:LENGTH:UNPACKED LENGTH:1`, in bytes.
pub(super) const TABLE: &str = "io.github.containers.zstd-chunked.manifest-position";
/// `OFFSET:LENGTH:UNPACKED LENGTH`, in bytes.
pub(super) const TAR_SPLIT: &str = "io.github.containers.zstd-chunked.tarsplit-position";
/// The one version of the table, and of how it is packed.
pub(super) const VERSION: u64 = 1;
/// Bytes of a skippable frame before its content (RFC 8878, 3.1.2).
pub(super) const FRAME: u64 = 8;

/// Where the tables are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Position {
    table: Range<u64>,
    checksum: Digest,
    tar_split: Option<Range<u64>>,
}

impl Position {
    pub(super) fn of(annotations: &BTreeMap<String, String>, blob: u64) -> Option<Position> {
        let get = |key: &str| annotations.get(key).or_else(|| annotations.get(&key.replace(NEW, OLD)));
        let checksum = get(CHECKSUM)?.parse().ok()?;
        let table = numbers(get(TABLE)?)?;
        let inside = |numbers: &[u64]| {
            let (first, len) = (*numbers.first()?, *numbers.get(1)?);
            let end = first.checked_add(len).filter(|end| *end <= blob && len <= PACKED_LIMIT)?;
            Some(first..end).filter(|range| range.start >= FRAME)
        };
        let tar_split = get(TAR_SPLIT).and_then(|text| inside(&numbers(text)?));
        (table.get(3) == Some(&VERSION)).then(|| Some(Position { table: inside(&table)?, checksum, tar_split }))?
    }

    pub(super) fn table(&self, fetch: Fetch<'_>) -> Result<Table> {
        let (first, split) = (self.table.start, self.tar_split.clone());
        // They lie side by side: one request is enough.
        let near = |split: &Range<u64>| split.start >= self.table.end && split.start - self.table.end <= PACKED_LIMIT;
        let both = split.clone().filter(near).map_or(self.table.end, |split| split.end);
        let bytes = fetch(first..both)?;
        let packed = within(&bytes, first, &self.table)?;
        if Digest::of(&packed) != self.checksum {
            return Err(wrong("is not the one that its annotation names").into());
        }
        let unpacked = bounded(super::unpacked(&packed[..])?);
        let toc: Toc = serde_json::from_reader(BufReader::new(unpacked)).context("the layer's table of contents")?;
        if toc.version != VERSION {
            return Err(wrong("has an unknown version").into());
        }
        let files: Arc<[File]> = toc.entries.0.into();
        in_order(&files, first - FRAME)?;
        let tar_split = match toc.tar_split.zip(split) {
            Some((digest, range)) => {
                let packed = if range.end <= both { within(&bytes, first, &range)? } else { fetch(range)? };
                if Digest::of(&packed) != digest {
                    return Err(wrong("does not go with its tar-split").into());
                }
                Some(packed.into())
            }
            None => None,
        };
        Ok(Table { files, tar_split, end: first - FRAME })
    }
}

/// Numbers with colons between them.
fn numbers(text: &str) -> Option<Vec<u64>> {
    text.split(':').map(|number| number.parse().ok()).collect()
}

#[derive(Deserialize)]
struct Toc {
    version: u64,
    entries: List<File>,
    #[serde(rename = "tarSplitDigest")]
    tar_split: Option<Digest>,
}

/// An entry of the table as it is written; a content's pieces follow it, as entries of the type `chunk`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    digest: Option<Digest>,
    #[serde(default)]
    offset: u64,
    #[serde(default)]
    end_offset: u64,
}

/// A file that is not empty.
#[derive(Debug, Clone)]
struct File {
    digest: Digest,
    size: u64,
    span: Range<u64>,
}

impl Keep for File {
    type Entry = Entry;

    fn keep(entry: Entry) -> Result<Option<Self>, &'static str> {
        match entry.digest {
            _ if entry.kind != "reg" || entry.size == 0 => Ok(None),
            Some(digest) => Ok(Some(File { digest, size: entry.size, span: entry.offset..entry.end_offset })),
            None => Err("a file has no digest"),
        }
    }
}

/// Files must lie in the order of the table, and before the end of the stream.
fn in_order(files: &[File], end: u64) -> Result<()> {
    let mut last = 0;
    for File { span, .. } in files {
        if span.start < last || span.end <= span.start {
            return Err(wrong("does not go with the layer's stream").into());
        }
        last = span.end;
    }
    if last > end { Err(wrong("does not go with the layer's stream").into()) } else { Ok(()) }
}

/// A table of contents.
pub(crate) struct Table {
    files: Arc<[File]>,
    tar_split: Option<Arc<[u8]>>,
    /// Where the stream ends and the tables begin.
    end: u64,
}

impl Table {
    pub(super) fn parts(&self) -> Result<Parts> {
        let files = self.files.clone();
        match &self.tar_split {
            Some(packed) => Ok(Box::new(Split { entries: tar_split::Reader::new(packed.clone())?, files, next: 0 })),
            None => Ok(Box::new(Between { files, at: 0, end: self.end, next: 0 })),
        }
    }
}

impl File {
    fn part(&self) -> Part {
        let File { digest, size, span } = self.clone();
        Part::Content(Content { digest, size, piece: 0..size, after: Vec::new(), span })
    }
}

/// The parts by the tar-split.
struct Split {
    entries: tar_split::Reader,
    files: Arc<[File]>,
    next: usize,
}

impl Split {
    fn next_part(&mut self) -> Result<Option<Part>> {
        loop {
            match self.entries.next()? {
                Some(tar_split::Entry::Segment(bytes)) => return Ok(Some(Part::Literal(bytes))),
                Some(tar_split::Entry::File(0)) => {}
                Some(tar_split::Entry::File(size)) => {
                    let file = self.files.get(self.next).filter(|file| file.size == size);
                    self.next += 1;
                    return Ok(Some(file.ok_or_else(|| wrong("does not go with its tar-split"))?.part()));
                }
                None => return Ok(None),
            }
        }
    }
}

impl Iterator for Split {
    type Item = Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_part().transpose()
    }
}

/// The parts without a tar-split: what is between two files is a part of the blob.
struct Between {
    files: Arc<[File]>,
    at: u64,
    end: u64,
    next: usize,
}

impl Iterator for Between {
    type Item = Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        let file = self.files.get(self.next);
        let start = file.map_or(self.end, |file| file.span.start);
        if self.at < start {
            return Some(Ok(Part::Packed(std::mem::replace(&mut self.at, start)..start)));
        }
        let file = file?;
        self.next += 1;
        self.at = file.span.end;
        Some(Ok(file.part()))
    }
}
