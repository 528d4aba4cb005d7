//! COPY and ADD: files become objects and a tree, with no container and no archive in between.
//!
//! | module | what it holds |
//! |---|---|
//! | `walk` | paths followed below a root |
//! | `origin` | where files come from |
//! | `wildcard` | patterns in the paths of sources |
//! | `target` | the image that they go to |
//! | `plan` | the new layer, before it is made |
//! | `place` | from origins to a plan |
//! | `unpack` | archives to a plan |
//! | `owner` | `--chown` |
//! | `known` | digests of files that did not change since they were read |

pub(super) mod known;
mod origin;
mod owner;
mod place;
mod plan;
mod target;
mod unpack;
mod walk;
mod wildcard;

pub(super) use origin::Origin;
pub(super) use owner::{owner, user};
pub(super) use place::{Copier, Rules, Source};

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::layer::change::{Content, Data, Node};
use crate::name::Digest;
use crate::unionfs::View;

/// The last directory on the way to `path` that an image has, what it is, and the paths from there on that it has not.
pub(super) fn missing(view: &View, path: &[u8]) -> Result<(Vec<u8>, Node, Vec<Vec<u8>>)> {
    let origin = Origin::Image(view);
    let whole = walk::follow(&origin, path, walk::Links::All)?.path;
    let mut missing = Vec::new();
    let mut at = whole.as_slice();
    loop {
        if let Some(spot) = walk::follow(&origin, at, walk::Links::None)?.file.and_then(origin::Found::spot) {
            return Ok((at.to_vec(), view.node(&spot)?, missing));
        }
        missing.push(at.to_vec());
        at = at.get(..at.iter().rposition(|byte| *byte == b'/').unwrap_or(0)).unwrap_or_default();
    }
}

/// The path of a file in a tree, without symbolic links.
pub(super) fn find(origin: &Origin<'_>, path: &str) -> Result<PathBuf> {
    let located = walk::follow(origin, path.as_bytes(), walk::Links::All)?;
    if located.file.is_none() {
        return Err(Error::new(format!("{path}: no such file or directory")).into());
    }
    Ok(PathBuf::from(OsString::from_vec(located.path)))
}

/// The contents of all regular files of an image, by their paths.
pub(super) fn contents(view: &View) -> Result<BTreeMap<Vec<u8>, Digest>> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![(Vec::new(), view.root()?)];
    while let Some((path, directory)) = waiting.pop() {
        for (name, spot) in view.entries(&directory)? {
            let path = walk::join(&path, &name);
            if spot.is_directory() {
                waiting.push((path, spot));
            } else if let Content::Regular(Data::Object { digest, .. }) = view.node(&spot)?.content {
                all.insert(path, digest);
            }
        }
    }
    Ok(all)
}
