//! What a container changed, entry by entry: the words in which whoever reads a writable layer on disk and whoever makes
//! a layer of it talk to each other. Neither knows the other.

use std::fs::File;

use super::index::{Kind, Time};
use crate::error::Result;
use crate::name::Digest;

/// A writable layer that can be read.
pub(crate) trait Source {
    /// Shows every change to `each`: a directory before what it holds, the entries of a directory sorted by the bytes of
    /// their names, so that the same tree always gives the same sequence.
    ///
    /// # Errors
    /// When the layer cannot be read, and whatever `each` fails with.
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()>;
}

/// One path that is not what the layers below say.
#[derive(Debug)]
pub(crate) struct Change {
    /// Without a slash at either end; of the root: empty.
    pub(crate) path: Vec<u8>,
    /// Whether the layers below have something under this path.
    pub(crate) below: bool,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    /// Nothing is there any more. `covered`: a directory above it hides all that the layers below have, so that a layer
    /// need not say this.
    Removed { covered: bool },
    /// Another name of the file that was shown under the path `first` before. Of the `node`, the content means nothing.
    HardLink { first: Vec<u8>, node: Node },
    /// A file of any kind; of a directory, itself.
    Node(Node),
}

/// A file without its name.
#[derive(Debug)]
pub(crate) struct Node {
    /// Permission bits with set-id and sticky bits: at most 07777.
    pub(crate) perm: u16,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) mtime: Time,
    /// Names with their namespace, and values.
    pub(crate) xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    Regular(Data),
    /// `opaque`: hides what the layers below have in it.
    Directory {
        opaque: bool,
    },
    Symlink(Vec<u8>),
    /// A fifo, a socket, or a device with its major and minor number.
    Special(Kind, (u32, u32)),
}

/// Where the content of a regular file is.
#[derive(Debug)]
pub(crate) enum Data {
    Empty,
    /// In a file of the writable layer, which is open for reading.
    Written(File),
    /// It is a layer's, under another name.
    Object {
        digest: Digest,
        size: u64,
    },
}

/// How a path differs from the layers below, as `diff` shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    Added,
    Changed,
    Deleted,
}

impl Change {
    pub(crate) fn difference(&self) -> Difference {
        match self.what {
            What::Removed { .. } => Difference::Deleted,
            _ if self.below => Difference::Changed,
            _ => Difference::Added,
        }
    }
}
