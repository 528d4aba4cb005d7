//! Volumes: those of a container, made along with it, and those that users manage themselves.

use std::collections::HashSet;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::time::Duration;

use super::{mounted, mounts, stop};
use crate::error::{Context, Error, Kind, Result};
use crate::image;
use crate::runtime;
use crate::store::containers::{self, Mount, MountKind, Record};
use crate::store::volumes::{self, Description, Volume};
use crate::store::{Shared, Store};
use crate::sys::mount;

/// What becomes of the volumes that an image declares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ImageVolumes {
    /// Each is an anonymous volume.
    #[default]
    Volume,
    Tmpfs,
    Ignore,
}

/// The mounts of another container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MountsOf {
    pub(crate) container: String,
    /// Options in place of those that they have there: `ro`, `rw`, `z`.
    pub(crate) options: Vec<String>,
}

/// All mounts of a new container: its own go before those of other containers, and these before the image's volumes.
///
/// # Errors
/// A destination that its own mounts have twice, or another container that is not there.
pub(super) fn all_mounts(
    store: &Store,
    own: Vec<Mount>,
    others: &[MountsOf],
    image: &[String],
    policy: ImageVolumes,
) -> Result<Vec<Mount>> {
    // The same mount said twice is one mount, as in Podman.
    let mut all: Vec<Mount> = Vec::new();
    for mount in own {
        if !all.contains(&mount) {
            all.push(mount);
        }
    }
    let mut taken = HashSet::new();
    if let Some(mount) = all.iter().find(|mount| !taken.insert(place(&mount.destination))) {
        return Err(Error::new(format!("{}: duplicate mount destination", mount.destination)).into());
    }
    for other in others {
        let record = super::find(store, &other.container)?;
        let shared =
            record.config.mounts.into_iter().filter(|mount| matches!(mount.kind, MountKind::Bind | MountKind::Volume));
        all.extend(
            shared
                .filter(|mount| taken.insert(place(&mount.destination)))
                .map(|mount| from_other(mount, &other.options)),
        );
    }
    let kind = match policy {
        ImageVolumes::Volume => MountKind::Volume,
        ImageVolumes::Tmpfs => MountKind::Tmpfs,
        ImageVolumes::Ignore => return Ok(all),
    };
    let declared = image.iter().filter(|path| path.starts_with('/') && taken.insert(place(path)));
    all.extend(declared.map(|path| Mount {
        kind,
        source: String::new(),
        destination: path.clone(),
        options: Vec::new(),
        anonymous: kind == MountKind::Volume,
        layers: Vec::new(),
    }));
    Ok(all)
}

fn from_other(mut mount: Mount, options: &[String]) -> Mount {
    if options.iter().any(|option| option == "ro" || option == "rw") {
        mount.options.retain(|option| option != "ro" && option != "rw");
    }
    mount.options.extend(options.iter().cloned());
    mount
}

/// A destination as it is compared with others.
fn place(destination: &str) -> String {
    destination.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// Finds the layers of the images among `mounts`.
pub(super) fn find_images(store: &Store, mounts: &mut [Mount]) -> Result<()> {
    for mount in mounts.iter_mut().filter(|mount| mount.kind == MountKind::Image) {
        let image = image::lookup(store, &mount.source)?.ok_or_else(|| {
            let hint = format!("fetch it first (`coracle pull {}`)", mount.source);
            Error::new(format!("{}: image not known", mount.source)).hint(hint)
        })?;
        mount.layers = image.layers;
    }
    Ok(())
}

/// Volumes that were made for a container that is not published yet. Dropping them without [`Made::keep`] takes those
/// away again that were not there before.
pub(super) struct Made<'a> {
    store: &'a Store,
    new: Vec<Volume>,
    shared: Option<Shared>,
}

/// Makes the volumes among `mounts` that are not there, and names those that have none.
pub(super) fn make<'a>(store: &'a Store, mounts: &mut [Mount]) -> Result<Made<'a>> {
    let mut made = Made { store, new: Vec::new(), shared: None };
    for mount in mounts.iter_mut().filter(|mount| mount.kind == MountKind::Volume) {
        if made.shared.is_none() {
            made.shared = Some(store.share_volumes()?);
        }
        if mount.source.is_empty() {
            mount.source = crate::name::random_id()?;
            mount.anonymous = true;
        } else if volumes::load(store, &mount.source)?.is_some() {
            continue;
        } else if mount.has("nocreate") {
            let message = format!("there is no volume \"{}\"", mount.source);
            return Err(Error::new(message).hint("leave nocreate out to have it made").into());
        }
        made.new.extend(volumes::create(store, Description::new(mount.source.clone(), mount.anonymous))?);
    }
    Ok(made)
}

impl Made<'_> {
    /// The container is published: the volumes stay.
    pub(super) fn keep(mut self) {
        self.new.clear();
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        drop(self.shared.take());
        for volume in &self.new {
            if let Err(error) = take_away(self.store, volume) {
                log::warn!("the volume {} is left behind: {error:#}", volume.name());
            }
        }
    }
}

/// The volume that was named, which must be there.
pub(crate) fn find_volume(store: &Store, typed: &str) -> Result<Volume> {
    volumes::find(store, typed)?.ok_or_else(|| missing_volume(typed))
}

/// The error for a volume that is not there.
pub(crate) fn missing_volume(typed: &str) -> anyhow::Error {
    Error::with_kind(Kind::NotFound, format!("no volume with name \"{typed}\" found: no such volume")).into()
}

/// Removes a volume. One that containers have is refused unless `force`, which removes these first; while it is not known
/// what a container has, every volume is refused.
pub(crate) fn remove_volume(store: &Store, volume: &Volume, force: bool, timeout: Option<Duration>) -> Result<()> {
    if force {
        for record in volumes::users(containers::list(store)?, volume.name()) {
            stop::remove(store, &record, true, timeout)?;
        }
    }
    take_away(store, volume)
}

/// Where this process, which may mount, sees what is in a volume: in its directory, on which is mounted what the volume's
/// options say.
pub(crate) fn mount_volume(volume: &Volume) -> Result<PathBuf> {
    let path = volume.data();
    if let Some(specified) = mounts::in_place_of_data(volume)?.filter(|_| !mounted::is_mount_point(&path)) {
        let describe = || format!("cannot mount the volume {}", volume.name());
        let tree = runtime::open_mount(&specified).with_context(describe)?;
        mount::attach_at(tree.as_fd(), &path).with_context(describe)?;
    }
    Ok(path)
}

/// Takes such a mount away, if there is one.
pub(crate) fn unmount_volume(volume: &Volume) -> Result<()> {
    let path = volume.data();
    if mounted::is_mount_point(&path) {
        mount::unmount(&path, false).map_err(|error| mounted::in_use(error, volume.name(), "leave its directories"))?;
    }
    Ok(())
}

fn take_away(store: &Store, volume: &Volume) -> Result<()> {
    let lock = store.lock_volumes()?;
    let all = containers::list_whole(store).with_context(|| format!("cannot remove the volume {}", volume.name()))?;
    let users = volumes::users(all, volume.name());
    if !users.is_empty() {
        let ids: Vec<&str> = users.iter().map(Record::id).collect();
        let (name, ids) = (volume.name(), ids.join(", "));
        let message = format!("volume {name} is being used by the following container(s): {ids}: volume is being used");
        return Err(Error::with_kind(Kind::InUse, message).into());
    }
    if volumes::load(store, volume.name())?.is_none() {
        return Err(missing_volume(volume.name()));
    }
    let trashed = volumes::remove(store, volume)?;
    drop(lock);
    trashed.delete();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mount(kind: MountKind, source: &str, destination: &str) -> Mount {
        let (source, destination) = (source.to_owned(), destination.to_owned());
        Mount { kind, source, destination, options: Vec::new(), anonymous: false, layers: Vec::new() }
    }

    #[test]
    fn own_mounts_go_before_the_images_volumes() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let own = vec![mount(MountKind::Bind, "/a", "/data/")];
        let image = ["/data".to_owned(), "/more".to_owned()];
        let all = all_mounts(&store, own.clone(), &[], &image, ImageVolumes::Volume).unwrap();
        assert_eq!(
            all.iter().map(|m| (m.destination.as_str(), m.anonymous)).collect::<Vec<_>>(),
            [("/data/", false), ("/more", true)]
        );
        assert_eq!(all_mounts(&store, own, &[], &image, ImageVolumes::Ignore).unwrap().len(), 1);
        let twice = vec![mount(MountKind::Bind, "/a", "/x"), mount(MountKind::Tmpfs, "", "/x/")];
        assert!(all_mounts(&store, twice, &[], &[], ImageVolumes::Volume).is_err());
    }

    #[test]
    fn volumes_of_a_failed_creation_go_again() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let mut mounts = [mount(MountKind::Volume, "old", "/o"), mount(MountKind::Volume, "", "/a")];
        volumes::create(&store, Description::new("old".into(), false)).unwrap();
        drop(make(&store, &mut mounts).unwrap());
        assert_eq!(volumes::list(&store).unwrap().len(), 1);
        assert!(mounts[1].anonymous && mounts[1].source.len() == 64);
        make(&store, &mut mounts).unwrap().keep();
        assert_eq!(volumes::list(&store).unwrap().len(), 2);
        let old = volumes::load(&store, "old").unwrap().unwrap();
        remove_volume(&store, &old, false, None).unwrap();
        assert!(remove_volume(&store, &old, false, None).is_err());
    }
}
