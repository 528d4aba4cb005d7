//! Volumes: a directory `volumes/<name>` with `_data`, which containers see, and `volume.json`.
//!
//! A volume is published by one rename and removed by one rename, like a container. What is in `_data` belongs to the
//! containers' users. A file `fresh` is there until the first container has filled the volume with what its image has.

use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::containers::{self, MountKind, Record};
use super::files::{self, Durability};
use super::{Action, Event, Store, Trashed};
use crate::error::{Context, Error, Result};

/// What the file `fresh` says when the first container could not remove it.
const USED: &[u8] = b"used";

/// `volume.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Description {
    pub(crate) name: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
    /// What is mounted instead of `_data`, in the words of the local driver: `type`, `device`, `o`, `copy`, `nocopy`.
    #[serde(default)]
    pub(crate) options: BTreeMap<String, String>,
    /// Made along with a container, which takes it away again.
    #[serde(default)]
    pub(crate) anonymous: bool,
}

impl Description {
    /// A plain volume that is made now.
    pub(crate) fn new(name: String, anonymous: bool) -> Self {
        let created = Timestamp::now();
        Self { name, created, labels: BTreeMap::new(), options: BTreeMap::new(), anonymous }
    }
}

/// A volume on disk.
#[derive(Debug, Clone)]
pub(crate) struct Volume {
    dir: PathBuf,
    pub(crate) description: Description,
}

impl Volume {
    pub(crate) fn name(&self) -> &str {
        &self.description.name
    }

    /// The volume's own directory.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether the next container may fill it with what its image has.
    pub(crate) fn is_fresh(&self) -> bool {
        std::fs::read(self.dir.join("fresh")).is_ok_and(|word| word != USED)
    }

    /// The next container leaves the volume as it is.
    pub(crate) fn mark_used(&self) -> Result<()> {
        match std::fs::remove_file(self.dir.join("fresh")) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("cannot mark the volume as used"),
            _ => Ok(()),
        }
    }

    /// What containers see.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.join("_data")
    }
}

/// Makes a volume. None if there is one with this name.
pub(crate) fn create(store: &Store, description: Description) -> Result<Option<Volume>> {
    crate::name::check_volume_name(&description.name)?;
    let dir = store.volumes_dir().join(&description.name);
    // Stores that were made before there were volumes have no place for them.
    std::fs::create_dir_all(store.volumes_dir()).context("cannot make the directory of volumes")?;
    let staged = store.staging()?;
    let data = staged.path().join("_data");
    let make = || {
        std::fs::create_dir(&data)?;
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755))
    };
    make().with_context(|| format!("cannot make {}", data.display()))?;
    files::write(&staged.path().join("fresh"), b"", Durability::None)?;
    files::write_json(&staged.path().join("volume.json"), &description, Durability::Synced)?;
    if !staged.publish_once(&dir)? {
        return Ok(None);
    }
    files::sync_parent(&dir)?;
    store.note(&Event::volume(Action::Create, &description.name));
    Ok(Some(Volume { dir, description }))
}

/// The volume with this name, if there is one.
pub(crate) fn load(store: &Store, name: &str) -> Result<Option<Volume>> {
    if crate::name::check_volume_name(name).is_err() {
        return Ok(None);
    }
    let dir = store.volumes_dir().join(name);
    let description = files::read_json(&dir.join("volume.json"))?;
    Ok(description.map(|description| Volume { dir, description }))
}

/// Finds a volume by its name or by the only beginning of a name that fits.
///
/// # Errors
/// A beginning that fits several.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Option<Volume>> {
    if let Some(volume) = load(store, typed)? {
        return Ok(Some(volume));
    }
    let matching: Vec<String> = names(store)?.into_iter().filter(|name| name.starts_with(typed)).collect();
    match matching.as_slice() {
        [only] if !typed.is_empty() => load(store, only),
        [first, second, ..] if !typed.is_empty() => {
            let message = format!("\"{typed}\" is the beginning of more than one volume's name ({first}, {second}, …)");
            Err(Error::new(message).hint("type more of it").into())
        }
        _ => Ok(None),
    }
}

/// All volumes by name. Those that cannot be read are left out.
pub(crate) fn list(store: &Store) -> Result<Vec<Volume>> {
    let mut volumes = Vec::new();
    for name in names(store)? {
        match load(store, &name) {
            Ok(volume) => volumes.extend(volume),
            Err(error) => log::warn!("volume {name}: {error:#}"),
        }
    }
    volumes.sort_by(|a, b| a.name().cmp(b.name()));
    Ok(volumes)
}

fn names(store: &Store) -> Result<Vec<String>> {
    let dir = store.volumes_dir();
    match std::fs::read_dir(&dir) {
        Ok(entries) => Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", dir.display())),
    }
}

/// Gives the volumes of a container that none has used yet to its root, for a user namespace that has no id of their owner's.
/// The caller has the rights of the user's namespace.
pub(crate) fn give_fresh(store: &Store, record: &Record, (uid, gid): (u32, u32)) -> Result<()> {
    for name in of(record) {
        if let Some(volume) = load(store, name)?.filter(Volume::is_fresh) {
            std::os::unix::fs::chown(volume.data(), Some(uid), Some(gid))
                .with_context(|| format!("cannot give the volume {name} to the container's root"))?;
        }
    }
    Ok(())
}

/// Takes the volume out of sight in one step; its files are there to be deleted. To be called under
/// [`Store::lock_volumes`].
pub(crate) fn remove(store: &Store, volume: &Volume) -> Result<Trashed> {
    let trashed = store.trash(&volume.dir)?;
    store.note(&Event::volume(Action::Remove, volume.name()));
    Ok(trashed)
}

/// Those of the containers that have a volume.
pub(crate) fn users(all: Vec<Record>, volume: &str) -> Vec<Record> {
    all.into_iter().filter(|record| of(record).any(|name| name == volume)).collect()
}

/// The names of all volumes that they have.
pub(crate) fn used(all: &[Record]) -> HashSet<String> {
    all.iter().flat_map(of).map(str::to_owned).collect()
}

fn of(record: &Record) -> impl Iterator<Item = &str> {
    let mounts = record.config.mounts.iter().filter(|mount| mount.kind == MountKind::Volume);
    mounts.map(|mount| mount.source.as_str())
}

/// Takes the anonymous volumes of a container away that is gone, unless another one has them, or may have them.
pub(crate) fn remove_anonymous(store: &Store, record: &Record) -> Result<Vec<Trashed>> {
    let anonymous: Vec<_> = record.config.mounts.iter().filter(|mount| mount.anonymous).collect();
    if anonymous.is_empty() {
        return Ok(Vec::new());
    }
    let _lock = store.lock_volumes()?;
    let used = match containers::list_whole(store) {
        Ok(all) => used(&all),
        Err(error) => {
            log::warn!("anonymous volumes stay: {error:#}");
            return Ok(Vec::new());
        }
    };
    let mut trashed = Vec::new();
    for mount in anonymous.into_iter().filter(|mount| !used.contains(&mount.source)) {
        if let Some(volume) = load(store, &mount.source)? {
            trashed.push(remove(store, &volume)?);
        }
    }
    Ok(trashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_come_and_go_whole() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let made = create(&store, Description::new("data".into(), false)).unwrap().unwrap();
        assert!(made.data().is_dir() && made.dir().join("fresh").is_file());
        assert!(create(&store, Description::new("data".into(), false)).unwrap().is_none());
        create(&store, Description::new("dates".into(), true)).unwrap().unwrap();
        assert!(create(&store, Description::new("../x".into(), false)).is_err());
        assert_eq!(list(&store).unwrap().iter().map(Volume::name).collect::<Vec<_>>(), ["data", "dates"]);
        assert!(find(&store, "dates").unwrap().unwrap().description.anonymous);
        assert_eq!(find(&store, "data").unwrap().unwrap().name(), "data");
        assert!(find(&store, "dat").is_err());
        assert_eq!(find(&store, "date").unwrap().unwrap().name(), "dates");
        assert!(find(&store, "").unwrap().is_none() && find(&store, "x").unwrap().is_none());
        remove(&store, &made).unwrap().delete();
        assert!(load(&store, "data").unwrap().is_none());
    }
}
