//! From the bytes of a file to logical lines: parser directives, comments, continuation lines, heredocs.

use super::error::{Fault, Place as _};
use super::expand::{self, Style};
use super::syntax::{Directives, Heredoc, Span};
use crate::error::Result;

/// An instruction's text: its lines joined, without comments.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) comments: Vec<String>,
    pub(super) span: Span,
    /// A line of it was empty.
    pub(super) has_empty: bool,
}

/// Gives the logical lines of a file.
pub(super) struct Lines<'a> {
    name: &'a str,
    rest: &'a [u8],
    /// The number of the line that was read last.
    number: u32,
    directives: Directives,
    may_be_directive: bool,
    has_escape: bool,
}

impl<'a> Lines<'a> {
    /// Reads `text`, which messages call `name`.
    pub(super) fn new(name: &'a str, text: &'a [u8]) -> Self {
        let rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        Self { name, rest, number: 0, directives: Directives::default(), may_be_directive: true, has_escape: false }
    }

    /// The directives, which are complete as soon as there was a line.
    pub(super) fn directives(&self) -> &Directives {
        &self.directives
    }

    /// The next logical line that is not empty.
    pub(super) fn next(&mut self) -> Result<Option<Line>> {
        let mut comments = Vec::new();
        while let Some(bytes) = self.physical() {
            let bytes = bytes.trim_ascii_start();
            if let Some(comment) = bytes.strip_prefix(b"#") {
                self.comment(comment, &mut comments)?;
                continue;
            }
            self.may_be_directive = false;
            let first = self.number;
            let (text, continues) = self.continued(self.text(bytes)?);
            if text.is_empty() && !continues {
                comments.clear();
                continue;
            }
            let mut line =
                Line { text: text.to_owned(), comments, span: Span { first, last: first }, has_empty: false };
            if continues {
                self.join(&mut line)?;
            }
            line.span.last = self.number;
            if line.text.trim().is_empty() {
                comments = Vec::new();
                continue;
            }
            return Ok(Some(line));
        }
        Ok(None)
    }

    /// Adds continuation lines until one does not end in the escape.
    fn join(&mut self, line: &mut Line) -> Result<()> {
        while let Some(bytes) = self.physical() {
            let start = bytes.trim_ascii_start();
            if start.starts_with(b"#") {
                continue;
            }
            if start.is_empty() {
                line.has_empty = true;
                continue;
            }
            let (text, continues) = self.continued(self.text(bytes)?);
            line.text.push_str(text);
            if !continues {
                break;
            }
        }
        Ok(())
    }

    /// A comment outside of an instruction: it may be a directive, or describe what follows.
    fn comment(&mut self, bytes: &[u8], comments: &mut Vec<String>) -> Result<()> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim();
        if self.may_be_directive {
            self.may_be_directive = self.directive(text).at(self.name, self.number)?;
            if self.may_be_directive {
                return Ok(());
            }
        }
        match text.is_empty() {
            true => comments.clear(),
            false => comments.push(text.to_owned()),
        }
        Ok(())
    }

    /// Takes a directive; says whether it was one.
    fn directive(&mut self, comment: &str) -> std::result::Result<bool, Fault> {
        let Some((key, value)) = comment.split_once('=') else { return Ok(false) };
        let (key, value) = (key.trim_end().to_ascii_lowercase(), value.trim());
        if value.is_empty() {
            return Ok(false);
        }
        let again = match key.as_str() {
            "syntax" => self.directives.syntax.replace(value.to_owned()).is_some(),
            "check" => self.directives.check.replace((self.number, value.to_owned())).is_some(),
            "escape" => self.escape(value)?,
            _ => return Ok(false),
        };
        if again {
            return Err(Fault::new(format!("the directive {key} is there twice")).cure("remove one of them"));
        }
        Ok(true)
    }

    /// Sets what escapes; says whether that was set before.
    fn escape(&mut self, value: &str) -> std::result::Result<bool, Fault> {
        if !matches!(value, "\\" | "`") {
            return Err(Fault::new(format!("{value} cannot be the escape")).cure("# escape= takes \\ or `"));
        }
        self.directives.escape = value.chars().next().unwrap_or('\\');
        Ok(std::mem::replace(&mut self.has_escape, true))
    }

    /// The text of a line, and whether the next line goes on. An escape that is itself escaped continues nothing.
    fn continued<'t>(&self, text: &'t str) -> (&'t str, bool) {
        let escape = self.directives.escape;
        match text.trim_end_matches([' ', '\t']).strip_suffix(escape) {
            Some(before) if !before.ends_with(escape) => (before, true),
            _ => (text, false),
        }
    }

    /// The documents that `line` names, read from the lines after it.
    pub(super) fn heredocs(&mut self, line: &mut Line) -> Result<Vec<Heredoc>> {
        // Where quotes do not end the shell shall complain, not we.
        let mut heredocs = line_heredocs(&line.text);
        for heredoc in &mut heredocs {
            self.read_heredoc(heredoc, line.span.first)?;
        }
        line.span.last = self.number;
        Ok(heredocs)
    }

    fn read_heredoc(&mut self, heredoc: &mut Heredoc, first: u32) -> Result<()> {
        loop {
            let rest = self.rest;
            let Some(bytes) = self.physical() else {
                return Err(Fault::new(format!("the heredoc {} has no end", heredoc.name))
                    .cure(format!("put a line after it that is only {}", heredoc.name)))
                .at(self.name, first);
            };
            let text = self.text(bytes)?;
            let end = if heredoc.chomp { text.trim_start_matches('\t') } else { text };
            if end == heredoc.name {
                return Ok(());
            }
            let whole = &rest[..rest.len() - self.rest.len()];
            heredoc.content.push_str(self.text(whole)?);
        }
    }

    /// The next line without what ends it.
    fn physical(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let end = self.rest.iter().position(|&byte| byte == b'\n').map_or(self.rest.len(), |at| at + 1);
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest;
        let end = line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
        Some(&line[..end])
    }

    fn text(&self, bytes: &'a [u8]) -> Result<&'a str> {
        std::str::from_utf8(bytes)
            .map_err(|_| Fault::new("the line is not UTF-8").cure("convert the file, for example with iconv"))
            .at(self.name, self.number)
    }
}

/// The heredocs that a line names, without their contents.
fn line_heredocs(line: &str) -> Vec<Heredoc> {
    let style = Style { keep_quotes: true, keep_escapes: true, keep_unset: true, ..Style::word('\\') };
    let words = expand::expand(line, style, &|_| None).map(|expanded| expanded.words).unwrap_or_default();
    words.iter().filter_map(|word| heredoc(word)).collect()
}

/// A word that is a heredoc: digits, `<<`, perhaps `-`, and one name, which may be quoted.
pub(super) fn heredoc(word: &str) -> Option<Heredoc> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let (chomp, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let rest = rest.trim_start();
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let style = Style { keep_unset: true, ..Style::word('\\') };
    let bare = expand::expand(rest, style, &|_| None).ok()?;
    let [name] = bare.words.as_slice() else { return None };
    let kept = expand::expand(rest, Style { keep_quotes: true, ..style }, &|_| None).ok()?;
    let quotes = |text: &str| text.matches(['\'', '"']).count();
    let expand = kept.words.first().is_some_and(|word| quotes(word) == quotes(name));
    Some(Heredoc { name: name.clone(), expand, chomp, content: String::new() })
}
