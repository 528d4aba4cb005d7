//! Container names: a file `container-names/<name>` holds the id of the container that has the name.
//!
//! Whoever makes or renames a container locks the name's file until the container is published by that name, so that a name
//! that no container has can be told apart: locked, it is about to have one; not locked, its maker was killed and the name is
//! free again. Only who holds that lock removes the file: a name that was free for a moment may be somebody else's already.
//! The file is not synced, since the container's record, which is, has the name too: that counts after a power cut.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::Store;
use super::super::files;
use super::super::locks::Exclusive;
use crate::error::{Context, Error, Result};
use crate::sys::lock::{self, Sharing};

fn path(store: &Store, name: &str) -> PathBuf {
    store.container_names_dir().join(name)
}

/// A name that this process holds for a container that has not got it yet. Dropping it without [`Reservation::keep`] gives it
/// back.
pub(super) struct Reservation<'a> {
    store: &'a Store,
    name: String,
    id: String,
    lock: Option<File>,
}

impl Reservation<'_> {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The container is published by this name, which stays.
    pub(super) fn keep(mut self) {
        self.lock = None;
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
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
    Ok(match holder {
        None => Ok(Reservation { store, name: name.to_owned(), id: id.to_owned(), lock: Some(lock) }),
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
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", target.display())),
        }
        if !clear_stale(store, name)?
            && let Some(id) = holder(store, name)?
        {
            return Ok(Some(id));
        }
    }
}

/// Removes a name that no container has and nobody is about to give to one. Says whether it may be free now.
fn clear_stale(store: &Store, name: &str) -> Result<bool> {
    let target = path(store, name);
    let Some(mut file) = open(&target)? else { return Ok(true) };
    // Looked at in this order: a maker publishes the container before it lets go of the lock.
    if !lock::try_lock(file.as_fd(), Sharing::Exclusive)? || is_name_of(store, name, &read(&mut file, &target)?)? {
        return Ok(false);
    }
    let Some(id) = owner(store, name)? else { return remove(&file, &target).map(|()| true) };
    let mend =
        |mut file: File| file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(id.as_bytes()));
    mend(file).with_context(|| format!("cannot write {}", target.display())).map(|()| false)
}

/// The id of the container that has this name, whatever the name's file says.
pub(super) fn owner(store: &Store, name: &str) -> Result<Option<String>> {
    for id in super::ids(store)? {
        if is_name_of(store, name, &id)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// What the configuration of a container says of its name.
#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Whether the container `id` is there and has this name: one that was renamed by a process that was killed half way may have
/// another.
fn is_name_of(store: &Store, name: &str, id: &str) -> Result<bool> {
    let config = store.containers_dir().join(id).join("config.json");
    Ok(files::read_json::<Named>(&config)?.is_some_and(|config| config.name == name))
}

/// Removes names of containers that are gone: whoever removed them was killed before it came to the name.
/// Under the exclusive lock, so that nobody who makes a container finds a name locked by this.
pub(in crate::store) fn sweep(store: &Store, _: &Exclusive) -> Result<()> {
    let dir = store.container_names_dir();
    let entries = std::fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
    for name in entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        if let Ok(id) = std::fs::read_to_string(dir.join(&name))
            && !store.containers_dir().join(&id).join("config.json").exists()
        {
            clear_stale(store, &name)?;
        }
    }
    Ok(())
}

/// Gives `name` back if it is still the name of `id`.
pub(super) fn release(store: &Store, name: &str, id: &str) {
    let target = path(store, name);
    let release = || -> Result<()> {
        let Some(mut file) = open(&target)? else { return Ok(()) };
        // Others lock it for a moment only, to see that it is taken or to take it.
        lock::lock(file.as_fd(), Sharing::Exclusive)?;
        if read(&mut file, &target)? == id { remove(&file, &target) } else { Ok(()) }
    };
    if let Err(error) = release() {
        log::warn!("the name {name} is not free yet: {error:#}");
    }
}

fn open(target: &Path) -> Result<Option<File>> {
    match File::options().read(true).write(true).open(target) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot open {}", target.display())),
    }
}

fn read(file: &mut File, target: &Path) -> Result<String> {
    let mut id = String::new();
    file.read_to_string(&mut id).with_context(|| format!("cannot read {}", target.display()))?;
    Ok(id)
}

/// Removes the name that `file`, which this process has locked, was opened as; not the one that has taken its place since.
fn remove(file: &File, target: &Path) -> Result<()> {
    if !files::is_at(file, target) {
        return Ok(());
    }
    std::fs::remove_file(target).with_context(|| format!("cannot remove {}", target.display()))
}

/// The id that stands in the file of this name. Its container has the name unless that is stale.
pub(super) fn holder(store: &Store, name: &str) -> Result<Option<String>> {
    if crate::name::check_container_name(name).is_err() {
        return Ok(None);
    }
    let path = path(store, name);
    match std::fs::read_to_string(&path) {
        Ok(id) => Ok(Some(id)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        (dir, store)
    }

    fn publish(store: &Store, id: &str, name: &str) {
        let dir = store.containers_dir().join(id);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("config.json"), format!("{{\"name\":\"{name}\"}}")).unwrap();
    }

    fn is_free(store: &Store, name: &str) -> bool {
        reserve(store, name, "f00").is_ok()
    }

    #[test]
    fn a_name_is_taken_while_its_container_is_made_and_as_long_as_it_is_there() {
        let (_dir, store) = store();
        let reserved = reserve(&store, "c", "1d").unwrap();
        assert!(!is_free(&store, "c"), "it is being made");
        publish(&store, "1d", "c");
        reserved.keep();
        assert!(!is_free(&store, "c"));
        release(&store, "c", "other");
        assert!(!is_free(&store, "c"));
        release(&store, "c", "1d");
        assert!(is_free(&store, "c") && is_free(&store, "c"), "a reservation that is not kept is given back");
    }

    #[test]
    fn what_power_cuts_and_killed_processes_leave_is_no_name() {
        let (_dir, store) = store();
        publish(&store, "1d", "new");
        for (name, id) in [("cut", ""), ("gone", "2d"), ("old", "1d")] {
            std::fs::write(path(&store, name), id).unwrap();
            assert!(is_free(&store, name), "{name}");
        }
        std::fs::write(path(&store, "cut"), "").unwrap();
        sweep(&store, &store.exclude().unwrap()).unwrap();
        assert!(!path(&store, "cut").exists());
    }

    #[test]
    fn a_name_whose_file_a_power_cut_has_emptied_is_the_containers() {
        let (_dir, store) = store();
        publish(&store, "2d", "other");
        publish(&store, "1d", "c");
        std::fs::write(path(&store, "c"), "").unwrap();
        assert!(!is_free(&store, "c"));
        assert_eq!(holder(&store, "c").unwrap().as_deref(), Some("1d"));
    }

    #[test]
    fn a_name_that_is_given_back_is_not_taken_from_the_next_one_who_has_it() {
        let (_dir, store) = store();
        for round in 0..300 {
            let (old, new) = (format!("{round}a"), format!("{round}b"));
            reserve(&store, "c", &old).unwrap().keep();
            std::thread::scope(|scope| {
                // Its container is gone already, so that the name may be taken at any moment of this.
                scope.spawn(|| release(&store, "c", &old));
                let reserved = loop {
                    if let Ok(reserved) = reserve(&store, "c", &new) {
                        break reserved;
                    }
                };
                publish(&store, &new, "c");
                reserved.keep();
            });
            assert_eq!(holder(&store, "c").unwrap(), Some(new.clone()), "round {round}");
            std::fs::remove_dir_all(store.containers_dir().join(&new)).unwrap();
            release(&store, "c", &new);
        }
    }
}
