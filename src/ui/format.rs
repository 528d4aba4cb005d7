//! `--format`: json, a table, or a Go template.

use serde_json::Value;

use super::template::Template;
use super::{out, table};
use crate::error::{Context, Result};

/// What `--format` asks for.
#[derive(Debug)]
pub(crate) enum Format {
    /// Nothing, or `table`: the command's own table.
    Default,
    /// `json`: one array, or one object when there can be only one.
    Json,
    /// `table …`: a template whose columns are aligned under a heading.
    Table(Template),
    /// A template for each row.
    Rows(Template),
}

impl Format {
    /// Understands the value of `--format`; `\t` and `\n` stand for what they say.
    pub(crate) fn parse(text: Option<&str>) -> Result<Self> {
        let text = text.map(str::trim_start).unwrap_or_default();
        let unescaped = |text: &str| text.replace("\\t", "\t").replace("\\n", "\n");
        match text.strip_prefix("table") {
            Some(rest) if rest.trim().is_empty() => Ok(Format::Default),
            Some(rest) if rest.starts_with(char::is_whitespace) => {
                let mut template = Template::parse(&unescaped(rest.trim_start()))?;
                template.tab_columns();
                Ok(Format::Table(template))
            }
            _ if text.is_empty() => Ok(Format::Default),
            _ if text == "json" => Ok(Format::Json),
            _ => Ok(Format::Rows(Template::parse(&unescaped(text))?)),
        }
    }

    /// Prints rows as the format says; `None` when the command is to print its own table. `headings` are the columns
    /// whose heading is not just their name.
    pub(crate) fn print(&self, rows: &[Value], headings: &[(&str, &str)], with_heading: bool) -> Result<Option<()>> {
        let text = match self {
            Format::Default => return Ok(None),
            Format::Json => json(&Value::Array(rows.to_vec()))?,
            Format::Rows(template) => lines(template, rows)?,
            Format::Table(template) => {
                let heading = if with_heading { template.heading(headings) + "\n" } else { String::new() };
                table::align(&(heading + &lines(template, rows)?))
            }
        };
        out::text(&text).map(Some)
    }

    /// Prints one object as the format says; `None` when the command is to print it in its own way.
    pub(crate) fn print_one(&self, object: &Value) -> Result<Option<()>> {
        let text = match self {
            Format::Default => return Ok(None),
            Format::Json => json(object)?,
            Format::Rows(template) | Format::Table(template) => lines(template, std::slice::from_ref(object))?,
        };
        out::text(&text).map(Some)
    }
}

/// JSON for people: four blanks deep, with a line break at the end.
pub(crate) fn json(value: &Value) -> Result<String> {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"     ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    serde::Serialize::serialize(value, &mut serializer)?;
    bytes.push(b'\n');
    String::from_utf8(bytes).context("JSON is UTF-8")
}

/// The template for each row, each with a line break at its end.
fn lines(template: &Template, rows: &[Value]) -> Result<String> {
    let mut text = String::new();
    for row in rows {
        let line = template.render(row)?;
        text.push_str(&line);
        if !line.ends_with('\n') || line == "\n" {
            text.push('\n');
        }
    }
    Ok(text)
}
