//! What a container has written, for those who read it as a whole: `commit` and `diff`.

use std::fs::File;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use super::inside::{Messages, View, Worker, in_container, in_namespace, on_host};
use super::stop::{self, Held};
use super::{Engine, mounted, pause, unpause};
use crate::error::{Context, Error, Result};
use crate::rootless::IdMaps;
use crate::store::Store;
use crate::store::containers::{self, Plan, Record, Userns};
use crate::unionfs::{Changes, Format};

/// A container whose writable layer is looked at: nobody starts it meanwhile, and if it runs, it is paused if that was
/// asked for.
pub(super) struct Still<'a> {
    engine: &'a Engine<'a>,
    record: &'a Record,
    /// The container's lock, if it does not run.
    alive: Option<File>,
    paused: bool,
}

impl<'a> Still<'a> {
    /// Takes hold of the container. What a container that runs has written so far is where it will be read.
    pub(super) fn hold(engine: &'a Engine<'_>, record: &'a Record, pausing: bool) -> Result<Still<'a>> {
        let alive = match stop::hold(engine.store, record)? {
            Held::ByCaller(alive) => Some(alive),
            Held::ByMonitor(_) => None,
        };
        let mut still = Still { engine, record, alive, paused: false };
        if still.is_live() && pausing {
            still.pause()?;
        }
        if still.is_live() {
            sync_if_running(engine, record)?;
        }
        Ok(still)
    }

    /// Pauses the container if it runs, and leaves its lock alone.
    pub(super) fn paused(engine: &'a Engine<'_>, record: &'a Record) -> Result<Still<'a>> {
        let mut still = Still { engine, record, alive: None, paused: false };
        if record.is_alive() {
            still.pause()?;
        }
        Ok(still)
    }

    fn pause(&mut self) -> Result<()> {
        pause(self.record).context("cannot pause the container to commit it")?;
        self.paused = true;
        Ok(())
    }

    /// Whether there is a monitor that serves the container's files.
    fn is_live(&self) -> bool {
        self.alive.is_none()
    }

    /// Whether somebody may write while the layer is read.
    pub(super) fn may_change(&self) -> bool {
        self.is_live() && !self.paused
    }
}

impl Drop for Still<'_> {
    fn drop(&mut self) {
        if self.paused
            && let Err(error) = unpause(self.record)
        {
            (self.engine.warn)(&format!("the container stays paused: {}", crate::error::one_line(&error)));
        }
    }
}

/// Has the kernel hand everything to our server that programs have written: it keeps such pages for a while.
pub(super) fn sync_if_running(engine: &Engine<'_>, record: &Record) -> Result<()> {
    if record.config.plan != Plan::Userspace || !record.is_alive() {
        return Ok(());
    }
    let worker = in_container(engine, record, View::Root, &[], |root, _| {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = rustix::fs::openat(root, ".", flags, Mode::empty()).context("open the root directory")?;
        rustix::fs::syncfs(root).context("cannot sync the container's files")
    })?;
    worker.finish()
}

/// Work on what the container has written, in a process of its own that has all the ids that files may belong to. This
/// process must have one thread.
pub(super) fn with_changes(
    engine: &Engine<'_>,
    record: &Record,
    work: impl FnOnce(&Changes, &Messages) -> Result<()>,
) -> Result<Worker> {
    need_image(record)?;
    mounted::refuse_if_mounted(engine.store, record)?;
    let work = |_: BorrowedFd<'_>, messages: &Messages| work(&changes(engine.store, record)?, messages);
    match record.config.plan {
        Plan::Userspace => on_host(&[], work),
        Plan::Hybrid | Plan::Direct => in_namespace(engine, work),
    }
}

/// What changes is told by what an image says of its files.
///
/// # Errors
/// The container's root is a directory.
pub(super) fn need_image(record: &Record) -> Result<()> {
    let Some(directory) = record.config.root_directory() else { return Ok(()) };
    let (name, path) = (&record.config.name, directory.path.display());
    let message = format!("the container {name} was made from the directory {path}, and has no image to differ from");
    Err(Error::new(message).into())
}

/// What a container has written. This process has the ids of the files' owners.
pub(crate) fn changes(store: &Store, record: &Record) -> Result<Changes> {
    let layers = record.config.layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
    let format = match record.config.plan {
        Plan::Userspace => Format::Own { work: open(&record.work())? },
        Plan::Hybrid | Plan::Direct => Format::Overlay { owners: owners(store, record)? },
    };
    Changes::new(layers, store.objects_dir()?, open(&record.upper())?, format)
}

/// The ids of the container in the user's namespace, where they are others.
fn owners(store: &Store, record: &Record) -> Result<IdMaps> {
    let userns = match &record.config.namespaces.user {
        Userns::Container(id) => containers::load(store, id)?.map(|other| other.config.namespaces.user),
        own => Some(own.clone()),
    };
    Ok(userns.as_ref().and_then(Userns::maps).cloned().unwrap_or_default())
}

fn open(path: &Path) -> Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let opened = rustix::fs::open(path, flags, Mode::empty());
    opened.with_context(|| format!("cannot open {}", path.display()))
}
