//! The full check of an index.

use super::format;
use super::reader::Index;
use super::{Corrupt, Kind, NAME_MAX, ROOT, Target};
use crate::error::Result;

impl Index {
    /// Reads everything once: every reference is in bounds, names are well formed, sorted and different, link counts are
    /// right, and every directory but the root has one name, in a directory with a smaller number, so that there is no cycle.
    pub(crate) fn verify(&self) -> Result<()> {
        Ok(Check { index: self, names: vec![0; self.inodes() as usize] }.run()?)
    }
}

struct Check<'a> {
    index: &'a Index,
    /// By inode: how many names were seen; for directories also how many subdirectories, and two of their own.
    names: Vec<u32>,
}

impl Check<'_> {
    fn run(mut self) -> Result<(), Corrupt> {
        if self.index.inode(ROOT)?.kind != Kind::Directory {
            return Err(Corrupt("its root is not a directory"));
        }
        let mut entries = 0u64;
        for no in 0..self.index.inodes() {
            entries = entries.saturating_add(self.inode(no)?);
        }
        if entries != self.index.entry_count() {
            return Err(Corrupt("directories share entries"));
        }
        self.links()
    }

    /// Checks one inode and what hangs on it; how many entries it has.
    fn inode(&mut self, no: u32) -> Result<u64, Corrupt> {
        let inode = self.index.inode(no)?;
        let raw = self.index.raw_inode(no)?;
        let content = match inode.kind {
            Kind::Regular => inode.object.is_some() == (inode.size > 0),
            Kind::Symlink => !inode.target.is_empty() && inode.target.len() < 4096 && !inode.target.contains(&0),
            _ => true,
        };
        if !content || raw.perm > 0o7777 || raw.nanos > 999_999_999 || raw.parent >= self.index.inodes() {
            return Err(Corrupt("an inode is not well formed"));
        }
        self.xattrs(raw.first_xattr, raw.xattrs)?;
        self.first_entry(no, raw.parent, raw.entry)?;
        if inode.kind == Kind::Directory { self.directory(no) } else { Ok(0) }
    }

    fn xattrs(&self, first: u32, count: u32) -> Result<(), Corrupt> {
        let end = first.checked_add(count).ok_or(Corrupt("xattrs are out of range"))?;
        let mut last: &[u8] = &[];
        for no in first..end {
            let (name, _) = self.index.raw_xattr(no)?;
            if name <= last || name.len() > NAME_MAX || name.contains(&0) {
                return Err(Corrupt("xattrs are not well formed"));
            }
            last = name;
        }
        Ok(())
    }

    fn first_entry(&self, no: u32, parent: u32, entry: u32) -> Result<(), Corrupt> {
        if no == ROOT {
            return if parent == ROOT { Ok(()) } else { Err(Corrupt("the root has a parent")) };
        }
        let (first, count) = self.index.range(parent)?;
        let inside = (first..first + count).contains(&u64::from(entry));
        if !inside || self.index.raw_entry(entry.into())?.inode != no {
            return Err(Corrupt("an inode's first entry is not its own"));
        }
        Ok(())
    }

    fn directory(&mut self, dir: u32) -> Result<u64, Corrupt> {
        let (first, count) = self.index.range(dir)?;
        let mut last: &[u8] = &[];
        for (at, entry) in (first..).zip(self.index.entries(dir)?) {
            let entry = entry?;
            if entry.name <= last || !super::tree::is_name(entry.name) {
                return Err(Corrupt("a directory's names are not well formed"));
            }
            if self.index.raw_entry(at)?.prefix != format::prefix(entry.name) {
                return Err(Corrupt("an entry's prefix is not its name's"));
            }
            last = entry.name;
            if let Target::Inode(child) = entry.target {
                self.child(dir, child)?;
            }
        }
        Ok(count)
    }

    fn child(&mut self, dir: u32, child: u32) -> Result<(), Corrupt> {
        let is_directory = self.index.inode(child)?.kind == Kind::Directory;
        if is_directory && (child <= dir || self.index.raw_inode(child)?.parent != dir) {
            return Err(Corrupt("a directory is not under its parent"));
        }
        self.count(child)?;
        if is_directory { self.count(dir) } else { Ok(()) }
    }

    fn count(&mut self, no: u32) -> Result<(), Corrupt> {
        let seen = self.names.get_mut(no as usize).ok_or(Corrupt("an inode number is out of range"))?;
        *seen = seen.saturating_add(1);
        Ok(())
    }

    fn links(&self) -> Result<(), Corrupt> {
        for (no, seen) in (0..).zip(&self.names) {
            let inode = self.index.inode(no)?;
            // A directory's own dot, and the root's dot-dot in place of a name.
            let extra = u32::from(inode.kind == Kind::Directory) + u32::from(no == ROOT);
            if inode.nlink != seen.saturating_add(extra) || *seen + extra == 0 {
                return Err(Corrupt("a link count is wrong"));
            }
        }
        Ok(())
    }
}
