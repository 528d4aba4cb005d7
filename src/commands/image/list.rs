//! `coracle images`.

use jiff::Timestamp;

use super::filter::Filters;
use super::rows::{self, About, Relations, Row};
use crate::cli::ImagesArgs;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::store::{Image, Store};
use crate::ui::{Format, Table, out};

/// Headings that are not just their field's name.
const HEADINGS: [(&str, &str); 3] = [("ID", "IMAGE ID"), ("Id", "IMAGE ID"), ("CreatedSince", "CREATED")];

/// Lists images.
pub(crate) fn images(args: &ImagesArgs, context: &Context) -> Result<u8> {
    let ImagesArgs { all, digests, filter, format: typed, history, no_trunc, noheading, quiet, sort, name } = args;
    let format = Format::parse(typed.as_deref())?;
    let store = context.store()?;
    let images = store.images()?;
    let filters = Filters::new(store, filter, name.as_deref())?;
    let family = Relations::new(store, &images);
    let hidden = |image: &Image| match !*all && !filters.choose_relations() && image.names.is_empty() {
        true => Ok(family.get()?.has_children(&image.id)),
        false => Ok(false),
    };
    let rows = sorted(kept(&images, &filters, &family, hidden)?, sort)?;
    if *quiet {
        return print_ids(&rows, *no_trunc);
    }
    let now = Timestamp::now();
    match format {
        Format::Default => print_table(store, &rows, now, *no_trunc, (*digests, *history), !*noheading)?,
        Format::Json => _ = Format::Json.print(&summaries(&About::new(store, &family, true)?, &rows)?, &[], false)?,
        format => {
            // What takes a look at every file of every image is done only when someone asks.
            let asked = typed.as_deref().unwrap_or_default();
            let shares = ["SharedSize", "UniqueSize", "json"].iter().any(|word| asked.contains(word));
            let about = About::new(store, &family, shares)?;
            let fields = rows.iter().map(|row| row.fields(&about, now, *no_trunc)).collect::<Result<Vec<_>>>()?;
            format.print(&fields, &HEADINGS, !*noheading)?;
        }
    }
    Ok(0)
}

/// A row for each name that the filters let pass, or for the image when it has none.
fn kept<'a>(
    images: &'a [Image],
    filters: &Filters<'_>,
    family: &Relations<'_>,
    hidden: impl Fn(&Image) -> Result<bool>,
) -> Result<Vec<Row<'a>>> {
    let mut rows = Vec::new();
    for image in images {
        if hidden(image)? {
            continue;
        }
        let names: Vec<_> = image.names.iter().map(Some).collect();
        for name in if names.is_empty() { vec![None] } else { names } {
            let row = Row { image, name };
            if filters.pass(&row, family)? {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

fn sorted<'a>(mut rows: Vec<Row<'a>>, field: &str) -> Result<Vec<Row<'a>>> {
    match field {
        "created" => rows.sort_by_key(|row| std::cmp::Reverse(row.image.created)),
        "id" => rows.sort_by_key(|row| row.image.id),
        "repository" => rows.sort_by_key(Row::repository),
        "size" => rows.sort_by_key(|row| row.image.size),
        "tag" => rows.sort_by_key(|row| row.tag().to_owned()),
        _ => {
            return Err(Error::new(format!("cannot sort images by {field:?}"))
                .hint("sort by created, id, repository, size or tag")
                .into());
        }
    }
    Ok(rows)
}

fn print_ids(rows: &[Row<'_>], in_full: bool) -> Result<u8> {
    let mut ids: Vec<String> = Vec::new();
    for row in rows {
        let id = row.id(in_full);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    out::text(&ids.iter().map(|id| format!("{id}\n")).collect::<String>()).map(|()| 0)
}

fn print_table(
    store: &Store,
    rows: &[Row<'_>],
    now: Timestamp,
    in_full: bool,
    (digests, history): (bool, bool),
    heading: bool,
) -> Result<()> {
    let mut columns = vec!["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"];
    if digests {
        columns.insert(2, "DIGEST");
    }
    columns.extend(history.then_some("HISTORY"));
    let mut table = Table::new(heading.then_some(&columns));
    for row in rows {
        let mut cells = vec![row.repository(), row.tag().to_owned()];
        cells.extend(digests.then(|| row.digest(store)).transpose()?);
        cells.extend([row.id(in_full), row.created_since(now), row.size()]);
        cells.extend(history.then(|| row.history().join(", ")));
        table.push(cells);
    }
    out::text(&table.render())
}

/// One object for each image, whatever the number of its names.
fn summaries(about: &About<'_>, rows: &[Row<'_>]) -> Result<Vec<serde_json::Value>> {
    let mut seen = Vec::new();
    let mut summaries = Vec::new();
    for row in rows {
        if !seen.contains(&row.image.id) {
            seen.push(row.image.id);
            summaries.push(rows::summary(about, row.image)?);
        }
    }
    Ok(summaries)
}
