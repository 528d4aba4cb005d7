//! Removal of what nobody refers to: mark and sweep, alone in the store.

use std::collections::HashSet;
use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::AtFlags;
use rustix::io::Errno;
use serde::Deserialize;

use super::layers::objects;
use super::locks::Exclusive;
use super::{Store, Trashed, containers, files, trash};
use crate::error::{Context, Result};
use crate::name::Digest;

/// How many threads delete objects.
const DELETERS: usize = 8;

/// How many objects are worth a thread.
const MANY: usize = 256;

/// What a collection removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Collected {
    pub(crate) layers: u64,
    pub(crate) objects: u64,
    /// Bytes that the objects took on the disk.
    pub(crate) bytes: u64,
    /// Leftovers of processes that were killed.
    pub(crate) leftovers: u64,
}

/// What a container's `config.json` tells the collector.
#[derive(Deserialize)]
struct ContainerLayers {
    #[serde(default)]
    layers: Vec<Digest>,
    #[serde(default)]
    mounts: Vec<MountLayers>,
}

/// What a mount of an image tells it.
#[derive(Deserialize)]
struct MountLayers {
    #[serde(default)]
    layers: Vec<Digest>,
}

impl Store {
    /// Removes layers that no image, no container and no step of a build has, objects that no layer has, names without an
    /// image, and what killed processes left behind. Waits until nobody adds to the store.
    ///
    /// # Errors
    /// When a record cannot be read: then nothing is removed, since what it refers to is not known.
    #[cfg(test)]
    pub(crate) fn collect(&self) -> Result<Collected> {
        self.sweep(self.exclude()?)
    }

    /// The same, unless someone adds to the store right now: then nothing is done, and none is given back.
    pub(crate) fn try_collect(&self) -> Result<Option<Collected>> {
        self.try_exclude()?.map(|alone| self.sweep(alone)).transpose()
    }

    /// Gives back the space of what killed processes left in the making or in the trash, and looks no further: for the
    /// end of commands that change the store. Next to nothing when there is nothing, or when someone adds to the store
    /// right now.
    pub(crate) fn sweep_leftovers(&self) -> Result<()> {
        if is_empty(&self.staging_dir())? && is_empty(&self.trash_dir())? {
            return Ok(());
        }
        let Some(alone) = self.try_exclude()? else { return Ok(()) };
        self.sweep_staging()?;
        let abandoned = self.abandoned(&alone)?;
        if !abandoned.is_empty() {
            containers::sweep_names(self, &alone)?;
        }
        drop(alone);
        abandoned.into_iter().for_each(Trashed::delete);
        Ok(())
    }

    /// Under the lock things only move to the trash: nobody waits for the disk to give back their space.
    fn sweep(&self, alone: Exclusive) -> Result<Collected> {
        let used = self.used_layers()?;
        let (used, unused): (Vec<_>, Vec<_>) = self.layer_ids()?.into_iter().partition(|layer| used.contains(layer));
        let mut marked = HashSet::new();
        for layer in &used {
            self.objects_of(layer, |object| _ = marked.insert(object))?;
        }
        for layer in &unused {
            self.to_trash(&self.layer_dir(layer))?;
        }
        let mut collected = Collected { layers: unused.len() as u64, ..Collected::default() };
        let trash = self.object_trash()?;
        self.sweep_objects(&marked, &trash, &mut collected)?;
        collected.leftovers = self.sweep_staging()? + self.sweep_names()?;
        let abandoned = self.abandoned(&alone)?;
        containers::sweep_names(self, &alone)?;
        drop(alone);
        trash.delete()?;
        abandoned.into_iter().for_each(Trashed::delete);
        Ok(collected)
    }

    /// Removes those of `layers` that nobody uses any more, with the objects that only they have. Left to the next
    /// collection if someone adds to the store right now.
    pub(super) fn remove_unused_layers(&self, layers: &[Digest]) -> Result<()> {
        self.try_exclude()?.map_or(Ok(()), |alone| self.drop_layers(alone, layers))
    }

    /// The same for who is alone.
    pub(super) fn drop_layers(&self, alone: Exclusive, layers: &[Digest]) -> Result<()> {
        let used = self.used_layers()?;
        let mut objects = HashSet::new();
        let mut removed = HashSet::new();
        for layer in layers.iter().filter(|layer| !used.contains(layer)) {
            if self.layer(layer)?.is_some() && removed.insert(*layer) {
                self.objects_of(layer, |object| _ = objects.insert(object))?;
            }
        }
        for layer in self.layer_ids()?.iter().filter(|layer| !removed.contains(layer)) {
            if objects.is_empty() {
                break;
            }
            self.objects_of(layer, |object| _ = objects.remove(&object))?;
        }
        // The layers go first: a layer whose objects are gone must never be seen.
        let mut trashed = Vec::new();
        for layer in &removed {
            trashed.push(self.to_trash(&self.layer_dir(layer))?);
        }
        let trash = self.object_trash()?;
        for object in &objects {
            trash.take(&objects::name(object))?;
        }
        containers::sweep_names(self, &alone)?;
        drop(alone);
        trash.delete()?;
        trashed.iter().try_for_each(|path| trash::delete(path)).context("cannot empty the trash")
    }

    fn used_layers(&self) -> Result<HashSet<Digest>> {
        let mut used = self.layers_of_containers()?;
        used.extend(self.layers_of_images()?);
        used.extend(self.layers_of_steps()?);
        Ok(used)
    }

    pub(super) fn layers_of_containers(&self) -> Result<HashSet<Digest>> {
        let dir = self.containers_dir();
        let mut used = HashSet::new();
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
            used.extend(self.layers_of_container(&entry?.path())?);
        }
        Ok(used)
    }

    /// The layers that the container in this directory has, those of its mounts too.
    pub(super) fn layers_of_container(&self, dir: &Path) -> Result<Vec<Digest>> {
        let Some(container) = files::read_json::<ContainerLayers>(&dir.join("config.json"))? else {
            return Ok(Vec::new());
        };
        let mounted = container.mounts.into_iter().flat_map(|mount| mount.layers);
        Ok(container.layers.into_iter().chain(mounted).collect())
    }

    fn sweep_objects(&self, marked: &HashSet<Digest>, trash: &ObjectTrash, collected: &mut Collected) -> Result<()> {
        self.each_object(|digest, name, entry| {
            if digest.is_some_and(|digest| marked.contains(&digest)) {
                return Ok(());
            }
            collected.bytes += entry.metadata().map(|data| data.blocks() * 512).unwrap_or_default();
            collected.objects += 1;
            trash.take(name)
        })
    }

    /// Shows everything that has the place of an object: its digest, unless it has no name of an object, and its name below
    /// `objects/`.
    pub(super) fn each_object(
        &self,
        mut each: impl FnMut(Option<Digest>, &str, &fs::DirEntry) -> Result<()>,
    ) -> Result<()> {
        let root = self.root.join("objects");
        for first in fs::read_dir(&root).with_context(|| format!("cannot read {}", root.display()))? {
            let first = first?;
            let Ok(rest) = fs::read_dir(first.path()) else { continue };
            for entry in rest {
                let entry = entry?;
                let name = format!("{}/{}", first.file_name().display(), entry.file_name().display());
                each(Digest::from_hex(&name.replacen('/', "", 1)), &name, &entry)?;
            }
        }
        Ok(())
    }

    fn sweep_staging(&self) -> Result<u64> {
        let mut count = 0;
        for entry in fs::read_dir(self.staging_dir())? {
            self.to_trash(&entry?.path())?;
            count += 1;
        }
        Ok(count)
    }

    fn object_trash(&self) -> Result<ObjectTrash> {
        let path = self.trash_dir().join(files::random_hex()?);
        fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        let dir = fs::File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        Ok(ObjectTrash { objects: self.objects_dir()?, dir: dir.into(), path })
    }

    /// Removes names whose image is gone, and names that were never finished.
    fn sweep_names(&self) -> Result<u64> {
        let _lock = self.lock_images()?;
        let mut count = 0;
        for entry in fs::read_dir(self.names_dir())? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(files::TEMPORARY)) {
                fs::remove_file(entry.path())?;
                count += 1;
            }
        }
        for (name, _) in self.names()?.iter().filter(|(_, id)| !self.has_image(id)) {
            fs::remove_file(self.name_path(name))?;
            count += 1;
        }
        Ok(count)
    }
}

fn is_empty(dir: &Path) -> Result<bool> {
    let mut entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    Ok(entries.next().is_none())
}

/// A directory in the trash that takes objects.
struct ObjectTrash {
    objects: OwnedFd,
    dir: OwnedFd,
    path: PathBuf,
}

impl ObjectTrash {
    /// Takes the object, or whatever else has this name below `objects/`.
    fn take(&self, name: &str) -> Result<()> {
        match rustix::fs::renameat(&self.objects, name, &self.dir, name.replace('/', "-")) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error).with_context(|| format!("cannot remove object {name}")),
        }
    }

    /// Deletes what was taken, from several threads: where the disk is told at once about each freed block, a deletion is
    /// mostly waiting.
    fn delete(self) -> Result<()> {
        let entries = fs::read_dir(&self.path).with_context(|| format!("cannot read {}", self.path.display()))?;
        let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        std::thread::scope(|scope| {
            for part in names.chunks(names.len().div_ceil(DELETERS).max(MANY)) {
                scope
                    .spawn(|| part.iter().for_each(|name| _ = rustix::fs::unlinkat(&self.dir, name, AtFlags::empty())));
            }
        });
        // Says what could not be deleted, if anything.
        trash::delete(&self.path).with_context(|| format!("cannot delete {}", self.path.display()))
    }
}
