//! What has happened to containers, images, volumes and secrets: lines of JSON in `events/log`.
//!
//! Whoever does something appends one line by one write(2), and waits for nobody. A log that has grown is renamed to
//! `log.<inode>` by whoever notices first; what slower writers still append to it is read there. Nothing depends on an
//! event: one that cannot be written (the disk is full) is lost, and what it tells of has happened all the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::Store;
use super::containers::Config;
use crate::name::Digest;

/// A log of more bytes than this is put aside.
const FULL: u64 = 1 << 20;
/// How many logs that were put aside are kept.
const KEPT: usize = 4;
/// The log that is written to.
const LOG: &str = "log";

macro_rules! words {
    ($(#[$attribute:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// What happened, in Podman's words (podman-events(1)).
    Action {
        Attach = "attach",
        Cleanup = "cleanup",
        Commit = "commit",
        Create = "create",
        Died = "died",
        Exec = "exec",
        ExecDied = "exec_died",
        Export = "export",
        HealthStatus = "health_status",
        Import = "import",
        Init = "init",
        Kill = "kill",
        LoadFromArchive = "loadfromarchive",
        Mount = "mount",
        Pause = "pause",
        Prune = "prune",
        Pull = "pull",
        PullError = "pull-error",
        Push = "push",
        Refresh = "refresh",
        Remove = "remove",
        Rename = "rename",
        Restart = "restart",
        Save = "save",
        Start = "start",
        Stop = "stop",
        Tag = "tag",
        Unmount = "unmount",
        Unpause = "unpause",
        Untag = "untag",
        Update = "update",
    }
}

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) time: Timestamp,
    /// `container`, `image`, `volume`, `secret` or `system`.
    #[serde(rename = "type")]
    pub(crate) kind: Cow<'static, str>,
    /// An [`Action`]'s word.
    pub(crate) action: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) name: String,
    /// The name of a container's image.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) image: String,
    /// A container's labels, or what else there is to say.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) attributes: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) exit_code: Option<i32>,
    /// The kernel ended a process of the container for want of memory.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) oom_killed: bool,
    /// What a health check has found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) health: Option<HealthEvent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
}

/// What the health checks of a container have come to with one more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HealthEvent {
    pub(crate) status: String,
    pub(crate) failing_streak: u32,
    /// The result of this check as JSON, where the user wants it here; otherwise empty.
    pub(crate) log: String,
}

impl Event {
    fn new(kind: &'static str, action: Action) -> Self {
        Event {
            time: Timestamp::now(),
            kind: kind.into(),
            action: action.as_str().into(),
            id: String::new(),
            name: String::new(),
            image: String::new(),
            attributes: BTreeMap::new(),
            exit_code: None,
            oom_killed: false,
            health: None,
            error: None,
        }
    }

    pub(crate) fn container(action: Action, config: &Config) -> Self {
        Event {
            id: config.id.clone(),
            name: config.name.clone(),
            image: config.image_name().to_owned(),
            attributes: config.labels.clone(),
            ..Event::new("container", action)
        }
    }

    /// Without an id where none is known, as of an image that could not be pulled.
    pub(crate) fn image(action: Action, id: Option<&Digest>, name: impl ToString) -> Self {
        let id = id.map(Digest::hex).unwrap_or_default();
        Event { id, name: name.to_string(), ..Event::new("image", action) }
    }

    pub(crate) fn volume(action: Action, name: &str) -> Self {
        Event { name: name.to_owned(), ..Event::new("volume", action) }
    }

    pub(crate) fn secret(action: Action, id: &str, name: &str) -> Self {
        Event { id: id.to_owned(), name: name.to_owned(), ..Event::new("secret", action) }
    }

    pub(crate) fn system(action: Action) -> Self {
        Event::new("system", action)
    }
}

impl Store {
    /// The directory of the event logs, to be watched; it is there once something has happened.
    pub(crate) fn events_dir(&self) -> PathBuf {
        self.root.join("events")
    }

    /// Notes that something has happened.
    pub(crate) fn note(&self, event: &Event) {
        if let Err(error) = append(&self.events_dir(), event) {
            lost(event, &error);
        }
    }

    /// The log, opened for a process that will not be able to open it when something has happened.
    pub(crate) fn event_log(&self) -> EventLog {
        EventLog(open(&self.events_dir()).ok())
    }
}

/// The log, open for writing.
#[derive(Debug)]
pub(crate) struct EventLog(Option<File>);

impl EventLog {
    /// Notes that something has happened.
    pub(crate) fn note(&self, event: &Event) {
        if let Some(log) = &self.0
            && let Err(error) = write(log, event)
        {
            lost(event, &error);
        }
    }
}

fn lost(event: &Event, error: &io::Error) {
    log::warn!("the event {} is lost: {error}", event.action);
}

fn append(dir: &Path, event: &Event) -> io::Result<()> {
    let log = open(dir)?;
    write(&log, event)?;
    let data = log.metadata()?;
    if data.len() > FULL { put_aside(dir, data.ino()) } else { Ok(()) }
}

fn open(dir: &Path) -> io::Result<File> {
    let path = dir.join(LOG);
    let open = || File::options().append(true).create(true).mode(0o600).open(&path);
    open().or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => fs::create_dir_all(dir).and_then(|()| open()),
        _ => Err(error),
    })
}

fn write(mut log: &File, event: &Event) -> io::Result<()> {
    // A line that a full disk has cut off is ended by the next one.
    let mut line = vec![b'\n'];
    serde_json::to_writer(&mut line, event)?;
    line.push(b'\n');
    let written = log.write(&line)?;
    if written < line.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
}

/// Puts the log with this inode number aside, unless somebody else has.
fn put_aside(dir: &Path, inode: u64) -> io::Result<()> {
    let aside = dir.join(format!("{LOG}.{inode}"));
    let rename = |flags| rustix::fs::renameat_with(CWD, dir.join(LOG), CWD, &aside, flags);
    match rename(RenameFlags::NOREPLACE) {
        Ok(()) => {}
        // Some file systems do not know the flag: there, two who notice at once may put a new log aside.
        Err(Errno::INVAL) if !aside.exists() => rename(RenameFlags::empty())?,
        Err(Errno::EXIST | Errno::NOENT | Errno::INVAL) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    let mut aside = logs(dir)?;
    aside.retain(|(_, path)| path.file_name().is_some_and(|name| name != LOG));
    let count = aside.len().saturating_sub(KEPT);
    aside.iter().take(count).for_each(|(_, path)| _ = fs::remove_file(path));
    Ok(())
}

/// The logs, those first that were written to last a longer time ago.
fn logs(dir: &Path) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let log = |entry: fs::DirEntry| {
        let time = Timestamp::try_from(entry.metadata().ok()?.modified().ok()?).ok()?;
        entry.file_name().to_str()?.starts_with(LOG).then(|| (time, entry.path()))
    };
    let mut logs: Vec<_> = entries.flatten().filter_map(log).collect();
    logs.sort();
    Ok(logs)
}

/// A reader of all logs that stays where it is in each, and follows them through being put aside.
#[derive(Debug)]
pub(crate) struct EventReader {
    dir: PathBuf,
    open: BTreeMap<u64, Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    /// The beginning of a line whose end was not there yet.
    rest: Vec<u8>,
}

impl EventReader {
    /// A reader of everything that is there and will come; or only of what will come.
    pub(crate) fn new(dir: &Path, from_the_beginning: bool) -> io::Result<Self> {
        let mut reader = EventReader { dir: dir.to_owned(), open: BTreeMap::new() };
        reader.look()?;
        if !from_the_beginning {
            reader.open.values_mut().try_for_each(|log| log.file.seek(SeekFrom::End(0)).map(drop))?;
        }
        Ok(reader)
    }

    /// Opens the logs that are new, and closes those that are gone and were read to their end.
    fn look(&mut self) -> io::Result<()> {
        let mut there = HashSet::new();
        for (_, path) in logs(&self.dir)? {
            let file = match File::open(&path) {
                // Put aside or removed between the two looks: the next one finds it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                file => file?,
            };
            let inode = file.metadata()?.ino();
            there.insert(inode);
            self.open.entry(inode).or_insert(Open { file, rest: Vec::new() });
        }
        self.open.retain(|inode, log| there.contains(inode) || !log.is_at_end());
        Ok(())
    }

    /// What has happened since the last call, in the order of time.
    pub(crate) fn next(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        self.look()?;
        for log in self.open.values_mut() {
            log.read(&mut events)?;
        }
        events.sort_by_key(|event| event.time);
        Ok(events)
    }
}

impl Open {
    fn is_at_end(&mut self) -> bool {
        let end = self.file.metadata().map(|data| data.len());
        matches!((self.file.stream_position(), end), (Ok(at), Ok(end)) if at >= end)
    }

    fn read(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        self.file.read_to_end(&mut self.rest)?;
        let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') else { return Ok(()) };
        let whole: Vec<u8> = self.rest.drain(..=end).collect();
        // What cannot be read was cut off, or is of a newer version.
        events.extend(whole.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str) -> Event {
        Event::volume(Action::Create, name)
    }

    #[test]
    fn a_line_that_was_cut_off_harms_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("events");
        append(&dir, &event("one")).unwrap();
        let mut reader = EventReader::new(&dir, true).unwrap();
        assert_eq!(reader.next().unwrap().len(), 1);
        File::options().append(true).open(dir.join(LOG)).unwrap().write_all(b"\n{\"time\":\"2026").unwrap();
        assert!(reader.next().unwrap().is_empty());
        append(&dir, &event("two\nlines")).unwrap();
        let names: Vec<_> = reader.next().unwrap().into_iter().map(|event| event.name).collect();
        assert_eq!(names, ["two\nlines"]);
        let mut later = EventReader::new(&dir, false).unwrap();
        assert!(later.next().unwrap().is_empty());
    }

    #[test]
    fn many_writers_lose_nothing_while_logs_are_put_aside() {
        const WRITERS: usize = 4;
        let dir = tempfile::tempdir().unwrap();
        let long = "x".repeat(4000);
        let count = 2 * usize::try_from(FULL).unwrap() / long.len() / WRITERS;
        let mut reader = EventReader::new(dir.path(), true).unwrap();
        let mut seen = Vec::new();
        std::thread::scope(|scope| {
            let write = |writer| {
                let (dir, long) = (dir.path(), &long);
                move || (0..count).for_each(|no| append(dir, &event(&format!("{writer}-{no}-{long}"))).unwrap())
            };
            let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(write(writer))).collect();
            while !writers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
                seen.extend(reader.next().unwrap());
            }
        });
        seen.extend(reader.next().unwrap());
        assert!(logs(dir.path()).unwrap().len() > 1);
        let all: HashSet<_> = seen.iter().map(|event| &event.name).collect();
        assert_eq!((seen.len(), all.len()), (WRITERS * count, WRITERS * count));
        assert_eq!(EventReader::new(dir.path(), true).unwrap().next().unwrap().len(), WRITERS * count);
    }

    #[test]
    fn old_logs_go() {
        let dir = tempfile::tempdir().unwrap();
        let long = event(&"x".repeat(usize::try_from(FULL).unwrap()));
        (0..KEPT + 3).for_each(|_| append(dir.path(), &long).unwrap());
        append(dir.path(), &event("last")).unwrap();
        assert_eq!(logs(dir.path()).unwrap().len(), KEPT + 1);
        assert_eq!(EventReader::new(dir.path(), true).unwrap().next().unwrap().last().unwrap().name, "last");
    }
}
