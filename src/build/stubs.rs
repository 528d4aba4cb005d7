//! What the runtime leaves behind: empty files and directories that it made for something to be mounted on. They are no
//! part of what a command did.

use std::collections::{BTreeMap, BTreeSet};

use super::copy::missing;
use crate::error::Result;
use crate::layer::change::{Change, Content, Data, Node, Source, What};
use crate::unionfs::View;

/// Where something is mounted in every container.
const ALWAYS: [&str; 7] =
    ["/proc", "/sys", "/dev", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/run/.containerenv"];

/// The mountpoints that an image does not have.
#[derive(Debug)]
pub(super) struct Stubs {
    paths: BTreeSet<Vec<u8>>,
    /// The directories in which they were made, as the image has them.
    above: BTreeMap<Vec<u8>, Node>,
}

impl Stubs {
    /// Those of a container that has `mounts` as well.
    pub(super) fn of<'a>(view: &View, mounts: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut stubs = Stubs { paths: BTreeSet::new(), above: BTreeMap::new() };
        for path in ALWAYS.into_iter().chain(mounts) {
            // What is no directory on the way is the command's trouble.
            let Ok((there, node, missing)) = missing(view, path.as_bytes()) else { continue };
            if !missing.is_empty() {
                stubs.above.insert(there, node);
                stubs.paths.extend(missing);
            }
        }
        Ok(stubs)
    }

    /// The changes of `source` without them.
    pub(super) fn without<'a>(&'a self, source: &'a dyn Source) -> Without<'a> {
        Without { source, stubs: self }
    }

    fn is_stub(&self, change: &Change) -> bool {
        let What::Node(node) = &change.what else { return false };
        self.paths.contains(&change.path) && !change.below && is_empty(node)
    }

    /// Whether a directory is as the image has it, but for its time.
    fn is_only_touched(&self, change: &Change) -> bool {
        let (What::Node(node), Some(before)) = (&change.what, self.above.get(&change.path)) else { return false };
        let same = (node.perm, node.uid, node.gid) == (before.perm, before.uid, before.gid);
        same && node.xattrs == before.xattrs && matches!(node.content, Content::Directory { opaque: false })
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.content {
        Content::Directory { .. } | Content::Regular(Data::Empty) => true,
        Content::Regular(Data::Written(file)) => file.metadata().is_ok_and(|data| data.len() == 0),
        _ => false,
    }
}

/// See [`Stubs::without`].
pub(super) struct Without<'a> {
    source: &'a dyn Source,
    stubs: &'a Stubs,
}

impl Source for Without<'_> {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        // Directories that count only if something comes in them.
        let mut waiting: Vec<Change> = Vec::new();
        self.source.walk(&mut |change| {
            while waiting.last().is_some_and(|dir| !is_below(&change.path, &dir.path)) {
                waiting.pop();
            }
            let is_directory = matches!(&change.what, What::Node(Node { content: Content::Directory { .. }, .. }));
            if self.stubs.is_stub(&change) || self.stubs.is_only_touched(&change) {
                if is_directory {
                    waiting.push(change);
                }
                return Ok(());
            }
            waiting.drain(..).try_for_each(&mut *each)?;
            each(change)
        })
    }
}

fn is_below(path: &[u8], dir: &[u8]) -> bool {
    dir.is_empty() || path.strip_prefix(dir).is_some_and(|rest| rest.starts_with(b"/"))
}
