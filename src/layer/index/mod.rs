//! The index of a layer: its whole tree in one file that is mapped and read as it lies.
//!
//! Nothing is parsed when an index is opened: inodes are records of a fixed size, the entries of a directory lie side by
//! side sorted by name, and every access is checked against the bounds of its section, so that no bytes, however
//! broken, make a reader panic: they get [`Corrupt`].

mod builder;
mod format;
mod reader;
#[cfg(test)]
mod tests;
mod tree;
mod verify;

use crate::name::Digest;

pub(crate) use builder::{Builder, Content, NewNode};
pub(crate) use reader::Index;

/// The number of the root directory in every index.
pub(crate) const ROOT: u32 = 0;

/// The longest name of a directory entry, in bytes (NAME_MAX of Linux).
pub(crate) const NAME_MAX: usize = 255;

/// An index whose bytes contradict each other; what is wrong, for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the layer's index is corrupt: {0}")]
pub(crate) struct Corrupt(pub(crate) &'static str);

/// The type of an inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Regular,
    Directory,
    Symlink,
    Fifo,
    CharDevice,
    BlockDevice,
    Socket,
}

impl Kind {
    /// The type bits of `st_mode` (inode(7)).
    pub(crate) fn type_bits(self) -> u32 {
        match self {
            Kind::Regular => 0o100_000,
            Kind::Directory => 0o040_000,
            Kind::Symlink => 0o120_000,
            Kind::Fifo => 0o010_000,
            Kind::CharDevice => 0o020_000,
            Kind::BlockDevice => 0o060_000,
            Kind::Socket => 0o140_000,
        }
    }

    /// The type that the type bits of a mode mean; none when they mean nothing.
    pub(crate) fn from_mode(mode: u32) -> Option<Kind> {
        Some(match mode & 0o170_000 {
            0o100_000 => Kind::Regular,
            0o040_000 => Kind::Directory,
            0o120_000 => Kind::Symlink,
            0o010_000 => Kind::Fifo,
            0o020_000 => Kind::CharDevice,
            0o060_000 => Kind::BlockDevice,
            0o140_000 => Kind::Socket,
            _ => return None,
        })
    }
}

/// A point in time: seconds since 1970 (may be negative) and nanoseconds below 10⁹.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Time {
    pub(crate) secs: i64,
    pub(crate) nanos: u32,
}

/// What an index knows of one inode. Fields that a kind has no use for are zero, empty or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inode<'a> {
    pub(crate) kind: Kind,
    /// Permission bits with set-id and sticky bits: at most 07777.
    pub(crate) perm: u16,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) mtime: Time,
    /// Names that lead here; for a directory two and one for each subdirectory.
    pub(crate) nlink: u32,
    /// The directory that holds this inode's first name; the root's is the root.
    pub(crate) parent: u32,
    /// Length in bytes of a regular file or of a symlink's target.
    pub(crate) size: u64,
    /// The object that holds a regular file's content; none for an empty file.
    pub(crate) object: Option<Digest>,
    /// A symlink's target.
    pub(crate) target: &'a [u8],
    /// A device's major and minor number.
    pub(crate) rdev: (u32, u32),
    /// Whether a directory hides what lower layers have under its path.
    pub(crate) opaque: bool,
    /// Whether the layer has a directory only because something lies in it, and does not say what it is: owner, mode, time
    /// and attributes are those of the next lower layer that does.
    pub(crate) implied: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Inode(u32),
    /// The name hides whatever lower layers have under it.
    Whiteout,
}

/// One entry of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) target: Target,
}
