//! `coracle ps`.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::PsArgs;
use crate::commands::Context;
use crate::container::{self, listing};
use crate::error::{Error, Result};
use crate::store::containers::{self, Record};
use crate::ui::{Format, Table, human, out, time};

/// Columns whose heading is not just their name.
const HEADINGS: [(&str, &str); 5] = [
    ("ID", "CONTAINER ID"),
    ("ImageID", "IMAGE ID"),
    ("CreatedAt", "CREATED AT"),
    ("RunningFor", "CREATED"),
    ("ExitCode", "EXIT CODE"),
];

/// Lists containers.
pub(crate) fn ps(args: PsArgs, context: &Context) -> Result<u8> {
    let PsArgs { all, filter, format, last, latest, no_trunc, no_heading, quiet, sort } = args;
    let format = Format::parse(format.as_deref())?;
    let filters = super::select::parse_filters(&filter, context.store()?)?;
    let mut records = containers::list(context.store()?)?;
    let named_states = filter.iter().any(|filter| filter.key == "status" || filter.key == "exited");
    records.retain(|record| all || latest || last.is_some() || named_states || record.state.status.is_up());
    records.retain(|record| listing::matches(record, &filters));
    sort_by(&mut records, &sort)?;
    if let Some(count) = if latest { Some(1) } else { last.and_then(|last| usize::try_from(last).ok()) } {
        records.sort_by_key(|record| std::cmp::Reverse(record.config.created));
        records.truncate(count);
    }
    if quiet {
        records.iter().try_for_each(|record| out::line(shown_id(record.id(), no_trunc)))?;
        return Ok(0);
    }
    let now = Timestamp::now();
    let rows: Vec<Value> = match format {
        Format::Json => records.iter().map(|record| container::summary(record, &|time| ago(time, now))).collect(),
        _ => records.iter().map(|record| row(record, no_trunc, now)).collect(),
    };
    if format.print(&rows, &HEADINGS, !no_heading)?.is_none() {
        print_table(&rows, !no_heading)?;
    }
    Ok(0)
}

fn shown_id(id: &str, whole: bool) -> &str {
    if whole { id } else { id.get(..12).unwrap_or(id) }
}

fn ago(time: Timestamp, now: Timestamp) -> String {
    human::ago(time.as_second(), now.as_second())
}

/// One row with the names that templates use.
fn row(record: &Record, whole: bool, now: Timestamp) -> Value {
    let config = &record.config;
    let command = config.process.args().join(" ");
    let command = if whole || command.chars().count() <= 20 {
        command
    } else {
        command.chars().take(17).chain("...".chars()).collect()
    };
    let age = ago(config.created, now);
    json!({
        "ID": shown_id(&config.id, whole),
        "Image": config.image.name,
        "ImageID": config.image.id.hex().get(..12),
        "Command": command,
        "CreatedAt": time::go_string_local(config.created),
        "CreatedHuman": age,
        "RunningFor": age,
        "Created": age,
        "Status": container::status_line(&record.state, &|time| ago(time, now)),
        "State": record.state.status.as_str(),
        "Ports": container::ports_line(config),
        "Names": config.name,
        "Labels": config.labels,
        "Mounts": config.mounts.iter().map(|mount| mount.destination.as_str()).collect::<Vec<_>>().join(","),
        "Networks": "",
        "Pid": record.state.process.map_or(0, |process| process.pid),
        "Pod": "",
        "PodName": "",
        "AutoRemove": config.auto_remove,
        "Exited": record.state.status == containers::Status::Exited,
        "ExitCode": container::shown_exit_code(&record.state),
        "Restarts": record.state.restarts,
        "Size": "",
        "IsInfra": false,
    })
}

fn print_table(rows: &[Value], with_heading: bool) -> Result<()> {
    let heading = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"];
    let mut table = Table::new(with_heading.then_some(&heading));
    for row in rows {
        let keys = ["ID", "Image", "Command", "Created", "Status", "Ports", "Names"];
        table
            .push(keys.iter().map(|key| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()).collect());
    }
    out::text(&table.render())
}

fn sort_by(records: &mut [Record], field: &str) -> Result<()> {
    let key: fn(&Record) -> String = match field {
        "created" | "runningfor" => return Ok(()),
        "id" => |record| record.config.id.clone(),
        "image" => |record| record.config.image.name.clone(),
        "names" => |record| record.config.name.clone(),
        "command" => |record| record.config.process.args().join(" "),
        "status" => |record| record.state.status.as_str().to_owned(),
        _ => {
            return Err(Error::new(format!("cannot sort by \"{field}\""))
                .hint("sort by created, command, id, image, names, runningfor or status")
                .into());
        }
    };
    records.sort_by_key(key);
    Ok(())
}
