//! FUSE: turns requests into operations and their results into replies.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use fuser::{
    AccessFlags, CopyFileRangeFlags, Errno, FileHandle, FileType, Filesystem, FopenFlags, INodeNo, InitFlags,
    IoctlFlags, KernelConfig, LockOwner, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory,
    ReplyDirectoryPlus, ReplyEmpty, ReplyEntry, ReplyIoctl, ReplyLseek, ReplyOpen, ReplyStatfs, ReplyWrite, ReplyXattr,
    Request, TimeOrNow, WriteFlags,
};

use rustix::fs::IFlags;

use super::convert::{
    FOREVER, GENERATION, error, file_attr, file_type, id, negative, reply_attr, reply_empty, reply_entry, reply_read,
    reply_xattr, set_time,
};
use super::holes::{self, PageCache, Wanted};
use super::id::Id;
use super::ioctl::{FSGETXATTR, GETFLAGS, SETFLAGS, fsxattr};
use super::listing::Item;
use super::ops::{Caller, Changes, New, Write};
use super::{Result, Union};
use crate::layer::index::Kind;

/// Entries of a directory that are taken from its listing at a time.
const BATCH: usize = 64;
/// The largest write in one request; the kernel's own limit (256 pages).
const MAX_WRITE: u32 = 1 << 20;

/// What lseek(2) is asked for, as the kernel numbers it.
const SEEK_DATA: i32 = 3;
const SEEK_HOLE: i32 = 4;

/// What the kernel may do for us, where it can. Not POSIX_LOCKS and FLOCK_LOCKS: the kernel keeps locks by itself.
const WANTED: [InitFlags; 11] = [
    InitFlags::FUSE_PARALLEL_DIROPS,
    InitFlags::FUSE_DO_READDIRPLUS,
    InitFlags::FUSE_READDIRPLUS_AUTO,
    InitFlags::FUSE_WRITEBACK_CACHE,
    InitFlags::FUSE_CACHE_SYMLINKS,
    InitFlags::FUSE_NO_OPEN_SUPPORT,
    InitFlags::FUSE_NO_OPENDIR_SUPPORT,
    InitFlags::FUSE_ASYNC_DIO,
    InitFlags::FUSE_HANDLE_KILLPRIV_V2,
    // The umask is ours to apply, since access lists that are inherited go before it.
    InitFlags::FUSE_POSIX_ACL,
    InitFlags::FUSE_DONT_MASK,
];

/// The file server.
#[derive(Debug)]
pub(super) struct Server(pub(super) Arc<Union>, pub(super) PageCache);

fn caller(request: &Request, umask: u32) -> Caller {
    Caller { uid: request.uid(), gid: request.gid(), umask }
}

impl Server {
    fn read_plus(&self, dir: Id, mut position: u64, reply: &mut ReplyDirectoryPlus) -> Result<()> {
        let (mut items, parent) = self.0.read_dir(dir, position, BATCH)?;
        for (at, (name, id)) in (1..).zip([(".", dir), ("..", parent)]) {
            if position < at {
                let attr = file_attr(&self.0.getattr(id)?);
                if reply.add(INodeNo(id.0), at, name, &FOREVER, &attr, GENERATION) {
                    return Ok(());
                }
            }
        }
        while let Some((last, _)) = items.last() {
            position = *last;
            if self.fill_plus(dir, &items, reply)? || items.len() < BATCH {
                break;
            }
            (items, _) = self.0.read_dir(dir, position, BATCH)?;
        }
        Ok(())
    }

    /// Adds entries; whether the reply is full.
    fn fill_plus(&self, dir: Id, items: &[(u64, Item)], reply: &mut ReplyDirectoryPlus) -> Result<bool> {
        for (position, item) in items {
            let Some(attr) = self.0.item_attr(dir, item)? else { continue };
            let name = OsStr::from_bytes(&item.name);
            if reply.add(INodeNo(attr.id.0), *position, name, &FOREVER, &file_attr(&attr), GENERATION) {
                // It did not fit, so the kernel will not know it.
                self.0.forget(attr.id, 1);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn read_plain(&self, dir: Id, mut position: u64, reply: &mut ReplyDirectory) -> Result<()> {
        let (mut items, parent) = self.0.read_dir(dir, position, BATCH)?;
        for (at, (name, id)) in (1..).zip([(".", dir), ("..", parent)]) {
            if position < at && reply.add(INodeNo(id.0), at, FileType::Directory, name) {
                return Ok(());
            }
        }
        while let Some((last, _)) = items.last() {
            position = *last;
            for (at, item) in &items {
                if reply.add(INodeNo(item.id.0), *at, file_type(item.kind), OsStr::from_bytes(&item.name)) {
                    return Ok(());
                }
            }
            if items.len() < BATCH {
                break;
            }
            (items, _) = self.0.read_dir(dir, position, BATCH)?;
        }
        Ok(())
    }
}

impl Filesystem for Server {
    fn init(&mut self, _: &Request, config: &mut KernelConfig) -> io::Result<()> {
        for flag in WANTED {
            if config.add_capabilities(flag).is_err() {
                log::debug!("this kernel's FUSE has no {flag:?}");
            }
        }
        // A smaller limit than asked for is the kernel's right.
        let _ = config.set_max_write(MAX_WRITE);
        Ok(())
    }

    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        match self.0.lookup(id(parent), name.as_bytes()) {
            Ok(None) => reply.entry(&FOREVER, &negative(), GENERATION),
            Ok(Some(attr)) => reply_entry(reply, Ok(attr)),
            Err(e) => reply_entry(reply, Err(e)),
        }
    }

    fn forget(&self, _: &Request, ino: INodeNo, count: u64) {
        self.0.forget(id(ino), count);
    }

    fn getattr(&self, _: &Request, ino: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        reply_attr(reply, self.0.getattr(id(ino)));
    }

    fn setattr(
        &self,
        _: &Request,
        ino: INodeNo,
        mode: Option<u32>,
        uid: Option<u32>,
        gid: Option<u32>,
        size: Option<u64>,
        atime: Option<TimeOrNow>,
        mtime: Option<TimeOrNow>,
        _ctime: Option<SystemTime>,
        _: Option<FileHandle>,
        _crtime: Option<SystemTime>,
        _chgtime: Option<SystemTime>,
        _bkuptime: Option<SystemTime>,
        _: Option<fuser::BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let (atime, mtime) = (atime.map(set_time), mtime.map(set_time));
        let changes = Changes { mode, uid, gid, size, atime, mtime };
        reply_attr(reply, self.0.setattr(id(ino), &changes));
    }

    fn readlink(&self, _: &Request, ino: INodeNo, reply: ReplyData) {
        match self.0.readlink(id(ino)) {
            Ok(target) => reply.data(&target),
            Err(e) => reply.error(error(e)),
        }
    }

    fn mknod(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        rdev: u32,
        reply: ReplyEntry,
    ) {
        if Kind::from_mode(mode).is_none_or(|kind| kind == Kind::Directory) {
            return reply.error(Errno::EINVAL);
        }
        let new = New { mode, rdev, content: b"" };
        let made = self.0.make_file(id(parent), name.as_bytes(), new, caller(request, umask));
        reply_entry(reply, made);
    }

    fn mkdir(&self, request: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, reply: ReplyEntry) {
        reply_entry(reply, self.0.mkdir(id(parent), name.as_bytes(), mode, caller(request, umask)));
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        reply_empty(reply, self.0.unlink(id(parent), name.as_bytes()));
    }

    fn rmdir(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        reply_empty(reply, self.0.rmdir(id(parent), name.as_bytes()));
    }

    fn symlink(&self, request: &Request, parent: INodeNo, name: &OsStr, target: &Path, reply: ReplyEntry) {
        let mode = Kind::Symlink.type_bits() | 0o777;
        let target = target.as_os_str().as_bytes();
        let made =
            self.0.make_file(id(parent), name.as_bytes(), New { mode, rdev: 0, content: target }, caller(request, 0));
        reply_entry(reply, made);
    }

    fn rename(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        new_parent: INodeNo,
        new_name: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        let from = (id(parent), name.as_bytes());
        let to = (id(new_parent), new_name.as_bytes());
        let done = match flags {
            RenameFlags::RENAME_EXCHANGE => self.0.exchange(from, to),
            RenameFlags::RENAME_NOREPLACE => self.0.rename(from, to, true),
            RenameFlags::RENAME_WHITEOUT => self.0.rename_leaving_whiteout(from, to, caller(request, 0)),
            flags if flags.is_empty() => self.0.rename(from, to, false),
            _ => Err(rustix::io::Errno::INVAL),
        };
        reply_empty(reply, done);
    }

    fn link(&self, _: &Request, ino: INodeNo, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        reply_entry(reply, self.0.link(id(ino), id(parent), name.as_bytes()));
    }

    fn open(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        // "Never ask again": handles mean nothing here.
        reply.error(Errno::ENOSYS);
    }

    fn read(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        reply_read(reply, |reader| self.0.read(id(ino), offset, size as usize, reader));
    }

    fn write(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        write_flags: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let how = Write {
            drop_set_id: write_flags.contains(WriteFlags::FUSE_WRITE_KILL_SUIDGID),
            from_cache: write_flags.contains(WriteFlags::FUSE_WRITE_CACHE),
        };
        match self.0.write(id(ino), offset, data, how) {
            Ok(len) => reply.written(u32::try_from(len).unwrap_or(u32::MAX)),
            Err(e) => reply.error(error(e)),
        }
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.error(Errno::ENOSYS);
    }

    fn fsync(&self, _: &Request, ino: INodeNo, _: FileHandle, data_only: bool, reply: ReplyEmpty) {
        reply_empty(reply, self.0.fsync(id(ino), data_only));
    }

    fn opendir(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        reply.error(Errno::ENOSYS);
    }

    fn readdir(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        match self.read_plain(id(ino), offset, &mut reply) {
            Ok(()) => reply.ok(),
            Err(e) => reply.error(error(e)),
        }
    }

    fn readdirplus(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectoryPlus) {
        match self.read_plus(id(ino), offset, &mut reply) {
            Ok(()) => reply.ok(),
            Err(e) => reply.error(error(e)),
        }
    }

    fn fsyncdir(&self, _: &Request, ino: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        reply_empty(reply, self.0.fsync_dir(id(ino)));
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        match self.0.statfs() {
            Ok(s) => {
                let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
                let (bsize, frsize) = (small(s.f_bsize), small(s.f_frsize));
                reply.statfs(s.f_blocks, s.f_bfree, s.f_bavail, s.f_files, s.f_ffree, bsize, 255, frsize);
            }
            Err(e) => reply.error(error(e)),
        }
    }

    fn setxattr(&self, _: &Request, ino: INodeNo, name: &OsStr, value: &[u8], flags: i32, _: u32, reply: ReplyEmpty) {
        reply_empty(reply, self.0.setxattr(id(ino), name.as_bytes(), value, flags.cast_unsigned()));
    }

    fn getxattr(&self, _: &Request, ino: INodeNo, name: &OsStr, size: u32, reply: ReplyXattr) {
        reply_xattr(reply, size, self.0.getxattr(id(ino), name.as_bytes()));
    }

    fn listxattr(&self, _: &Request, ino: INodeNo, size: u32, reply: ReplyXattr) {
        reply_xattr(reply, size, self.0.listxattr(id(ino)));
    }

    fn removexattr(&self, _: &Request, ino: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        reply_empty(reply, self.0.removexattr(id(ino), name.as_bytes()));
    }

    fn access(&self, _: &Request, _: INodeNo, _: AccessFlags, reply: ReplyEmpty) {
        reply.error(Errno::ENOSYS);
    }

    fn create(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        _: i32,
        reply: ReplyCreate,
    ) {
        let mode = Kind::Regular.type_bits() | (mode & 0o7777);
        let new = New { mode, rdev: 0, content: b"" };
        match self.0.make_file(id(parent), name.as_bytes(), new, caller(request, umask)) {
            Ok(attr) => {
                let flags = FopenFlags::FOPEN_KEEP_CACHE | FopenFlags::FOPEN_NOFLUSH;
                reply.created(&FOREVER, &file_attr(&attr), GENERATION, FileHandle(0), flags);
            }
            Err(e) => reply.error(error(e)),
        }
    }

    fn fallocate(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        length: u64,
        mode: i32,
        reply: ReplyEmpty,
    ) {
        reply_empty(reply, self.0.fallocate(id(ino), offset, length, mode.cast_unsigned()));
    }

    fn lseek(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: i64, whence: i32, reply: ReplyLseek) {
        let wanted = match (u64::try_from(offset), whence) {
            (Ok(offset), SEEK_DATA) => Wanted::Data(offset),
            (Ok(offset), SEEK_HOLE) => Wanted::Hole(offset),
            (Ok(_), _) => return reply.error(Errno::EINVAL),
            (Err(_), _) => return reply.error(Errno::ENXIO),
        };
        if let Some(found) = holes::known(&self.0, id(ino), wanted) {
            return reply.offset(found.cast_signed());
        }
        let (union, cache) = (self.0.clone(), self.1.clone());
        let find = move || match holes::find(&union, &cache, id(ino), wanted) {
            Ok(found) => reply.offset(found.cast_signed()),
            Err(e) => reply.error(error(e)),
        };
        // Without a thread the reply is dropped, which answers EIO.
        if let Err(e) = std::thread::Builder::new().name("holes".into()).spawn(find) {
            log::warn!("cannot start a thread: {e}");
        }
    }

    fn ioctl(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        _: IoctlFlags,
        command: u32,
        data: &[u8],
        _: u32,
        reply: ReplyIoctl,
    ) {
        let done = match (command, data.first_chunk()) {
            (GETFLAGS, _) => self.0.flags(id(ino)).map(|flags| flags.bits().to_ne_bytes().to_vec()),
            (FSGETXATTR, _) => self.0.flags(id(ino)).map(|flags| fsxattr(flags).to_vec()),
            (SETFLAGS, Some(flags)) => {
                let flags = IFlags::from_bits_retain(u32::from_ne_bytes(*flags));
                self.0.set_flags(id(ino), flags).map(|()| Vec::new())
            }
            _ => Err(rustix::io::Errno::NOTTY),
        };
        match done {
            Ok(data) => reply.ioctl(0, &data),
            Err(e) => reply.error(error(e)),
        }
    }

    fn copy_file_range(
        &self,
        _: &Request,
        ino_in: INodeNo,
        _: FileHandle,
        offset_in: u64,
        ino_out: INodeNo,
        _: FileHandle,
        offset_out: u64,
        len: u64,
        _: CopyFileRangeFlags,
        reply: ReplyWrite,
    ) {
        match self.0.copy_range((id(ino_in), offset_in), (id(ino_out), offset_out), len) {
            Ok(len) => reply.written(u32::try_from(len).unwrap_or(u32::MAX)),
            Err(e) => reply.error(error(e)),
        }
    }
}
