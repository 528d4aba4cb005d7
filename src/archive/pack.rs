//! A tree as an archive. Everything is opened below a directory descriptor, and no symbolic link is followed.

use std::collections::HashMap;
use std::ffi::CStr;
use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::entries::{Entry, EntryKind};
use super::write::{END, headers, padding};
use crate::error::{Context, Result};
use crate::layer::index::Time;

/// Writes trees into one archive.
pub(crate) struct Packer<W> {
    out: W,
    buffer: Vec<u8>,
    /// Names under which files of several links are in the archive already, by device and inode.
    links: HashMap<(u64, u64), Vec<u8>>,
    /// Directories of other filesystems are left empty.
    one_filesystem: bool,
}

impl<W: Write> Packer<W> {
    pub(crate) fn new(out: W, one_filesystem: bool) -> Self {
        Self { out, buffer: vec![0; 128 * 1024], links: HashMap::new(), one_filesystem }
    }

    /// Adds what `name` is in the directory `dir`, with everything below it, under the name `to` in the archive. An empty
    /// `to` stands for a directory whose own entry is left out.
    pub(crate) fn add(&mut self, dir: BorrowedFd<'_>, name: &CStr, to: &[u8]) -> Result<()> {
        let stat = rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW).with_context(|| show(to))?;
        self.add_known(dir, name, to, &stat, stat.st_dev)
    }

    /// Ends the archive.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.out.write_all(&END).and_then(|()| self.out.flush()).context("cannot write the archive")
    }

    fn add_known(&mut self, dir: BorrowedFd<'_>, name: &CStr, to: &[u8], stat: &Stat, device: u64) -> Result<()> {
        let Some(kind) = kind(stat) else { return Ok(()) };
        let mut entry = entry(kind, to, stat);
        match kind {
            EntryKind::Directory => self.add_directory(dir, name, entry, device),
            EntryKind::Regular => self.add_file(dir, name, entry, stat),
            EntryKind::Symlink => {
                entry.link = rustix::fs::readlinkat(dir, name, Vec::new()).with_context(|| show(to))?.into_bytes();
                self.put(&headers(&entry))
            }
            _ => self.put(&headers(&entry)),
        }
    }

    fn add_directory(&mut self, dir: BorrowedFd<'_>, name: &CStr, mut entry: Entry, device: u64) -> Result<()> {
        let describe = || show(&entry.name);
        let here = open(dir, name, OFlags::DIRECTORY).with_context(describe)?;
        let stat = rustix::fs::fstat(&here).with_context(describe)?;
        let prefix = if entry.name.is_empty() { Vec::new() } else { [&entry.name[..], b"/"].concat() };
        if !entry.name.is_empty() {
            entry.xattrs = xattrs(here.as_fd());
            entry.name = prefix.clone();
            self.put(&headers(&entry))?;
        }
        if self.one_filesystem && stat.st_dev != device {
            return Ok(());
        }
        for found in Dir::read_from(&here).with_context(|| show(&prefix))? {
            let found = found.with_context(|| show(&prefix))?;
            let name = found.file_name();
            if name == c"." || name == c".." {
                continue;
            }
            let to = [&prefix[..], name.to_bytes()].concat();
            match rustix::fs::statat(&here, name, AtFlags::SYMLINK_NOFOLLOW) {
                // It was removed meanwhile.
                Err(Errno::NOENT) => {}
                stat => self.add_known(here.as_fd(), name, &to, &stat.with_context(|| show(&to))?, device)?,
            }
        }
        Ok(())
    }

    fn add_file(&mut self, dir: BorrowedFd<'_>, name: &CStr, mut entry: Entry, stat: &Stat) -> Result<()> {
        if stat.st_nlink > 1 {
            let key = (stat.st_dev, stat.st_ino);
            if let Some(first) = self.links.get(&key) {
                let link = Entry { kind: EntryKind::HardLink, link: first.clone(), size: 0, ..entry };
                return self.put(&headers(&link));
            }
            self.links.insert(key, entry.name.clone());
        }
        let describe = || show(&entry.name);
        let mut file = std::fs::File::from(open(dir, name, OFlags::NONBLOCK).with_context(describe)?);
        entry.size = file.metadata().with_context(describe)?.len();
        entry.xattrs = xattrs(file.as_fd());
        self.put(&headers(&entry))?;
        let mut left = entry.size;
        while left > 0 {
            let room = self.buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let space = self.buffer.get_mut(..room).unwrap_or_default();
            let count = file.read(space).with_context(|| show(&entry.name))?;
            let bytes = if count == 0 {
                // It has shrunk meanwhile: the archive says how long it was.
                space.fill(0);
                &*space
            } else {
                self.buffer.get(..count).unwrap_or_default()
            };
            self.out.write_all(bytes).context("cannot write the archive")?;
            left -= bytes.len() as u64;
        }
        self.put(padding(&entry))
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).context("cannot write the archive")
    }
}

fn open(dir: BorrowedFd<'_>, name: &CStr, flags: OFlags) -> Result<OwnedFd, Errno> {
    let flags = flags | OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    rustix::fs::openat(dir, name, flags, Mode::empty())
}

fn show(name: &[u8]) -> String {
    format!("cannot read {}", super::show(name))
}

/// Sockets have no place in an archive.
fn kind(stat: &Stat) -> Option<EntryKind> {
    Some(match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => EntryKind::Regular,
        FileType::Directory => EntryKind::Directory,
        FileType::Symlink => EntryKind::Symlink,
        FileType::Fifo => EntryKind::Fifo,
        FileType::CharacterDevice => EntryKind::CharDevice,
        FileType::BlockDevice => EntryKind::BlockDevice,
        FileType::Socket | FileType::Unknown => return None,
    })
}

fn entry(kind: EntryKind, name: &[u8], stat: &Stat) -> Entry {
    Entry {
        name: name.to_vec(),
        kind,
        mode: (stat.st_mode & 0o7777) as u16,
        uid: stat.st_uid,
        gid: stat.st_gid,
        mtime: Time { secs: stat.st_mtime as _, nanos: stat.st_mtime_nsec as _ },
        size: 0,
        link: Vec::new(),
        device: (rustix::fs::major(stat.st_rdev), rustix::fs::minor(stat.st_rdev)),
        xattrs: Vec::new(),
        extents: None,
    }
}

/// The extended attributes that can be read.
fn xattrs(file: BorrowedFd<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut names = vec![0; 64 * 1024];
    let Ok(count) = rustix::fs::flistxattr(file, &mut names) else { return Vec::new() };
    let names = names.get(..count).unwrap_or_default().split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let mut value = vec![0; 64 * 1024];
    let pairs = names.filter_map(|name| {
        let count = rustix::fs::fgetxattr(file, name, &mut value).ok()?;
        Some((name.to_vec(), value.get(..count)?.to_vec()))
    });
    pairs.collect()
}
