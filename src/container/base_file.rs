//! Files of `/etc` in what a container is made from, read without mounting anything.

use std::fs::File;
use std::io::Read;
use std::os::fd::AsFd;
use std::path::Path;

use crate::error::{Context, Result};
use crate::layer::index::{Index, Kind, ROOT, Target};
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
        match find(&index, name).with_context(|| format!("layer {layer}"))? {
            Found::Below => {}
            Found::Nothing => break,
            Found::Content(object) => {
                let file = File::open(store.object_path(&object)).with_context(|| format!("object {object}"))?;
                let mut bytes = Vec::new();
                file.take(LIMIT as u64).read_to_end(&mut bytes).with_context(|| format!("object {object}"))?;
                return Ok(bytes);
            }
        }
    }
    Ok(Vec::new())
}

/// What a layer says of a file in `/etc`.
enum Found {
    /// The layers below say it.
    Below,
    /// There is none, or none with content.
    Nothing,
    Content(Digest),
}

fn find(index: &Index, name: &str) -> Result<Found> {
    let otherwise = |opaque| if opaque { Found::Nothing } else { Found::Below };
    let Some(etc) = index.lookup(ROOT, b"etc")? else { return Ok(otherwise(index.inode(ROOT)?.opaque)) };
    let Target::Inode(etc) = etc.target else { return Ok(Found::Nothing) };
    if index.inode(etc)?.kind != Kind::Directory {
        return Ok(Found::Nothing);
    }
    let Some(file) = index.lookup(etc, name.as_bytes())? else { return Ok(otherwise(index.inode(etc)?.opaque)) };
    let Target::Inode(file) = file.target else { return Ok(Found::Nothing) };
    Ok(index.inode(file)?.object.map_or(Found::Nothing, Found::Content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::testing::{TestEntry, archive};

    #[test]
    fn what_a_directory_hides_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let _share = store.share().unwrap();
        let layer = |entries: &[TestEntry]| store.add_layer(archive(entries).as_slice(), None).unwrap().diff_id;
        let lower = layer(&[TestEntry::dir("etc"), TestEntry::file("etc/passwd", b"old")]);
        let other = layer(&[TestEntry::dir("etc"), TestEntry::file("etc/group", b"g")]);
        let removed = layer(&[TestEntry::dir("etc"), TestEntry::file("etc/.wh.passwd", b"")]);
        let opaque = layer(&[TestEntry::dir("etc"), TestEntry::file("etc/.wh..wh..opq", b"")]);
        let replaced = layer(&[TestEntry::file("etc", b"a file")]);
        let read = |layers: &[Digest]| String::from_utf8(of_layers(&store, layers, "passwd").unwrap()).unwrap();
        assert_eq!(read(&[lower, other]), "old");
        for upper in [removed, opaque, replaced] {
            assert_eq!(read(&[lower, upper]), "");
        }
        assert_eq!(read(&[opaque, lower]), "old");
    }
}
