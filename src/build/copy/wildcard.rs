//! Patterns in the paths of sources, as Go's `filepath.Match` has them, and `**` for any number of directories.

use super::origin::{Found, Origin};
use super::walk::{self, Links, Tree};
use crate::error::{Error, Result};

/// A source file, and the path by which it was found.
pub(super) struct Match {
    pub(super) path: Vec<u8>,
    pub(super) file: Found,
}

/// Where the first `/./` of a path is.
pub(super) fn pivot(path: &[u8]) -> Option<usize> {
    path.windows(3).position(|three| three == b"/./")
}

/// Whether there is anything in it that matches more than itself.
pub(super) fn is_pattern(path: &[u8]) -> bool {
    path.iter().any(|byte| matches!(byte, b'*' | b'?' | b'[' | b'\\'))
}

/// The error of whoever needs something where there is nothing.
pub(super) fn nothing(path: &[u8]) -> anyhow::Error {
    Error::new(format!("{}: no such file or directory", String::from_utf8_lossy(path))).into()
}

/// The files that a path or pattern means, in the order of their names. A pattern may mean none.
///
/// # Errors
/// When there is nothing at a path, or the pattern is none.
pub(super) fn find(origin: &Origin<'_>, path: &[u8]) -> Result<Vec<Match>> {
    if is_pattern(path) {
        return matching(origin, path);
    }
    match one(origin, path)? {
        Some(found) => Ok(vec![found]),
        None => Err(nothing(path)),
    }
}

fn one(origin: &Origin<'_>, path: &[u8]) -> Result<Option<Match>> {
    let located = walk::follow(origin, path, Links::All)?;
    Ok(located.file.map(|file| Match { path: path.to_vec(), file }))
}

fn matching(origin: &Origin<'_>, path: &[u8]) -> Result<Vec<Match>> {
    let mut found = vec![Match { path: Vec::new(), file: origin.root()? }];
    // Where `/./` stands, COPY --parents begins to keep directories: it stands in what is found as well.
    let above = pivot(path).and_then(|at| path.get(..at)).map(|above| walk::parts(above).count());
    for (number, part) in walk::parts(path).enumerate() {
        if above.is_some_and(|above| above == number && above > 0) {
            found.iter_mut().for_each(|here| here.path.extend(b"/."));
        }
        let mut next = Vec::new();
        for here in found {
            match part {
                b"**" => below(origin, here, &mut next)?,
                _ if is_pattern(part) => {
                    for (name, file) in origin.children(&here.file)? {
                        if matches(part, &name)? {
                            next.push(Match { path: walk::join(&here.path, &name), file });
                        }
                    }
                }
                _ => {
                    let path = walk::join(&here.path, part);
                    next.extend(walk::follow(origin, &path, Links::OnTheWay)?.file.map(|file| Match { path, file }));
                }
            }
        }
        // What is no directory has nothing below it; what is a link may lead to one.
        found = next;
    }
    let followed = found.into_iter().map(|found| match origin.target(&found.file)? {
        Some(_) => one(origin, &found.path),
        None => Ok(Some(found)),
    });
    let mut all: Vec<Match> = followed.filter_map(Result::transpose).collect::<Result<_>>()?;
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all.dedup_by(|a, b| a.path == b.path);
    Ok(all)
}

/// The directory and every directory below it.
fn below(origin: &Origin<'_>, here: Match, all: &mut Vec<Match>) -> Result<()> {
    for (name, file) in origin.children(&here.file)? {
        if origin.is_directory(&file) {
            below(origin, Match { path: walk::join(&here.path, &name), file }, all)?;
        }
    }
    all.push(here);
    Ok(())
}

/// Whether one name matches one part of a pattern.
pub(super) fn matches(pattern: &[u8], name: &[u8]) -> Result<bool> {
    let (pattern, name) = (String::from_utf8_lossy(pattern), String::from_utf8_lossy(name));
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    is_like(&pattern, &name).ok_or_else(|| {
        let pattern: String = pattern.iter().collect();
        Error::new(format!("{pattern:?} is no pattern")).hint("close the bracket, or write \\[ for a plain one").into()
    })
}

/// Nothing for a pattern that is none.
fn is_like(pattern: &[char], name: &[char]) -> Option<bool> {
    Some(match (pattern, name) {
        ([], _) => name.is_empty(),
        (['*', rest @ ..], _) => {
            for skip in 0..=name.len() {
                if is_like(rest, name.get(skip..)?)? {
                    return Some(true);
                }
            }
            false
        }
        (['[', rest @ ..], _) => {
            let (set, rest) = class(rest)?;
            match name {
                [c, name @ ..] => set(*c) && is_like(rest, name)?,
                [] => false,
            }
        }
        (['\\', c, rest @ ..], [first, name @ ..]) => c == first && is_like(rest, name)?,
        (['\\'], _) => return None,
        (['?', rest @ ..], [_, name @ ..]) => is_like(rest, name)?,
        ([c, rest @ ..], [first, name @ ..]) => c == first && is_like(rest, name)?,
        (_, []) => false,
    })
}

/// What the characters between brackets match, and what follows them.
fn class(pattern: &[char]) -> Option<(impl Fn(char) -> bool, &[char])> {
    let (negated, mut rest) = match pattern {
        ['^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut ranges = Vec::new();
    loop {
        let (low, after) = match rest {
            [']', after @ ..] if !ranges.is_empty() => {
                return Some((move |c| ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != negated, after));
            }
            ['\\', c, after @ ..] => (*c, after),
            [c, after @ ..] if !matches!(c, ']' | '-') => (*c, after),
            _ => return None,
        };
        let (high, after) = match after {
            ['-', '\\', c, after @ ..] => (*c, after),
            ['-', c, after @ ..] if !matches!(c, ']' | '-') => (*c, after),
            _ => (low, after),
        };
        ranges.push((low, high));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (pattern, name, expected) in [
            ("*", "a", true),
            ("*", "", true),
            ("*.go", "main.go", true),
            ("*.go", "main.c", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("[^a-c]x", "dx", true),
            ("[\\]]", "]", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            (".*", ".hidden", true),
            ("*", ".hidden", true),
            ("ä?", "äö", true),
        ] {
            assert_eq!(matches(pattern.as_bytes(), name.as_bytes()).unwrap(), expected, "{pattern} {name}");
        }
        for bad in ["[", "[]a]", "[a-", "a\\", "[^", "[-a]"] {
            assert!(matches(bad.as_bytes(), b"a").is_err(), "{bad}");
        }
    }
}
