//! One name of one merged directory: what it stands for.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use std::fs::File;

use rustix::fs::{OFlags, Stat as HostStat};
use rustix::io::Errno;

use super::attr::Attr;
use super::id::Id;
use super::lower::Found;
use super::upper::{self, Stat, UpperEntry};
use super::{Result, Union};

/// What a name stands for.
#[derive(Debug)]
pub(super) enum Hit {
    /// A file that only a layer has.
    Lower(Id),
    /// A file of the upper tree, open for reading and writing. `named`: whether it has this name there, or only in a layer
    /// (see `linked`).
    File {
        id: Id,
        stat: Stat,
        host: HostStat,
        file: Arc<File>,
        named: bool,
    },
    Dir {
        id: Id,
        stack: Vec<Id>,
        upper: Option<(Stat, HostStat)>,
    },
}

impl Hit {
    pub(super) fn id(&self) -> Id {
        match self {
            Hit::Lower(id) | Hit::File { id, .. } | Hit::Dir { id, .. } => *id,
        }
    }
}

impl Union {
    /// What `name` in the directory `dir` stands for; none when there is no such file. The names are locked.
    pub(super) fn resolve(&self, dir: Id, name: &[u8]) -> Result<Option<Hit>> {
        if name.len() > crate::layer::index::NAME_MAX {
            return Err(Errno::NAMETOOLONG);
        }
        let node = self.tree.live_dir(dir)?;
        if node.upper.is_some() {
            let known = |ino| self.tree.made(ino);
            let fd = self.dirfd(dir)?;
            match self.with_room(|| self.upper.entry_with(&fd, name, known))? {
                None => {}
                Some(UpperEntry::Whiteout) => return Ok(None),
                Some(UpperEntry::File(file, stat, host)) => {
                    let (stat, file) = (self.counted(stat), Arc::new(file));
                    return Ok(Some(Hit::File { id: stat.id(&host), stat, host, file, named: true }));
                }
                Some(UpperEntry::Directory(_, stat, host)) => {
                    return self.upper_dir(&node.stack, name, stat, host).map(Some);
                }
            }
        }
        match self.lower.lookup(&node.stack, name)? {
            None => Ok(None),
            Some(Found::Directory(stack)) => {
                let id = stack.first().copied().ok_or(Errno::IO)?;
                Ok(Some(Hit::Dir { id, stack, upper: None }))
            }
            Some(Found::File(id)) if self.tree.is_linked(id) => self.linked(id).map(Some),
            Some(Found::File(id)) => Ok(Some(Hit::Lower(id))),
        }
    }

    /// The layers' directories that a directory of the upper tree is merged with.
    fn upper_dir(&self, parent: &[Id], name: &[u8], stat: Stat, host: HostStat) -> Result<Hit> {
        let upper = Some((stat, host));
        let Some(origin) = stat.origin else {
            return Ok(Hit::Dir { id: stat.id(&host), stack: Vec::new(), upper });
        };
        let stack = match self.lower.lookup(parent, name)? {
            Some(Found::Directory(stack)) if stack.first() == Some(&origin) => stack,
            // It was moved here.
            _ => self.lower.stack_of(origin)?,
        };
        Ok(Hit::Dir { id: origin, stack, upper })
    }

    /// Whether the layers have a file under this name, which must be hidden when the upper tree has none.
    pub(super) fn lower_has(&self, dir: Id, name: &[u8]) -> Result<bool> {
        Ok(self.lower.lookup(&self.tree.dir(dir)?.stack, name)?.is_some())
    }

    /// The attributes of what was found.
    pub(super) fn hit_attr(&self, hit: &Hit) -> Result<Attr> {
        match hit {
            Hit::Lower(id) => Ok(Attr::of_lower(*id, &self.lower.inode(*id)?)),
            Hit::File { id, stat, host, .. } => Ok(Attr::of_upper(*id, stat, host)),
            Hit::Dir { id, stack, upper: None } => self.lower_dir_attr(*id, stack),
            Hit::Dir { id, stack, upper: Some((stat, host)) } => {
                Ok(merged_links(Attr::of_upper(*id, stat, host), stack, true))
            }
        }
        .map(|attr| attr.shown(self.ids))
    }

    pub(super) fn lower_dir_attr(&self, id: Id, stack: &[Id]) -> Result<Attr> {
        let attr = Attr::of_lower(id, &self.lower.inode(self.lower.described(stack)?)?);
        Ok(merged_links(attr, stack, false))
    }

    /// The directory's place in the upper tree, open for reading. It must have one. No directory moves meanwhile.
    pub(super) fn dirfd(&self, id: Id) -> Result<Arc<OwnedFd>> {
        if id == Id::ROOT {
            return Ok(self.upper.root.clone());
        }
        if let Some(fd) = self.dirfds.get(id) {
            return Ok(fd);
        }
        // The nearest ancestor that is open, then down again.
        let mut below = Vec::new();
        let mut at = id;
        let mut fd = loop {
            let dir = self.tree.dir(at)?;
            if let Some(removed) = dir.removed {
                break removed.ok_or(Errno::NOENT)?;
            }
            below.push((at, dir.name));
            at = dir.parent;
            if at == Id::ROOT {
                break self.upper.root.clone();
            }
            if let Some(fd) = self.dirfds.get(at) {
                break fd;
            }
        };
        for (id, name) in below.into_iter().rev() {
            fd = Arc::new(self.with_room(|| upper::open(&fd, &name, OFlags::RDONLY | OFlags::DIRECTORY))?);
            self.dirfds.put(id, fd.clone());
        }
        Ok(fd)
    }

    /// Opens a file of the upper tree through any name that still leads to it. No directory moves meanwhile; names come and
    /// go, so that what was opened is looked at.
    pub(super) fn open_upper(&self, id: Id) -> Result<Arc<File>> {
        let mut tried = Vec::new();
        loop {
            let file = self.tree.file(id).ok_or(Errno::STALE)?;
            if let Some(held) = file.held {
                return Ok(held);
            }
            if file.stat.lower_names.is_some() {
                return self.open_link(id).map(Arc::new);
            }
            for (dir, name) in &file.places {
                let fd = self.dirfd(*dir)?;
                if let Some(UpperEntry::File(file, stat, host)) = self.with_room(|| self.upper.entry(&fd, name))?
                    && stat.id(&host) == id
                {
                    return Ok(Arc::new(file));
                }
            }
            // A name that went meanwhile left the file open, or another name.
            if tried == file.places {
                return Err(Errno::STALE);
            }
            tried = file.places;
        }
    }
}

/// Only a directory that is in one place alone knows how many subdirectories it has: 1 means that nobody counted.
pub(super) fn merged_links(mut attr: Attr, stack: &[Id], upper: bool) -> Attr {
    if stack.len() + usize::from(upper) > 1 {
        attr.nlink = 1;
    }
    attr
}
