//! Hard links.

use rustix::fs::AtFlags;
use rustix::io::Errno;

use crate::unionfs::attr::Attr;
use crate::unionfs::id::Id;
use crate::unionfs::merge::Hit;
use crate::unionfs::upper;
use crate::unionfs::{Result, Union};

impl Union {
    /// Gives the file `id` a further name.
    pub(in crate::unionfs) fn link(&self, id: Id, dir: Id, name: &[u8]) -> Result<Attr> {
        self.copy_up(id)?;
        self.make_upper(dir)?;
        let _names = self.locks.changing(dir);
        let (fd, covered) = self.free_place(dir, name)?;
        let place = self.existing_name(id)?;
        let (file, stat) = (self.upper_file(id)?, self.tree.stat(id).ok_or(Errno::STALE)?);
        if covered {
            self.upper.temp_link(&*place.0, &place.1)?.place(&fd, name)?;
        } else {
            rustix::fs::linkat(&*place.0, &place.1[..], &fd, name, AtFlags::empty())?;
        }
        let host = rustix::fs::fstat(&*file)?;
        self.listed(dir, name, id, stat.kind());
        self.enter(dir, name, &Hit::File { id, stat, host, file, named: true })
    }

    /// A name on the host that leads to a known file. (The kernel lets nobody unlink it while it is linked.)
    fn existing_name(&self, id: Id) -> Result<(std::sync::Arc<std::os::fd::OwnedFd>, Vec<u8>)> {
        let file = self.tree.file(id).ok_or(Errno::STALE)?;
        if file.stat.lower_names.is_some() {
            let links = self.upper.links.try_clone().map_err(|e| crate::unionfs::copyup::errno(&e))?;
            return Ok((links.into(), upper::link_name(id).into_bytes()));
        }
        for (dir, name) in &file.places {
            if let Ok(fd) = self.dirfd(*dir) {
                return Ok((fd, name.to_vec()));
            }
        }
        Err(Errno::NOENT)
    }
}
