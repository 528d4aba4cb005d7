//! Whose the space is: contents are stored once for all images that have them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::{Image, Store};
use crate::error::{Context, Result};
use crate::name::Digest;

/// Which images have a content.
struct Owners {
    /// One of them.
    first: usize,
    several: bool,
    /// Its length in bytes.
    size: u64,
}

impl Owners {
    fn add(&mut self, owner: usize) {
        self.several |= self.first != owner;
    }
}

/// Bytes on the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// What only this image has: what goes with it.
    pub(crate) unique: u64,
    pub(crate) shared: u64,
}

impl Store {
    /// For each image, how many bytes its files have whose content no other of `images` has.
    pub(crate) fn unique_bytes(&self, images: &[Image]) -> Result<HashMap<Digest, u64>> {
        let mut unique: HashMap<Digest, u64> = images.iter().map(|image| (image.id, 0)).collect();
        for owners in self.owners(images)?.values().filter(|owners| !owners.several) {
            if let Some(bytes) = images.get(owners.first).and_then(|image| unique.get_mut(&image.id)) {
                *bytes += owners.size;
            }
        }
        Ok(unique)
    }

    /// What each image takes on the disk: contents, layers, and its own files.
    pub(crate) fn shares(&self, images: &[Image]) -> Result<HashMap<Digest, Share>> {
        let (owners, disk) = (self.owners(images)?, self.object_sizes()?);
        let layer_owners = layer_owners(images);
        let mut shares = HashMap::new();
        for image in images {
            let mut share = Share { unique: disk_usage(&self.image_dir(&image.id))?, shared: 0 };
            let mut add = |bytes, several| match several {
                true => share.shared += bytes,
                false => share.unique += bytes,
            };
            let mut seen = HashSet::new();
            for layer in image.layers.iter().collect::<HashSet<_>>() {
                let several = layer_owners.get(layer).is_some_and(|users| users.iter().any(|user| *user != users[0]));
                add(disk_usage(&self.layer_dir(layer))?, several);
                self.objects_of(layer, |object| {
                    if seen.insert(object) {
                        let several = owners.get(&object).is_some_and(|owners| owners.several);
                        add(disk.get(&object).copied().unwrap_or(0), several);
                    }
                })?;
            }
            shares.insert(image.id, share);
        }
        Ok(shares)
    }

    /// Bytes on the disk of all that images are made of: as du(1) counts `objects`, `layers`, `images` and `names`.
    pub(crate) fn image_space(&self) -> Result<u64> {
        let dirs = [self.objects_path(), self.layers_dir(), self.images_dir(), self.names_dir()];
        dirs.iter().try_fold(0, |sum, dir| Ok(sum + disk_usage(dir)?))
    }

    /// Bytes of those that would go with all images but `kept`, and with all layers but those of `kept` and of containers.
    pub(crate) fn reclaimable(&self, images: &[Image], kept: &HashSet<Digest>) -> Result<u64> {
        let mut layers = self.layers_of_containers()?;
        layers.extend(self.layers_of_steps()?);
        layers.extend(images.iter().filter(|image| kept.contains(&image.id)).flat_map(|image| image.layers.clone()));
        let mut objects = HashSet::new();
        let mut bytes = 0;
        for layer in self.layer_ids()? {
            match layers.contains(&layer) {
                true => self.objects_of(&layer, |object| _ = objects.insert(object))?,
                false => bytes += disk_usage(&self.layer_dir(&layer))?,
            }
        }
        let sizes = self.object_sizes()?;
        bytes += sizes.iter().filter(|(object, _)| !objects.contains(object)).map(|(_, size)| size).sum::<u64>();
        for image in images.iter().filter(|image| !kept.contains(&image.id)) {
            bytes += disk_usage(&self.image_dir(&image.id))?;
        }
        Ok(bytes)
    }

    /// Bytes of layers and contents that only steps of builds have.
    pub(crate) fn step_space(&self) -> Result<u64> {
        let mut others = self.layers_of_containers()?;
        others.extend(self.layers_of_images()?);
        let steps: HashSet<Digest> =
            self.layers_of_steps()?.into_iter().filter(|layer| !others.contains(layer)).collect();
        let (here, others): (Vec<_>, Vec<_>) = self.layer_ids()?.into_iter().partition(|layer| steps.contains(layer));
        let mut objects = HashSet::new();
        let mut bytes = 0;
        for layer in &here {
            bytes += disk_usage(&self.layer_dir(layer))?;
            self.objects_of(layer, |object| _ = objects.insert(object))?;
        }
        for layer in &others {
            if !objects.is_empty() {
                self.objects_of(layer, |object| _ = objects.remove(&object))?;
            }
        }
        let sizes = self.object_sizes()?;
        Ok(bytes + objects.iter().filter_map(|object| sizes.get(object)).sum::<u64>())
    }

    fn owners(&self, images: &[Image]) -> Result<HashMap<Digest, Owners>> {
        let mut contents: HashMap<Digest, Owners> = HashMap::new();
        for (layer, users) in &layer_owners(images) {
            let Some(first) = users.first().copied() else { continue };
            let index = self.index(layer).with_context(|| format!("layer {layer}"))?;
            let mut add = |object, size| {
                let owners = contents.entry(object).or_insert(Owners { first, several: false, size });
                users.iter().for_each(|user| owners.add(*user));
            };
            for no in 0..index.inodes() {
                let inode = index.inode(no)?;
                if let Some(object) = inode.object {
                    add(object, inode.size);
                }
            }
        }
        Ok(contents)
    }

    /// What each object takes on the disk.
    fn object_sizes(&self) -> Result<HashMap<Digest, u64>> {
        let mut sizes = HashMap::new();
        self.each_object(|digest, _, entry| {
            sizes.extend(digest.zip(entry.metadata().ok().map(|data| data.blocks() * 512)));
            Ok(())
        })?;
        Ok(sizes)
    }
}

/// The images that have each layer, by their places in the list.
fn layer_owners(images: &[Image]) -> HashMap<Digest, Vec<usize>> {
    let mut owners: HashMap<Digest, Vec<usize>> = HashMap::new();
    for (no, image) in images.iter().enumerate() {
        for layer in &image.layers {
            owners.entry(*layer).or_default().push(no);
        }
    }
    owners
}

/// Bytes on the disk of a file or a tree, as du(1) counts them: what has several names counts once. Nothing is nothing.
pub(crate) fn disk_usage(path: &Path) -> io::Result<u64> {
    let mut seen = HashSet::new();
    let mut left = vec![path.to_owned()];
    let mut bytes = 0;
    while let Some(path) = left.pop() {
        // Things go while we look.
        let data = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            data => data?,
        };
        if data.nlink() == 1 || data.is_dir() || seen.insert((data.dev(), data.ino())) {
            bytes += data.blocks() * 512;
        }
        if data.is_dir() {
            match fs::read_dir(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                entries => left.extend(entries?.flatten().map(|entry| entry.path())),
            }
        }
    }
    Ok(bytes)
}
