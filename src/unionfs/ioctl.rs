//! The requests of ioctl_iflags(2), as the kernel makes them of a FUSE server.

use std::ffi::c_long;

use rustix::fs::IFlags;
use rustix::ioctl::{Opcode, opcode};

/// FS_IOC_GETFLAGS and FS_IOC_SETFLAGS: the argument is an int, though the number says that it is a long.
pub(super) const GETFLAGS: Opcode = opcode::read::<c_long>(b'f', 1);
pub(super) const SETFLAGS: Opcode = opcode::write::<c_long>(b'f', 2);
/// FS_IOC_FSGETXATTR, which the kernel asks before it sets flags, to see which of them change.
pub(super) const FSGETXATTR: Opcode = opcode::read::<FsXattr>(b'X', 31);

/// `struct fsxattr` of linux/fs.h: the flags, then what only XFS and project quotas know.
type FsXattr = [u8; 28];

/// The flags that `struct fsxattr` has as well, with their numbers there.
const BOTH: [(IFlags, u32); 5] = [
    (IFlags::IMMUTABLE, 0x08),
    (IFlags::APPEND, 0x10),
    (IFlags::SYNC, 0x20),
    (IFlags::NOATIME, 0x40),
    (IFlags::NODUMP, 0x80),
];

pub(super) fn fsxattr(flags: IFlags) -> FsXattr {
    let bits = BOTH.iter().filter(|(flag, _)| flags.contains(*flag)).fold(0, |bits, (_, bit)| bits | bit);
    let mut xattr = [0; 28];
    if let Some(first) = xattr.first_chunk_mut() {
        *first = bits.to_ne_bytes();
    }
    xattr
}
