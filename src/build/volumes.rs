//! Directories of volumes that a command leaves as they are (`--compat-volumes`).

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::error::Result;
use crate::layer::change::{Change, Source, What};

/// The changes of `source` without those of the directories `volumes`.
pub(super) fn without<'a>(source: &'a dyn Source, volumes: &[String]) -> Without<'a> {
    let path = |volume: &String| volume.trim_matches('/').as_bytes().to_vec();
    Without { source, volumes: volumes.iter().map(path).collect() }
}

/// See [`without`].
pub(super) struct Without<'a> {
    source: &'a dyn Source,
    volumes: Vec<Vec<u8>>,
}

impl Without<'_> {
    fn has(&self, path: &[u8]) -> bool {
        let is_in =
            |volume: &Vec<u8>| path.strip_prefix(volume.as_slice()).is_some_and(|rest| matches!(rest, [] | [b'/', ..]));
        self.volumes.iter().any(is_in)
    }
}

impl Source for Without<'_> {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        // First names that are left out: another name of the file is its first one then.
        let dropped = RefCell::new(BTreeSet::new());
        self.source.walk(&mut |change| {
            if self.has(&change.path) {
                dropped.borrow_mut().insert(change.path);
                return Ok(());
            }
            let what = match change.what {
                What::HardLink { first, node } if dropped.borrow().contains(&first) => What::Node(node),
                what => what,
            };
            each(Change { what, ..change })
        })
    }
}
