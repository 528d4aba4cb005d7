//! File contents, each stored once under its SHA-256.
//!
//! New ones are gathered in the staging directory and get their names in `objects/` only after they were synced: an object
//! that has its name is whole, whenever the power went.

use std::fs::File;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use super::twins::{Large, Twins};
use crate::error::{Context, Result};
use crate::name::{Digest, Hasher};
use crate::store::space::Space;

/// The name of an object below `objects/`: `ab/cdef…`.
pub(in crate::store) fn name(digest: &Digest) -> String {
    let mut name = digest.hex();
    name.insert(2, '/');
    name
}

/// The mode of every object.
pub(super) const MODE: u32 = 0o444;

/// Hashes `len` zeros.
pub(super) fn hash_zeros(hasher: &mut Hasher, mut len: u64) {
    const ZEROS: &[u8] = &[0; 64 << 10];
    while len > 0 {
        let count = len.min(ZEROS.len() as u64);
        hasher.update(ZEROS.get(..usize::try_from(count).unwrap_or_default()).unwrap_or(ZEROS));
        len -= count;
    }
}

/// The new objects of one layer while it is being unpacked.
pub(super) struct NewObjects {
    objects: OwnedFd,
    staged: OwnedFd,
    space: Space,
    large: Arc<Large>,
    /// A number for the next temporary name.
    next: u64,
}

impl NewObjects {
    /// Gathers objects in the directory `staged`, for the directory `objects`, where the `large` ones are.
    pub(super) fn new(objects: OwnedFd, staged: &Path, space: Space, large: Arc<Large>) -> Result<Self> {
        let staged = File::open(staged).with_context(|| format!("cannot open {}", staged.display()))?.into();
        Ok(NewObjects { objects, staged, space, large, next: 0 })
    }

    /// Stores a small content.
    pub(super) fn put(&mut self, content: &[u8]) -> Result<Digest> {
        let digest = Digest::of(content);
        let name = name(&digest);
        if self.is_known(&name)? {
            return Ok(digest);
        }
        self.space.take(content.len() as u64)?;
        match self.create(&digest.hex()) {
            Ok(mut file) => file.write_all(content)?,
            // Twice in this layer.
            Err(Errno::EXIST) => {}
            Err(error) => return Err(error).context("cannot make an object"),
        }
        Ok(digest)
    }

    /// Starts a content that is not in memory, with at least `len` bytes to be written.
    pub(super) fn begin(&mut self, len: u64) -> Result<NewObject<'_>> {
        self.space.ask(len)?;
        self.next += 1;
        let temporary = format!("{}.part", self.next);
        let file = self.create(&temporary).context("cannot make an object")?;
        let (hasher, twins) = (Hasher::new(), Twins::default());
        Ok(NewObject { objects: self, file, temporary, hasher, at: 0, end: 0, is_reflink: false, twins })
    }

    /// The same for a content of `size` bytes that is only read once: what the store has is not written.
    pub(super) fn begin_like(&mut self, size: u64) -> Result<NewObject<'_>> {
        let open = |digest: &Digest| {
            rustix::fs::openat(&self.objects, name(digest), OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()
        };
        let twins: Vec<File> = self.large.of_size(size).iter().filter_map(open).map(File::from).collect();
        // What is here already may need no space.
        let object = self.begin(if twins.is_empty() { size } else { 0 })?;
        Ok(NewObject { twins: Twins::new(twins), ..object })
    }

    /// The directory of the objects that have no name in the store yet.
    pub(super) fn staged(&self) -> &OwnedFd {
        &self.staged
    }

    /// Whether the store has this content.
    pub(super) fn knows(&self, digest: &Digest) -> Result<bool> {
        self.is_known(&name(digest))
    }

    /// Gives all staged objects their names.
    pub(super) fn publish(&self) -> Result<()> {
        for entry in rustix::fs::Dir::read_from(&self.staged)? {
            let entry = entry?;
            if let Some(digest) = entry.file_name().to_str().ok().and_then(Digest::from_hex) {
                self.publish_one(&digest).context("cannot publish an object")?;
            }
        }
        Ok(())
    }

    fn publish_one(&self, digest: &Digest) -> Result<(), Errno> {
        let (from, to) = (digest.hex(), name(digest));
        let rename = |flags| rustix::fs::renameat_with(&self.staged, &from, &self.objects, &to, flags);
        match rename(RenameFlags::NOREPLACE) {
            Err(Errno::NOENT) => {
                let directory = to.get(..2).unwrap_or_default();
                match rustix::fs::mkdirat(&self.objects, directory, Mode::RWXU) {
                    Ok(()) | Err(Errno::EXIST) => rename(RenameFlags::NOREPLACE),
                    Err(error) => Err(error),
                }
            }
            // Some file systems do not know the flag; replacing an object by itself does no harm.
            Err(Errno::INVAL) => rename(RenameFlags::empty()),
            result => result,
        }
        // Another process was faster.
        .or_else(|error| if error == Errno::EXIST { Ok(()) } else { Err(error) })
    }

    fn is_known(&self, name: &str) -> Result<bool> {
        match rustix::fs::accessat(&self.objects, name, rustix::fs::Access::EXISTS, AtFlags::empty()) {
            Ok(()) => Ok(true),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(error).context("cannot look for an object"),
        }
    }

    fn create(&self, name: &str) -> Result<File, Errno> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        rustix::fs::openat(&self.staged, name, flags, Mode::from_raw_mode(MODE)).map(File::from)
    }
}

/// A content that is being written.
pub(super) struct NewObject<'a> {
    objects: &'a mut NewObjects,
    file: File,
    temporary: String,
    hasher: Hasher,
    at: u64,
    /// How far the file reaches; less than `at` after a hole.
    end: u64,
    is_reflink: bool,
    twins: Twins,
}

impl NewObject<'_> {
    /// Goes on with these bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        let is_known = !self.twins.is_empty() && self.twins.go_on(bytes, self.at);
        if !is_known && !self.is_reflink {
            self.catch_up()?;
            self.objects.space.take(bytes.len() as u64)?;
            self.file.write_all_at(bytes, self.at)?;
        }
        self.at += bytes.len() as u64;
        self.end = self.at;
        Ok(())
    }

    /// Goes on with zeros up to `offset`, which take no space.
    pub(super) fn hole(&mut self, offset: u64) {
        self.skip(offset.saturating_sub(self.at));
    }

    /// Goes on with `len` zeros, which take no space.
    pub(super) fn skip(&mut self, len: u64) {
        self.at += len;
        hash_zeros(&mut self.hasher, len);
    }

    /// Makes it a reflink of `file`, where the file system can, so that nothing of what follows need be written. What
    /// follows must then be what is read from the file that comes back.
    pub(super) fn reflink(&mut self, file: &File) -> Result<Option<File>> {
        self.is_reflink = rustix::fs::ioctl_ficlone(&self.file, file).is_ok();
        if !self.is_reflink {
            return Ok(None);
        }
        let flags = OFlags::RDONLY | OFlags::CLOEXEC;
        let clone = rustix::fs::openat(&self.objects.staged, &self.temporary, flags, Mode::empty());
        clone.map(|clone| Some(clone.into())).context("cannot open an object")
    }

    /// Writes what its twin has stood in for.
    fn catch_up(&mut self) -> Result<()> {
        if self.twins.is_empty() {
            return Ok(());
        }
        self.objects.space.take(self.at)?;
        self.twins.copy(&self.file, self.at)
    }

    /// Stages the object under its digest.
    pub(super) fn finish(mut self) -> Result<Digest> {
        if self.end < self.at {
            self.file.set_len(self.at)?;
        }
        let digest = std::mem::take(&mut self.hasher).finish();
        let is_known = self.objects.is_known(&name(&digest))?;
        if !is_known {
            // A damaged object is no twin after all.
            self.catch_up()?;
        }
        let staged = &self.objects.staged;
        if is_known {
            rustix::fs::unlinkat(staged, &self.temporary, AtFlags::empty())?;
        } else {
            rustix::fs::renameat(staged, &self.temporary, staged, digest.hex())?;
        }
        Ok(digest)
    }
}
