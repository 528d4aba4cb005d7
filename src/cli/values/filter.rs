//! `--filter key=value`. Which keys there are is each command's business.

/// One `--filter`. The same key twice means "or", different keys mean "and".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    /// What is left of the first `=`; `label!` keeps its exclamation mark.
    pub(crate) key: String,
    /// What is right of it.
    pub(crate) value: String,
}

/// Parses `key=value`; `label!=x` has the key `label!`.
pub(crate) fn parse(text: &str) -> Result<Filter, String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok(Filter { key: key.trim().to_owned(), value: value.to_owned() }),
        _ => Err(format!("invalid filter {text:?}, it must be in the form of KEY=VALUE")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (text, key, value) in [("a=b", "a", "b"), ("label=k=v", "label", "k=v"), ("label!=k", "label!", "k")] {
            assert_eq!(parse(text), Ok(Filter { key: key.into(), value: value.into() }));
        }
        assert!(parse("a").is_err());
        assert!(parse("=a").is_err());
    }
}
