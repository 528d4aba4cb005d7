//! Go's text/template over JSON, as far as `--format` needs it.
//!
//! Data is `serde_json::Value`. JSON does not tell a Go struct from a Go map, but templates behave differently on them: a
//! missing field of a struct is an error, a missing key of a map prints `<no value>`. Objects reached through one of the
//! names in [`MAPS`] are maps, all others are structs.

mod eval;
mod funcs;
mod lex;
mod parse;
mod printf;

use serde_json::Value;

use crate::error::{Context, Result};

/// Fields whose keys are data and not names of ours.
const MAPS: [&str; 15] = [
    "Annotations",
    "Attributes",
    "ExposedPorts",
    "GraphOptions",
    "GraphStatus",
    "Labels",
    "LogOpts",
    "Networks",
    "Options",
    "PortBindings",
    "Ports",
    "Sysctls",
    "Tmpfs",
    "Volumes",
    "Data",
];

/// A template that was understood.
#[derive(Debug)]
pub(crate) struct Template(Vec<parse::Node>);

impl Template {
    /// Understands a template, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let nodes = lex::lex(text).and_then(parse::parse);
        nodes.map(Template).map_err(anyhow::Error::msg).with_context(|| format!("invalid template {text:?}"))
    }

    /// Fills the template in.
    pub(crate) fn render(&self, data: &Value) -> Result<String> {
        eval::render(&self.0, data).map_err(anyhow::Error::msg)
    }

    /// The heading over the columns of a `table` template: the name of each field in capitals, or what `headings` say.
    pub(super) fn heading(&self, headings: &[(&str, &str)]) -> String {
        let text = |node: &parse::Node| match node {
            parse::Node::Text(text) => text.clone(),
            parse::Node::Action(pipe) => heading_of(pipe, headings),
            _ => String::new(),
        };
        self.0.iter().map(text).collect()
    }

    /// Blanks between two columns become tabs, as `table` wants them.
    pub(super) fn tab_columns(&mut self) {
        for node in &mut self.0 {
            if let parse::Node::Text(text) = node
                && !text.is_empty()
                && text.chars().all(|c| c == ' ')
            {
                *text = "\t".to_owned();
            }
        }
    }
}

/// The heading of one column: its last field, or the key of `index` and `.Label`.
fn heading_of(pipe: &parse::Pipe, headings: &[(&str, &str)]) -> String {
    let operands = || pipe.commands.iter().flatten();
    let key = operands().find_map(|operand| match &operand.head {
        parse::Head::Literal(Value::String(key)) if pipe.commands.len() == 1 => Some(key.clone()),
        _ => None,
    });
    let field = operands().find_map(|operand| operand.fields.last());
    match (field, key) {
        (Some(field), Some(key)) if ["Label", "Labels"].contains(&field.as_str()) => key.to_uppercase(),
        (Some(field), _) => {
            let known = headings.iter().find(|(name, _)| name == field);
            known.map_or_else(|| in_words(field), |(_, heading)| (*heading).to_owned())
        }
        (None, _) => String::new(),
    }
}

/// `CREATED AT` of `CreatedAt`.
fn in_words(field: &str) -> String {
    let mut words = String::new();
    let mut lower_before = false;
    for c in field.chars() {
        if c.is_uppercase() && lower_before {
            words.push(' ');
        }
        lower_before = c.is_lowercase();
        words.extend(c.to_uppercase());
    }
    words
}

#[cfg(test)]
mod tests;
