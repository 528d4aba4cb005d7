//! `coracle logs`.

use std::io::Write;

use jiff::Timestamp;

use crate::cli::{LogsArgs, Tail};
use crate::commands::Context;
use crate::container::{self, logs};
use crate::error::{Context as _, Error, Result};
use crate::monitor::log::Stream;
use crate::store::containers::Record;
use crate::ui::out::ReaderGone;
use crate::ui::time;

/// Shows what containers wrote, each stream to its own.
pub(crate) fn logs(args: LogsArgs, context: &Context) -> Result<u8> {
    let LogsArgs { follow, names, since, until, tail, timestamps, containers } = args;
    let store = context.store()?;
    let records = containers.iter().map(|name| container::find(store, name)).collect::<Result<Vec<_>>>()?;
    let point = |text: Option<String>| text.map(|text| parse_time(&text)).transpose();
    let tail = match tail {
        Tail::All => None,
        Tail::Lines(count) => Some(count),
    };
    let query = logs::Query { follow, tail, since: point(since)?, until: point(until)? };
    for record in &records {
        let prefix = prefix(record, names || records.len() > 1, names);
        let mut printer = Printer { prefix, timestamps, at_line_start: [true, true] };
        logs::read(record, &query, &mut |entry| printer.print(entry).map(|()| true))?;
    }
    Ok(0)
}

/// With several containers each line says whose it is.
fn prefix(record: &Record, wanted: bool, by_name: bool) -> String {
    match (wanted, by_name) {
        (false, _) => String::new(),
        (true, true) => format!("{} ", record.config.name),
        (true, false) => format!("{:.12} ", record.id()),
    }
}

struct Printer {
    prefix: String,
    timestamps: bool,
    /// For standard output and standard error: whether the next piece begins a line.
    at_line_start: [bool; 2],
}

impl Printer {
    fn print(&mut self, entry: &logs::Entry) -> Result<()> {
        let [out, err] = &mut self.at_line_start;
        let begins = std::mem::replace(if entry.stream == Stream::Stdout { out } else { err }, entry.whole);
        let mut line = Vec::with_capacity(entry.text.len() + 64);
        if begins {
            line.extend_from_slice(self.prefix.as_bytes());
            if self.timestamps {
                line.extend_from_slice(entry.time.as_bytes());
                line.push(b' ');
            }
        }
        line.extend_from_slice(&entry.text);
        if entry.whole {
            line.push(b'\n');
        }
        write(entry.stream, &line)
    }
}

fn write(stream: Stream, bytes: &[u8]) -> Result<()> {
    let result = match stream {
        Stream::Stdout => std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush()),
        Stream::Stderr => std::io::stderr().write_all(bytes),
    };
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        result => result.context("cannot write the log out"),
    }
}

/// A Go duration before now, a Unix time, or a date and time.
pub(super) fn parse_time(text: &str) -> Result<Timestamp> {
    time::parse_point(text, Timestamp::now()).ok_or_else(|| {
        let hint = "write 10m, 1700000000 or 2026-01-31T12:00:00Z";
        Error::new(format!("cannot understand the time \"{text}\"")).hint(hint).into()
    })
}
