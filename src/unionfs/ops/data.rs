//! Contents.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, RwLockReadGuard};

use rustix::fs::{FallocateFlags, SeekFrom, StatVfs};
use rustix::io::Errno;

use crate::layer::index::Kind;
use crate::unionfs::copyup::errno;
use crate::unionfs::id::Id;
use crate::unionfs::reader::Reader;
use crate::unionfs::{Backing, Result, Union};

/// What else a write means.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::unionfs) struct Write {
    /// The set-id bits go.
    pub(in crate::unionfs) drop_set_id: bool,
    /// It comes from the kernel's cache: the process wrote earlier, and the kernel knows when.
    pub(in crate::unionfs) from_cache: bool,
}

impl Union {
    /// What a node is backed by now. Valid for as long as the node's data lock is held.
    fn backing(&self, id: Id) -> Result<Backing> {
        if self.tree.stat(id).is_some_and(|stat| !stat.content_below) {
            let _still = self.locks.still();
            return self.upper_file(id).map(Backing::Upper);
        }
        if let Some(object) = self.objects.get(id) {
            return Ok(Backing::Lower(object));
        }
        let object = self.with_room(|| self.lower.open(id))?.map(Arc::new);
        self.objects.put(id, object.clone());
        Ok(Backing::Lower(object))
    }

    /// What a node is backed by at this moment: for what needs no content.
    pub(super) fn backing_now(&self, id: Id) -> Result<Backing> {
        let _lock = self.locks.data(id);
        self.backing(id)
    }

    /// The file to write to, and the lock that keeps it the right one.
    fn writable(&self, id: Id) -> Result<(RwLockReadGuard<'_, ()>, Arc<File>)> {
        loop {
            let lock = self.locks.data(id);
            if let Backing::Upper(file) = self.backing(id)? {
                return Ok((lock, file));
            }
            drop(lock);
            self.copy_content(id, false)?;
        }
    }

    /// Up to `size` bytes of a node from `offset`; less only at its end.
    pub(in crate::unionfs) fn read<'a>(
        &self,
        id: Id,
        offset: u64,
        size: usize,
        reader: &'a mut Reader,
    ) -> Result<&'a [u8]> {
        let _lock = self.locks.data(id);
        match self.backing(id)? {
            Backing::Upper(file) => reader.copy(&file, offset, size),
            Backing::Lower(Some(object)) => reader.of_object(&object, offset, size),
            Backing::Lower(None) => Ok(&[]),
        }
    }

    pub(in crate::unionfs) fn write(&self, id: Id, offset: u64, data: &[u8], how: Write) -> Result<usize> {
        {
            let (_lock, file) = self.writable(id)?;
            write_at(&file, offset, data)?;
            if how.from_cache {
                self.keep_mtime(id, &file);
            }
        }
        if how.drop_set_id {
            self.drop_set_id(id)?;
        }
        Ok(data.len())
    }

    pub(in crate::unionfs) fn readlink(&self, id: Id) -> Result<Vec<u8>> {
        if !self.tree.is_upper(id) {
            let inode = self.lower.inode(id)?;
            return if inode.kind == Kind::Symlink { Ok(inode.target.to_vec()) } else { Err(Errno::INVAL) };
        }
        let _still = self.locks.still();
        let file = self.upper_file(id)?;
        let mut target = vec![0; 4096];
        let len = file.read_at(&mut target, 0).map_err(|e| errno(&e))?;
        target.truncate(len);
        Ok(target)
    }

    pub(in crate::unionfs) fn fsync(&self, id: Id, data_only: bool) -> Result<()> {
        if self.upper.volatile {
            return Ok(());
        }
        let _lock = self.locks.data(id);
        match self.backing(id)? {
            Backing::Lower(_) => Ok(()),
            Backing::Upper(file) if data_only => rustix::fs::fdatasync(&*file),
            Backing::Upper(file) => rustix::fs::fsync(&*file),
        }
    }

    pub(in crate::unionfs) fn fsync_dir(&self, id: Id) -> Result<()> {
        if self.upper.volatile {
            return Ok(());
        }
        let fd = {
            let _still = self.locks.still();
            match self.tree.dir(id)?.upper {
                Some(_) => self.dirfd(id)?,
                None => return Ok(()),
            }
        };
        rustix::fs::fsync(&*fd)
    }

    /// lseek(2) with SEEK_DATA or SEEK_HOLE, as far as what was written has come here.
    pub(in crate::unionfs) fn seek(&self, id: Id, from: SeekFrom) -> Result<u64> {
        let _lock = self.locks.data(id);
        match self.backing(id)? {
            Backing::Upper(file) | Backing::Lower(Some(file)) => rustix::fs::seek(&*file, from),
            Backing::Lower(None) => Err(Errno::NXIO),
        }
    }

    pub(in crate::unionfs) fn fallocate(&self, id: Id, offset: u64, len: u64, mode: u32) -> Result<()> {
        {
            let (_lock, file) = self.writable(id)?;
            rustix::fs::fallocate(&*file, FallocateFlags::from_bits_retain(mode), offset, len)?;
            self.keep_mtime(id, &file);
        }
        self.drop_set_id(id)
    }

    /// Copies between two files, on the host's filesystem; how much was copied.
    pub(in crate::unionfs) fn copy_range(&self, from: (Id, u64), to: (Id, u64), len: u64) -> Result<usize> {
        self.copy_content(to.0, false)?;
        self.drop_set_id(to.0)?;
        let _data = self.locks.data_of_both(from.0, to.0);
        let source = match self.backing(from.0)? {
            Backing::Upper(file) | Backing::Lower(Some(file)) => file,
            Backing::Lower(None) => return Ok(0),
        };
        let Backing::Upper(target) = self.backing(to.0)? else { return Err(Errno::IO) };
        let (mut at, mut put) = (from.1, to.1);
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(1 << 30);
        let copied = rustix::fs::copy_file_range(&*source, Some(&mut at), &*target, Some(&mut put), len)?;
        self.keep_mtime(to.0, &target);
        Ok(copied)
    }

    pub(in crate::unionfs) fn statfs(&self) -> Result<StatVfs> {
        rustix::fs::fstatvfs(&*self.upper.root)
    }
}

fn write_at(file: &File, offset: u64, data: &[u8]) -> Result<()> {
    file.write_all_at(data, offset).map_err(|e| errno(&e))
}
