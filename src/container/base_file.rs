//! Files of `/etc` in what a container is made from, read without mounting anything.

use std::fs::File;
use std::os::fd::AsFd;
use std::path::Path;

use crate::error::{Context, Result};
use crate::layer::index::{Index, ROOT, Target};
use crate::name::Digest;
use crate::store::Store;
use crate::store::containers::Base;
use crate::sys::path;

/// Bytes of such a file; more is not read.
const LIMIT: usize = 4 << 20;

/// The file of this name in `/etc`, of an image in the topmost of `layers` that has it; empty when there is none.
pub(super) fn of_base(store: &Store, base: &Base, layers: &[Digest], name: &str) -> Result<String> {
    let bytes = match base {
        Base::Image(_) => of_layers(store, layers, name)?,
        Base::Directory(directory) => {
            let root = File::open(&directory.path);
            let root = root.with_context(|| format!("cannot open the root directory {}", directory.path.display()))?;
            path::read_in(root.as_fd(), &Path::new("/etc").join(name), LIMIT)?.unwrap_or_default()
        }
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn of_layers(store: &Store, layers: &[Digest], name: &str) -> Result<Vec<u8>> {
    for layer in layers.iter().rev() {
        let index = store.index(layer)?;
        let Some(target) = entry(&index, ROOT, b"etc").and_then(|etc| match etc {
            Target::Inode(etc) => entry(&index, etc, name.as_bytes()),
            Target::Whiteout => Some(Target::Whiteout),
        }) else {
            continue;
        };
        let Target::Inode(no) = target else { break };
        let Some(object) = index.inode(no).ok().and_then(|inode| inode.object) else { break };
        return Ok(std::fs::read(store.object_path(&object)).unwrap_or_default());
    }
    Ok(Vec::new())
}

fn entry(index: &Index, dir: u32, name: &[u8]) -> Option<Target> {
    index.lookup(dir, name).ok().flatten().map(|entry| entry.target)
}
