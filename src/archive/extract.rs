//! An archive into a tree that is there. Every path is resolved below a directory descriptor, so that neither the archive's
//! names nor symbolic links, be they the archive's or the tree's, lead out of it.

use std::io::BufRead;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Gid, Mode, OFlags, Timespec, Timestamps, Uid};
use rustix::io::Errno;

use super::entries::{Entries, Entry, EntryKind};
use super::path::normalise;
use crate::error::{Context, Error, Result};
use crate::sys::path;

/// How to extract.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extraction {
    /// What the first part of every name becomes; empty drops it. Nothing leaves names as they are.
    pub(crate) top: Option<Vec<u8>>,
    pub(crate) owner: Owner,
    /// Whether directories may replace other files, and other files directories.
    pub(crate) overwrite: bool,
}

/// Whose the files become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Whoever extracts.
    #[default]
    Caller,
    /// As the archive says.
    Archive,
    This(u32, u32),
}

/// Extracts `archive` into `target`.
pub(crate) fn extract(archive: impl BufRead, target: BorrowedFd<'_>, how: &Extraction) -> Result<()> {
    let mut entries = Entries::new(archive);
    let mut extractor = Extractor { target, how, parent: None, directories: Vec::new() };
    while let Some(entry) = entries.next()? {
        let Some(name) = extractor.renamed(&entry.name)? else { continue };
        extractor.put(&entry, &name, &mut entries).with_context(|| format!("cannot write {}", super::show(&name)))?;
    }
    extractor.finish();
    entries.finish().map(drop)
}

struct Extractor<'a> {
    target: BorrowedFd<'a>,
    how: &'a Extraction,
    /// The directory of the last entry.
    parent: Option<(PathBuf, OwnedFd)>,
    /// Their times come last: what is put into them changes them.
    directories: Vec<(OwnedFd, Timestamps)>,
}

/// Directories that are held open for their times.
const MAX_HELD: usize = 256;

impl Extractor<'_> {
    /// The path below the target; nothing for what stands for the target itself.
    fn renamed(&self, name: &[u8]) -> Result<Option<Vec<u8>>> {
        let name = normalise(name)?;
        let Some(top) = &self.how.top else { return Ok(Some(name).filter(|name| !name.is_empty())) };
        let rest = name.iter().position(|byte| *byte == b'/').and_then(|at| name.get(at..)).unwrap_or_default();
        let name = if top.is_empty() { rest.get(1..).unwrap_or_default().to_vec() } else { [top, rest].concat() };
        Ok(Some(name).filter(|name| !name.is_empty()))
    }

    fn put(&mut self, entry: &Entry, name: &[u8], entries: &mut Entries<impl BufRead>) -> Result<()> {
        let path = Path::new(std::ffi::OsStr::from_bytes(name));
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        let file = path.file_name().context("a name without a last part")?.to_owned();
        if self.parent.as_ref().is_none_or(|(known, _)| *known != parent) {
            let dir = path::make_dir(self.target, &Path::new("/").join(&parent), Mode::from_raw_mode(0o755))?;
            self.parent = Some((parent, dir.handle));
        }
        let Some((_, dir)) = &self.parent else { return Ok(()) };
        let dir = dir.try_clone().context("dup")?;
        self.make_way(dir.as_fd(), &file, entry.kind)?;
        match entry.kind {
            EntryKind::Directory => return self.directory(dir.as_fd(), &file, entry),
            EntryKind::Regular => return self.regular(dir.as_fd(), &file, entry, entries),
            EntryKind::HardLink => return self.hard_link(dir.as_fd(), &file, entry),
            EntryKind::Symlink => rustix::fs::symlinkat(entry.link.as_slice(), &dir, &file)?,
            EntryKind::Fifo => self.node(dir.as_fd(), &file, entry, FileType::Fifo)?,
            EntryKind::CharDevice => self.node(dir.as_fd(), &file, entry, FileType::CharacterDevice)?,
            EntryKind::BlockDevice => self.node(dir.as_fd(), &file, entry, FileType::BlockDevice)?,
        }
        if let Some((uid, gid)) = self.owner(entry) {
            rustix::fs::chownat(&dir, &file, uid, gid, AtFlags::SYMLINK_NOFOLLOW)?;
        }
        let _ = rustix::fs::utimensat(&dir, &file, &times(entry), AtFlags::SYMLINK_NOFOLLOW);
        Ok(())
    }

    /// Takes away what is in the way of a new file. A regular file is written over, since it may be a mountpoint.
    fn make_way(&self, dir: BorrowedFd<'_>, file: &std::ffi::OsStr, kind: EntryKind) -> Result<()> {
        let stat = match rustix::fs::statat(dir, file, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => return Ok(()),
            stat => stat?,
        };
        let there = FileType::from_raw_mode(stat.st_mode);
        match (there, kind) {
            (FileType::Directory, EntryKind::Directory) | (FileType::RegularFile, EntryKind::Regular) => Ok(()),
            (FileType::Directory, _) if self.how.overwrite => remove_tree(dir, file),
            (FileType::Directory, _) => Err(refused("a directory", "something else")),
            (_, EntryKind::Directory) if !self.how.overwrite => Err(refused("no directory", "a directory")),
            _ => Ok(rustix::fs::unlinkat(dir, file, AtFlags::empty())?),
        }
    }

    fn directory(&mut self, dir: BorrowedFd<'_>, file: &std::ffi::OsStr, entry: &Entry) -> Result<()> {
        match rustix::fs::mkdirat(dir, file, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(errno) => return Err(errno.into()),
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let made = rustix::fs::openat(dir, file, flags, Mode::empty())?;
        self.set_attributes(made.as_fd(), entry)?;
        if self.directories.len() == MAX_HELD {
            self.directories.remove(0);
        }
        self.directories.push((made, times(entry)));
        Ok(())
    }

    fn regular(
        &self,
        dir: BorrowedFd<'_>,
        file: &std::ffi::OsStr,
        entry: &Entry,
        entries: &mut Entries<impl BufRead>,
    ) -> Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let made = rustix::fs::openat(dir, file, flags, Mode::RUSR | Mode::WUSR)?;
        let mut out = std::fs::File::from(made);
        std::io::copy(&mut entries.contents(entry), &mut out)?;
        self.set_attributes(out.as_fd(), entry)?;
        let _ = rustix::fs::futimens(&out, &times(entry));
        Ok(())
    }

    fn hard_link(&self, dir: BorrowedFd<'_>, file: &std::ffi::OsStr, entry: &Entry) -> Result<()> {
        let target = self.renamed(&entry.link)?.context("a hard link to nothing")?;
        let target = Path::new("/").join(std::ffi::OsStr::from_bytes(&target));
        let parent = target.parent().context("a hard link to the root")?;
        let name = target.file_name().context("a hard link to the root")?;
        let parent = path::locate(self.target, parent)?;
        match rustix::fs::linkat(&parent, name, dir, file, AtFlags::empty()) {
            Err(Errno::EXIST) => {
                rustix::fs::unlinkat(dir, file, AtFlags::empty())?;
                Ok(rustix::fs::linkat(&parent, name, dir, file, AtFlags::empty())?)
            }
            result => Ok(result?),
        }
    }

    /// Devices cannot be made in a user namespace, and are left out there.
    fn node(&self, dir: BorrowedFd<'_>, file: &std::ffi::OsStr, entry: &Entry, kind: FileType) -> Result<()> {
        let device = rustix::fs::makedev(entry.device.0, entry.device.1);
        let mode = Mode::from_raw_mode(entry.mode.into());
        rustix::fs::mknodat(dir, file, kind, mode, device).with_context(|| format!("mknod of a {kind:?}"))
    }

    fn owner(&self, entry: &Entry) -> Option<(Option<Uid>, Option<Gid>)> {
        let (uid, gid) = match self.how.owner {
            Owner::Caller => return None,
            Owner::Archive => (entry.uid, entry.gid),
            Owner::This(uid, gid) => (uid, gid),
        };
        Some((Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid))))
    }

    /// Owner before mode, which loses its set-id bits by a change of owner.
    fn set_attributes(&self, file: BorrowedFd<'_>, entry: &Entry) -> Result<()> {
        if let Some((uid, gid)) = self.owner(entry) {
            rustix::fs::fchown(file, uid, gid)?;
        }
        rustix::fs::fchmod(file, Mode::from_raw_mode(entry.mode.into()))?;
        for (name, value) in &entry.xattrs {
            // Attributes that this user or filesystem cannot have are left out.
            let _ = rustix::fs::fsetxattr(file, name.as_slice(), value, rustix::fs::XattrFlags::empty());
        }
        Ok(())
    }

    fn finish(self) {
        for (directory, times) in self.directories.iter().rev() {
            let _ = rustix::fs::futimens(directory, times);
        }
    }
}

fn refused(there: &str, comes: &str) -> anyhow::Error {
    Error::new(format!("there is {there}, and {comes} comes")).hint("use --overwrite to replace it").into()
}

fn times(entry: &Entry) -> Timestamps {
    let time = Timespec { tv_sec: entry.mtime.secs, tv_nsec: entry.mtime.nanos.into() };
    Timestamps { last_access: time, last_modification: time }
}

fn remove_tree(dir: BorrowedFd<'_>, name: &std::ffi::OsStr) -> Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let here = rustix::fs::openat(dir, name, flags, Mode::empty())?;
    for entry in rustix::fs::Dir::read_from(&here)? {
        let entry = entry?;
        let name = std::ffi::OsStr::from_bytes(entry.file_name().to_bytes());
        if name == "." || name == ".." {
            continue;
        }
        match rustix::fs::unlinkat(&here, name, AtFlags::empty()) {
            Err(Errno::ISDIR) => remove_tree(here.as_fd(), name)?,
            result => result?,
        }
    }
    Ok(rustix::fs::unlinkat(dir, name, AtFlags::REMOVEDIR)?)
}

#[cfg(test)]
mod tests {
    use super::super::Packer;
    use super::*;
    use std::os::unix::fs::{MetadataExt, symlink};

    fn handle(path: &Path) -> OwnedFd {
        rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap()
    }

    #[test]
    fn a_tree_comes_out_as_it_went_in() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        std::fs::create_dir_all(from.join("a/deep/dir")).unwrap();
        std::fs::create_dir(&to).unwrap();
        std::fs::write(from.join("a/file"), vec![7; 300_000]).unwrap();
        std::fs::hard_link(from.join("a/file"), from.join("a/deep/link")).unwrap();
        symlink("../file", from.join("a/deep/sym")).unwrap();
        let mut packed = Vec::new();
        let mut packer = Packer::new(&mut packed, false);
        packer.add(handle(&from).as_fd(), c"a", b"a").unwrap();
        packer.finish().unwrap();
        for (top, name) in [(None, "a"), (Some("b"), "b")] {
            let how = Extraction { top: top.map(|top: &str| top.into()), ..Extraction::default() };
            extract(&packed[..], handle(&to).as_fd(), &how).unwrap();
            let out = to.join(name);
            assert_eq!(std::fs::read(out.join("deep/link")).unwrap(), vec![7; 300_000]);
            assert_eq!(std::fs::metadata(out.join("file")).unwrap().nlink(), 2);
            assert_eq!(std::fs::read_link(out.join("deep/sym")).unwrap(), Path::new("../file"));
            let time = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
            assert_eq!(time(&out.join("deep")), time(&from.join("a/deep")));
        }
        let how = Extraction { top: Some(Vec::new()), ..Extraction::default() };
        extract(&packed[..], handle(&to).as_fd(), &how).unwrap();
        assert!(to.join("deep/dir").is_dir());
    }

    #[test]
    fn nothing_gets_out_of_the_target() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        std::fs::create_dir_all(from.join("x")).unwrap();
        std::fs::create_dir(&to).unwrap();
        std::fs::write(from.join("x/evil"), "evil").unwrap();
        symlink(dir.path(), to.join("x")).unwrap();
        let mut packed = Vec::new();
        let mut packer = Packer::new(&mut packed, false);
        packer.add(handle(&from.join("x")).as_fd(), c"evil", b"x/evil").unwrap();
        packer.finish().unwrap();
        let _ = extract(&packed[..], handle(&to).as_fd(), &Extraction::default());
        assert!(!dir.path().join("evil").exists());
    }
}
