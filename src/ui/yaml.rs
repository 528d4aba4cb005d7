//! Data as YAML, for people.

use serde_json::Value;

/// Block style, two blanks deep; strings are quoted where they must be.
pub(crate) fn yaml(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(_) | Value::Array(_) => block(&mut out, value, 0),
        value => out.push_str(&format!("{}\n", scalar(value))),
    }
    out
}

fn block(out: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                out.push_str(&format!("{indent}{}:", text(key)));
                nested(out, value, depth);
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                nested(&mut inner, item, depth);
                // The first line of a nested block stands beside the dash.
                let inner = inner.strip_prefix('\n').map_or(inner.as_str(), |block| &block[indent.len() + 1..]);
                out.push_str(&format!("{indent}-{inner}"));
            }
        }
        value => out.push_str(&format!("{indent}{}\n", scalar(value))),
    }
}

/// What follows a key or a dash: a scalar on the same line, or a block on the next ones.
fn nested(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            out.push('\n');
            block(out, value, depth + 1);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            block(out, value, depth + 1);
        }
        value => out.push_str(&format!(" {}\n", scalar(value))),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(string) => text(string),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
        value => value.to_string(),
    }
}

/// A string, as it is where YAML takes it for nothing else.
fn text(string: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@() ".contains(c);
    let starts_plain = string.starts_with(|c: char| c.is_alphabetic() || c == '/');
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = starts_plain && string.chars().all(plain) && !string.ends_with(' ');
    if is_plain && !word.contains(&string.to_ascii_lowercase().as_str()) {
        string.to_owned()
    } else {
        Value::from(string).to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn blocks() {
        let value = json!({
            "host": {"arch": "amd64", "cpus": 2, "empty": "", "none": null, "list": ["a", "yes"], "maps": [{"id": 0, "size": 1}]},
            "no": [], "nothing": {}, "12": "12", "text": "a: b # c",
        });
        let expected = "host:\n  arch: amd64\n  cpus: 2\n  empty: \"\"\n  none: null\n  list:\n    - a\n    - \"yes\"\n  \
                        maps:\n    - id: 0\n      size: 1\n\"no\": []\nnothing: {}\n\"12\": \"12\"\ntext: \"a: b # c\"\n";
        assert_eq!(yaml(&value), expected);
    }
}
