//! The layout of an index file, all numbers little-endian.
//!
//! ```text
//! 0    magic "coracle\x01", version u32, reserved u32
//! 16   five sections (offset u64, length u64): inodes, entries, digests, xattrs, strings
//! 96   the sections, in this order, each starting at a multiple of eight
//! ```
//!
//! | record | bytes | fields |
//! |---|---|---|
//! | inode | 64 | kind u8, flags u8 (1 = opaque, 2 = implied), perm u16, uid u32, gid u32, nlink u32, mtime i64 + u32, parent u32, a u64, b u64, first xattr u32, xattrs u32, entry u32, reserved u32 |
//! | entry | 16 | first four bytes of the name (big-endian, zero-filled), name offset u32, inode u32 (all ones: whiteout), name length u8, reserved 3 |
//! | digest | 32 | SHA-256 |
//! | xattr | 16 | name offset u32, name length u32, value offset u32, value length u32 |
//!
//! `a` and `b` are: of a regular file its size and the number of its digest (all ones: none); of a directory its first
//! entry and how many; of a symlink the offset and length of its target; of a device its major and minor number.
//! `entry` is the number of the first entry that names the inode (of the root: 0). Offsets of names, targets and values count from the start of the strings section.

use super::Kind;

pub(super) const MAGIC: [u8; 8] = *b"coracle\x01";
pub(super) const VERSION: u32 = 1;
pub(super) const HEADER: usize = 96;

pub(super) const INODE: usize = 64;
pub(super) const ENTRY: usize = 16;
pub(super) const DIGEST: usize = 32;
pub(super) const XATTR: usize = 16;

/// In an entry, in place of an inode number.
pub(super) const WHITEOUT: u32 = u32::MAX;
/// In a regular file, in place of a digest's number.
pub(super) const NO_DIGEST: u64 = u64::MAX;
pub(super) const FLAG_OPAQUE: u8 = 1;
pub(super) const FLAG_IMPLIED: u8 = 2;

/// One inode as it lies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RawInode {
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) perm: u16,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) nlink: u32,
    pub(super) secs: i64,
    pub(super) nanos: u32,
    pub(super) parent: u32,
    pub(super) a: u64,
    pub(super) b: u64,
    pub(super) first_xattr: u32,
    pub(super) xattrs: u32,
    pub(super) entry: u32,
}

impl RawInode {
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        out.extend([self.kind, self.flags]);
        out.extend(self.perm.to_le_bytes());
        for field in [self.uid, self.gid, self.nlink] {
            out.extend(field.to_le_bytes());
        }
        out.extend(self.secs.to_le_bytes());
        out.extend(self.nanos.to_le_bytes());
        out.extend(self.parent.to_le_bytes());
        out.extend(self.a.to_le_bytes());
        out.extend(self.b.to_le_bytes());
        out.extend(self.first_xattr.to_le_bytes());
        out.extend(self.xattrs.to_le_bytes());
        out.extend(self.entry.to_le_bytes());
        out.extend([0; 4]);
    }

    pub(super) fn decode(record: &[u8; INODE]) -> RawInode {
        let mut at = Cursor(record);
        let [kind, flags] = at.take();
        RawInode {
            kind,
            flags,
            perm: u16::from_le_bytes(at.take()),
            uid: u32::from_le_bytes(at.take()),
            gid: u32::from_le_bytes(at.take()),
            nlink: u32::from_le_bytes(at.take()),
            secs: i64::from_le_bytes(at.take()),
            nanos: u32::from_le_bytes(at.take()),
            parent: u32::from_le_bytes(at.take()),
            a: u64::from_le_bytes(at.take()),
            b: u64::from_le_bytes(at.take()),
            first_xattr: u32::from_le_bytes(at.take()),
            xattrs: u32::from_le_bytes(at.take()),
            entry: u32::from_le_bytes(at.take()),
        }
    }
}

/// One directory entry as it lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawEntry {
    pub(super) prefix: u32,
    pub(super) name: u32,
    pub(super) inode: u32,
    pub(super) name_len: u8,
}

impl RawEntry {
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        for field in [self.prefix, self.name, self.inode] {
            out.extend(field.to_le_bytes());
        }
        out.extend([self.name_len, 0, 0, 0]);
    }

    pub(super) fn decode(record: &[u8; ENTRY]) -> RawEntry {
        let mut at = Cursor(record);
        let prefix = u32::from_le_bytes(at.take());
        let name = u32::from_le_bytes(at.take());
        let inode = u32::from_le_bytes(at.take());
        let [name_len] = at.take();
        RawEntry { prefix, name, inode, name_len }
    }
}

/// The first four bytes of a name as a number that sorts as the name does: most comparisons need no more.
pub(super) fn prefix(name: &[u8]) -> u32 {
    let mut first = [0; 4];
    for (to, from) in first.iter_mut().zip(name) {
        *to = *from;
    }
    u32::from_be_bytes(first)
}

/// Takes fixed pieces off the front of a record; past the end it gives zeros, which the sizes above rule out.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((piece, rest)) = self.0.split_first_chunk::<N>() else { return [0; N] };
        self.0 = rest;
        *piece
    }
}

pub(super) fn kind_code(kind: Kind) -> u8 {
    match kind {
        Kind::Regular => 1,
        Kind::Directory => 2,
        Kind::Symlink => 3,
        Kind::Fifo => 4,
        Kind::CharDevice => 5,
        Kind::BlockDevice => 6,
        Kind::Socket => 7,
    }
}

pub(super) fn kind_of(code: u8) -> Option<Kind> {
    Some(match code {
        1 => Kind::Regular,
        2 => Kind::Directory,
        3 => Kind::Symlink,
        4 => Kind::Fifo,
        5 => Kind::CharDevice,
        6 => Kind::BlockDevice,
        7 => Kind::Socket,
        _ => return None,
    })
}
