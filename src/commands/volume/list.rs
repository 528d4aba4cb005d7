//! `coracle volume ls`, `inspect` and `exists`.

use serde_json::Value;

use super::fields;
use super::filter::Filters;
use crate::cli::{TableArgs, VolumeExistsArgs, VolumeInspectArgs, VolumeLsArgs};
use crate::commands::{Context, show};
use crate::container::volumes::find_volume;
use crate::error::{Kind, Result};
use crate::store::volumes::{self, Volume};
use crate::ui::{Format, Table, format, out};

/// Headings that are not just their field's name.
const HEADINGS: [(&str, &str); 1] = [("Name", "VOLUME NAME")];

/// Lists volumes.
pub(crate) fn ls(args: &VolumeLsArgs, context: &Context) -> Result<u8> {
    let VolumeLsArgs { filter, table: TableArgs { format, noheading }, quiet } = args;
    let format = Format::parse(format.as_deref())?;
    let store = context.store()?;
    let filters = Filters::new(store, filter)?;
    let mut found = Vec::new();
    for volume in volumes::list(store)? {
        if filters.pass(&volume)? {
            found.push(volume);
        }
    }
    if *quiet {
        return out::text(&found.iter().map(|volume| format!("{}\n", volume.name())).collect::<String>()).map(|()| 0);
    }
    let rows: Vec<Value> = found.iter().map(fields).collect();
    if format.print(&rows, &HEADINGS, !*noheading)?.is_none() {
        print_table(&found, !*noheading)?;
    }
    Ok(0)
}

fn print_table(found: &[Volume], heading: bool) -> Result<()> {
    let mut table = Table::new(heading.then_some(&["DRIVER", "VOLUME NAME"]));
    for volume in found {
        table.push(vec!["local".to_owned(), volume.name().to_owned()]);
    }
    out::text(&table.render())
}

/// Prints all that is known of volumes. What was found is printed even when something is missing.
pub(crate) fn inspect(args: &VolumeInspectArgs, context: &Context) -> Result<u8> {
    let VolumeInspectArgs { all, format, names } = args;
    let format = Format::parse(format.as_deref())?;
    let store = context.store()?;
    let mut found = if *all { volumes::list(store)? } else { Vec::new() };
    let mut errors = Vec::new();
    for name in names {
        match find_volume(store, name) {
            Ok(volume) => found.push(volume),
            Err(error) => errors.push(error),
        }
    }
    let rows: Vec<Value> = found.iter().map(fields).collect();
    if format.print(&rows, &[], false)?.is_none() {
        out::text(&format::json(&Value::Array(rows))?)?;
    }
    errors.iter().for_each(show);
    Ok(if errors.is_empty() { 0 } else { Kind::Engine.exit_code() })
}

/// Says with the exit status whether a volume is there.
pub(crate) fn exists(args: &VolumeExistsArgs, context: &Context) -> Result<u8> {
    Ok(u8::from(volumes::load(context.store()?, &args.name)?.is_none()))
}
