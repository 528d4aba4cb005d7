//! Reading a container's log.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::error::{Context, Error, Result};
use crate::monitor::log::Stream;
use crate::store::containers::{LogDriver, Record};

/// Which part of a log to read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Go on until the container ends.
    pub(crate) follow: bool,
    /// Only the last so many lines.
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

/// Hands the log's entries to `show` until the end, or until `show` says stop by returning false.
pub(crate) fn read(record: &Record, query: &Query, show: &mut dyn FnMut(&Entry) -> Result<bool>) -> Result<()> {
    if record.config.log.driver == LogDriver::None {
        return Err(Error::new(format!("the container {} keeps no log (--log-driver none)", record.config.name)).into());
    }
    let path = record.log_path();
    let mut reader = LogReader::open(&path)?;
    for entry in reader.existing(query)? {
        if !show(&entry)? {
            return Ok(());
        }
    }
    if query.follow { follow(record, &mut reader, query, show) } else { Ok(()) }
}

fn follow(
    record: &Record,
    reader: &mut LogReader,
    query: &Query,
    show: &mut dyn FnMut(&Entry) -> Result<bool>,
) -> Result<()> {
    loop {
        // Looked at before reading: what is written between the two looks is read in the next round.
        let alive = record.is_alive();
        while let Some(entry) = reader.next_entry()? {
            if is_past(&entry, query) || !show(&entry)? {
                return Ok(());
            }
        }
        if !alive {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
        reader.reopen_if_rotated()?;
    }
}

struct LogReader<'a> {
    path: &'a Path,
    reader: Option<BufReader<File>>,
    /// The beginning of a line that the monitor has not written to its end yet.
    partial: Vec<u8>,
}

impl<'a> LogReader<'a> {
    /// A container that never ran has no log: that is an empty one.
    fn open(path: &'a Path) -> Result<Self> {
        Ok(Self { path, reader: open(path)?, partial: Vec::new() })
    }

    /// What is there now, the rotated part first.
    fn existing(&mut self, query: &Query) -> Result<Vec<Entry>> {
        let mut kept = VecDeque::new();
        let mut rotated = self.path.as_os_str().to_owned();
        rotated.push(".1");
        if let Some(old) = open(Path::new(&rotated))? {
            let mut old = LogReader { path: self.path, reader: Some(old), partial: Vec::new() };
            old.collect(query, &mut kept)?;
        }
        self.collect(query, &mut kept)?;
        Ok(kept.into())
    }

    fn collect(&mut self, query: &Query, kept: &mut VecDeque<Entry>) -> Result<()> {
        while let Some(entry) = self.next_entry()? {
            let time = entry.time.parse::<Timestamp>().ok();
            if query.since.is_some_and(|since| time.is_some_and(|time| time < since)) || is_past(&entry, query) {
                continue;
            }
            kept.push_back(entry);
            if let Some(tail) = query.tail {
                drop_all_but(kept, tail);
            }
        }
        Ok(())
    }

    fn next_entry(&mut self) -> Result<Option<Entry>> {
        let Some(reader) = &mut self.reader else { return Ok(None) };
        loop {
            let count = reader
                .read_until(b'\n', &mut self.partial)
                .with_context(|| format!("cannot read {}", self.path.display()))?;
            if count == 0 || self.partial.last() != Some(&b'\n') {
                return Ok(None);
            }
            let line = std::mem::take(&mut self.partial);
            if let Some(entry) = parse(&line) {
                return Ok(Some(entry));
            }
        }
    }

    fn reopen_if_rotated(&mut self) -> Result<()> {
        let Some(reader) = &mut self.reader else {
            self.reader = open(self.path)?;
            return Ok(());
        };
        let context = || format!("cannot read {}", self.path.display());
        let position = reader.stream_position().with_context(context)?;
        let length = std::fs::metadata(self.path).map(|meta| meta.len()).unwrap_or(position);
        if length < position {
            // What the rotated file got last is read before the new one.
            let mut rest = Vec::new();
            reader.read_to_end(&mut rest).with_context(context)?;
            self.reader = open(self.path)?;
            self.partial.clear();
        } else {
            reader.seek(SeekFrom::Start(position)).with_context(context)?;
        }
        Ok(())
    }
}

fn open(path: &Path) -> Result<Option<BufReader<File>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot open the log {}", path.display())),
    }
}

fn is_past(entry: &Entry, query: &Query) -> bool {
    query.until.is_some_and(|until| entry.time.parse::<Timestamp>().is_ok_and(|time| time > until))
}

/// Keeps the last `lines` lines; pieces of one line count once.
fn drop_all_but(kept: &mut VecDeque<Entry>, lines: usize) {
    let unfinished = usize::from(kept.back().is_some_and(|entry| !entry.whole));
    let mut count = kept.iter().filter(|entry| entry.whole).count() + unfinished;
    while count > lines {
        let Some(entry) = kept.pop_front() else { return };
        count -= usize::from(entry.whole || kept.is_empty());
    }
}

/// Takes a line of the log apart; nothing if it is not one.
fn parse(line: &[u8]) -> Option<Entry> {
    let line = line.strip_suffix(b"\n")?;
    let mut parts = line.splitn(4, |byte| *byte == b' ');
    let time = String::from_utf8(parts.next()?.to_vec()).ok()?;
    let stream = match parts.next()? {
        b"stdout" => Stream::Stdout,
        b"stderr" => Stream::Stderr,
        _ => return None,
    };
    let whole = match parts.next()? {
        b"F" => true,
        b"P" => false,
        _ => return None,
    };
    Some(Entry { time, stream, whole, text: parts.next()?.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        let entry = parse(b"2026-11-21T10:00:00.000000001+00:00 stderr P a b  c\n").unwrap();
        assert_eq!((entry.stream, entry.whole, &entry.text[..]), (Stream::Stderr, false, &b"a b  c"[..]));
        for nonsense in [&b""[..], b"x\n", b"t stdout F", b"t other F x\n", b"t stdout Q x\n"] {
            assert_eq!(parse(nonsense), None);
        }
    }

    #[test]
    fn tail_counts_lines_not_pieces() {
        let entry = |text: &str, whole| Entry {
            time: String::new(),
            stream: Stream::Stdout,
            whole,
            text: text.as_bytes().to_vec(),
        };
        let all = [entry("1", true), entry("2a", false), entry("2b", true), entry("3", true)];
        let mut kept = VecDeque::from(all.to_vec());
        drop_all_but(&mut kept, 2);
        assert_eq!(kept, all[1..].to_vec());
        drop_all_but(&mut kept, 0);
        assert!(kept.is_empty());
    }
}
