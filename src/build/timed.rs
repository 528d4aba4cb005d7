//! Changes whose times do not depend on when they are made, for images that are to be the same whenever they are built.

use crate::error::Result;
use crate::layer::change::{Change, Node, Source, What};
use crate::layer::index::Time;

/// The time of files in a layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileTime {
    pub(super) time: Time,
    /// Files that are older keep theirs.
    pub(super) keeps_older: bool,
}

impl FileTime {
    fn of(self, mtime: Time) -> Time {
        if self.keeps_older { mtime.min(self.time) } else { self.time }
    }
}

/// The changes of `source`, at `time` if there is one.
pub(super) fn with<'a>(source: &'a dyn Source, time: Option<FileTime>) -> Timed<'a> {
    Timed { source, time }
}

/// Changes with their times.
pub(super) struct Timed<'a> {
    source: &'a dyn Source,
    time: Option<FileTime>,
}

impl Source for Timed<'_> {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        self.source.walk(&mut |change| {
            let Some(time) = self.time else { return each(change) };
            let timed = |node: Node| Node { mtime: time.of(node.mtime), ..node };
            let what = match change.what {
                What::Node(node) => What::Node(timed(node)),
                What::HardLink { first, node } => What::HardLink { first, node: timed(node) },
                removed @ What::Removed { .. } => removed,
            };
            each(Change { what, ..change })
        })
    }
}
