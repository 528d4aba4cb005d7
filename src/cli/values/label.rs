//! `--label key=value`.

/// One label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) key: String,
    /// Empty when only the key was given.
    pub(crate) value: String,
}

/// Parses `key=value` or `key`.
pub(crate) fn parse(text: &str) -> Result<Label, String> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    if key.is_empty() {
        return Err(format!("invalid label {text:?}: the key is missing"));
    }
    Ok(Label { key: key.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (text, key, value) in [("a=b", "a", "b"), ("a", "a", ""), ("a=b=c", "a", "b=c"), ("a=", "a", "")] {
            assert_eq!(parse(text), Ok(Label { key: key.into(), value: value.into() }));
        }
        assert!(parse("").is_err());
        assert!(parse("=b").is_err());
    }
}
