//! Container records: what was asked for, what became of it, and which names are taken.
//!
//! A record is a directory `containers/<id>`. It is made in `staging/`, published by one rename, and removed by one rename to
//! `trash/`, so that it exists whole or not at all. Whether a container runs is never read from a file: its monitor holds a
//! lock on `alive` for as long as it lives, and the kernel lets go of it whatever happens.

mod base;
mod cgroups;
mod config;
mod exec;
mod health;
mod names;
mod namespaces;
mod plan;
mod restart;
mod secrets;
mod settings;
mod socket;
mod state;

pub(crate) use base::{Base, ImageRef, RootDirectory};
pub(crate) use cgroups::{CPU_PERIOD, CgroupMode, Cgroups, DeviceLimit, DeviceLimitKind, Limits};
pub(crate) use config::{
    Config, LogConfig, LogDriver, Mount, MountKind, Network, NetworkMode, Port, Process, Protocol, Seccomp, Security,
    Ulimit, log_file,
};
pub(crate) use exec::ExecSession;
pub(crate) use health::{
    Check, Health, HealthCheck, HealthLogConfig, HealthResult, HealthStatus, OnFailure, StartupCheck,
};
pub(super) use names::sweep as sweep_names;
pub(crate) use namespaces::{Accounts, Groups, Namespace, Namespaces, Userns};
pub(crate) use plan::Plan;
pub(crate) use restart::RestartPolicy;
pub(crate) use secrets::{ContainerSecret, ShownAs};
pub(crate) use settings::{Device, HostsBase, SdNotify, Settings};
pub(crate) use socket::AttachSocket;
pub(crate) use state::{ProcessId, State, Status};

use std::fs::File;
use std::path::{Path, PathBuf};

use super::{Action, Event, Store, Trashed, files};
use crate::cgroup::Group;
use crate::error::{self, Context, Error, Result};
use crate::sys::lock::{self, Sharing};
use std::os::fd::AsFd;

/// One container on disk, as it was when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    dir: PathBuf,
    pub(crate) config: Config,
    pub(crate) state: State,
}

impl Record {
    pub(crate) fn id(&self) -> &str {
        &self.config.id
    }

    /// The directory of the record, to be watched; what is in it is asked for by its own name.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The writable layer.
    pub(crate) fn upper(&self) -> PathBuf {
        self.dir.join("upper")
    }

    /// The writable layer's scratch directory.
    pub(crate) fn work(&self) -> PathBuf {
        self.dir.join("work")
    }

    /// Where the files live that are written into the overlay over mount number `index`, for as long as the container
    /// runs.
    pub(crate) fn overlay(&self, index: usize) -> PathBuf {
        self.dir.join("overlays").join(index.to_string())
    }

    /// Where the monitor has the files of the image that is mount number `index`; empty for everybody else.
    pub(crate) fn image(&self, index: usize) -> PathBuf {
        self.files().join(format!("image-{index}"))
    }

    /// Where the monitor puts the engine's own files; empty for everybody else.
    pub(crate) fn files(&self) -> PathBuf {
        self.dir.join("files")
    }

    /// Where the monitor listens for what the container's processes tell the service manager.
    pub(crate) fn notify_socket(&self) -> PathBuf {
        self.files().join("notify")
    }

    /// The log that the file drivers write.
    pub(crate) fn log_path(&self) -> PathBuf {
        self.config.log.path.clone().unwrap_or_else(|| self.dir.join("ctr.log"))
    }

    /// Whether the container has been removed since it was read.
    pub(crate) fn is_gone(&self) -> bool {
        !self.dir.exists()
    }

    /// Whether a monitor holds this container now.
    pub(crate) fn is_alive(&self) -> bool {
        is_alive(&self.dir)
    }

    /// Takes the lock that makes this process (and what it forks) the container's monitor.
    ///
    /// Nothing if another process has it.
    pub(crate) fn lock_alive(&self) -> Result<Option<File>> {
        let path = self.dir.join("alive");
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        Ok(lock::try_lock(file.as_fd(), Sharing::Exclusive)?.then_some(file))
    }

    /// Notes in the lock, which this process holds, who that is.
    pub(crate) fn note_monitor(alive: &File, monitor: ProcessId) -> Result<()> {
        use std::io::{Seek, Write};
        let mut alive = alive;
        alive.set_len(0).and_then(|()| alive.rewind()).context("write the container's lock")?;
        write!(alive, "{} {}", monitor.pid, monitor.start_time).context("write the container's lock")
    }

    /// The monitor that holds the lock, from before it has anything else to show.
    pub(crate) fn monitor(&self) -> Option<ProcessId> {
        let text = std::fs::read_to_string(self.dir.join("alive")).ok()?;
        let (pid, start_time) = text.split_once(' ')?;
        Some(ProcessId { pid: pid.parse().ok()?, start_time: start_time.parse().ok()? })
    }

    /// Keeps a container that is removed with its end, for as long as what comes back is held.
    pub(crate) fn keep_at_end(&self) -> Result<Kept> {
        let path = self.dir.join("keep");
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Kept(path))
    }

    /// Whether the container is removed with its end.
    pub(crate) fn ends_removed(&self) -> bool {
        self.config.auto_remove && !self.dir.join("keep").exists()
    }

    /// Notes that the user has stopped the container: it is not started again by itself.
    pub(crate) fn note_stopped(&self) -> Result<()> {
        let path = self.dir.join("stopped");
        match File::create(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot write {}", path.display()))
            }
            // One that is gone is not started again either.
            _ => Ok(()),
        }
    }

    /// Shows the container as stopping for as long as what comes back is held.
    pub(crate) fn note_stopping(&self) -> Result<File> {
        let path = self.dir.join(STOPPING);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.with_context(|| format!("cannot open {}", path.display()))?;
        lock::try_lock(file.as_fd(), Sharing::Shared)?;
        Ok(file)
    }

    /// Takes that note back: the user has started the container.
    pub(crate) fn forget_stopped(&self) {
        let _ = std::fs::remove_file(self.dir.join("stopped"));
    }

    /// Notes that another container is not to outlive this one.
    pub(crate) fn note_dependent(&self, id: &str) -> Result<()> {
        let dir = self.dir.join("dependents");
        let noted = std::fs::create_dir_all(&dir).and_then(|()| std::fs::write(dir.join(id), b""));
        noted.with_context(|| format!("cannot write {}", dir.display()))
    }

    /// The ids that were noted so; of containers, some of which may be gone.
    pub(crate) fn dependents(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.join("dependents")).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    }

    /// Whether the user has stopped the container since it was started last.
    pub(crate) fn is_stopped_by_user(&self) -> bool {
        self.dir.join("stopped").exists()
    }

    /// Whether who sends this signal wants the container to end.
    pub(crate) fn is_ended_by(&self, signal: i32) -> bool {
        const ENDING: [i32; 4] = [2, 3, 9, 15]; // INT, QUIT, KILL, TERM (signal(7))
        ENDING.contains(&signal) || signal == self.config.stop_signal
    }

    /// Replaces the state on disk.
    pub(crate) fn write_state(&self, state: &State, durability: files::Durability) -> Result<()> {
        write_state(&self.dir, state, durability)
    }
}

/// As long as it is held, a container is not removed with its end.
#[derive(Debug)]
pub(crate) struct Kept(PathBuf);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Whether a monitor holds the container in `dir`. Asks without taking the lock.
fn is_alive(dir: &Path) -> bool {
    File::open(dir.join("alive")).is_ok_and(|file| lock::is_locked_by_other(file.as_fd()).unwrap_or(false))
}

/// Locked (shared) by every command that waits for the container to stop, and by a monitor that stops it itself.
const STOPPING: &str = "stopping";

fn is_stopping(dir: &Path) -> bool {
    File::open(dir.join(STOPPING)).is_ok_and(|file| lock::is_locked_by_other(file.as_fd()).unwrap_or(false))
}

/// Replaces `state.json` of the container in `dir`.
pub(crate) fn write_state(dir: &Path, state: &State, durability: files::Durability) -> Result<()> {
    files::replace_json(&dir.join("state.json"), state, durability)
}

/// Publishes a new container: all of its record appears at once.
///
/// `secrets` are what the secrets of the configuration say. Fails when its name is taken; an empty name is replaced by one
/// that is free. An ephemeral container (`--rm`) is not synced: after a power cut it is gone anyway.
pub(crate) fn create(store: &Store, mut config: Config, secrets: &[Vec<u8>]) -> Result<Record> {
    let durability = if config.auto_remove { files::Durability::None } else { files::Durability::Synced };
    let state = State::created();
    let reserved = match config.name.as_str() {
        "" => names::reserve_any(store, &config.id)?,
        name => names::reserve(store, name, &config.id)?,
    };
    config.name = reserved.name().to_owned();
    let staged = store.staging()?;
    // From here on the collector leaves the layers alone.
    for layer in config.layers.iter().chain(config.mounts.iter().flat_map(|mount| &mount.layers)) {
        if store.layer(layer)?.is_none() {
            let message = format!("the image {} has just been removed", config.image_name());
            return Err(Error::new(message).hint("pull it again").into());
        }
    }
    make_directories(staged.path(), secrets)?;
    files::write_json(&staged.path().join("config.json"), &config, durability)?;
    files::write_json(&staged.path().join("state.json"), &state, durability)?;
    let dir = store.containers_dir().join(&config.id);
    staged.publish(&dir, durability)?;
    reserved.keep();
    store.note(&Event::container(Action::Create, &config));
    Ok(Record { dir, config, state })
}

/// A container that no list shows: a record in `dir`, an empty directory of the caller's, which keeps the layers where they
/// are and takes the directory away at the end.
pub(crate) fn unlisted(dir: &Path, config: Config, secrets: &[Vec<u8>]) -> Result<Record> {
    make_directories(dir, secrets)?;
    Ok(Record { dir: dir.to_owned(), config, state: State::created() })
}

fn make_directories(dir: &Path, secrets: &[Vec<u8>]) -> Result<()> {
    for name in ["upper", "work", "files"] {
        let path = dir.join(name);
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
    }
    write_secrets(&dir.join("secrets"), secrets)
}

fn write_secrets(dir: &Path, secrets: &[Vec<u8>]) -> Result<()> {
    if secrets.is_empty() {
        return Ok(());
    }
    std::fs::create_dir(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    secrets.iter().enumerate().try_for_each(|(index, data)| files::write_private(&dir.join(index.to_string()), data))
}

/// Takes the container out of sight in one step, its name with it; its files are there to be deleted.
pub(crate) fn remove(store: &Store, record: &Record) -> Result<Trashed> {
    // Not while it is renamed: its new name would stay.
    let lock = lock_config(record)?;
    let name = current_name(record)?;
    let trashed = store.trash_locked(&record.dir, Some(lock))?;
    names::release(store, &name, record.id());
    store.note(&Event::container(Action::Remove, &record.config));
    Ok(trashed)
}

/// A container may have been renamed since it was read.
fn current_name(record: &Record) -> Result<String> {
    let config = files::read_json::<Config>(&record.dir.join("config.json"))?;
    Ok(config.map_or_else(|| record.config.name.clone(), |config| config.name))
}

/// Gives a container another name.
///
/// # Errors
/// The name is taken.
pub(crate) fn rename(store: &Store, record: &Record, name: &str) -> Result<()> {
    let describe = || format!("cannot rename {}", record.config.name);
    let mut reserved = None;
    let mut old = String::new();
    let config = update(record, |config| {
        reserved = Some(names::reserve(store, name, record.id())?);
        old = std::mem::replace(&mut config.name, name.to_owned());
        Ok(())
    })
    .with_context(describe)?;
    reserved.into_iter().for_each(names::Reservation::keep);
    names::release(store, &old, record.id());
    store.note(&Event::container(Action::Rename, &config));
    Ok(())
}

/// Changes what a container is configured to be: its name, and what `update` changes. Two changes of one container come
/// one after the other. Gives back the new configuration.
pub(crate) fn update(record: &Record, change: impl FnOnce(&mut Config) -> Result<()>) -> Result<Config> {
    let _lock = lock_config(record)?;
    let path = record.dir.join("config.json");
    let mut config = files::read_json::<Config>(&path)?.with_context(|| format!("{} is gone", path.display()))?;
    change(&mut config)?;
    files::replace_json(&path, &config, files::Durability::Synced)?;
    Ok(config)
}

/// Held by whoever changes the configuration or takes the container away.
fn lock_config(record: &Record) -> Result<File> {
    let dir = File::open(&record.dir).with_context(|| format!("cannot open {}", record.dir.display()))?;
    dir.lock().with_context(|| format!("cannot lock {}", record.dir.display()))?;
    Ok(dir)
}

/// All containers, oldest first. Records that cannot be read are left out.
pub(crate) fn list(store: &Store) -> Result<Vec<Record>> {
    Ok(oldest_first(load_each(store, &ids(store)?)))
}

/// The same, for who needs to know what every container has.
///
/// # Errors
/// The record of a container cannot be read.
pub(crate) fn list_whole(store: &Store) -> Result<Vec<Record>> {
    let load = |id: &String| {
        load_whole(store, id).map_err(|error| {
            Error::new(format!("it is not known what the container {id:.12} has: {}", error::cause(&error)))
                .hint("`coracle system check --repair --force` removes the container")
        })
    };
    let records = ids(store)?.iter().map(load).collect::<std::result::Result<Vec<_>, Error>>()?;
    Ok(oldest_first(records.into_iter().flatten().collect()))
}

/// # Errors
/// The container is there, and its record is damaged or not whole.
pub(super) fn load_whole(store: &Store, id: &str) -> Result<Option<Record>> {
    match load(store, id)? {
        None if store.containers_dir().join(id).exists() => Err(Error::new("it has no config.json").into()),
        found => Ok(found),
    }
}

/// Takes a container out of sight whose record cannot be read.
///
/// # Errors
/// It runs.
pub(crate) fn discard_unreadable(store: &Store, id: &str) -> Result<()> {
    let dir = store.containers_dir().join(id);
    if is_alive(&dir) {
        let message = format!("the container {id:.12} runs, and its record cannot be read");
        return Err(Error::new(message).hint("end its processes first").into());
    }
    store.discard(&dir)
}

/// How many records are worth a further thread that reads them; one takes about 25 µs.
const SHARE: usize = 200;

/// The same, with several threads where there are many. A moment later this process still counts as one with threads, so
/// that it is not one that forks.
pub(crate) fn list_at_once(store: &Store) -> Result<Vec<Record>> {
    let ids = ids(store)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(ids.len() / SHARE + 1);
    let (own, others) = ids.split_at(ids.len() / threads);
    let records = std::thread::scope(|scope| {
        let others = others.chunks(own.len().max(1)).map(|ids| scope.spawn(|| load_each(store, ids)));
        let others: Vec<_> = others.collect();
        let mut records = load_each(store, own);
        for other in others {
            records.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        records
    });
    Ok(oldest_first(records))
}

fn oldest_first(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by(|a, b| a.config.created.cmp(&b.config.created).then_with(|| a.config.id.cmp(&b.config.id)));
    records
}

fn load_each(store: &Store, ids: &[String]) -> Vec<Record> {
    let load = |id: &String| {
        load(store, id).unwrap_or_else(|error| {
            log::warn!("container {id}: {error:#}");
            None
        })
    };
    ids.iter().filter_map(load).collect()
}

fn ids(store: &Store) -> Result<Vec<String>> {
    let dir = store.containers_dir();
    let entries = match std::fs::read_dir(&dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", dir.display())),
    };
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

/// The container with this full id, if there is one.
pub(crate) fn load(store: &Store, id: &str) -> Result<Option<Record>> {
    let dir = store.containers_dir().join(id);
    let Some(config) = files::read_json::<Config>(&dir.join("config.json"))? else { return Ok(None) };
    let state = read_state(&dir)?;
    Ok(Some(Record { dir, config, state }))
}

fn read_state(dir: &Path) -> Result<State> {
    let state = files::read_json::<State>(&dir.join("state.json"))?.unwrap_or_else(State::created);
    if !state.status.is_up() || is_alive(dir) {
        let status = match state.status {
            Status::Running if is_paused(&state) => Status::Paused,
            Status::Running if is_stopping(dir) => Status::Stopping,
            status => status,
        };
        return Ok(State { status, ..state });
    }
    // The monitor may have written its last word and gone between the two looks.
    let state = files::read_json::<State>(&dir.join("state.json"))?.unwrap_or_else(State::created);
    Ok(if state.status.is_up() { state.lost() } else { state })
}

fn is_paused(state: &State) -> bool {
    let group = state.cgroup.as_deref().and_then(Group::at);
    group.is_some_and(|group| group.is_frozen())
}

/// Finds a container by name, full id or unique prefix of an id.
///
/// # Errors
/// A prefix that fits several ids.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Option<Record>> {
    // Docker writes names like this.
    let typed = typed.strip_prefix('/').unwrap_or(typed);
    if let Some(record) = find_by_name(store, typed)? {
        return Ok(Some(record));
    }
    if typed.is_empty() || !typed.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
        return Ok(None);
    }
    let mut matching = ids(store)?.into_iter().filter(|id| id.starts_with(typed));
    let Some(id) = matching.next() else { return Ok(None) };
    if let Some(other) = matching.next() {
        let message = format!("\"{typed}\" is the beginning of more than one container ID ({id:.12}, {other:.12}, …)");
        return Err(Error::new(message).hint("type more of it").into());
    }
    load(store, &id)
}

fn find_by_name(store: &Store, name: &str) -> Result<Option<Record>> {
    let Some(id) = names::holder(store, name)? else { return Ok(None) };
    if let Some(record) = load(store, &id)?.filter(|record| record.config.name == name) {
        return Ok(Some(record));
    }
    names::owner(store, name)?.map_or(Ok(None), |id| load(store, &id))
}
