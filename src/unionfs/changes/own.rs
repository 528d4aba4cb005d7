//! The upper tree of our own server.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{OFlags, Stat as HostStat};
use rustix::io::Errno;

use super::super::attr::{decode_dev, time};
use super::super::id::Id;
use super::super::lower::Lowers;
use super::super::upper::{self, Stat, UpperEntry};
use super::walk::{Entry, Merged, Upper, lower_data};
use crate::error::Result;
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::Kind;

pub(super) struct Own {
    upper: upper::Upper,
    /// Lower files with several names that were copied up.
    links: HashSet<Id>,
}

impl Own {
    pub(super) fn new(root: OwnedFd, work: &OwnedFd) -> Result<Own> {
        let upper = upper::Upper::existing(root, work, true)?;
        let links = upper.linked()?.into_iter().collect();
        Ok(Own { upper, links })
    }

    fn node(&self, file: impl AsFd, stat: &Stat, host: &HostStat, content: Content) -> Result<Node> {
        let mut xattrs = Vec::new();
        for name in self.upper.list_xattrs(&file)? {
            let value = self.upper.get_xattr(&file, &name)?;
            xattrs.push((name, value));
        }
        xattrs.sort();
        let mtime = time(host.st_mtime, host.st_mtime_nsec);
        let perm = if stat.kind() == Kind::Symlink { 0o777 } else { (stat.mode & 0o7777) as u16 };
        Ok(Node { perm, uid: stat.uid, gid: stat.gid, mtime, xattrs, content })
    }

    /// A directory without what it holds.
    fn directory_node(&self, fd: impl AsFd, stat: &Stat) -> Result<Node> {
        let host = rustix::fs::fstat(&fd)?;
        self.node(fd, stat, &host, Content::Directory { opaque: false })
    }

    fn file_node(&self, lower: &Lowers, mut file: File, stat: &Stat, host: &HostStat) -> Result<Node> {
        let node = self.node(&file, stat, host, Content::Regular(Data::Empty))?;
        let content = match stat.kind() {
            Kind::Regular if host.st_size == 0 => return Ok(node),
            Kind::Regular if stat.content_below => {
                Content::Regular(lower_data(&lower.inode(stat.origin.ok_or(Errno::IO)?)?))
            }
            Kind::Regular => Content::Regular(Data::Written(file)),
            Kind::Directory => Content::Directory { opaque: false },
            Kind::Symlink => {
                let mut target = Vec::new();
                file.rewind()?;
                file.read_to_end(&mut target)?;
                Content::Symlink(target)
            }
            special => Content::Special(special, decode_dev(stat.rdev)),
        };
        Ok(Node { content, ..node })
    }
}

impl Upper for Own {
    fn root(&self, root: &OwnedFd) -> Result<Node> {
        let stat = upper::read_stat(root, &rustix::fs::fstat(root)?)?;
        self.directory_node(root, &stat)
    }

    fn entry(&self, lower: &Lowers, dir: &OwnedFd, name: &[u8]) -> Result<Entry> {
        Ok(match self.upper.entry(dir, name)?.ok_or(Errno::NOENT)? {
            UpperEntry::Whiteout => Entry::Whiteout,
            UpperEntry::Directory(fd, stat, _) => {
                Entry::Directory { node: self.directory_node(&fd, &stat)?, fd, merged: merged(&stat) }
            }
            UpperEntry::File(file, stat, host) => {
                let several = stat.nlink(&host) > 1;
                Entry::File { id: stat.id(&host), several, node: self.file_node(lower, file, &stat, &host)? }
            }
        })
    }

    fn directory(&self, dir: &OwnedFd, name: &[u8]) -> Result<Option<(OwnedFd, Merged)>> {
        match upper::open(dir, name, OFlags::RDONLY | OFlags::DIRECTORY) {
            Ok(fd) => {
                let stat = upper::read_stat(&fd, &rustix::fs::fstat(&fd)?)?;
                Ok(Some((fd, merged(&stat))))
            }
            Err(Errno::NOTDIR) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    fn has_renamed(&self) -> bool {
        true
    }

    fn linked(&self, lower: &Lowers, id: Id) -> Result<Option<Node>> {
        if !self.links.contains(&id) {
            return Ok(None);
        }
        let file = self.upper.open_link(id)?;
        let host = rustix::fs::fstat(&file)?;
        let stat = upper::read_stat(&file, &host)?;
        self.file_node(lower, file, &stat, &host).map(Some)
    }

    fn linked_names(&self) -> Result<u64> {
        let mut names = 0;
        for id in &self.links {
            let file = self.upper.open_link(*id)?;
            let stat = upper::read_stat(&file, &rustix::fs::fstat(&file)?)?;
            names += u64::from(stat.lower_names.unwrap_or(0));
        }
        Ok(names)
    }
}

fn merged(stat: &Stat) -> Merged {
    stat.origin.map_or(Merged::Nothing, Merged::From)
}
