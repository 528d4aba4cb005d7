//! `coracle stats`.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::StatsArgs;
use crate::commands::Context;
use crate::container::{self, Usage};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::containers::{self, Record};
use crate::ui::{Format, Table, human, out};

/// Columns of the table: heading, and the field that templates know it by.
const COLUMNS: [(&str, &str); 10] = [
    ("ID", "ID"),
    ("NAME", "Name"),
    ("CPU %", "CPUPerc"),
    ("MEM USAGE / LIMIT", "MemUsage"),
    ("MEM %", "MemPerc"),
    ("NET IO", "NetIO"),
    ("BLOCK IO", "BlockIO"),
    ("PIDS", "PIDS"),
    ("CPU TIME", "UpTime"),
    ("AVG CPU %", "AVGCPU"),
];

/// Podman's names of the same in JSON.
const JSON: [(&str, &str); 10] = [
    ("id", "ID"),
    ("name", "Name"),
    ("cpu_time", "UpTime"),
    ("cpu_percent", "CPUPerc"),
    ("avg_cpu", "AVGCPU"),
    ("mem_usage", "MemUsage"),
    ("mem_percent", "MemPerc"),
    ("net_io", "NetIO"),
    ("block_io", "BlockIO"),
    ("pids", "PIDS"),
];

/// Moves the cursor to the upper left corner and clears the screen (ECMA-48).
const CLEAR: &str = "\x1b[H\x1b[2J";

/// Processor time of a container in microseconds, and when that was.
type Seen = HashMap<String, (u64, Instant)>;

/// Shows what containers use, once or again and again.
pub(crate) fn stats(args: StatsArgs, context: &Context) -> Result<u8> {
    let StatsArgs { all, format, interval, latest, no_reset, no_stream, no_trunc, containers } = args;
    if all && latest {
        return Err(Error::new("--all, --latest and containers cannot be used together").into());
    }
    let format = Format::parse(format.as_deref())?;
    let store = context.store()?;
    let typed = if latest { vec![container::latest(store)?.config.id] } else { containers };
    let mut seen = Seen::new();
    loop {
        let rows = rows(&chosen(store, &typed, all)?, no_trunc, &mut seen)?;
        if !no_reset && !no_stream && std::io::stdout().is_terminal() {
            out::text(CLEAR)?;
        }
        print(&rows, &format)?;
        if no_stream {
            return Ok(0);
        }
        std::thread::sleep(Duration::from_secs(interval.into()));
    }
}

fn chosen(store: &Store, typed: &[String], all: bool) -> Result<Vec<Record>> {
    if !typed.is_empty() {
        return typed.iter().map(|name| container::find(store, name)).collect();
    }
    let mut records = containers::list(store)?;
    records.retain(|record| all || record.state.status.is_up());
    Ok(records)
}

fn rows(records: &[Record], whole: bool, seen: &mut Seen) -> Result<Vec<Value>> {
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let usage = match container::usage(record) {
            // It has just ended.
            Err(_) if !record.is_alive() => continue,
            usage => usage?,
        };
        let average = average(record, usage.cpu);
        let now = Instant::now();
        let before = seen.insert(record.id().to_owned(), (usage.cpu, now));
        let recent =
            before.map_or(average, |(cpu, then)| percent(usage.cpu.saturating_sub(cpu), now.duration_since(then)));
        rows.push(row(record, &usage, whole, recent, average));
    }
    Ok(rows)
}

/// The share of a processor since the start.
fn average(record: &Record, cpu: u64) -> f64 {
    let started = record.state.started_at.filter(|_| cpu > 0);
    let lasted = started.map(|started| Timestamp::now().duration_since(started).unsigned_abs());
    lasted.map_or(0.0, |lasted| percent(cpu, lasted))
}

fn percent(cpu: u64, time: Duration) -> f64 {
    let microseconds = time.as_micros().max(1) as f64;
    cpu as f64 * 100.0 / microseconds
}

fn row(record: &Record, usage: &Usage, whole: bool, recent: f64, average: f64) -> Value {
    let id = record.id();
    let shown = |share: f64| format!("{share:.2}%");
    let pair = |a, b| format!("{} / {}", human::size(a), human::size(b));
    let memory = usage.memory as f64 * 100.0 / usage.memory_limit.max(1) as f64;
    json!({
        "ID": if whole { id } else { id.get(..12).unwrap_or(id) },
        "ContainerID": id,
        // Docker's word.
        "Container": id,
        "Name": record.config.name,
        "CPUPerc": shown(recent),
        "AVGCPU": shown(average),
        "CPUNano": usage.cpu.saturating_mul(1000),
        "UpTime": seconds(usage.cpu),
        "MemUsage": pair(usage.memory, usage.memory_limit),
        "MemUsageBytes": format!("{} / {}", usage.memory, usage.memory_limit),
        "MemLimit": usage.memory_limit,
        "MemPerc": shown(memory),
        "NetIO": pair(usage.received, usage.sent),
        "BlockIO": pair(usage.read, usage.written),
        "BlockInput": usage.read,
        "BlockOutput": usage.written,
        "PIDS": usage.pids.to_string(),
        "PIDs": usage.pids.to_string(),
    })
}

/// Microseconds as Go shows them: `1.5s`, `20.25ms`.
fn seconds(microseconds: u64) -> String {
    match microseconds {
        0 => "0s".to_owned(),
        1..1_000 => format!("{microseconds}µs"),
        1_000..1_000_000 => format!("{}ms", microseconds as f64 / 1e3),
        _ => {
            let (minutes, rest) = (microseconds / 60_000_000, (microseconds % 60_000_000) as f64 / 1e6);
            let hours = if minutes >= 60 { format!("{}h", minutes / 60) } else { String::new() };
            let minutes = if minutes > 0 { format!("{}m", minutes % 60) } else { String::new() };
            format!("{hours}{minutes}{rest}s")
        }
    }
}

fn print(rows: &[Value], format: &Format) -> Result<()> {
    if matches!(format, Format::Json) {
        let named = |row: &Value| JSON.iter().map(|(name, field)| ((*name).to_owned(), row[field].clone())).collect();
        let rows: Vec<Value> = rows.iter().map(|row| Value::Object(named(row))).collect();
        return format.print(&rows, &[], false).map(drop);
    }
    let headings = COLUMNS.map(|(heading, field)| (field, heading));
    if format.print(rows, &headings, true)?.is_some() {
        return Ok(());
    }
    let mut table = Table::new(Some(&COLUMNS.map(|(heading, _)| heading)));
    for row in rows {
        table.push(COLUMNS.iter().map(|(_, field)| row[field].as_str().unwrap_or_default().to_owned()).collect());
    }
    out::text(&table.render())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_gos() {
        let table = [
            (0, "0s"),
            (7, "7µs"),
            (1_500, "1.5ms"),
            (1_234_567, "1.234567s"),
            (61_000_000, "1m1s"),
            (3_600_000_000, "1h0m0s"),
        ];
        for (microseconds, expected) in table {
            assert_eq!(seconds(microseconds), expected);
        }
    }

    #[test]
    fn shares_of_a_processor() {
        assert!((percent(500_000, Duration::from_secs(1)) - 50.0).abs() < 1e-9);
        assert!(percent(0, Duration::ZERO).abs() < 1e-9);
    }
}
