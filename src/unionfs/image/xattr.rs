//! Extended attributes of the image, and those by which overlayfs is told where contents are (overlayfs.rst of the
//! kernel's documentation, "Data-only lower layers" and "Nesting overlayfs mounts").

use rustix::io::Errno;

use super::{Contents, Image};
use crate::layer::index::Kind;
use crate::unionfs::Result;
use crate::unionfs::id::Id;
use crate::unionfs::lower::Lowers;

/// Regular files above this size, in bytes, are opened by overlayfs itself: that costs two requests more when a file is
/// looked up for the first time, and none when it is read.
pub(crate) const REDIRECTED_ABOVE: u64 = 64 << 10;

/// What overlayfs keeps to itself when it is mounted with `userxattr`.
const OVERLAY: &[u8] = b"user.overlay.";
/// Stands where the container sees [`OVERLAY`].
const ESCAPED: &[u8] = b"user.overlay.overlay.";
/// XATTR_NAME_MAX of linux/limits.h.
const NAME_MAX: usize = 255;

/// Which attributes there are at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Xattrs {
    redirected: bool,
    /// Whether any file of any layer has an attribute.
    any: bool,
    /// Whether one of them is an access control list.
    pub(super) acls: bool,
}

impl Xattrs {
    pub(super) fn new(lower: &Lowers, contents: Contents) -> Xattrs {
        Xattrs {
            redirected: contents == Contents::Redirected,
            any: lower.any_xattr(|_| true),
            acls: lower.any_xattr(|name| name.starts_with(b"system.posix_acl_")),
        }
    }

    /// Whether a request for an attribute's value can ever be answered with one.
    pub(super) fn has_values(self) -> bool {
        self.any || self.redirected
    }

    /// Whether a request for names can ever be answered with one.
    pub(super) fn has_names(self) -> bool {
        self.any
    }
}

impl Image {
    pub(super) fn getxattr(&self, id: Id, name: &[u8]) -> Result<Vec<u8>> {
        if let Some(rest) = name.strip_prefix(ESCAPED) {
            return self.own_xattr(id, &[OVERLAY, rest].concat());
        }
        match name.strip_prefix(OVERLAY) {
            None => self.own_xattr(id, name),
            Some(b"metacopy") if self.redirect(id)?.is_some() => Ok(Vec::new()),
            Some(b"redirect") => self.redirect(id)?.ok_or(Errno::NODATA),
            Some(_) => Err(Errno::NODATA),
        }
    }

    /// The names, each followed by a NUL.
    pub(super) fn listxattr(&self, id: Id) -> Result<Vec<u8>> {
        let mut list = Vec::new();
        for (name, _) in self.lower.xattrs(self.described(id)?)? {
            let escaped = name.strip_prefix(OVERLAY).map(|rest| [ESCAPED, rest].concat());
            let shown = escaped.as_deref().unwrap_or(name);
            if shown.len() <= NAME_MAX {
                list.extend(shown);
                list.push(0);
            }
        }
        Ok(list)
    }

    fn own_xattr(&self, id: Id, name: &[u8]) -> Result<Vec<u8>> {
        let found = self.lower.xattrs(self.described(id)?)?.find(|(n, _)| *n == name);
        found.map(|(_, value)| value.to_vec()).ok_or(Errno::NODATA)
    }

    /// The layer's inode that has the attributes.
    fn described(&self, id: Id) -> Result<Id> {
        if id != Id::ROOT && !self.lower.inode(id)?.implied {
            return Ok(id);
        }
        let stack = self.stack(id)?;
        if stack.is_empty() { Err(Errno::NODATA) } else { self.lower.described(&stack) }
    }

    /// Where overlayfs finds the content of a large file: a path that begins at the data-only layer's root.
    fn redirect(&self, id: Id) -> Result<Option<Vec<u8>>> {
        if !self.xattrs.redirected || id == Id::ROOT {
            return Ok(None);
        }
        let inode = self.lower.inode(id)?;
        let large = inode.kind == Kind::Regular && inode.size > REDIRECTED_ABOVE;
        let Some(digest) = inode.object.filter(|_| large) else { return Ok(None) };
        let mut path = digest.hex();
        path.insert(2, '/');
        path.insert(0, '/');
        Ok(Some(path.into_bytes()))
    }
}
