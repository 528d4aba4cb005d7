//! The JSON form of instructions.

use super::error::Fault;
use serde_json::Value;

/// The strings of a JSON array; nothing when the text is none, since it is then for the shell or a list of words.
/// An array of something else is an error, as it can only be meant as this form.
pub(super) fn strings(text: &str) -> Result<Option<Vec<String>>, Fault> {
    let text = text.trim();
    if !text.starts_with('[') {
        return Ok(None);
    }
    let Ok(Value::Array(values)) = serde_json::from_str(text) else { return Ok(None) };
    let strings = values.into_iter().map(|value| match value {
        Value::String(text) => Ok(text),
        other => Err(Fault::new(format!("{other} in the JSON form is not a string"))
            .cure(format!("write \"{}\"", other.to_string().replace('"', "'")))),
    });
    strings.collect::<Result<_, _>>().map(Some)
}
