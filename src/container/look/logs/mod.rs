//! Reading the logs of containers.

mod journal;
mod reader;
pub(super) mod watch;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::monitor::log::Stream;
use crate::store::Store;
use crate::store::containers::{self, LogDriver, Record, Status};
use journal::JournalReader;
use reader::LogReader;
use watch::Watch;

/// Which part of the logs to read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Go on until the containers have ended.
    pub(crate) follow: bool,
    /// Only the last so many lines of each.
    pub(crate) tail: Option<usize>,
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

/// A piece of output: a line, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// RFC 3339, as it was written.
    pub(crate) time: String,
    pub(crate) stream: Stream,
    /// Whether the line ends here.
    pub(crate) whole: bool,
    pub(crate) text: Vec<u8>,
}

/// Hands the entries of all logs to `show`, in the order of their times, each with the index of its container.
pub(crate) fn read(
    store: &Store,
    records: &[Record],
    query: &Query,
    show: &mut dyn FnMut(usize, &Entry) -> Result<()>,
) -> Result<()> {
    let mut sources = Vec::new();
    for (index, record) in records.iter().enumerate() {
        sources.push(Source::open(index, record, query)?);
    }
    if !query.follow {
        return merge(&mut sources, query, show);
    }
    let mut watch = Watch::new();
    for record in records {
        record.log_path().parent().into_iter().for_each(|dir| watch.add_dir(dir));
        watch.add_dir(record.dir());
        record.state.monitor.into_iter().for_each(|monitor| watch.add_monitor(monitor));
    }
    loop {
        // Looked at before reading: what is written between the two is read in the next round.
        let running: Vec<bool> = sources.iter().map(|source| is_writing(store, source.record)).collect();
        merge(&mut sources, query, show)?;
        let mut running = running.into_iter();
        sources.retain(|_| running.next().unwrap_or(false));
        let left = query.until.map(|until| Duration::try_from(until.duration_since(Timestamp::now())));
        if sources.is_empty() || matches!(left, Some(Err(_))) {
            return Ok(());
        }
        let journal =
            sources.iter().any(|source| matches!(source.reader, Reader::Journal(_))).then_some(journal::PAUSE);
        watch.wait([left.and_then(std::result::Result::ok), journal].into_iter().flatten().min());
    }
}

/// Whether more may come. A monitor records the exit after the last of the log.
fn is_writing(store: &Store, record: &Record) -> bool {
    let now = containers::load(store, record.id()).ok().flatten();
    now.is_some_and(|now| now.state.status.is_up() || (now.state.status == Status::Created && now.is_alive()))
}

/// Shows all that there is now, oldest first.
fn merge(sources: &mut [Source<'_>], query: &Query, show: &mut dyn FnMut(usize, &Entry) -> Result<()>) -> Result<()> {
    loop {
        for source in sources.iter_mut().filter(|source| source.next.is_none()) {
            source.next = source.advance(query)?;
        }
        let waiting = sources.iter_mut().filter(|source| source.next.is_some());
        let Some(oldest) = waiting.min_by_key(|source| source.next.as_ref().map(|(time, _)| *time)) else {
            return Ok(());
        };
        if let Some((_, entry)) = oldest.next.take() {
            show(oldest.index, &entry)?;
        }
    }
}

/// Where a container's output is kept.
enum Reader {
    File(LogReader),
    Journal(JournalReader),
}

impl Reader {
    fn next_entry(&mut self) -> Result<Option<Entry>> {
        match self {
            Reader::File(reader) => reader.next_entry(),
            Reader::Journal(reader) => reader.next_entry(),
        }
    }
}

/// One container's log.
struct Source<'a> {
    index: usize,
    record: &'a Record,
    reader: Reader,
    /// The end of what was there at first, when only that is wanted.
    tail: VecDeque<(Timestamp, Entry)>,
    /// What comes next.
    next: Option<(Timestamp, Entry)>,
}

impl<'a> Source<'a> {
    fn open(index: usize, record: &'a Record, query: &Query) -> Result<Self> {
        let driver = record.config.log.driver;
        let reader = match driver {
            LogDriver::K8sFile | LogDriver::JsonFile => {
                Reader::File(LogReader::open(record.log_path(), record.config.log.files())?)
            }
            LogDriver::Journald => Reader::Journal(JournalReader::new(record.id())),
            LogDriver::None | LogDriver::Passthrough | LogDriver::PassthroughTty => {
                let message = format!("this container is using the '{}' log driver, cannot read logs", driver.as_str());
                return Err(Error::new(message).into());
            }
        };
        let mut source = Source { index, record, reader, tail: VecDeque::new(), next: None };
        if let Some(lines) = query.tail {
            let mut tail = Tail::new(lines);
            while let Some(entry) = source.advance(query)? {
                tail.push(entry);
            }
            source.tail = tail.kept;
        }
        Ok(source)
    }

    /// The next entry of the time that is wanted.
    fn advance(&mut self, query: &Query) -> Result<Option<(Timestamp, Entry)>> {
        if let Some(entry) = self.tail.pop_front() {
            return Ok(Some(entry));
        }
        while let Some(entry) = self.reader.next_entry()? {
            let time: Timestamp = entry.time.parse().unwrap_or(Timestamp::MIN);
            let wanted = query.since.is_none_or(|since| time >= since) && query.until.is_none_or(|until| time <= until);
            if wanted {
                return Ok(Some((time, entry)));
            }
        }
        Ok(None)
    }
}

/// The last lines of what comes; pieces of one line count once.
struct Tail {
    kept: VecDeque<(Timestamp, Entry)>,
    /// Whole lines among them.
    whole: usize,
    most: usize,
}

impl Tail {
    fn new(most: usize) -> Self {
        Self { kept: VecDeque::new(), whole: 0, most }
    }

    fn push(&mut self, entry: (Timestamp, Entry)) {
        let unfinished = usize::from(!entry.1.whole);
        self.whole += usize::from(entry.1.whole);
        self.kept.push_back(entry);
        while self.whole + unfinished > self.most {
            let Some((_, oldest)) = self.kept.pop_front() else { return };
            self.whole -= usize::from(oldest.whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tail_counts_lines_not_pieces() {
        let entry = |text: &str, whole| {
            let text = text.as_bytes().to_vec();
            (Timestamp::MIN, Entry { time: String::new(), stream: Stream::Stdout, whole, text })
        };
        let all = [entry("1", true), entry("2a", false), entry("2b", true), entry("3", true)];
        let last = |most: usize, of: &[(Timestamp, Entry)]| {
            let mut tail = Tail::new(most);
            of.iter().cloned().for_each(|entry| tail.push(entry));
            Vec::from(tail.kept)
        };
        assert_eq!(last(2, &all), all[1..]);
        assert_eq!(last(1, &all[..2]), all[1..2]);
        assert_eq!(last(9, &all), all);
        assert!(last(0, &all).is_empty() && last(0, &all[..2]).is_empty());
    }
}
