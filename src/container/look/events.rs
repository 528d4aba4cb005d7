//! Reading what has happened, and waiting for what happens.

use std::time::Duration;

use jiff::Timestamp;

use super::logs::watch::Watch;
use crate::error::{Context, Result};
use crate::store::{Event, EventReader, Store};

/// Which events are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct EventQuery {
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    /// Whether to wait for what will happen; without times, what has happened is then left out.
    pub(crate) follow: bool,
}

impl EventQuery {
    fn has(&self, event: &Event) -> bool {
        self.since.is_none_or(|since| event.time >= since) && self.until.is_none_or(|until| event.time <= until)
    }
}

/// Hands events to `show`, in the order of time. Returns when `until` has come; without it, a follower never does.
pub(crate) fn events(store: &Store, query: &EventQuery, show: &mut dyn FnMut(&Event) -> Result<()>) -> Result<()> {
    let dir = store.events_dir();
    let context = || format!("cannot read the events in {}", dir.display());
    std::fs::create_dir_all(&dir).with_context(context)?;
    let mut watch = Watch::new();
    watch.add_dir(&dir);
    let from_the_beginning = query.since.is_some() || query.until.is_some() || !query.follow;
    let mut reader = EventReader::new(&dir, from_the_beginning).with_context(context)?;
    loop {
        let left = query.until.map(|until| Duration::try_from(until.duration_since(Timestamp::now())));
        let found = reader.next().with_context(context)?;
        found.iter().filter(|event| query.has(event)).try_for_each(&mut *show)?;
        match left {
            _ if !query.follow => return Ok(()),
            // The time has come before this look.
            Some(Err(_) | Ok(Duration::ZERO)) => return Ok(()),
            Some(Ok(left)) => watch.wait(Some(left)),
            None => watch.wait(None),
        }
    }
}
