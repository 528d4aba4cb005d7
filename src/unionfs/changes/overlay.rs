//! The upper tree of the kernel's overlayfs, mounted with `userxattr` (Documentation/filesystems/overlayfs.rst).
//!
//! Owners and attributes are the files' own. What overlayfs itself notes is in attributes `user.overlay.*`; those of a
//! container that itself uses overlayfs are stored as `user.overlay.overlay.*`.

use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat as HostStat};
use rustix::io::Errno;

use super::super::attr::time;
use super::super::id::Id;
use super::super::lower::Lowers;
use super::super::upper::read_growing;
use super::walk::{Entry, Merged, Upper};
use crate::error::{Error, Result};
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::Kind;
use crate::rootless::{IdMaps, Range};

const OVERLAY: &[u8] = b"user.overlay.";
const ESCAPED: &[u8] = b"user.overlay.overlay.";
/// Of the host's, and no part of an image.
const HOST: [&[u8]; 3] = [b"security.selinux", b"security.ima", b"security.evm"];

/// What an id on disk is in the container. One that the container does not have stays as it is.
fn inside(ranges: &[Range], id: u32) -> u32 {
    let found = ranges.iter().find_map(|range| {
        let at = id.checked_sub(range.outside).filter(|at| *at < range.len)?;
        range.inside.checked_add(at)
    });
    found.unwrap_or(id)
}

pub(super) struct Overlay {
    owners: IdMaps,
}

impl Overlay {
    pub(super) fn new(owners: IdMaps) -> Overlay {
        Overlay { owners }
    }

    fn node(&self, path: &Path<'_>, host: &HostStat, content: Content) -> Result<Node> {
        let mut xattrs = Vec::new();
        for name in path.xattr_names()? {
            if let Some(shown) = shown(&name)? {
                let mut value = path.xattr(&name)?;
                self.translate_acl(&name, &mut value);
                xattrs.push((shown, value));
            }
        }
        xattrs.sort();
        Ok(Node {
            perm: (host.st_mode & 0o7777) as u16,
            uid: inside(&self.owners.uid, host.st_uid),
            gid: inside(&self.owners.gid, host.st_gid),
            mtime: time(host.st_mtime, host.st_mtime_nsec),
            xattrs,
            content,
        })
    }

    /// The ids in an access control list (linux/posix_acl_xattr.h: a version, then entries of tag, permissions, id).
    fn translate_acl(&self, name: &[u8], value: &mut [u8]) {
        const USER: u16 = 0x02;
        const GROUP: u16 = 0x08;
        if !name.starts_with(b"system.posix_acl_") {
            return;
        }
        for entry in value.get_mut(4..).unwrap_or_default().chunks_exact_mut(8) {
            let [tag0, tag1, _, _, id @ ..] = entry else { continue };
            let ranges = match u16::from_le_bytes([*tag0, *tag1]) {
                USER => &self.owners.uid,
                GROUP => &self.owners.gid,
                _ => continue,
            };
            if let Ok(number) = <[u8; 4]>::try_from(&*id) {
                id.copy_from_slice(&inside(ranges, u32::from_le_bytes(number)).to_le_bytes());
            }
        }
    }

    fn content(path: &Path<'_>, host: &HostStat, kind: Kind) -> Result<Content> {
        Ok(match kind {
            Kind::Regular if path.has_xattr("user.overlay.metacopy")? => {
                return Err(Error::new("the kernel copied up metadata alone, its data is elsewhere").into());
            }
            Kind::Regular if host.st_size == 0 => Content::Regular(Data::Empty),
            Kind::Regular => Content::Regular(Data::Written(path.open(OFlags::RDONLY)?.into())),
            Kind::Symlink => Content::Symlink(rustix::fs::readlinkat(path.dir, path.name, Vec::new())?.into_bytes()),
            Kind::Directory => Content::Directory { opaque: false },
            special => {
                let rdev = host.st_rdev;
                Content::Special(special, (rustix::fs::major(rdev), rustix::fs::minor(rdev)))
            }
        })
    }
}

impl Upper for Overlay {
    fn root(&self, root: &OwnedFd) -> Result<Node> {
        let host = rustix::fs::fstat(root)?;
        self.node(&Path { dir: root, name: b"." }, &host, Content::Directory { opaque: false })
    }

    fn entry(&self, _: &Lowers, dir: &OwnedFd, name: &[u8]) -> Result<Entry> {
        let path = Path { dir, name };
        let host = rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let kind = Kind::from_mode(host.st_mode).ok_or(Errno::IO)?;
        if path.is_whiteout(&host)? {
            return Ok(Entry::Whiteout);
        }
        if let Some((fd, merged)) = self.directory(dir, name)? {
            let node = self.node(&path, &host, Content::Directory { opaque: false })?;
            return Ok(Entry::Directory { fd, node, merged });
        }
        let content = Overlay::content(&path, &host, kind)?;
        let node = self.node(&path, &host, content)?;
        Ok(Entry::File { id: Id::upper(host.st_ino), several: host.st_nlink > 1, node })
    }

    fn directory(&self, dir: &OwnedFd, name: &[u8]) -> Result<Option<(OwnedFd, Merged)>> {
        let path = Path { dir, name };
        let fd = match path.open(OFlags::RDONLY | OFlags::DIRECTORY) {
            Err(Errno::NOTDIR) => return Ok(None),
            opened => opened?,
        };
        if path.has_xattr("user.overlay.redirect")? {
            return Err(Error::new("the kernel renamed a directory of the image here, which only it can follow").into());
        }
        let opaque = path.xattr(b"user.overlay.opaque").is_ok_and(|value| value == b"y");
        Ok(Some((fd, if opaque { Merged::Nothing } else { Merged::Here })))
    }

    fn has_renamed(&self) -> bool {
        false
    }

    fn linked(&self, _: &Lowers, _: Id) -> Result<Option<Node>> {
        // Overlayfs breaks such links when it copies up.
        Ok(None)
    }

    fn linked_names(&self) -> Result<u64> {
        Ok(0)
    }
}

/// A name in an open directory.
struct Path<'a> {
    dir: &'a OwnedFd,
    name: &'a [u8],
}

impl Path<'_> {
    /// Attributes can be asked for by path only when the file may not be opened, as a symlink or a device.
    fn proc(&self) -> PathBuf {
        let dir = format!("/proc/self/fd/{}", self.dir.as_raw_fd());
        PathBuf::from(dir).join(std::ffi::OsStr::from_bytes(self.name))
    }

    fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        let flags = flags | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        rustix::fs::openat(self.dir, self.name, flags, Mode::empty())
    }

    fn xattr_names(&self) -> Result<Vec<Vec<u8>>> {
        let list = read_growing(|buffer| rustix::fs::llistxattr(self.proc(), buffer))?;
        Ok(list.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
    }

    fn xattr(&self, name: &[u8]) -> Result<Vec<u8>, Errno> {
        read_growing(|buffer| rustix::fs::lgetxattr(self.proc(), name, buffer))
    }

    fn has_xattr(&self, name: &str) -> Result<bool> {
        match rustix::fs::lgetxattr(self.proc(), name, &mut [0; 0][..]) {
            Ok(_) | Err(Errno::RANGE) => Ok(true),
            Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// A device 0:0, or (Linux 6.7) an empty file with the attribute.
    fn is_whiteout(&self, host: &HostStat) -> Result<bool> {
        match FileType::from_raw_mode(host.st_mode) {
            FileType::CharacterDevice => Ok(host.st_rdev == 0),
            FileType::RegularFile if host.st_size == 0 => self.has_xattr("user.overlay.whiteout"),
            _ => Ok(false),
        }
    }
}

/// The name that an attribute has in the container; none when it is not the container's.
fn shown(name: &[u8]) -> Result<Option<Vec<u8>>> {
    if let Some(rest) = name.strip_prefix(ESCAPED) {
        return Ok(Some([OVERLAY, rest].concat()));
    }
    Ok((!name.starts_with(OVERLAY) && !HOST.contains(&name)).then(|| name.to_vec()))
}
