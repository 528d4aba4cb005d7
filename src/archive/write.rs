//! Tar out: the headers of entries, ustar where it can hold them and PAX where it cannot (POSIX pax, "ustar Interchange
//! Format" and "pax Extended Header"). The same entry always gives the same bytes.

use super::entries::{Entry, EntryKind};
use super::header::{self, BLOCK};
use super::sparse::Extent;
use crate::layer::index::Time;

/// The end of an archive: two blocks of zeros.
pub(crate) const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// Owners up to this fit into a header: seven octal digits.
const MAX_ID: u32 = 0o7_777_777;
/// Sizes and times up to this fit into a header: eleven octal digits.
const MAX_NUMBER: u64 = 0o77_777_777_777;

/// What stands before the content of `entry`: its headers, and for a sparse file its map. The content is the file, or its
/// extents one after the other, and then [`padding`].
pub(crate) fn headers(entry: &Entry) -> Vec<u8> {
    let name = written_name(entry);
    let map = entry.extents.as_ref().map(|extents| sparse_map(extents, entry.size)).unwrap_or_default();
    let size = map.len() as u64 + stored(entry);
    let records = records(entry, &name, size);
    let mut out = Vec::new();
    if !records.is_empty() {
        let fields = Fields { flag: b'x', mode: 0o644, size: records.len() as u64, ..Fields::default() };
        out.extend(fields.block(b"PaxHeaders.0/entry"));
        out.extend_from_slice(&records);
        pad(&mut out);
    }
    let fields = Fields {
        flag: flag(entry.kind),
        mode: entry.mode,
        uid: if entry.uid <= MAX_ID { entry.uid } else { 0 },
        gid: if entry.gid <= MAX_ID { entry.gid } else { 0 },
        mtime: u64::try_from(entry.mtime.secs).ok().filter(|secs| *secs <= MAX_NUMBER).unwrap_or(0),
        size: if size <= MAX_NUMBER { size } else { 0 },
        link: &entry.link,
        device: entry.device,
        // The owner's names are left out: ids are what counts in an image.
        ..Fields::default()
    };
    out.extend(fields.block(&name));
    out.extend(map);
    out
}

/// The header of an entry whose owner has names, for what a header alone can say; none for all else. Go's archive/tar writes
/// the same bytes.
pub(super) fn simple(entry: &Entry, user: &[u8], group: &[u8]) -> Option<Vec<u8>> {
    let fits = |name: &[u8]| name.len() <= 32 && name.is_ascii();
    if entry.extents.is_some() || !records(entry, &entry.name, entry.size).is_empty() || !fits(user) || !fits(group) {
        return None;
    }
    let Entry { mode, uid, gid, size, link, device, .. } = entry;
    let mtime = u64::try_from(entry.mtime.secs).ok()?;
    let (mode, uid, gid, size, device) = (*mode, *uid, *gid, *size, *device);
    Some(Fields { flag: flag(entry.kind), mode, uid, gid, mtime, size, link, device, user, group }.block(&entry.name))
}

/// How many bytes of content follow the headers.
pub(crate) fn stored(entry: &Entry) -> u64 {
    match &entry.extents {
        Some(extents) => extents.iter().map(|extent| extent.len).sum(),
        None => entry.size,
    }
}

/// The zeros that follow the content.
pub(crate) fn padding(entry: &Entry) -> &'static [u8] {
    const ZEROS: &[u8] = &[0; BLOCK];
    let len = usize::try_from(header::padding(stored(entry))).unwrap_or_default();
    ZEROS.get(..len).unwrap_or_default()
}

/// The fields of a header that are not the name.
#[derive(Default)]
struct Fields<'a> {
    flag: u8,
    mode: u16,
    uid: u32,
    gid: u32,
    mtime: u64,
    size: u64,
    link: &'a [u8],
    device: (u32, u32),
    user: &'a [u8],
    group: &'a [u8],
}

impl Fields<'_> {
    /// Names that are too long are cut: a PAX record has them whole.
    fn block(&self, name: &[u8]) -> Vec<u8> {
        let mut block = Vec::with_capacity(BLOCK);
        text(&mut block, name, 100);
        octal(&mut block, self.mode.into(), 8);
        octal(&mut block, self.uid.into(), 8);
        octal(&mut block, self.gid.into(), 8);
        octal(&mut block, self.size, 12);
        octal(&mut block, self.mtime, 12);
        block.extend([b' '; 8]);
        block.push(self.flag);
        text(&mut block, self.link, 100);
        block.extend(b"ustar\x0000");
        text(&mut block, self.user, 32);
        text(&mut block, self.group, 32);
        octal(&mut block, self.device.0.into(), 8);
        octal(&mut block, self.device.1.into(), 8);
        block.resize(BLOCK, 0);
        let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
        if let Some(field) = block.get_mut(148..155) {
            field.copy_from_slice(format!("{sum:06o}\0").as_bytes());
        }
        block
    }
}

fn text(block: &mut Vec<u8>, text: &[u8], width: usize) {
    let end = block.len() + width;
    block.extend_from_slice(text.get(..width).unwrap_or(text));
    block.resize(end, 0);
}

fn octal(block: &mut Vec<u8>, number: u64, width: usize) {
    block.extend(format!("{number:0digits$o}\0", digits = width - 1).bytes());
}

pub(super) fn flag(kind: EntryKind) -> u8 {
    match kind {
        EntryKind::Regular => b'0',
        EntryKind::HardLink => b'1',
        EntryKind::Symlink => b'2',
        EntryKind::CharDevice => b'3',
        EntryKind::BlockDevice => b'4',
        EntryKind::Directory => b'5',
        EntryKind::Fifo => b'6',
    }
}

/// The name in the header. That of a sparse file is one that readers who do not know the format may extract to.
fn written_name(entry: &Entry) -> Vec<u8> {
    match entry.extents {
        Some(_) => [b"GNUSparseFile.0/", &entry.name[..]].concat(),
        None => entry.name.clone(),
    }
}

/// Everything that the header itself cannot say.
fn records(entry: &Entry, name: &[u8], size: u64) -> Vec<u8> {
    let mut records = Vec::new();
    let mut record = |key: &[u8], value: &[u8]| push_record(&mut records, key, value);
    let fits = |text: &[u8]| text.len() <= 100 && text.is_ascii();
    if !fits(name) {
        record(b"path", name);
    }
    if !fits(&entry.link) {
        record(b"linkpath", &entry.link);
    }
    for (key, id) in [(&b"uid"[..], entry.uid), (b"gid", entry.gid)] {
        if id > MAX_ID {
            record(key, id.to_string().as_bytes());
        }
    }
    if size > MAX_NUMBER {
        record(b"size", size.to_string().as_bytes());
    }
    let Time { secs, nanos } = entry.mtime;
    if nanos > 0 || u64::try_from(secs).map_or(true, |secs| secs > MAX_NUMBER) {
        record(b"mtime", time(entry.mtime).as_bytes());
    }
    if entry.extents.is_some() {
        record(b"GNU.sparse.major", b"1");
        record(b"GNU.sparse.minor", b"0");
        record(b"GNU.sparse.name", &entry.name);
        record(b"GNU.sparse.realsize", entry.size.to_string().as_bytes());
    }
    for (name, value) in &entry.xattrs {
        record(&[b"SCHILY.xattr.", &name[..]].concat(), value);
    }
    records
}

/// `LENGTH KEY=VALUE\n`; the length counts itself.
fn push_record(records: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    let rest = key.len() + value.len() + 3;
    let mut len = rest + digits(rest);
    // One more digit may be needed for the digits.
    len = rest + digits(len);
    records.extend(format!("{len} ").bytes());
    records.extend_from_slice(key);
    records.push(b'=');
    records.extend_from_slice(value);
    records.push(b'\n');
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// `[-]SECONDS[.FRACTION]`, the fraction without zeros at its end.
fn time(Time { secs, nanos }: Time) -> String {
    let (sign, secs, nanos) = match (secs, nanos) {
        (..0, 0) => ("-", secs.unsigned_abs(), 0),
        // Nanoseconds count forward, also before 1970.
        (..0, _) => ("-", (secs + 1).unsigned_abs(), 1_000_000_000 - nanos.min(999_999_999)),
        _ => ("", secs.unsigned_abs(), nanos),
    };
    let text = format!("{sign}{secs}.{nanos:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The map of GNU's sparse format 1.0: decimal lines, first the number of pieces. A hole at the end is a piece of no length.
fn sparse_map(extents: &[Extent], size: u64) -> Vec<u8> {
    let end = extents.last().map_or(0, |last| last.offset + last.len);
    let tail = (end < size).then_some(Extent { offset: size, len: 0 });
    let mut map = format!("{}\n", extents.len() + usize::from(tail.is_some())).into_bytes();
    for Extent { offset, len } in extents.iter().chain(&tail) {
        map.extend(format!("{offset}\n{len}\n").bytes());
    }
    pad(&mut map);
    map
}

fn pad(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Entries;
    use super::*;

    fn entry(name: &[u8], kind: EntryKind) -> Entry {
        Entry {
            name: name.to_vec(),
            kind,
            mode: 0o644,
            uid: 0,
            gid: 0,
            mtime: Time::default(),
            size: 0,
            link: Vec::new(),
            device: (0, 0),
            xattrs: Vec::new(),
            extents: None,
        }
    }

    fn comes_back(entry: &Entry) {
        let mut tar = headers(entry);
        assert_eq!(tar.len() % BLOCK, 0);
        tar.resize(tar.len() + stored(entry) as usize, b'c');
        tar.extend(padding(entry));
        tar.extend(END);
        let mut entries = Entries::new(&tar[..]);
        let mut read = entries.next().unwrap().unwrap();
        // A piece of no length at the end says the same.
        read.extents.iter_mut().for_each(|extents| extents.retain(|extent| extent.len > 0));
        assert_eq!(format!("{read:?}"), format!("{entry:?}"));
        assert!(entries.next().unwrap().is_none());
    }

    #[test]
    fn every_kind() {
        comes_back(&entry(b"d/", EntryKind::Directory));
        comes_back(&entry(b"fifo", EntryKind::Fifo));
        comes_back(&Entry { link: b"../t".to_vec(), ..entry(b"s", EntryKind::Symlink) });
        comes_back(&Entry { link: vec![b'l'; 300], ..entry(&[b'n'; 300], EntryKind::HardLink) });
        comes_back(&Entry { device: (4095, 1_048_575), ..entry(b"c", EntryKind::CharDevice) });
        comes_back(&Entry { device: (8, 1), ..entry(b"b", EntryKind::BlockDevice) });
        let extents = Some(vec![Extent { offset: 4096, len: 100 }, Extent { offset: 1 << 33, len: 512 }]);
        comes_back(&Entry { size: 1 << 34, extents, ..entry(b"sparse", EntryKind::Regular) });
        comes_back(&Entry { size: 1 << 34, extents: Some(Vec::new()), ..entry(b"hole", EntryKind::Regular) });
    }

    #[test]
    fn a_plain_file_needs_no_more_than_a_header() {
        assert_eq!(headers(&Entry { size: 5, ..entry(b"etc/passwd", EntryKind::Regular) }).len(), BLOCK);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            name in proptest::collection::vec(1..=255u8, 1..250).prop_filter("a file", |name| !name.ends_with(b"/")),
            mode in 0..=0o7777u16,
            (uid, gid) in any::<(u32, u32)>(),
            secs in -(1i64 << 40)..1 << 40,
            nanos in prop_oneof![Just(0), 0..1_000_000_000u32],
            size in 0..2000u64,
            value in proptest::collection::vec(any::<u8>(), 0..1200),
        ) {
            let xattrs = vec![(b"user.x".to_vec(), value)];
            comes_back(&Entry { mode, uid, gid, mtime: Time { secs, nanos }, size, xattrs, ..entry(&name, EntryKind::Regular) });
        }
    }
}
