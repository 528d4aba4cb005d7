//! `coracle logs`.

use std::io::Write;

use jiff::{SignedDuration, Timestamp};

use crate::cli::values::duration;
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
    let LogsArgs { color, follow, latest, names, since, until, tail, timestamps, containers } = args;
    let store = context.store()?;
    let records = match latest {
        true => vec![container::latest(store)?],
        false => containers.iter().map(|name| container::find(store, name)).collect::<Result<Vec<_>>>()?,
    };
    let since = since.as_deref().map(parse_time).transpose()?;
    let until = until.as_deref().map(parse_until).transpose()?;
    let tail = match tail {
        Tail::All => None,
        Tail::Lines(count) => Some(count),
    };
    let query = logs::Query { follow, tail, since, until };
    let several = records.len() > 1;
    let mut printers: Vec<Printer> = (0..)
        .zip(&records)
        .map(|(index, record)| Printer {
            prefix: prefix(record, names || several, names),
            color: color.then(|| COLORS[index % COLORS.len()]),
            timestamps,
            whole_lines: several,
            begun: Default::default(),
        })
        .collect();
    logs::read(store, &records, &query, &mut |index, entry| match printers.get_mut(index) {
        Some(printer) => printer.print(entry),
        None => Ok(()),
    })?;
    printers.iter_mut().try_for_each(Printer::finish)?;
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

/// The colors of the first containers, in Podman's order (ECMA-48, select graphic rendition).
const COLORS: [&str; 7] = ["\x1b[37m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[35m", "\x1b[36m", "\x1b[32m"];
const NO_COLOR: &[u8] = b"\x1b[0m";

/// Writes the log of one container.
struct Printer {
    prefix: String,
    color: Option<&'static str>,
    timestamps: bool,
    /// Pieces are held back until their line is whole: another container's output may come between them.
    whole_lines: bool,
    /// Of standard output and of standard error: what is held back of a line that has begun.
    begun: [Option<Vec<u8>>; 2],
}

impl Printer {
    fn print(&mut self, entry: &logs::Entry) -> Result<()> {
        let [out, err] = &mut self.begun;
        let begun = if entry.stream == Stream::Stdout { out } else { err };
        let mut line = begun.take().unwrap_or_else(|| {
            let time = if self.timestamps { format!("{} ", entry.time) } else { String::new() };
            [self.color.unwrap_or_default(), &self.prefix, &time].concat().into_bytes()
        });
        line.extend_from_slice(&entry.text);
        if entry.whole {
            line.extend_from_slice(self.color.map_or(&b""[..], |_| NO_COLOR));
            line.push(b'\n');
            return write(entry.stream, &line);
        }
        if !self.whole_lines {
            write(entry.stream, &std::mem::take(&mut line))?;
        }
        *begun = Some(line);
        Ok(())
    }

    /// The end of lines that were never ended: another container's may follow.
    fn finish(&mut self) -> Result<()> {
        for (stream, begun) in [Stream::Stdout, Stream::Stderr].into_iter().zip(std::mem::take(&mut self.begun)) {
            let Some(mut line) = begun else { continue };
            line.extend_from_slice(self.color.map_or(&b""[..], |_| NO_COLOR));
            if self.whole_lines {
                line.push(b'\n');
            }
            write(stream, &line)?;
        }
        Ok(())
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

/// As [`parse_time`], but durations are counted from now on, as Podman does for --until.
pub(crate) fn parse_until(text: &str) -> Result<Timestamp> {
    let (sign, length) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let length = duration::parse(length).ok().filter(|_| text != "0");
    let span = length.and_then(|length| SignedDuration::try_from(length).ok());
    let point = span.and_then(|span| Timestamp::now().checked_add(span * sign).ok());
    point.map_or_else(|| parse_time(text), Ok)
}

/// A Go duration before now, a Unix time, or a date and time.
pub(crate) fn parse_time(text: &str) -> Result<Timestamp> {
    time::parse_point(text, Timestamp::now()).ok_or_else(|| {
        let hint = "write 10m, 1700000000 or 2026-01-31T12:00:00Z";
        Error::new(format!("cannot understand the time \"{text}\"")).hint(hint).into()
    })
}
