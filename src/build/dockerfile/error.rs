//! Errors that name the file and the line.

use crate::error::{Error, Result};

/// What is wrong with an instruction, before anybody knows where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) cause: String,
    pub(super) cure: Option<String>,
}

impl Fault {
    pub(super) fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into(), cure: None }
    }

    pub(super) fn cure(mut self, cure: impl Into<String>) -> Self {
        self.cure = Some(cure.into());
        self
    }

    /// Adds "did you mean …", when one of `known` looks like `word`.
    pub(super) fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match similar(word, known) {
            Some(name) => self.cure(format!("did you mean {name}?")),
            None => self,
        }
    }

    /// The error of what stands in no file.
    pub(super) fn error_of_a_flag(self) -> Error {
        let error = Error::new(self.cause);
        match self.cure {
            Some(cure) => error.hint(cure),
            None => error,
        }
    }

    /// The error of an instruction that begins in `line` of the file called `name`.
    pub(super) fn at(self, name: &str, line: u32) -> Error {
        Fault { cause: format!("{name}:{line}: {}", self.cause), ..self }.error_of_a_flag()
    }
}

/// Gives the errors of instructions their place.
pub(super) trait Place<T> {
    fn at(self, name: &str, line: u32) -> Result<T>;
}

impl<T> Place<T> for std::result::Result<T, Fault> {
    fn at(self, name: &str, line: u32) -> Result<T> {
        self.map_err(|fault| fault.at(name, line).into())
    }
}

/// The one of `known` that differs from `word` least, when that is little; letters are compared without their case.
pub(crate) fn similar<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = (length / 3).clamp(1, 3).min(length.saturating_sub(1));
    let scored = known.into_iter().map(|name| (distance(&word, &name.to_lowercase()), name));
    scored.filter(|(distance, _)| (1..=limit).contains(distance)).min().map(|(_, name)| name)
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(100).collect(), b.chars().take(100).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
                }
            };
        }
    }
    rows[a.len()][b.len()]
}
