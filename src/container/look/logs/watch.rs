//! Sleeping until logs may have grown or containers may have ended, with inotify(7) and pidfds.

use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

use crate::container::stop;
use crate::store::containers::ProcessId;

/// How long to sleep when the kernel cannot tell of changes (all inotify instances of the user are taken).
const BLIND: Duration = Duration::from_millis(50);

/// Everything that a follower waits for.
pub(in crate::container) struct Watch {
    changes: Option<OwnedFd>,
    monitors: Vec<OwnedFd>,
}

impl Watch {
    pub(in crate::container) fn new() -> Self {
        let changes = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok();
        Watch { changes, monitors: Vec::new() }
    }

    /// Notices what is written, made, renamed and removed in `dir`. Without that it is looked at again and again.
    pub(in crate::container) fn add_dir(&mut self, dir: &Path) {
        let events = WatchFlags::MODIFY
            | WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVE_SELF
            | WatchFlags::DELETE_SELF;
        if let Some(changes) = &self.changes
            && inotify::add_watch(changes, dir, events).is_err()
        {
            self.changes = None;
        }
    }

    /// Notices the end of a monitor, which may come without a last word.
    pub(in crate::container) fn add_monitor(&mut self, monitor: ProcessId) {
        self.monitors.extend(stop::open(monitor).ok().flatten());
    }

    /// Sleeps until something has happened, or for `limit`.
    pub(in crate::container) fn wait(&mut self, limit: Option<Duration>) {
        let blind = self.changes.is_none().then_some(BLIND);
        let limit = [limit, blind].into_iter().flatten().min();
        let timeout = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let watched = self.changes.iter().chain(&self.monitors);
        let mut fds: Vec<PollFd<'_>> = watched.map(|fd| PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN)).collect();
        // Interrupted or not: the caller looks.
        let _ = poll(&mut fds, timeout.as_ref());
        let ended: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
        let mut ended = ended.into_iter().skip(usize::from(self.changes.is_some()));
        // One that has ended would be readable for ever.
        self.monitors.retain(|_| !ended.next().unwrap_or(false));
        self.drain();
    }

    fn drain(&self) {
        let Some(changes) = &self.changes else { return };
        let mut events = [0; 4096];
        while rustix::io::read(changes, &mut events).is_ok_and(|count| count > 0) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_wakes() {
        let dir = tempfile::tempdir().unwrap();
        let mut watch = Watch::new();
        watch.add_dir(dir.path());
        std::fs::write(dir.path().join("file"), "x").unwrap();
        watch.wait(None);
        assert!(watch.changes.is_some());
    }
}
