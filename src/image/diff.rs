//! What one image changes beside another, from the indexes of their layers alone.

use std::collections::BTreeSet;

use crate::{
    error::{Context, Result},
    layer::{
        change::Difference,
        index::{Index, Inode, Kind, ROOT, Target},
    },
    name::Digest,
    store::{Image, Store},
};

/// Every path that is different, without a slash at its beginning, sorted; `base` is nothing for the image's own layers
/// below the topmost one.
pub(crate) fn diff(store: &Store, image: &Image, base: Option<&Image>) -> Result<Vec<(Vec<u8>, Difference)>> {
    let below = image.layers.split_last().map_or(&[][..], |(_, below)| below);
    let old = base.map_or(below, |base| &base.layers);
    let mut forest = Forest { layers: Vec::new(), indexes: Vec::new() };
    let (old, new) = (forest.root(store, old)?, forest.root(store, &image.layers)?);
    let mut found = Vec::new();
    forest.directories(&mut Vec::new(), &old, &new, &mut found)?;
    found.sort();
    Ok(found)
}

/// An inode of a layer, which is known by its number.
type Place = (usize, u32);

/// What a name stands for in a stack of layers.
#[derive(PartialEq, Eq)]
enum Found {
    Nothing,
    File(Place),
    /// The directories that are merged, the topmost first.
    Directory(Vec<Place>),
}

/// The layers of both images.
struct Forest {
    layers: Vec<Digest>,
    indexes: Vec<Index>,
}

impl Forest {
    fn root(&mut self, store: &Store, layers: &[Digest]) -> Result<Vec<Place>> {
        let mut stack = Vec::new();
        for layer in layers.iter().rev() {
            let no = match self.layers.iter().position(|known| known == layer) {
                Some(no) => no,
                None => {
                    self.indexes.push(store.index(layer).with_context(|| format!("layer {layer}"))?);
                    self.layers.push(*layer);
                    self.layers.len() - 1
                }
            };
            stack.push((no, ROOT));
            if self.inode((no, ROOT))?.opaque {
                break;
            }
        }
        Ok(stack)
    }

    fn index(&self, layer: usize) -> Result<&Index> {
        self.indexes.get(layer).context("a layer without an index")
    }

    fn inode(&self, (layer, no): Place) -> Result<Inode<'_>> {
        Ok(self.index(layer)?.inode(no)?)
    }

    fn lookup(&self, stack: &[Place], name: &[u8]) -> Result<Found> {
        let mut merged = Vec::new();
        for (layer, dir) in stack {
            let Some(entry) = self.index(*layer)?.lookup(*dir, name)? else { continue };
            let Target::Inode(no) = entry.target else { break };
            let inode = self.inode((*layer, no))?;
            match (inode.kind, merged.is_empty()) {
                (Kind::Directory, _) => merged.push((*layer, no)),
                (_, true) => return Ok(Found::File((*layer, no))),
                (_, false) => break,
            }
            if inode.opaque {
                break;
            }
        }
        Ok(if merged.is_empty() { Found::Nothing } else { Found::Directory(merged) })
    }

    /// Compares what two merged directories hold. Where the same directories of the same layers are merged there is nothing
    /// to be seen.
    fn directories(
        &self,
        path: &mut Vec<u8>,
        old: &[Place],
        new: &[Place],
        out: &mut Vec<(Vec<u8>, Difference)>,
    ) -> Result<()> {
        if old == new {
            return Ok(());
        }
        let mut names = BTreeSet::new();
        for (layer, dir) in old.iter().chain(new) {
            for entry in self.index(*layer)?.entries(*dir)? {
                names.insert(entry?.name.to_vec());
            }
        }
        let length = path.len();
        for name in names {
            if length > 0 {
                path.push(b'/');
            }
            path.extend(&name);
            self.names(path, &self.lookup(old, &name)?, &self.lookup(new, &name)?, out)?;
            path.truncate(length);
        }
        Ok(())
    }

    fn names(&self, path: &mut Vec<u8>, old: &Found, new: &Found, out: &mut Vec<(Vec<u8>, Difference)>) -> Result<()> {
        let difference = match (old, new) {
            (Found::Nothing, Found::Nothing) => return Ok(()),
            (_, Found::Nothing) => Difference::Deleted,
            (Found::Nothing, _) => Difference::Added,
            (Found::Directory(before), Found::Directory(after)) => {
                let known = out.len();
                self.directories(path, before, after, out)?;
                // A directory with changes in it is one itself.
                if out.len() > known || !self.is_alike(before.first(), after.first())? {
                    out.push((path.clone(), Difference::Changed));
                }
                return Ok(());
            }
            (Found::File(before), Found::File(after)) if self.is_alike(Some(before), Some(after))? => return Ok(()),
            _ => Difference::Changed,
        };
        out.push((path.clone(), difference));
        match new {
            Found::Directory(stack) => self.directories(path, &[], stack, out),
            _ => Ok(()),
        }
    }

    fn is_alike(&self, old: Option<&Place>, new: Option<&Place>) -> Result<bool> {
        let (Some(old), Some(new)) = (old, new) else { return Ok(false) };
        if old == new {
            return Ok(true);
        }
        let facts = |inode: &Inode<'_>| {
            let content = (inode.size, inode.object, inode.target.to_vec(), inode.rdev);
            (inode.kind, inode.perm, inode.uid, inode.gid, inode.mtime, content)
        };
        Ok(facts(&self.inode(*old)?) == facts(&self.inode(*new)?))
    }
}
