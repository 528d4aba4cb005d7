//! Expansion of variables and removal of quotes, as a shell would, in one word or line of an instruction.

use super::error::Fault;
use super::glob;
use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

/// How deep `${a:-${b:-…}}` may nest.
const DEEPEST: usize = 100;

/// How a text is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// What takes the meaning of the next character away.
    pub(crate) escape: char,
    /// Quotes quote, but stay.
    pub(crate) keep_quotes: bool,
    /// Escapes escape, but stay.
    pub(crate) keep_escapes: bool,
    /// Quotes are characters like any other.
    pub(crate) plain_quotes: bool,
    /// Variables that are not set stay as they are written.
    pub(crate) keep_unset: bool,
}

impl Style {
    /// How words of instructions are read.
    pub(crate) fn word(escape: char) -> Self {
        Self { escape, keep_quotes: false, keep_escapes: false, plain_quotes: false, keep_unset: false }
    }

    /// How documents of COPY and ADD are read.
    pub(crate) fn document() -> Self {
        Self { plain_quotes: true, ..Self::word('\\') }
    }
}

/// What a text means.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Expanded {
    pub(crate) text: String,
    /// The text split at blanks that were not quoted.
    pub(crate) words: Vec<String>,
    /// The variables in it that are set.
    pub(crate) used: BTreeSet<String>,
    /// The variables in it that are not.
    pub(crate) undefined: BTreeSet<String>,
}

/// Expands `text`; `lookup` gives the value of a variable that is set.
pub(crate) fn expand(text: &str, style: Style, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Expanded, Fault> {
    let mut lexer = Lexer { chars: text.chars().peekable(), style, lookup, found: Expanded::default(), depth: 0 };
    let words = lexer.until(None)?;
    Ok(Expanded { words: words.all(), text: words.text, ..lexer.found })
}

/// A text as it grows, beside the words that it splits into.
#[derive(Default)]
struct Words {
    text: String,
    done: Vec<String>,
    word: String,
}

impl Words {
    /// Adds what a blank ends.
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        for c in text.chars() {
            if !c.is_whitespace() {
                self.word.push(c);
            } else if !self.word.is_empty() {
                self.done.push(std::mem::take(&mut self.word));
            }
        }
    }

    /// Adds what was quoted.
    fn add_quoted(&mut self, text: &str) {
        self.text.push_str(text);
        self.word.push_str(text);
    }

    fn all(&self) -> Vec<String> {
        let last = Some(&self.word).filter(|word| !word.is_empty());
        self.done.iter().chain(last).cloned().collect()
    }
}

struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    style: Style,
    lookup: &'a dyn Fn(&str) -> Option<String>,
    found: Expanded,
    depth: usize,
}

impl Lexer<'_> {
    /// Reads up to `stop`, which is taken and not given back, or to the end.
    fn until(&mut self, stop: Option<char>) -> Result<Words, Fault> {
        let mut words = Words::default();
        while let Some(&c) = self.chars.peek() {
            match c {
                c if Some(c) == stop => {
                    self.chars.next();
                    return Ok(words);
                }
                '$' => words.add(&self.variable()?),
                '<' => words.add_quoted(&self.document_start()),
                '\'' if !self.style.plain_quotes => words.add_quoted(&self.single_quoted()?),
                '"' if !self.style.plain_quotes => words.add_quoted(&self.double_quoted()?),
                c if c == self.style.escape => words.add_quoted(&self.escaped()),
                c => {
                    self.chars.next();
                    words.add(c.encode_utf8(&mut [0; 4]));
                }
            }
        }
        match stop {
            Some(stop) => Err(Fault::new(format!("there is no {stop} that ends ${{…"))),
            None => Ok(words),
        }
    }

    /// An escape and the character after it. An escape that is the last character means nothing.
    fn escaped(&mut self) -> String {
        let kept = self.chars.next().filter(|_| self.style.keep_escapes);
        kept.into_iter().chain(self.chars.next()).collect()
    }

    /// `<<`, with the blanks after it, so that `<< EOF` is one word.
    fn document_start(&mut self) -> String {
        self.chars.next();
        let mut text = String::from("<");
        if self.chars.next_if_eq(&'<').is_some() {
            text.push('<');
            while let Some(blank) = self.chars.next_if(|c| matches!(c, ' ' | '\t' | '\r')) {
                text.push(blank);
            }
        }
        text
    }

    fn single_quoted(&mut self) -> Result<String, Fault> {
        let mut text: String = self.chars.next().filter(|_| self.style.keep_quotes).into_iter().collect();
        loop {
            match self.chars.next() {
                None => return Err(Fault::new("there is no ' that ends the quoted text")),
                Some('\'') => break,
                Some(c) => text.push(c),
            }
        }
        if self.style.keep_quotes {
            text.push('\'');
        }
        Ok(text)
    }

    /// Between `"` only `$` and the escape mean something, the latter before `"`, `$` and itself.
    fn double_quoted(&mut self) -> Result<String, Fault> {
        let mut text: String = self.chars.next().filter(|_| self.style.keep_quotes).into_iter().collect();
        loop {
            let Some(&c) = self.chars.peek() else {
                return Err(Fault::new("there is no \" that ends the quoted text"));
            };
            match c {
                '"' => break,
                '$' => text.push_str(&self.variable()?),
                c if c == self.style.escape => {
                    self.chars.next();
                    let next = self.chars.next_if(|&next| matches!(next, '"' | '$') || next == c);
                    if (next.is_none() || self.style.keep_escapes) && self.chars.peek().is_some() {
                        text.push(c);
                    }
                    text.extend(next);
                }
                c => {
                    self.chars.next();
                    text.push(c);
                }
            }
        }
        text.extend(self.chars.next().filter(|_| self.style.keep_quotes));
        Ok(text)
    }

    /// `$name` or `${name…}`.
    fn variable(&mut self) -> Result<String, Fault> {
        self.chars.next();
        if self.chars.next_if_eq(&'{').is_some() {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(Fault::new("variables are nested too deeply"));
            }
            let text = self.braced()?;
            self.depth -= 1;
            return Ok(text);
        }
        let name = self.name();
        if name.is_empty() {
            return Ok("$".to_owned());
        }
        match self.look_up(&name) {
            None if self.style.keep_unset => Ok(format!("${name}")),
            value => Ok(value.unwrap_or_default()),
        }
    }

    /// What follows `${`.
    fn braced(&mut self) -> Result<String, Fault> {
        let name = self.name();
        if name.is_empty() {
            return Err(Fault::new("there is no name of a variable after ${").cure("write \\$ for a plain dollar sign"));
        }
        let operator = match self.chars.next() {
            None => return Err(Fault::new(format!("there is no }} that ends ${{{name}"))),
            Some('}') => {
                return Ok(match self.look_up(&name) {
                    None if self.style.keep_unset => format!("${{{name}}}"),
                    value => value.unwrap_or_default(),
                });
            }
            Some('/') => return self.replaced(&name),
            Some(c) => c,
        };
        let empty_is_unset = operator == ':';
        let operator = if empty_is_unset { self.chars.next() } else { Some(operator) };
        match operator {
            Some(operator @ ('-' | '+' | '?')) => self.defaulted(&name, empty_is_unset, operator),
            Some(end @ ('#' | '%')) if !empty_is_unset => self.trimmed(&name, end),
            other => {
                let colon = if empty_is_unset { ":" } else { "" };
                let other = other.map(String::from).unwrap_or_default();
                Err(Fault::new(format!("${{{name}{colon}{other}…}} is no form of a variable"))
                    .cure("there are ${v}, ${v:-w}, ${v:+w}, ${v:?w}, ${v#p}, ${v##p}, ${v%p}, ${v%%p}, ${v/p/w} and ${v//p/w}"))
            }
        }
    }

    /// `${name-word}`, `${name+word}`, `${name?word}`, each perhaps with a colon.
    fn defaulted(&mut self, name: &str, empty_is_unset: bool, operator: char) -> Result<String, Fault> {
        let word = self.until(Some('}'))?.text;
        let found = self.look_up(name);
        if found.is_none() && self.style.keep_unset {
            let colon = if empty_is_unset { ":" } else { "" };
            return Ok(format!("${{{name}{colon}{operator}{word}}}"));
        }
        let is_set = found.is_some();
        let value = found.filter(|value| !(empty_is_unset && value.is_empty()));
        match (operator, value) {
            ('-', value) => Ok(value.unwrap_or(word)),
            ('+', Some(_)) => Ok(word),
            ('+', None) => Ok(String::new()),
            (_, Some(value)) => Ok(value),
            (_, None) => {
                let reason = if is_set { "is empty" } else { "is not set" };
                let message = if word.is_empty() { String::new() } else { format!(": {word}") };
                Err(Fault::new(format!("the variable {name} {reason}{message}"))
                    .cure(format!("give it with --build-arg {name}=VALUE, or set it with ARG or ENV before")))
            }
        }
    }

    /// `${name#pattern}`, `${name##pattern}`, `${name%pattern}`, `${name%%pattern}`.
    fn trimmed(&mut self, name: &str, end: char) -> Result<String, Fault> {
        let pattern = self.until_pattern('}')?;
        let value = self.look_up(name);
        let Some(value) = value.or_else(|| (!self.style.keep_unset).then(String::new)) else {
            return Ok(format!("${{{name}{end}{pattern}}}"));
        };
        let (longest, pattern) = match pattern.strip_prefix(end) {
            Some(rest) => (true, rest),
            None => (false, pattern.as_str()),
        };
        let rest = match end {
            '#' => glob::without_prefix(&value, pattern, longest),
            _ => glob::without_suffix(&value, pattern, longest),
        };
        rest.map(str::to_owned)
    }

    /// `${name/pattern/word}`, `${name//pattern/word}`.
    fn replaced(&mut self, name: &str) -> Result<String, Fault> {
        let all = self.chars.next_if_eq(&'/').is_some();
        let pattern = self.until_pattern('/')?;
        let word = self.until_pattern('}')?;
        let value = self.look_up(name);
        let Some(value) = value.or_else(|| (!self.style.keep_unset).then(String::new)) else {
            let slashes = if all { "//" } else { "/" };
            return Ok(format!("${{{name}{slashes}{pattern}/{word}}}"));
        };
        glob::replace(&value, &pattern, &word, all)
    }

    /// As [`Lexer::until`] for patterns, in which escapes stay, since they have a meaning there.
    fn until_pattern(&mut self, stop: char) -> Result<String, Fault> {
        let before = std::mem::replace(&mut self.style.keep_escapes, true);
        let words = self.until(Some(stop));
        self.style.keep_escapes = before;
        Ok(words?.text)
    }

    /// Letters, digits and `_`; or digits; or one of the shell's special parameters.
    fn name(&mut self) -> String {
        let mut name = String::new();
        match self.chars.peek() {
            Some(c) if c.is_ascii_digit() => {
                while let Some(digit) = self.chars.next_if(char::is_ascii_digit) {
                    name.push(digit);
                }
            }
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => name.extend(self.chars.next()),
            _ => {
                while let Some(c) = self.chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    name.push(c);
                }
            }
        }
        name
    }

    fn look_up(&mut self, name: &str) -> Option<String> {
        let value = (self.lookup)(name);
        match value {
            Some(_) => self.found.used.insert(name.to_owned()),
            None => self.found.undefined.insert(name.to_owned()),
        };
        value
    }
}
