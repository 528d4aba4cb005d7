//! `coracle ps`.

mod rows;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::cli::PsArgs;
use crate::commands::Context;
use crate::container::{self, Size, listing};
use crate::error::{Error, Result};
use crate::store::containers::{self, Record};
use crate::ui::{Format, Table, out};

/// Columns whose heading is not just their name.
const HEADINGS: [(&str, &str); 8] = [
    ("ID", "CONTAINER ID"),
    ("ImageID", "IMAGE ID"),
    ("CreatedAt", "CREATED AT"),
    ("RunningFor", "CREATED"),
    ("ExitCode", "EXIT CODE"),
    ("Pod", "POD ID"),
    ("PodName", "PODNAME"),
    ("User", "USERNS"),
];

/// Moves the cursor to the upper left corner and clears the screen (ECMA-48).
const CLEAR: &str = "\x1b[H\x1b[2J";

/// One container, and what is only looked up when it is asked for.
struct Row {
    record: Record,
    size: Option<Size>,
}

/// Lists containers, once or again and again.
pub(crate) fn ps(args: PsArgs, context: &Context) -> Result<u8> {
    let format = Format::parse(args.format.as_deref())?;
    let Some(seconds) = args.watch else {
        return show(&args, &format, context).map(|()| 0);
    };
    loop {
        out::text(CLEAR)?;
        show(&args, &format, context)?;
        std::thread::sleep(Duration::from_secs(seconds.into()));
    }
}

fn show(args: &PsArgs, format: &Format, context: &Context) -> Result<()> {
    let rows = chosen(args, context)?;
    if args.quiet {
        return rows.iter().try_for_each(|row| out::line(rows::shown_id(row.record.id(), args.no_trunc)));
    }
    let now = Timestamp::now();
    let namespaces = args.namespace || matches!(format, Format::Rows(_) | Format::Table(_));
    let mut values: Vec<Value> = rows
        .iter()
        .map(|row| match format {
            Format::Json => container::summary(&row.record, &|time| rows::ago(time, now)),
            _ => rows::fields(&row.record, args.no_trunc, now),
        })
        .collect();
    for (value, row) in values.iter_mut().zip(&rows) {
        if let Some(size) = row.size {
            value["Size"] = rows::size(size, matches!(format, Format::Json));
        }
        if namespaces {
            value["Namespaces"] = rows::namespaces(&row.record);
        }
    }
    match format.print(&values, &HEADINGS, !args.no_heading)? {
        Some(()) => Ok(()),
        None => print_table(&values, args),
    }
}

/// The containers that are to be shown, in order.
fn chosen(args: &PsArgs, context: &Context) -> Result<Vec<Row>> {
    let store = context.store()?;
    let filters = super::select::parse_filters(&args.filter, store)?;
    let sized = args.size || args.sort.as_deref() == Some("size");
    // To see what others' ids have written, another process is forked.
    let mut records = if sized { containers::list(store)? } else { containers::list_at_once(store)? };
    let named_states = args.filter.iter().any(|filter| filter.key == "status" || filter.key == "exited");
    let any_state = args.all || args.latest || args.last.is_some() || named_states;
    records.retain(|record| any_state || record.state.status.is_up());
    records.retain(|record| listing::matches(record, &filters));
    let count = if args.latest { Some(1) } else { args.last.and_then(|last| usize::try_from(last).ok()) };
    if let Some(count) = count {
        records.reverse();
        records.truncate(count);
    }
    let size = |record: &Record| sized.then(|| container::size(store, record)).transpose();
    let mut rows =
        records.into_iter().map(|record| Ok(Row { size: size(&record)?, record })).collect::<Result<Vec<Row>>>()?;
    if let Some(field) = &args.sort {
        sort_by(&mut rows, field)?;
    }
    if !args.size {
        rows.iter_mut().for_each(|row| row.size = None);
    }
    Ok(rows)
}

fn print_table(values: &[Value], args: &PsArgs) -> Result<()> {
    let mut columns = match args.namespace {
        true => rows::NAMESPACE_COLUMNS.to_vec(),
        false => rows::COLUMNS.to_vec(),
    };
    if args.pod {
        columns.extend(rows::POD_COLUMNS);
    }
    if args.size {
        columns.push(("SIZE", "/Size"));
    }
    let heading: Vec<&str> = columns.iter().map(|(heading, _)| *heading).collect();
    let mut table = Table::new((!args.no_heading).then_some(&heading));
    for value in values {
        let cell = |(_, path): &(&str, &str)| match value.pointer(path) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        table.push(columns.iter().map(cell).collect());
    }
    out::text(&table.render())
}

fn sort_by(rows: &mut [Row], field: &str) -> Result<()> {
    let key: fn(&Record) -> String = match field {
        "created" | "runningfor" => {
            rows.sort_by_key(|row| row.record.config.created);
            return Ok(());
        }
        "size" => {
            rows.sort_by_key(|row| row.size.map(|size| size.whole));
            return Ok(());
        }
        "id" => |record| record.config.id.clone(),
        "image" => |record| record.config.image_name().to_owned(),
        "names" => |record| record.config.name.clone(),
        "command" => |record| record.config.process.args().join(" "),
        "status" => |record| listing::state_of(record).to_owned(),
        _ => {
            return Err(Error::new(format!("cannot sort by \"{field}\""))
                .hint("sort by created, command, id, image, names, runningfor, size or status")
                .into());
        }
    };
    rows.sort_by_key(|row| key(&row.record));
    Ok(())
}
