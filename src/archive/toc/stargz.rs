//! eStargz: a member of gzip begins at each file's content and goes on with the padding and headers after it, up to the next
//! content; a large file is several members. The table is the last file of the archive, in a member of its own, and a
//! footer says where.
//!
//! What follows a content that is not fetched must be known otherwise: simple headers are written as Go's archive/tar writes
//! them. Whether the layer's maker did so is told by its first member, which is always fetched.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::list::{Keep, List};
use super::{Content, Fetch, PACKED_LIMIT, Part, Parts, bounded, within, wrong};
use crate::archive::compression::decompress;
use crate::archive::entries::{Entries, Entry, EntryKind};
use crate::archive::{header, write};
use crate::error::{Context, Result};
use crate::layer::index::Time;
use crate::name::{Digest, Hasher, Metered};

/// SHA-256 of the table, unpacked.
pub(super) const DIGEST: &str = "containerd.io/snapshot/stargz/toc.digest";
/// The table's name in the archive.
const NAME: &[u8] = b"stargz.index.json";
/// Bytes of the footer: an empty member whose extra field is `SG`, a length, sixteen hex digits, and `STARGZ`.
const FOOTER: u64 = 51;
const FOOTER_DIGITS: Range<usize> = 16..32;
const FOOTER_MARK: Range<usize> = 32..38;
/// Most tables lie in so many bytes at the end.
const TAIL: u64 = 64 << 10;
/// The first member is in memory: it may unpack to so many bytes, and may have no more.
const FIRST: u64 = 4 << 20;
/// Bytes of the stream that are handed on at a time.
const PIECE: u64 = 256 << 10;

/// Reads the table of a blob of `blob` bytes.
pub(super) fn table(digest: &Digest, blob: u64, fetch: Fetch<'_>) -> Result<Table> {
    let start = blob.saturating_sub(TAIL);
    let tail = fetch(start..blob)?;
    let footer = within(&tail, start, &(blob.saturating_sub(FOOTER)..blob))?;
    let at = table_offset(&footer).filter(|at| *at < blob && blob - at <= PACKED_LIMIT);
    let at = at.ok_or_else(|| wrong("cannot be found"))?;
    let tail = if at >= start { within(&tail, start, &(at..blob))? } else { [fetch(at..start)?, tail].concat() };
    let files = read(&tail, digest)?;
    let first = files.iter().find_map(|file| file.offset).filter(|first| (1..=FIRST).contains(first));
    let first = unpack(fetch(0..first.ok_or_else(|| wrong("has no files"))?)?, FIRST)?;
    let writes_as_go = Table::headers(&files, 0).is_some_and(|headers| headers == first);
    Ok(Table { files: files.into(), tail: tail.into(), at, first, writes_as_go })
}

fn table_offset(footer: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(footer.get(FOOTER_DIGITS)?).ok()?;
    (footer.get(FOOTER_MARK)? == b"STARGZ").then(|| u64::from_str_radix(digits, 16).ok())?
}

fn unpack(packed: Vec<u8>, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (_, unpacked) = decompress(io::Cursor::new(packed))?;
    match unpacked.take(limit + 1).read_to_end(&mut bytes)? as u64 > limit {
        true => Err(wrong("comes after too many headers").into()),
        false => Ok(bytes),
    }
}

fn read(tail: &[u8], digest: &Digest) -> Result<Vec<File>> {
    let (_, unpacked) = decompress(tail)?;
    let mut archive = Entries::new(BufReader::new(unpacked));
    let entry = archive.next()?.filter(|entry| entry.name == NAME).ok_or_else(|| wrong("cannot be found"))?;
    let mut json = BufReader::new(bounded(Metered::new(archive.contents(&entry), Hasher::new())));
    let toc: Toc = serde_json::from_reader(&mut json).context("the layer's table of contents")?;
    io::copy(&mut json, &mut io::sink())?;
    if json.into_inner().into_inner().meter.finish() != *digest {
        return Err(wrong("is not the one that its annotation names").into());
    }
    let mut files = toc.entries.0;
    name_owners(&mut files);
    Ok(files)
}

#[derive(Deserialize)]
struct Toc {
    entries: List<File>,
}

/// An entry of the table as it is written.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Line {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    size: u64,
    /// As in RFC 3339; empty for 1970.
    modtime: String,
    link_name: String,
    mode: u64,
    uid: u32,
    gid: u32,
    user_name: String,
    group_name: String,
    dev_major: u32,
    dev_minor: u32,
    xattrs: Option<BTreeMap<String, IgnoredAny>>,
    digest: String,
    offset: u64,
    chunk_offset: u64,
    chunk_size: u64,
    inner_offset: u64,
}

/// An entry of the archive, or (without one) a further piece of the file before it.
#[derive(Debug)]
struct File {
    entry: Option<Entry>,
    /// The owner's names.
    user: Arc<str>,
    group: Arc<str>,
    /// Whether all that its header says is known.
    is_simple: bool,
    digest: Option<Digest>,
    /// Where the member with the content begins, if there is content.
    offset: Option<u64>,
    /// Where this piece begins in the file, and its length; 0: to the end.
    piece: (u64, u64),
    /// The content does not begin with the member.
    is_inside: bool,
}

impl Keep for File {
    type Entry = Line;

    fn keep(line: Line) -> Result<Option<Self>, &'static str> {
        let kind = match line.kind.as_str() {
            "reg" => Some(EntryKind::Regular),
            "dir" => Some(EntryKind::Directory),
            "symlink" => Some(EntryKind::Symlink),
            "hardlink" => Some(EntryKind::HardLink),
            "fifo" => Some(EntryKind::Fifo),
            "char" => Some(EntryKind::CharDevice),
            "block" => Some(EntryKind::BlockDevice),
            "chunk" => None,
            _ => return Err("an entry of an unknown type"),
        };
        let has_content = kind.is_none() || (kind == Some(EntryKind::Regular) && line.size > 0);
        let mtime = match line.modtime.as_str() {
            "" => Some(0),
            text => text.parse::<jiff::Timestamp>().ok().map(|time| time.as_second()),
        };
        let is_simple = mtime.is_some() && line.mode <= 0o7777 && line.xattrs.is_none_or(|xattrs| xattrs.is_empty());
        Ok(Some(File {
            digest: line.digest.parse().ok(),
            user: line.user_name.into(),
            group: line.group_name.into(),
            is_simple,
            offset: has_content.then_some(line.offset),
            piece: (line.chunk_offset, line.chunk_size),
            is_inside: line.inner_offset > 0,
            entry: kind.map(|kind| Entry {
                name: line.name.into_bytes(),
                kind,
                mode: (line.mode & 0o7777) as u16,
                uid: line.uid,
                gid: line.gid,
                mtime: Time { secs: mtime.unwrap_or_default(), nanos: 0 },
                size: if kind == EntryKind::Regular { line.size } else { 0 },
                link: line.link_name.into_bytes(),
                device: (line.dev_major, line.dev_minor),
                xattrs: Vec::new(),
                extents: None,
            }),
        }))
    }
}

/// An owner's name is told only where it is another one than the last that this id had.
fn name_owners(files: &mut [File]) {
    let (mut users, mut groups) = (HashMap::new(), HashMap::new());
    for file in files {
        let Some(entry) = &file.entry else { continue };
        carry(&mut users, entry.uid, &mut file.user);
        carry(&mut groups, entry.gid, &mut file.group);
    }
}

fn carry(known: &mut HashMap<u32, Arc<str>>, id: u32, name: &mut Arc<str>) {
    match known.get(&id) {
        Some(last) if name.is_empty() => *name = last.clone(),
        _ if name.is_empty() => {}
        _ => drop(known.insert(id, name.clone())),
    }
}

/// A table of contents.
pub(crate) struct Table {
    files: Arc<[File]>,
    /// The blob from the table's member on.
    tail: Arc<[u8]>,
    /// Where that begins.
    at: u64,
    /// The stream before the first content.
    first: Vec<u8>,
    /// Headers can be written from the table.
    writes_as_go: bool,
}

impl Table {
    /// The headers from `files[from]` on, up to that of the next content; none where one of them is not simple.
    fn headers(files: &[File], from: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for file in files.get(from..)? {
            let entry = file.entry.as_ref().filter(|_| file.is_simple)?;
            out.extend(write::simple(entry, file.user.as_bytes(), file.group.as_bytes())?);
            if file.offset.is_some() {
                break;
            }
        }
        Some(out)
    }

    pub(super) fn parts(&self) -> Result<Parts> {
        let (_, end) = decompress(io::Cursor::new(self.tail.clone()))?;
        let first = Ok(Part::Literal(self.first.clone()));
        let members =
            Members { files: self.files.clone(), next: 0, file: None, end: self.at, rewrite: self.writes_as_go };
        Ok(Box::new(std::iter::once(first).chain(members).chain(Pieces(end))))
    }
}

/// The members that begin with a content, all but the table's.
struct Members {
    files: Arc<[File]>,
    next: usize,
    /// Of the file that the last piece belonged to, with its digest.
    file: Option<(Digest, u64)>,
    end: u64,
    rewrite: bool,
}

impl Members {
    fn next_part(&mut self) -> Result<Option<Part>> {
        let files = self.files.clone();
        let offset = |at: usize| files.get(at).and_then(|file| file.offset);
        let Some(at) = (self.next..files.len()).find(|at| offset(*at).is_some()) else { return Ok(None) };
        let (Some(file), Some(start)) = (files.get(at), offset(at)) else { return Ok(None) };
        // Several contents may lie in one member.
        let mut after = at + 1;
        let mut is_alone = !file.is_inside;
        while let Some(next) = files.get(after).filter(|next| next.offset.is_none_or(|offset| offset == start)) {
            is_alone &= next.offset.is_none();
            after += 1;
        }
        let end = offset(after).unwrap_or(self.end);
        self.next = after;
        if end <= start || end > self.end {
            return Err(wrong("does not go with the layer's stream").into());
        }
        let span = start..end;
        if let Some(entry) = &file.entry {
            self.file = file.digest.map(|digest| (digest, entry.size));
        }
        let content = self.file.filter(|_| is_alone).and_then(|(digest, size)| {
            let (first, len) = file.piece;
            let last = if len == 0 { size } else { first.checked_add(len)? };
            let continues = files.get(after).is_some_and(|next| next.entry.is_none());
            let pad = usize::try_from(header::padding(size)).ok()?;
            let after = match continues {
                true => Vec::new(),
                false if !self.rewrite || last != size => return None,
                false => [vec![0; pad], Table::headers(&files, at + 1)?].concat(),
            };
            (first < last && last <= size).then(|| Content {
                digest,
                size,
                piece: first..last,
                after,
                span: span.clone(),
            })
        });
        Ok(Some(content.map_or(Part::Packed(span), Part::Content)))
    }
}

impl Iterator for Members {
    type Item = Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_part().transpose()
    }
}

/// A stream in pieces.
struct Pieces(Box<dyn Read + Send>);

impl Iterator for Pieces {
    type Item = Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        match self.0.by_ref().take(PIECE).read_to_end(&mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(Ok(Part::Literal(bytes))),
            Err(error) => Some(Err(error.into())),
        }
    }
}
