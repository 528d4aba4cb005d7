//! Files that had several names in their layer, and were copied up.
//!
//! Such a file lies in `work/links`. Each of its names leads there that is still the layers' own; a name that was made or
//! moved since is a hard link of it in the upper tree. The stat attribute counts the former. Losing a name is one step in
//! the upper tree and then a new count, and where the disk is too full for the second the right count is kept in memory,
//! to be written with the next one or in the end. After a crash between the two it is too high, which hides and loses nothing.

use std::fs::File;
use std::sync::Arc;

use rustix::fs::{AtFlags, Stat as HostStat};

use super::id::Id;
use super::merge::Hit;
use super::upper::{self, Stat};
use super::{Result, Union};

impl Union {
    /// Opens the file among the links that the lower file `id` became.
    pub(super) fn open_link(&self, id: Id) -> Result<File> {
        self.with_room(|| self.upper.open_link(id))
    }

    /// What a name stands for that only a layer has, of a linked file.
    pub(super) fn linked(&self, id: Id) -> Result<Hit> {
        let file = self.open_link(id)?;
        let (stat, host) = self.read_counted(&file)?;
        Ok(Hit::File { id, stat, host, file: Arc::new(file), named: false })
    }

    /// An attribute that was read from disk, with the right count.
    pub(super) fn counted(&self, stat: Stat) -> Stat {
        let unwritten = stat.lower_names.and(stat.origin).and_then(|id| self.tree.unwritten_names(id));
        Stat { lower_names: unwritten.or(stat.lower_names), ..stat }
    }

    fn read_counted(&self, file: &File) -> Result<(Stat, HostStat)> {
        let host = rustix::fs::fstat(file)?;
        Ok((self.counted(upper::read_stat(file, &host)?), host))
    }

    /// Gives a linked file, which has this name in a layer only, the name in the upper tree as well.
    pub(super) fn name_linked(&self, dir: Id, name: &[u8], (id, file): (Id, &File)) -> Result<()> {
        let fd = self.dirfd(dir)?;
        rustix::fs::linkat(&self.upper.links, upper::link_name(id), &fd, name, AtFlags::empty())?;
        self.uncount_lower_name(id, file);
        // The kernel need not know it.
        let _ = self.tree.change_file(id, |file| file.add_place(dir, name));
        Ok(())
    }

    /// Notes that one name fewer is the layers' own.
    pub(super) fn uncount_lower_name(&self, id: Id, file: &File) {
        let _stats = self.locks.stats();
        let stat = match self.read_counted(file) {
            Ok((stat, _)) => stat,
            Err(e) => return log::warn!("the names of the linked file {:x} cannot be counted: {e}", id.0),
        };
        let stat = Stat { lower_names: stat.lower_names.map(|names| names.saturating_sub(1)), ..stat };
        let written = upper::write_stat(file, &stat);
        if let Err(e) = written {
            log::debug!("the names of the linked file {:x} are counted in memory only: {e}", id.0);
        }
        self.tree.set_link_stat(id, stat, written.is_ok());
    }

    /// Removes a file from the links when it has no name left that the container sees.
    pub(super) fn drop_unused_link(&self, id: Id, file: &Arc<File>) {
        let _stats = self.locks.stats();
        if !self.tree.is_linked(id) {
            return;
        }
        let stat = match self.read_counted(file) {
            Ok((stat, host)) if stat.nlink(&host) == 0 => Stat { lower_names: None, ..stat },
            Ok(_) => return,
            Err(e) => return log::warn!("the names of the linked file {:x} cannot be counted: {e}", id.0),
        };
        // From here on it is an ordinary file without a name.
        let _ = self.tree.change_file(id, |known| (known.stat, known.held) = (stat, Some(file.clone())));
        self.tree.set_linked(id, false);
        // What stays there without a name is harmless.
        let removed = upper::unlink(&self.upper.links, upper::link_name(id).as_bytes());
        removed.unwrap_or_else(|e| log::debug!("a file without a name stays among the links: {e}"));
    }

    /// Writes down the counts for which there was no room before.
    fn write_counts(&self) -> Result<()> {
        for id in self.tree.unwritten_links() {
            let file = self.open_link(id)?;
            upper::write_stat(&file, &self.read_counted(&file)?.0)?;
        }
        Ok(())
    }
}

impl Drop for Union {
    fn drop(&mut self) {
        if let Err(e) = self.write_counts() {
            log::warn!("files with several names will show too many: {e}");
        }
    }
}
