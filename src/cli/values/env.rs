//! `-e` and the lines of an `--env-file`.

/// One request about the container's environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EnvItem {
    /// `KEY=VALUE`.
    Set(String, String),
    /// `KEY`: the value it has on the host, nothing when it has none there.
    Inherit(String),
    /// `KEY*`: all variables of the host whose names begin so.
    InheritPrefix(String),
}

/// Parses `KEY=VALUE`, `KEY` or `KEY*`.
pub(crate) fn parse(text: &str) -> Result<EnvItem, String> {
    match text.split_once('=') {
        Some(("", _)) | None if text.is_empty() || text.starts_with('=') => {
            Err(format!("invalid environment variable {text:?}: the name is missing"))
        }
        Some((key, value)) => Ok(EnvItem::Set(key.to_owned(), value.to_owned())),
        None => Ok(match text.strip_suffix('*') {
            Some(prefix) => EnvItem::InheritPrefix(prefix.to_owned()),
            None => EnvItem::Inherit(text.to_owned()),
        }),
    }
}

/// Parses the contents of an `--env-file`: one item per line, `#` starts a comment line, no quoting, values keep their
/// trailing blanks. `name` is what errors call the file.
pub(crate) fn parse_file(name: &str, contents: &str) -> Result<Vec<EnvItem>, String> {
    let contents = contents.strip_prefix('\u{feff}').unwrap_or(contents);
    let lines = contents.lines().enumerate().map(|(no, line)| (no + 1, line.trim_start()));
    let items = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    items.map(|(no, line)| parse_line(line).map_err(|cause| format!("{name}:{no}: {cause}"))).collect()
}

fn parse_line(line: &str) -> Result<EnvItem, String> {
    let key = line.split_once('=').map_or(line, |(key, _)| key);
    if key.trim_end().contains(char::is_whitespace) {
        return Err(format!("variable name {key:?} contains white space"));
    }
    match line.split_once('=') {
        Some((key, value)) => parse(&format!("{}={value}", key.trim_end())),
        None => parse(line.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(key: &str, value: &str) -> EnvItem {
        EnvItem::Set(key.into(), value.into())
    }

    #[test]
    fn items() {
        let cases = [
            ("A=1", set("A", "1")),
            ("A=", set("A", "")),
            ("A=b=c", set("A", "b=c")),
            ("A= x ", set("A", " x ")),
            ("HOME", EnvItem::Inherit("HOME".into())),
            ("LC_*", EnvItem::InheritPrefix("LC_".into())),
            ("*", EnvItem::InheritPrefix(String::new())),
            ("A*=1", set("A*", "1")),
        ];
        for (text, item) in cases {
            assert_eq!(parse(text), Ok(item), "{text}");
        }
        assert!(parse("").is_err());
        assert!(parse("=x").is_err());
    }

    #[test]
    fn files() {
        let text = "\u{feff}# comment\n\nA=1\n  B=two words \nC\r\nD = x\nE=\"q\"\n";
        let items = vec![
            set("A", "1"),
            set("B", "two words "),
            EnvItem::Inherit("C".into()),
            set("D", " x"),
            set("E", "\"q\""),
        ];
        assert_eq!(parse_file("f", text), Ok(items));
        assert_eq!(parse_file("f", "A=1\n=x").unwrap_err().split(':').take(2).collect::<Vec<_>>(), ["f", "2"]);
        assert!(parse_file("f", "A B=1").is_err());
    }
}
