//! Where a COPY's files come from: a directory of the host, or the files of an image or stage.

use std::ffi::OsStr;
use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::rc::Rc;

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::walk::{self, Tree};
use crate::build::context::Ignore;
use crate::error::{Context, Result};
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::{Kind, Time};
use crate::unionfs::{Spot, View};

/// A tree of source files.
pub(in crate::build) enum Origin<'a> {
    /// A directory of the host. Nothing is followed out of it.
    Host {
        root: Rc<OwnedFd>,
        /// What is no part of it.
        ignore: &'a Ignore,
    },
    Image(&'a View),
}

/// A file of an origin.
#[derive(Clone)]
pub(in crate::build) enum Found {
    Host(HostFile),
    Image(Spot),
}

/// A file of the host, named by the directory that it is in.
#[derive(Clone)]
pub(in crate::build) struct HostFile {
    /// Nothing for the root itself, which is `name`.
    dir: Rc<OwnedFd>,
    name: Vec<u8>,
    /// From the root of the origin.
    pub(super) path: Vec<u8>,
    pub(super) stat: Stat,
}

impl HostFile {
    /// The file, for reading.
    pub(super) fn open(&self) -> Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let open = rustix::fs::openat(&self.dir, OsStr::from_bytes(&self.name), flags, Mode::empty());
        Ok(File::from(open.with_context(|| format!("cannot read {}", self.shown()))?))
    }

    fn open_directory(&self) -> Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let open = rustix::fs::openat(&self.dir, OsStr::from_bytes(&self.name), flags, Mode::empty());
        open.with_context(|| format!("cannot read {}", self.shown()))
    }

    fn kind(&self) -> FileType {
        FileType::from_raw_mode(self.stat.st_mode)
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.path).into_owned()
    }

    /// Attributes that mean the same in an image: the user's, and capabilities.
    fn xattrs(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let path = format!("/proc/self/fd/{}/{}", self.dir.as_raw_fd(), OsStr::from_bytes(&self.name).display());
        let mut names = vec![0; 4096];
        let mut listed = rustix::fs::llistxattr(&path, &mut names[..]);
        if listed == Err(Errno::RANGE) {
            // As many as there can be (xattr(7), XATTR_LIST_MAX).
            names.resize(65536, 0);
            listed = rustix::fs::llistxattr(&path, &mut names[..]);
        }
        let Ok(len) = listed else { return Vec::new() };
        let names = names.get(..len).unwrap_or_default().split(|byte| *byte == 0);
        let kept = names.filter(|name| name.starts_with(b"user.") || *name == b"security.capability");
        let read = |name: &[u8]| {
            let mut value = vec![0; 65536];
            let len = rustix::fs::lgetxattr(&path, name, &mut value[..]).ok()?;
            value.truncate(len);
            Some((name.to_vec(), value))
        };
        let mut all: Vec<_> = kept.filter_map(read).collect();
        all.sort();
        all
    }

    /// What it is; of a regular file without its content, which is to be opened.
    fn node(&self) -> Result<Node> {
        let content = match self.kind() {
            FileType::RegularFile => Content::Regular(Data::Empty),
            FileType::Directory => Content::Directory { opaque: false },
            FileType::Symlink => Content::Symlink(self.target()?),
            FileType::Fifo => Content::Special(Kind::Fifo, (0, 0)),
            FileType::Socket => Content::Special(Kind::Socket, (0, 0)),
            kind => {
                let device = (rustix::fs::major(self.stat.st_rdev), rustix::fs::minor(self.stat.st_rdev));
                let kind = if kind == FileType::BlockDevice { Kind::BlockDevice } else { Kind::CharDevice };
                Content::Special(kind, device)
            }
        };
        let mtime = Time { secs: self.stat.st_mtime, nanos: u32::try_from(self.stat.st_mtime_nsec).unwrap_or(0) };
        let perm = (self.stat.st_mode & 0o7777) as u16;
        let xattrs = if self.kind() == FileType::Symlink { Vec::new() } else { self.xattrs() };
        // Whoever has the files on the host means nothing in an image.
        Ok(Node { perm, uid: 0, gid: 0, mtime, xattrs, content })
    }

    fn target(&self) -> Result<Vec<u8>> {
        let target = rustix::fs::readlinkat(&self.dir, OsStr::from_bytes(&self.name), Vec::new());
        Ok(target.with_context(|| format!("cannot read {}", self.shown()))?.into_bytes())
    }
}

impl<'a> Origin<'a> {
    /// The directory at `path` on the host.
    pub(in crate::build) fn host(path: &std::path::Path, ignore: &'a Ignore) -> Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = rustix::fs::openat(CWD, path, flags, Mode::empty());
        Ok(Origin::Host { root: Rc::new(root.with_context(|| format!("cannot open {}", path.display()))?), ignore })
    }

    /// What is in a directory, sorted by the bytes of the names, without what is ignored.
    pub(super) fn children(&self, dir: &Found) -> Result<Vec<(Vec<u8>, Found)>> {
        match (self, dir) {
            (Origin::Image(view), Found::Image(spot)) => {
                Ok(view.entries(spot)?.into_iter().map(|(name, spot)| (name, Found::Image(spot))).collect())
            }
            (Origin::Host { .. }, Found::Host(dir)) => {
                let fd = Rc::new(dir.open_directory()?);
                let mut names = Vec::new();
                for entry in rustix::fs::Dir::read_from(&*fd)? {
                    let name = entry?.file_name().to_bytes().to_vec();
                    if name != b"." && name != b".." {
                        names.push(name);
                    }
                }
                names.sort();
                let all = names.into_iter().map(|name| Ok((name.clone(), self.host_child(&fd, &dir.path, &name)?)));
                all.filter_map(|item: Result<_>| item.map(|(name, file)| Some((name, file?))).transpose()).collect()
            }
            _ => Ok(Vec::new()),
        }
    }

    fn host_child(&self, dir: &Rc<OwnedFd>, above: &[u8], name: &[u8]) -> Result<Option<Found>> {
        let Origin::Host { ignore, .. } = self else { return Ok(None) };
        let path = walk::join(above, name);
        let stat = match rustix::fs::statat(dir, OsStr::from_bytes(name), AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => stat,
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", String::from_utf8_lossy(&path)));
            }
        };
        let is_directory = FileType::from_raw_mode(stat.st_mode) == FileType::Directory;
        let found = Found::Host(HostFile { dir: dir.clone(), name: name.to_vec(), path, stat });
        let Found::Host(file) = &found else { return Ok(None) };
        Ok((!ignore.skips(&file.path, is_directory)).then_some(found))
    }

    /// What a file is. The content of one of the host is not in it.
    pub(super) fn node(&self, file: &Found) -> Result<Node> {
        match (self, file) {
            (Origin::Image(view), Found::Image(spot)) => view.node(spot),
            (_, Found::Host(file)) => file.node(),
            (Origin::Host { .. }, Found::Image(_)) => unreachable_kind(),
        }
    }

    /// The same number for all names of a file that has several.
    pub(super) fn several(&self, file: &Found) -> Result<Option<u64>> {
        match (self, file) {
            (Origin::Image(view), Found::Image(spot)) => Ok((view.names(spot)? > 1).then(|| spot.number()).flatten()),
            (_, Found::Host(file)) if file.kind() == FileType::RegularFile && file.stat.st_nlink > 1 => {
                Ok(Some(file.stat.st_ino))
            }
            _ => Ok(None),
        }
    }
}

fn unreachable_kind<T>() -> Result<T> {
    Err(crate::error::Error::new("a file of another tree was met: this is a bug").into())
}

impl Tree for Origin<'_> {
    type File = Found;

    fn root(&self) -> Result<Found> {
        match self {
            Origin::Image(view) => Ok(Found::Image(view.root()?)),
            Origin::Host { root, .. } => {
                let stat = rustix::fs::fstat(root)?;
                Ok(Found::Host(HostFile { dir: root.clone(), name: b".".to_vec(), path: Vec::new(), stat }))
            }
        }
    }

    fn child(&self, dir: &Found, name: &[u8]) -> Result<Option<Found>> {
        match (self, dir) {
            (Origin::Image(view), Found::Image(spot)) => Ok(view.child(spot, name)?.map(Found::Image)),
            (Origin::Host { .. }, Found::Host(dir)) => {
                self.host_child(&Rc::new(dir.open_directory()?), &dir.path, name)
            }
            _ => Ok(None),
        }
    }

    fn is_directory(&self, file: &Found) -> bool {
        match file {
            Found::Image(spot) => spot.is_directory(),
            Found::Host(file) => file.kind() == FileType::Directory,
        }
    }

    fn target(&self, file: &Found) -> Result<Option<Vec<u8>>> {
        match (self, file) {
            (Origin::Image(view), Found::Image(spot)) => Ok(match view.node(spot)?.content {
                Content::Symlink(target) => Some(target),
                _ => None,
            }),
            (_, Found::Host(file)) if file.kind() == FileType::Symlink => file.target().map(Some),
            _ => Ok(None),
        }
    }
}

impl Found {
    /// The file of an image.
    pub(super) fn spot(self) -> Option<Spot> {
        match self {
            Found::Image(spot) => Some(spot),
            Found::Host(_) => None,
        }
    }

    /// The file of the host.
    pub(super) fn as_host(&self) -> Option<&HostFile> {
        match self {
            Found::Host(file) => Some(file),
            Found::Image(_) => None,
        }
    }
}
