//! Layers that can be fetched in parts: in the forms zstd:chunked (containers/storage, pkg/chunked) and eStargz
//! (containerd/stargz-snapshotter, docs/estargz.md) each file is compressed by itself, and a table of contents says where.
//!
//! Nothing that a table says is believed. It decides only what need not be fetched: whoever puts the parts together holds
//! the stream to the layer's digest.

mod chunked;
mod facts;
mod list;
mod stargz;
mod tar_split;
mod write;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::ops::Range;

pub(crate) use write::write;

use crate::error::{Error, Result};
use crate::name::Digest;

/// The most bytes of a blob that are read for a table, which are in memory then.
const PACKED_LIMIT: u64 = 8 << 20;
/// The most bytes that a table may unpack to. They are never in memory together.
const UNPACKED_LIMIT: u64 = 128 << 20;

/// Reads some bytes of the blob.
type Fetch<'a> = &'a mut dyn FnMut(Range<u64>) -> Result<Vec<u8>>;

/// One part of a layer's tar stream, which is all of them one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// These bytes.
    Literal(Vec<u8>),
    /// A file's content, or a piece of it, and what follows.
    Content(Content),
    /// What this part of the blob unpacks to.
    Packed(Range<u64>),
}

/// A content that is to be had from the blob, and perhaps elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    /// Of the whole file.
    pub(crate) digest: Digest,
    /// Bytes of the whole file.
    pub(crate) size: u64,
    /// The piece, in bytes of the file.
    pub(crate) piece: Range<u64>,
    /// What the stream goes on with.
    pub(crate) after: Vec<u8>,
    /// The part of the blob that unpacks to the piece and what goes on after it, and to nothing else.
    pub(crate) span: Range<u64>,
}

/// The parts, in order.
pub(crate) type Parts = Box<dyn Iterator<Item = Result<Part>> + Send>;

/// Where a layer's table is, as the annotations of its descriptor tell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Chunked(chunked::Position),
    /// With the digest of the table.
    Stargz(Digest),
}

impl Format {
    /// None for a layer that can only be fetched whole, such as one with annotations that make no sense.
    pub(crate) fn of(annotations: &BTreeMap<String, String>, blob: u64) -> Option<Format> {
        match chunked::Position::of(annotations, blob) {
            Some(position) => Some(Format::Chunked(position)),
            None => annotations.get(stargz::DIGEST)?.parse().ok().map(Format::Stargz),
        }
    }

    /// Whether the annotations are those of zstd:chunked.
    pub(crate) fn is_chunked(annotations: &BTreeMap<String, String>) -> bool {
        annotations.contains_key(chunked::CHECKSUM) && annotations.contains_key(chunked::TABLE)
    }

    /// Reads the table of a blob of `blob` bytes, some of which `fetch` brings.
    pub(crate) fn table(&self, blob: u64, fetch: Fetch<'_>) -> Result<Table> {
        Ok(match self {
            Format::Chunked(position) => Table::Chunked(position.table(fetch)?),
            Format::Stargz(digest) => Table::Stargz(stargz::table(digest, blob, fetch)?),
        })
    }
}

/// Unpacks a table. One that asks for more than 8 MiB of memory is refused, which makes no difference to the layer.
fn unpacked<R: BufRead>(packed: R) -> io::Result<zstd::Decoder<'static, R>> {
    let mut decoder = zstd::Decoder::with_buffer(packed)?;
    decoder.window_log_max(23)?;
    Ok(decoder)
}

/// A table of contents.
pub(crate) enum Table {
    Chunked(chunked::Table),
    Stargz(stargz::Table),
}

impl Table {
    /// The parts of the stream; the same ones each time.
    pub(crate) fn parts(&self) -> Result<Parts> {
        match self {
            Table::Chunked(table) => table.parts(),
            Table::Stargz(table) => table.parts(),
        }
    }
}

/// A table that is not what it should be.
fn wrong(why: &str) -> Error {
    Error::new(format!("the layer's table of contents {why}"))
}

/// Fails where more than [`UNPACKED_LIMIT`] bytes come: what ends there for no other reason is no valid JSON.
fn bounded<R: Read>(unpacked: R) -> io::Take<R> {
    unpacked.take(UNPACKED_LIMIT)
}

/// The bytes of `range` in `bytes`, which begin at `first` of the blob.
fn within(bytes: &[u8], first: u64, range: &Range<u64>) -> Result<Vec<u8>> {
    let at = |offset: u64| offset.checked_sub(first).and_then(|at| usize::try_from(at).ok());
    let found = at(range.start).zip(at(range.end)).and_then(|(start, end)| bytes.get(start..end));
    Ok(found.ok_or_else(|| wrong("lies outside of the layer"))?.to_vec())
}

#[cfg(test)]
mod tests;
