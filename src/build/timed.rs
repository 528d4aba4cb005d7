//! Changes whose times are all the same, for images that are to be the same whenever they are built.

use crate::error::Result;
use crate::layer::change::{Change, Node, Source, What};
use crate::layer::index::Time;

/// The changes of `source`, at `time` if there is one.
pub(super) fn with<'a>(source: &'a dyn Source, time: Option<Time>) -> Timed<'a> {
    Timed { source, time }
}

/// Changes with their times.
pub(super) struct Timed<'a> {
    source: &'a dyn Source,
    time: Option<Time>,
}

impl Source for Timed<'_> {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        self.source.walk(&mut |change| {
            let Some(mtime) = self.time else { return each(change) };
            let what = match change.what {
                What::Node(node) => What::Node(Node { mtime, ..node }),
                What::HardLink { first, node } => What::HardLink { first, node: Node { mtime, ..node } },
                removed @ What::Removed { .. } => removed,
            };
            each(Change { what, ..change })
        })
    }
}
