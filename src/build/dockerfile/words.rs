//! Splitting an instruction's text into words, which keep their quotes, and its flags, which lose them.

use super::error::Fault;
use super::syntax::Pair;

/// What separates words where no quotes are known: Go's `[\t\v\f\r ]+`.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\x0b' | '\x0c' | '\r' | ' ')
}

/// The first word and the rest without the blanks between.
pub(super) fn first(text: &str) -> (&str, &str) {
    let text = text.trim();
    text.split_once(is_blank).map_or((text, ""), |(word, rest)| (word, rest.trim_start_matches(is_blank)))
}

/// Words separated by blanks, whatever is in them.
pub(super) fn plain(text: &str) -> Vec<String> {
    text.split(is_blank).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words separated by blanks that are neither quoted nor escaped; quotes and escapes stay.
pub(super) fn quoted(text: &str, escape: char) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match quote {
            None if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                continue;
            }
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
        if c == escape && quote != Some('\'') {
            // At the very end it escapes nothing.
            let Some(next) = chars.next() else { break };
            word.push(c);
            word.push(next);
        } else {
            word.push(c);
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// The words at the beginning that start with `--`, unquoted, and the text after them. A bare `--` ends them.
pub(super) fn flags(text: &str, escape: char) -> (Vec<String>, &str) {
    let mut flags = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if !rest.starts_with("--") {
            return (flags, rest);
        }
        let (word, after) = unquote_word(rest, escape);
        rest = after;
        if word == "--" {
            return (flags, rest.trim_start());
        }
        flags.push(word);
    }
}

/// The first word without its quotes and escapes, and what follows it.
fn unquote_word(text: &str, escape: char) -> (String, &str) {
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if c.is_whitespace() => return (word, &text[at..]),
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ if c == escape => word.extend(chars.next().map(|(_, next)| next)),
            _ => word.push(c),
        }
    }
    (word, "")
}

/// The pairs of ENV and LABEL: `name=value …`, or `name value` with everything up to the end of the line as value.
pub(super) fn pairs(keyword: &str, text: &str, escape: char) -> Result<Vec<Pair>, Fault> {
    let words = quoted(text, escape);
    let Some(first) = words.first() else { return Err(Fault::new(format!("{keyword} needs at least one name=value"))) };
    if !first.contains('=') {
        let (name, value) = self::first(text);
        if value.is_empty() {
            return Err(
                Fault::new(format!("{keyword} {name} has no value")).cure(format!("write {keyword} {name}=VALUE"))
            );
        }
        return Ok(vec![Pair { name: name.to_owned(), value: value.to_owned(), legacy: true }]);
    }
    words.iter().map(|word| pair(keyword, word)).collect()
}

fn pair(keyword: &str, word: &str) -> Result<Pair, Fault> {
    match word.split_once('=') {
        Some(("", _)) => Err(Fault::new(format!("there is no name before = in {keyword} {word}"))),
        Some((name, value)) => Ok(Pair { name: name.to_owned(), value: value.to_owned(), legacy: false }),
        None => Err(Fault::new(format!("there is no = in {keyword} {word}"))
            .cure("quote values with blanks in them, as in NAME=\"two words\"")),
    }
}
