//! The attributes of a node, as `stat` shows them.

use rustix::fs::Stat as HostStat;

use super::Ids;
use super::id::Id;
use super::upper::Stat;
use crate::layer::index::{Inode, Kind, Time};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attr {
    pub(super) id: Id,
    /// Type and permission bits.
    pub(super) mode: u32,
    pub(super) nlink: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// In the kernel's encoding, see [`encode_dev`].
    pub(super) rdev: u32,
    pub(super) size: u64,
    /// In units of 512 bytes.
    pub(super) blocks: u64,
    pub(super) atime: Time,
    pub(super) mtime: Time,
    pub(super) ctime: Time,
}

impl Attr {
    pub(super) fn of_lower(id: Id, inode: &Inode<'_>) -> Attr {
        let size = if inode.kind == Kind::Directory { 4096 } else { inode.size };
        Attr {
            id,
            mode: mode(inode.kind, inode.kind.type_bits() | u32::from(inode.perm)),
            nlink: inode.nlink,
            uid: inode.uid,
            gid: inode.gid,
            rdev: encode_dev(inode.rdev),
            size,
            blocks: size.div_ceil(512),
            atime: inode.mtime,
            mtime: inode.mtime,
            ctime: inode.mtime,
        }
    }

    pub(super) fn of_upper(id: Id, stat: &Stat, host: &HostStat) -> Attr {
        let has_size = matches!(stat.kind(), Kind::Regular | Kind::Symlink | Kind::Directory);
        let size = if has_size { u64::try_from(host.st_size).unwrap_or(0) } else { 0 };
        Attr {
            id,
            mode: mode(stat.kind(), stat.mode),
            nlink: stat.nlink(host),
            uid: stat.uid,
            gid: stat.gid,
            rdev: stat.rdev,
            size,
            blocks: match () {
                () if !has_size => 0,
                () if stat.content_below => size.div_ceil(512),
                () => u64::try_from(host.st_blocks).unwrap_or(0),
            },
            atime: time(host.st_atime, host.st_atime_nsec),
            mtime: time(host.st_mtime, host.st_mtime_nsec),
            ctime: time(host.st_ctime, host.st_ctime_nsec),
        }
    }

    /// The owner as the container may see it.
    pub(super) fn shown(mut self, ids: Ids) -> Attr {
        if let Ids::Single { uid, gid } = ids {
            (self.uid, self.gid) = (uid, gid);
        }
        self
    }
}

/// Every symlink shows 0777, as symlink(7) says, whatever its archive had.
fn mode(kind: Kind, mode: u32) -> u32 {
    if kind == Kind::Symlink { kind.type_bits() | 0o777 } else { mode }
}

pub(super) fn time(secs: i64, nanos: impl TryInto<u32>) -> Time {
    Time { secs, nanos: nanos.try_into().unwrap_or(0) }
}

/// A device number as the kernel's 32 bits (new_encode_dev in linux/kdev_t.h): 12 bits of major, 20 of minor.
pub(super) fn encode_dev((major, minor): (u32, u32)) -> u32 {
    (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & 0xf_ff00) << 12)
}

/// Major and minor number of such 32 bits.
pub(super) fn decode_dev(rdev: u32) -> (u32, u32) {
    ((rdev >> 8) & 0xfff, (rdev & 0xff) | ((rdev >> 12) & 0xf_ff00))
}
