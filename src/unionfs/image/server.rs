//! The image through FUSE. The mount is read-only, so that the kernel asks for nothing that would change it.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;

use fuser::{
    Errno, FileHandle, FileType, Filesystem, INodeNo, InitFlags, IoctlFlags, KernelConfig, LockOwner, OpenFlags,
    ReplyAttr, ReplyData, ReplyDirectory, ReplyDirectoryPlus, ReplyEmpty, ReplyEntry, ReplyIoctl, ReplyLseek,
    ReplyOpen, ReplyStatfs, ReplyXattr, Request,
};
use rustix::fs::{IFlags, SeekFrom};

use super::{Image, Item};
use crate::unionfs::Result;
use crate::unionfs::convert::{
    FOREVER, GENERATION, error, file_attr, file_type, id, negative, reply_attr, reply_entry, reply_read, reply_xattr,
};
use crate::unionfs::id::Id;
use crate::unionfs::ioctl::{FSGETXATTR, GETFLAGS, fsxattr};

/// What the kernel may do for us, where it can. Not READDIRPLUS_AUTO: overlayfs looks up what it lists.
const WANTED: [InitFlags; 5] = [
    InitFlags::FUSE_PARALLEL_DIROPS,
    InitFlags::FUSE_DO_READDIRPLUS,
    InitFlags::FUSE_CACHE_SYMLINKS,
    InitFlags::FUSE_NO_OPEN_SUPPORT,
    InitFlags::FUSE_NO_OPENDIR_SUPPORT,
];

/// Positions of the dots; the entries follow.
const DOTS: u64 = 2;

/// The file server.
#[derive(Debug)]
pub(in crate::unionfs) struct Server(pub(in crate::unionfs) Image);

impl Server {
    /// Calls `add` with each entry after `position`, the dots first, until it says that the reply is full.
    fn each_entry(&self, dir: Id, position: u64, mut add: impl FnMut(u64, Entry<'_>) -> Result<bool>) -> Result<()> {
        for (at, name) in (1..).zip([".", ".."]) {
            if position < at && add(at, Entry::Dot(name))? {
                return Ok(());
            }
        }
        let items = self.0.list(dir)?;
        let start = usize::try_from(position.saturating_sub(DOTS)).unwrap_or(usize::MAX);
        let rest = items.get(start..).unwrap_or_default();
        for (at, item) in (start as u64 + DOTS + 1..).zip(rest) {
            if add(at, Entry::Item(item))? {
                return Ok(());
            }
        }
        // The kernel asks once more after the last entry: only then it has come to the end.
        if rest.is_empty() {
            self.0.listings.remove(dir);
        }
        Ok(())
    }
}

/// One entry of a directory.
enum Entry<'a> {
    Dot(&'static str),
    Item(&'a Item),
}

impl Filesystem for Server {
    fn init(&mut self, _: &Request, config: &mut KernelConfig) -> io::Result<()> {
        let acls = self.0.xattrs.acls.then_some(InitFlags::FUSE_POSIX_ACL);
        for flag in WANTED.into_iter().chain(acls) {
            if config.add_capabilities(flag).is_err() {
                log::debug!("this kernel's FUSE has no {flag:?}");
            }
        }
        Ok(())
    }

    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        match self.0.lookup(id(parent), name.as_bytes()) {
            Ok(None) => reply.entry(&FOREVER, &negative(), GENERATION),
            found => reply_entry(reply, found.and_then(|attr| attr.ok_or(rustix::io::Errno::NOENT))),
        }
    }

    fn forget(&self, _: &Request, ino: INodeNo, _: u64) {
        self.0.forget(id(ino));
    }

    fn getattr(&self, _: &Request, ino: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        reply_attr(reply, self.0.getattr(id(ino)));
    }

    fn readlink(&self, _: &Request, ino: INodeNo, reply: ReplyData) {
        match self.0.readlink(id(ino)) {
            Ok(target) => reply.data(&target),
            Err(e) => reply.error(error(e)),
        }
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

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.error(Errno::ENOSYS);
    }

    fn opendir(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        reply.error(Errno::ENOSYS);
    }

    fn readdir(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let done = self.each_entry(id(ino), offset, |at, entry| {
            Ok(match entry {
                // Its number is nobody's business: overlayfs has its own.
                Entry::Dot(name) => reply.add(ino, at, FileType::Directory, name),
                Entry::Item(item) => {
                    reply.add(INodeNo(item.id.0), at, file_type(item.kind), OsStr::from_bytes(&item.name))
                }
            })
        });
        match done {
            Ok(()) => reply.ok(),
            Err(e) => reply.error(error(e)),
        }
    }

    fn readdirplus(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectoryPlus) {
        let dir = id(ino);
        let done = self.each_entry(dir, offset, |at, entry| {
            let (name, attr) = match entry {
                Entry::Dot(name) => (OsStr::new(name), self.0.getattr(dir)?),
                Entry::Item(item) => (OsStr::from_bytes(&item.name), self.0.item_attr(dir, item)?),
            };
            Ok(reply.add(INodeNo(attr.id.0), at, name, &FOREVER, &file_attr(&attr), GENERATION))
        });
        match done {
            Ok(()) => reply.ok(),
            Err(e) => reply.error(error(e)),
        }
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        // Overlayfs wants to know how long names may be; the rest it takes from the writable layer.
        reply.statfs(0, 0, 0, 0, 0, 4096, crate::layer::index::NAME_MAX as u32, 4096);
    }

    fn getxattr(&self, _: &Request, ino: INodeNo, name: &OsStr, size: u32, reply: ReplyXattr) {
        if !self.0.xattrs.has_values() {
            return reply.error(Errno::ENOSYS);
        }
        reply_xattr(reply, size, self.0.getxattr(id(ino), name.as_bytes()));
    }

    fn listxattr(&self, _: &Request, ino: INodeNo, size: u32, reply: ReplyXattr) {
        if !self.0.xattrs.has_names() {
            return reply.error(Errno::ENOSYS);
        }
        reply_xattr(reply, size, self.0.listxattr(id(ino)));
    }

    fn lseek(&self, _: &Request, ino: INodeNo, _: FileHandle, offset: i64, whence: i32, reply: ReplyLseek) {
        let at = offset.unsigned_abs();
        // SEEK_DATA and SEEK_HOLE of lseek(2): the kernel asks for nothing else.
        let from = match whence {
            3 => SeekFrom::Data(at),
            4 => SeekFrom::Hole(at),
            _ => return reply.error(Errno::EINVAL),
        };
        match self.0.seek(id(ino), from) {
            Ok(found) => reply.offset(found.try_into().unwrap_or(i64::MAX)),
            Err(e) => reply.error(error(e)),
        }
    }

    fn ioctl(
        &self,
        _: &Request,
        _: INodeNo,
        _: FileHandle,
        _: IoctlFlags,
        command: u32,
        _: &[u8],
        _: u32,
        reply: ReplyIoctl,
    ) {
        // Overlayfs asks before it copies a file. No archive has such flags.
        match command {
            GETFLAGS => reply.ioctl(0, &IFlags::empty().bits().to_ne_bytes()),
            FSGETXATTR => reply.ioctl(0, &fsxattr(IFlags::empty())),
            _ => reply.error(Errno::ENOTTY),
        }
    }
}
