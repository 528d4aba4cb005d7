//! `.dockerignore`: which files of a directory are no part of the context. The rules are those of Docker
//! (moby/patternmatcher), not those of Git.

use regex::bytes::Regex;

use crate::error::{Error, Result};

/// The patterns of an ignore file, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ignore {
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    /// `!`: what matches is part of the context again.
    readmits: bool,
    /// As it is matched, cleaned.
    text: String,
    regex: Regex,
}

impl Ignore {
    /// Reads an ignore file that messages call `name`.
    pub(crate) fn parse(name: &str, bytes: &[u8]) -> Result<Self> {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let mut patterns = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let bad = |cause: &str| Error::new(format!("{name}:{}: {cause} in {}", number + 1, line.trim()));
            let pattern = line.trim();
            if line.starts_with('#') || pattern.is_empty() {
                continue;
            }
            let (readmits, pattern) = pattern.strip_prefix('!').map_or((false, pattern), |rest| (true, rest.trim()));
            if pattern.is_empty() {
                return Err(bad("there is no pattern after !").into());
            }
            let cleaned = clean(pattern);
            let text = cleaned.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(&cleaned).to_owned();
            let expression = translate(&text).map_err(bad)?;
            let regex = Regex::new(&expression).map_err(|_| bad("the pattern is too long"))?;
            patterns.push(Pattern { readmits, text, regex });
        }
        Ok(Self { patterns })
    }

    /// Whether a file is no part of the context: the last pattern that matches it, or a directory above it, decides.
    /// `path` is relative to the context, without `.` and `..`.
    pub(crate) fn matches(&self, path: &[u8]) -> bool {
        let mut ignored = false;
        for pattern in &self.patterns {
            if pattern.readmits == ignored && pattern.matches(path) {
                ignored = !pattern.readmits;
            }
        }
        ignored
    }

    /// As [`Ignore::matches`], but a directory in which something may be part of the context again is one itself.
    pub(crate) fn skips(&self, path: &[u8], is_directory: bool) -> bool {
        self.matches(path) && !(is_directory && self.patterns.iter().any(|p| p.readmits && p.may_match_below(path)))
    }

    /// Whether nothing can be part of the context again.
    pub(crate) fn only_ignores(&self) -> bool {
        !self.patterns.iter().any(|pattern| pattern.readmits)
    }

    /// Whether a pattern leaves nothing at all.
    pub(crate) fn ignores_everything(&self) -> bool {
        self.patterns.iter().any(|pattern| !pattern.readmits && matches!(pattern.text.as_str(), "*" | "**" | "**/*"))
    }
}

impl Pattern {
    /// The path itself or a directory above it.
    fn matches(&self, path: &[u8]) -> bool {
        let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at).chain([path.len()]);
        ends.rev().any(|end| self.regex.is_match(path.get(..end).unwrap_or_default()))
    }

    /// Whether a path below the directory `path` can match, at least as far as the first wildcard tells.
    fn may_match_below(&self, path: &[u8]) -> bool {
        let wildcard = self.text.find(['*', '?', '[', '\\']);
        let fixed = &self.text.as_bytes()[..wildcard.unwrap_or(self.text.len())];
        let directory = [path, b"/"].concat();
        fixed.starts_with(&directory) || (wildcard.is_some() && directory.starts_with(fixed))
    }
}

/// The shortest path that means the same, by its text alone (Go's `path.Clean`).
pub(crate) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.join("/")) {
        (true, rest) => format!("/{rest}"),
        (false, rest) if rest.is_empty() => ".".to_owned(),
        (false, rest) => rest,
    }
}

/// One character of a name that is no slash; names need not be UTF-8.
const ONE: &str = r"(?:[^/]|(?-u:[\x80-\xff]))";

/// The regular expression for a pattern of Go's `filepath.Match`, with `**` for any number of directories.
fn translate(pattern: &str) -> Result<String, &'static str> {
    // Where it stands right before a name without wildcards it also stands for a part of the name.
    if let Some(rest) = pattern.strip_prefix("**").filter(|rest| !rest.contains(['*', '?', '[', '\\', '/'])) {
        return Ok(format!("(?s){}$", regex::escape(rest)));
    }
    let mut out = String::from("(?s)^");
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                chars.next_if_eq(&'/');
                out.push_str(if chars.peek().is_none() { "(?s-u:.*)" } else { "(?:(?s-u:.*)/)?" });
            }
            '*' => out.push_str("(?-u:[^/]*)"),
            '?' => out.push_str(ONE),
            '[' => class(&mut chars, &mut out)?,
            '\\' => push_literal(chars.next().ok_or("there is nothing after \\")?, &mut out),
            c => push_literal(c, &mut out),
        }
    }
    out.push('$');
    Ok(out)
}

fn push_literal(c: char, out: &mut String) {
    out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
}

/// What follows `[`: characters and ranges, perhaps after `^`.
fn class(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) -> Result<(), &'static str> {
    const OPEN: &str = "there is no ] that ends the [";
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    let mut is_empty = true;
    loop {
        if !is_empty && chars.next_if_eq(&']').is_some() {
            out.push(']');
            return Ok(());
        }
        let first = member(chars)?;
        is_empty = false;
        push_member(first, out);
        if chars.next_if_eq(&'-').is_some() {
            let last = member(chars)?;
            if last < first {
                return Err("there is a range that ends before it begins");
            }
            out.push('-');
            push_member(last, out);
        }
        chars.peek().ok_or(OPEN)?;
    }
}

fn member(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, &'static str> {
    match chars.next() {
        None | Some('-' | ']') => Err("there is no character where one should be between [ and ]"),
        Some('\\') => chars.next().ok_or("there is nothing after \\"),
        Some(c) => Ok(c),
    }
}

fn push_member(c: char, out: &mut String) {
    if c.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignore(text: &str) -> Ignore {
        Ignore::parse(".dockerignore", text.as_bytes()).unwrap()
    }

    #[test]
    fn patterns_match_as_dockers_do() {
        for (pattern, path, expected) in [
            ("**", "file", true),
            ("**", "dir/file", true),
            ("**/", "file", true),
            ("**/**", "dir/file", true),
            ("dir/**", "dir/file", true),
            ("dir/**", "dir/dir2/file", true),
            ("dir/**", "dir", false),
            ("**/dir", "dir", true),
            ("**/dir", "dir/file", true),
            ("**/dir2/*", "dir/dir2/file", true),
            ("**/dir2/**", "dir/dir2/dir2/file", true),
            ("**file", "file", true),
            ("**file", "dir/file", true),
            ("**file", "dir/dir.file", true),
            ("**/file", "dir/dir.file", false),
            ("**file*", "dir/file.txt", true),
            ("**file*.txt", "dir/file.txt", true),
            ("**/**/*.txt", "dir/dir2/file.txt", true),
            ("a**b", "ab", true),
            ("a**/*.txt", "a/file.txt", true),
            ("a/*/b", "a/x/b", true),
            ("a/*/b", "a/x/y/b", false),
            ("a[b-d]e", "ace", true),
            ("a[b-d]e", "aae", false),
            ("a[\\]]b", "a]b", true),
            ("[^a-c]x", "dx", true),
            ("[a\\-c]", "-", true),
            ("a?c", "abc", true),
            ("a?c", "aéc", true),
            ("a?c", "a/c", false),
            ("*", "a/b/c", true),
            ("*.rs", "a/b.rs", false),
            ("a\\*b", "a*b", true),
            ("a\\*b", "axb", false),
            ("a.b", "axb", false),
            ("a(b)+{c}|$", "a(b)+{c}|$", true),
            ("/a", "a", true),
            ("./a/", "a", true),
            ("a//b/../c", "a/c", true),
            ("../a", "a", false),
            ("a", "a/b/c", true),
            ("a", "ab", false),
            ("a b", "a b", true),
            ("  a  ", "a", true),
            ("é*", "école", true),
            (".", "a", false),
        ] {
            assert_eq!(ignore(pattern).matches(path.as_bytes()), expected, "{pattern} on {path}");
        }
        assert!(ignore("a?c").matches(b"a\xffc") && ignore("*").matches(b"\xff") && ignore("**/x").matches(b"\xff/x"));
    }

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let text = "\u{feff}# comment\n\n*.md\n!README*.md\r\nREADME-secret.md\ndocs\n! /docs/keep\n #no\n";
        for (path, expected) in [
            ("x.md", true),
            ("README.md", false),
            ("README-secret.md", true),
            ("docs/a", true),
            ("docs/keep", false),
            ("docs/keep/a", false),
            ("src/x.md", false),
            ("#no", true),
        ] {
            assert_eq!(ignore(text).matches(path.as_bytes()), expected, "{path}");
        }
        for (text, path, skipped) in [
            ("docs", "docs", true),
            ("docs\n!docs/keep", "docs", false),
            ("docs\n!other/keep", "docs", true),
            ("docs\n!**/keep", "docs", false),
            ("docs\n!docs*/x", "docs", false),
            ("*\n!a/b/c", "a", false),
            ("*\n!a/b/c", "a/b", false),
            ("*\n!a/b/c", "ab", true),
        ] {
            assert_eq!(ignore(text).skips(path.as_bytes(), true), skipped, "{text:?} on {path}");
            assert!(ignore(text).skips(path.as_bytes(), false), "{text:?} on {path}");
        }
        assert!(ignore("a\n**").ignores_everything() && ignore("a").only_ignores() && !ignore("!a").only_ignores());
    }

    #[test]
    fn what_is_wrong() {
        for (text, message) in [
            ("a\n!", ".dockerignore:2: there is no pattern after ! in !"),
            ("[a", ".dockerignore:1: there is no ] that ends the [ in [a"),
            ("[]a]", ".dockerignore:1: there is no character where one should be between [ and ] in []a]"),
            ("[b-a]", ".dockerignore:1: there is a range that ends before it begins in [b-a]"),
            ("a\\", ".dockerignore:1: there is nothing after \\ in a\\"),
        ] {
            let error = Ignore::parse(".dockerignore", text.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), message, "{text:?}");
        }
    }
}
