//! Container names: a file `container-names/<name>` holds the id of the container that has the name.
//!
//! Whoever makes a container locks the name's file until the container is published, so that a name whose container is
//! missing can be told apart: locked, it is being made; not locked, its maker was killed and the name is free again.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::super::Store;
use super::super::locks::Exclusive;
use crate::error::{Context, Error, Result};
use crate::sys::lock::{self, Sharing};
use std::os::fd::AsFd;

fn path(store: &Store, name: &str) -> PathBuf {
    store.container_names_dir().join(name)
}

/// A name that this process holds for a container that is not published yet. Dropping it without [`Reservation::keep`] gives it back.
pub(super) struct Reservation<'a> {
    store: &'a Store,
    name: String,
    id: String,
    _lock: File,
    kept: bool,
}

impl Reservation<'_> {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The container is published: the name stays.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if !self.kept {
            release(self.store, &self.name, &self.id);
        }
    }
}

/// Takes `name` for the container `id`. Fails when another container has it, or is just being made under it.
pub(super) fn reserve<'a>(store: &'a Store, name: &str, id: &str) -> Result<Reservation<'a>> {
    match try_reserve(store, name, id)? {
        Ok(reservation) => Ok(reservation),
        Err(holder) => Err(Error::new(format!("the container name \"{name}\" is already in use by {holder:.12}"))
            .hint(format!("remove that container first (`coracle rm {name}`), or use --replace"))
            .into()),
    }
}

/// Takes a name that is made up, and made up again while it is taken.
pub(super) fn reserve_any<'a>(store: &'a Store, id: &str) -> Result<Reservation<'a>> {
    loop {
        if let Ok(reservation) = try_reserve(store, &crate::name::random_name()?, id)? {
            return Ok(reservation);
        }
    }
}

/// The inner error is the id of the container that has the name.
fn try_reserve<'a>(store: &'a Store, name: &str, id: &str) -> Result<std::result::Result<Reservation<'a>, String>> {
    // Where what killed makers leave is swept, and nothing of those at work.
    let _share = store.share()?;
    let staged = store.staging_dir().join(format!("name-{id}"));
    let linked = write_locked(&staged, id).and_then(|lock| Ok((link(store, &staged, name)?, lock)));
    // The name is a hard link: the staged name has done its work either way.
    let _ = std::fs::remove_file(&staged);
    let (holder, lock) = linked?;
    let reservation = Reservation { store, name: name.to_owned(), id: id.to_owned(), _lock: lock, kept: false };
    Ok(match holder {
        None => Ok(reservation),
        Some(holder) => Err(holder),
    })
}

fn write_locked(staged: &Path, id: &str) -> Result<File> {
    let context = || format!("cannot write {}", staged.display());
    let mut file = File::options().write(true).create_new(true).open(staged).with_context(context)?;
    file.write_all(id.as_bytes()).with_context(context)?;
    lock::try_lock(file.as_fd(), Sharing::Exclusive)?;
    Ok(file)
}

/// The link appears with its content, so that nobody ever reads an empty name. Gives back who has the name already.
fn link(store: &Store, staged: &Path, name: &str) -> Result<Option<String>> {
    let target = path(store, name);
    loop {
        match std::fs::hard_link(staged, &target) {
            Ok(()) => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", target.display())),
        }
        let Some(id) = holder(store, name)? else { continue };
        if !clear_stale(store, &target, &id)? {
            return Ok(Some(id));
        }
    }
}

/// Removes the name at `target` if the container `id` is neither there nor being made. Says whether the name may be free now.
fn clear_stale(store: &Store, target: &Path, id: &str) -> Result<bool> {
    let file = match File::options().read(true).write(true).open(target) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error).with_context(|| format!("cannot open {}", target.display())),
    };
    // Looked at in this order: a maker publishes the container before it lets go of the lock.
    if !lock::try_lock(file.as_fd(), Sharing::Exclusive)? || store.containers_dir().join(id).exists() {
        return Ok(false);
    }
    let same = std::fs::metadata(target).is_ok_and(|now| file.metadata().is_ok_and(|then| now.ino() == then.ino()));
    if same {
        std::fs::remove_file(target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    Ok(true)
}

/// Removes names of containers that are gone: whoever removed them was killed before it came to the name.
/// Under the exclusive lock, so that nobody who makes a container finds a name locked by this.
pub(in crate::store) fn sweep(store: &Store, _: &Exclusive) -> Result<()> {
    let dir = store.container_names_dir();
    let entries = std::fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
    for target in entries.flatten().map(|entry| entry.path()) {
        if let Ok(id) = std::fs::read_to_string(&target)
            && !store.containers_dir().join(&id).exists()
        {
            clear_stale(store, &target, &id)?;
        }
    }
    Ok(())
}

/// Gives `name` back if it is still the name of `id`.
pub(super) fn release(store: &Store, name: &str, id: &str) {
    if holder(store, name).ok().flatten().is_some_and(|holder| holder == id) {
        let _ = std::fs::remove_file(path(store, name));
    }
}

/// The id of the container that has this name.
pub(super) fn holder(store: &Store, name: &str) -> Result<Option<String>> {
    if crate::name::check_container_name(name).is_err() {
        return Ok(None);
    }
    let path = path(store, name);
    match std::fs::read_to_string(&path) {
        Ok(id) => Ok(Some(id)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
