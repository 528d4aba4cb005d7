//! `coracle history`.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::cli::HistoryArgs;
use crate::commands::Context;
use crate::error::Result;
use crate::image::{self, Step};
use crate::name::Reference;
use crate::ui::{Format, Table, human, out, time};

/// How much of a step's command a table shows.
const LONGEST_COMMAND: usize = 45;

/// What stands for a step whose image is not here.
const MISSING: &str = "<missing>";

const HEADINGS: [(&str, &str); 1] = [("CreatedBy", "CREATED BY")];

/// Shows the steps that made an image.
pub(crate) fn history(args: &HistoryArgs, context: &Context) -> Result<u8> {
    let HistoryArgs { format, human, no_trunc, quiet, image } = args;
    let format = Format::parse(format.as_deref())?;
    let store = context.store()?;
    let steps = image::history(store, &image::require(store, image)?)?;
    let shown = Shown { human: *human, in_full: *no_trunc, now: Timestamp::now() };
    if *quiet {
        return out::text(&steps.iter().map(|step| shown.id(step) + "\n").collect::<String>()).map(|()| 0);
    }
    match format {
        Format::Default => {
            let mut table = Table::new(Some(&["ID", "CREATED", "CREATED BY", "SIZE", "COMMENT"]));
            for step in &steps {
                let made = (shown.created(step), shown.created_by(step));
                table.push(vec![shown.id(step), made.0, made.1, shown.size(step), step.comment.clone()]);
            }
            out::text(&table.render())?;
        }
        Format::Json => {
            let steps: Vec<Value> = steps.iter().map(document).collect();
            Format::Json.print(&steps, &[], false)?;
        }
        format => {
            let rows: Vec<Value> = steps.iter().map(|step| shown.fields(step)).collect();
            format.print(&rows, &HEADINGS, true)?;
        }
    }
    Ok(0)
}

/// How steps are shown to people.
struct Shown {
    human: bool,
    in_full: bool,
    now: Timestamp,
}

impl Shown {
    fn id(&self, step: &Step) -> String {
        match step.id {
            Some(id) if self.in_full => id.hex(),
            Some(id) => id.hex().chars().take(12).collect(),
            None => MISSING.to_owned(),
        }
    }

    fn created(&self, step: &Step) -> String {
        match step.created {
            Some(then) if self.human => human::ago(then.as_second(), self.now.as_second()),
            Some(then) => seconds(then),
            None => "N/A".to_owned(),
        }
    }

    fn created_by(&self, step: &Step) -> String {
        let text = step.created_by.replace('\t', " ");
        match text.chars().count() > LONGEST_COMMAND && !self.in_full {
            true => text.chars().take(LONGEST_COMMAND - 3).chain("...".chars()).collect(),
            false => text,
        }
    }

    fn size(&self, step: &Step) -> String {
        if self.human { human::size_spaced(step.size) } else { step.size.to_string() }
    }

    fn fields(&self, step: &Step) -> Value {
        json!({
            "ID": self.id(step),
            "Created": self.created(step),
            "CreatedAt": step.created.map(time::go_string).unwrap_or_default(),
            "CreatedSince": step.created.map(|then| human::ago(then.as_second(), self.now.as_second())).unwrap_or_default(),
            "CreatedBy": self.created_by(step),
            "Size": self.size(step),
            "Comment": step.comment,
            "Tags": names(step),
        })
    }
}

/// A date without parts of the second.
fn seconds(then: Timestamp) -> String {
    Timestamp::from_second(then.as_second()).map(time::rfc3339).unwrap_or_default()
}

fn names(step: &Step) -> Vec<String> {
    step.names.iter().map(Reference::to_string).collect()
}

/// A step as `--format json` has it.
fn document(step: &Step) -> Value {
    let mut fields = Map::new();
    fields.insert("id".into(), step.id.map_or_else(|| MISSING.to_owned(), |id| id.hex()).into());
    fields.insert("created".into(), step.created.map(time::rfc3339).into());
    fields.insert("CreatedBy".into(), step.created_by.clone().into());
    fields.insert("size".into(), step.size.into());
    fields.insert("Created".into(), step.created.map(seconds).into());
    if !step.comment.is_empty() {
        fields.insert("comment".into(), step.comment.clone().into());
    }
    if !step.names.is_empty() {
        fields.insert("tags".into(), names(step).into());
    }
    fields.into()
}
