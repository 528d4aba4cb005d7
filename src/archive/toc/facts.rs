//! What a table tells of an entry, which must be what readers written in Go find in its headers: containers/storage compares
//! them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::archive::entries::{Entry, EntryKind};
use crate::archive::header::{self, BLOCK, Header};
use crate::archive::{pax, write};
use crate::layer::index::Time;
use crate::name::{Digest, base64};

const SCHILY: &[u8] = b"SCHILY.xattr.";

/// An entry of the table, in the order of Go's fields.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Facts {
    #[serde(rename = "type")]
    kind: &'static str,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    link_name: String,
    #[serde(skip_serializing_if = "is_zero")]
    mode: u64,
    #[serde(skip_serializing_if = "is_zero")]
    size: u64,
    #[serde(skip_serializing_if = "is_zero")]
    uid: u64,
    #[serde(skip_serializing_if = "is_zero")]
    gid: u64,
    modtime: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    accesstime: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changetime: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    dev_major: u64,
    #[serde(skip_serializing_if = "is_zero")]
    dev_minor: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    xattrs: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
    #[serde(skip_serializing_if = "is_zero")]
    offset: u64,
    #[serde(skip_serializing_if = "is_zero")]
    end_offset: u64,
}

impl Facts {
    /// The same, of a file whose content has this digest and place in the blob.
    pub(super) fn with_content(self, digest: Option<Digest>, span: Range<u64>) -> Self {
        Facts { digest, offset: span.start, end_offset: span.end, ..self }
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What is to be told of `entry`, whose headers are `headers`; none when a table cannot tell it.
pub(super) fn facts(entry: &Entry, headers: &[u8]) -> Option<Facts> {
    let records = records(headers)?;
    let header = Header(headers.last_chunk::<BLOCK>().copied()?);
    let number = |field: Range<usize>| {
        let number = header::number(header.0.get(field)?).ok()?.unwrap_or_default();
        u64::try_from(number).ok()
    };
    let mode = number(100..108)?;
    // Where GNU tar keeps other times.
    let has_gnu_times = header.0.starts_with(b"\0") || (header.is_gnu() && header.0.get(345..369)? != [0; 24]);
    let is_odd = has_gnu_times || header.type_flag() != write::flag(entry.kind) || entry.extents.is_some();
    if is_odd || (entry.kind != EntryKind::Regular && number(124..136)? > 0) {
        return None;
    }
    number(108..116).zip(number(116..124))?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let mut xattrs = BTreeMap::new();
    let (mut accesstime, mut changetime) = (None, None);
    for (key, value) in records {
        match key.as_slice() {
            b"atime" => accesstime = Some(pax::time(&value).and_then(time)?),
            b"ctime" => changetime = Some(pax::time(&value).and_then(time)?),
            _ => {
                if let Some(name) = key.strip_prefix(SCHILY) {
                    xattrs.insert(text(name)?, base64::encode(&value));
                }
            }
        }
    }
    Some(Facts {
        kind: kind(entry.kind),
        name: text(&entry.name)?,
        link_name: text(&entry.link)?,
        mode,
        size: entry.size,
        uid: entry.uid.into(),
        gid: entry.gid.into(),
        modtime: time(entry.mtime)?,
        accesstime,
        changetime,
        dev_major: entry.device.0.into(),
        dev_minor: entry.device.1.into(),
        xattrs,
        digest: None,
        offset: 0,
        end_offset: 0,
    })
}

fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Regular => "reg",
        EntryKind::Directory => "dir",
        EntryKind::Symlink => "symlink",
        EntryKind::HardLink => "hardlink",
        EntryKind::Fifo => "fifo",
        EntryKind::CharDevice => "char",
        EntryKind::BlockDevice => "block",
    }
}

/// As in RFC 3339, in UTC.
fn time(time: Time) -> Option<String> {
    let stamp = jiff::Timestamp::new(time.secs, i32::try_from(time.nanos).ok()?).ok()?;
    Some(stamp.to_string())
}

/// The records of the extended headers before an entry's own; none for headers of other kinds.
fn records(mut headers: &[u8]) -> Option<Vec<pax::Record>> {
    let mut records = Vec::new();
    while headers.len() > BLOCK {
        let (block, rest) = headers.split_first_chunk::<BLOCK>()?;
        let header = Header(*block);
        let size = header.size().ok()?;
        let data = rest.get(..usize::try_from(size).ok()?)?;
        match header.type_flag() {
            b'x' => records.extend(pax::records(data).ok()?),
            b'L' | b'K' => {}
            _ => return None,
        }
        headers = rest.get(data.len().next_multiple_of(BLOCK)..)?;
    }
    Some(records)
}
