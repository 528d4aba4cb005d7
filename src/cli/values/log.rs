//! `--log-opt name=value`.

use std::path::PathBuf;

use super::size;

/// One option of a log driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LogOpt {
    Path(PathBuf),
    /// Bytes.
    MaxSize(u64),
    /// How many files, the one that is written to among them.
    MaxFile(u32),
    /// Podman's templates are filled in when the container is made.
    Tag(String),
    /// A field of the journal, and its value.
    Label(String, String),
}

/// Each rotation renames all of them.
const MAX_FILES: u32 = 1000;

/// Parses `path=/x`, `max-size=10m`, `max-file=3`, `tag=name` and `label=KEY=VALUE`.
pub(crate) fn parse(text: &str) -> Result<LogOpt, String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    match name {
        _ if value.is_empty() => Err(format!("invalid log option {text:?}, it must be NAME=VALUE")),
        "path" => Ok(LogOpt::Path(value.into())),
        "max-size" => size::parse_decimal(value).map(LogOpt::MaxSize),
        "max-file" => match value.parse() {
            Ok(count) if (1..=MAX_FILES).contains(&count) => Ok(LogOpt::MaxFile(count)),
            _ => Err(format!("invalid max-file {value:?}: it is a number from 1 to {MAX_FILES}")),
        },
        "tag" => Ok(LogOpt::Tag(value.to_owned())),
        "label" => match value.split_once('=') {
            Some((key, value)) if is_field(key) => Ok(LogOpt::Label(key.to_owned(), value.to_owned())),
            _ => Err(format!("invalid label {value:?}: it is KEY=VALUE, with a KEY of capitals, digits and _")),
        },
        _ => Err(format!("there is no log option {name:?}: there are path, max-size, max-file, tag and label")),
    }
}

/// A name that the journal takes from its clients (systemd.journal-fields(7)).
fn is_field(key: &str) -> bool {
    let inner = key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    inner && key.len() <= 64 && key.starts_with(|first: char| first.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        assert_eq!(parse("max-size=10k"), Ok(LogOpt::MaxSize(10_000)));
        assert_eq!(parse("max-file=3"), Ok(LogOpt::MaxFile(3)));
        assert_eq!(parse("path=/x=y"), Ok(LogOpt::Path("/x=y".into())));
        assert_eq!(parse("tag={{.Name}}"), Ok(LogOpt::Tag("{{.Name}}".into())));
        assert_eq!(parse("label=A_1=b=c"), Ok(LogOpt::Label("A_1".into(), "b=c".into())));
        for text in
            ["", "path", "path=", "max-size=x", "label=a=b", "label=A", "label=_A=b", "max-file=0", "max-file=x"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
