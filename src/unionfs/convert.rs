//! From what operations say to what FUSE hears, for every server of ours.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use fuser::{
    Errno, FileAttr, FileType, Generation, INodeNo, ReplyAttr, ReplyData, ReplyEmpty, ReplyEntry, ReplyXattr, TimeOrNow,
};

use super::Result;
use super::attr::Attr;
use super::id::Id;
use super::ops::SetTime;
use super::reader::Reader;
use crate::layer::index::{Kind, Time};

/// Nobody but this server changes the files, so whatever it said stays true until the kernel itself changes it.
pub(super) const FOREVER: Duration = Duration::from_secs(1 << 40);
/// Numbers are not reused while the kernel knows them, see `tree`.
pub(super) const GENERATION: Generation = Generation(0);

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

pub(super) fn id(ino: INodeNo) -> Id {
    Id(ino.0)
}

pub(super) fn error(errno: rustix::io::Errno) -> Errno {
    Errno::from_i32(errno.raw_os_error())
}

pub(super) fn file_type(kind: Kind) -> FileType {
    match kind {
        Kind::Regular => FileType::RegularFile,
        Kind::Directory => FileType::Directory,
        Kind::Symlink => FileType::Symlink,
        Kind::Fifo => FileType::NamedPipe,
        Kind::CharDevice => FileType::CharDevice,
        Kind::BlockDevice => FileType::BlockDevice,
        Kind::Socket => FileType::Socket,
    }
}

pub(super) fn system_time(time: Time) -> SystemTime {
    let nanos = Duration::from_nanos(time.nanos.into());
    let whole = match u64::try_from(time.secs) {
        Ok(secs) => SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(secs)),
        Err(_) => SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(time.secs.unsigned_abs())),
    };
    whole.and_then(|whole| whole.checked_add(nanos)).unwrap_or(SystemTime::UNIX_EPOCH)
}

pub(super) fn set_time(time: TimeOrNow) -> SetTime {
    let TimeOrNow::SpecificTime(time) = time else { return SetTime::Now };
    SetTime::To(match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => Time { secs: after.as_secs().try_into().unwrap_or(i64::MAX), nanos: after.subsec_nanos() },
        Err(before) => {
            // fuser 0.18 makes n seconds before 1970 of -n, and then counts the nanoseconds backward as well.
            let before = before.duration();
            Time { secs: before.as_secs().try_into().map_or(i64::MIN, |secs: i64| -secs), nanos: before.subsec_nanos() }
        }
    })
}

pub(super) fn file_attr(attr: &Attr) -> FileAttr {
    FileAttr {
        ino: INodeNo(attr.id.0),
        size: attr.size,
        blocks: attr.blocks,
        atime: system_time(attr.atime),
        mtime: system_time(attr.mtime),
        ctime: system_time(attr.ctime),
        crtime: SystemTime::UNIX_EPOCH,
        kind: file_type(Kind::from_mode(attr.mode).unwrap_or(Kind::Regular)),
        perm: (attr.mode & 0o7777) as u16,
        nlink: attr.nlink,
        uid: attr.uid,
        gid: attr.gid,
        rdev: attr.rdev,
        blksize: 4096,
        flags: 0,
    }
}

/// "No such file" in a form that the kernel remembers: number 0.
pub(super) fn negative() -> FileAttr {
    let nothing = Time::default();
    let id = Id(0);
    let (mode, nlink, uid, gid, rdev, size, blocks) = (0, 0, 0, 0, 0, 0, 0);
    file_attr(&Attr { id, mode, nlink, uid, gid, rdev, size, blocks, atime: nothing, mtime: nothing, ctime: nothing })
}

pub(super) fn reply_empty(reply: ReplyEmpty, result: Result<()>) {
    match result {
        Ok(()) => reply.ok(),
        Err(e) => reply.error(error(e)),
    }
}

pub(super) fn reply_attr(reply: ReplyAttr, result: Result<Attr>) {
    match result {
        Ok(attr) => reply.attr(&FOREVER, &file_attr(&attr)),
        Err(e) => reply.error(error(e)),
    }
}

pub(super) fn reply_entry(reply: ReplyEntry, result: Result<Attr>) {
    match result {
        Ok(attr) => reply.entry(&FOREVER, &file_attr(&attr), GENERATION),
        Err(e) => reply.error(error(e)),
    }
}

pub(super) fn reply_xattr(reply: ReplyXattr, size: u32, result: Result<Vec<u8>>) {
    match result {
        Err(e) => reply.error(error(e)),
        Ok(value) if size == 0 => reply.size(u32::try_from(value.len()).unwrap_or(u32::MAX)),
        Ok(value) if value.len() > size as usize => reply.error(Errno::ERANGE),
        Ok(value) => reply.data(&value),
    }
}

/// Answers with what `read` takes from the thread's reader.
pub(super) fn reply_read(reply: ReplyData, read: impl for<'a> FnOnce(&'a mut Reader) -> Result<&'a [u8]>) {
    READER.with_borrow_mut(|reader| match read(reader) {
        Ok(data) => reply.data(data),
        Err(e) => reply.error(error(e)),
    });
}
