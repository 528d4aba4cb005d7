//! `--mount type=glob`: the files of the host that match a pattern, as glob(7) has it, each mounted for itself.

use std::path::{Path, PathBuf};

use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

/// A bind mount for each match: below `destination`, or, where that is empty, at the place that it has on the host.
pub(super) fn mounts(pattern: &str, destination: &str, options: &[String]) -> Result<Vec<record::Mount>> {
    let absolute = std::path::absolute(pattern).with_context(|| format!("cannot resolve {pattern}"))?;
    let found = matching(&absolute);
    if found.is_empty() {
        return Err(Error::new(format!("no file paths matching glob \"{pattern}\"")).into());
    }
    let mount = |path: PathBuf| {
        let source = path.display().to_string();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let destination = match destination {
            "" => source.clone(),
            dir => format!("{}/{name}", dir.trim_end_matches('/')),
        };
        record::Mount {
            kind: record::MountKind::Bind,
            source,
            destination,
            options: options.to_vec(),
            anonymous: false,
            layers: Vec::new(),
        }
    };
    Ok(found.into_iter().map(mount).collect())
}

/// The paths that match, part by part, in order.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("/")];
    for part in pattern.components().skip(1) {
        let part = part.as_os_str().to_string_lossy();
        found = match part.contains(['*', '?', '[']) {
            true => found.iter().flat_map(|dir| names_like(dir, &part)).collect(),
            false => found.iter().map(|dir| dir.join(part.as_ref())).filter(|path| path.exists()).collect(),
        };
    }
    found.sort();
    found
}

fn names_like(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name());
    // Names that begin with a dot are matched by a dot only.
    let hidden = pattern.starts_with('.');
    let pattern: Vec<char> = pattern.chars().collect();
    names
        .filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with('.') == hidden && is_like(&name.chars().collect::<Vec<_>>(), &pattern)
        })
        .map(|name| dir.join(name))
        .collect()
}

fn is_like(name: &[char], pattern: &[char]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=name.len()).any(|skip| is_like(&name[skip..], rest)),
        (['?', rest @ ..], [_, name @ ..]) => is_like(name, rest),
        (['[', rest @ ..], [c, name @ ..]) => match class(rest) {
            Some((set, negated, rest)) => has(set, *c) != negated && is_like(name, rest),
            None => *c == '[' && is_like(name, rest),
        },
        ([p, rest @ ..], [c, name @ ..]) => p == c && is_like(name, rest),
        _ => false,
    }
}

/// The characters between brackets, whether they are the ones that do not match, and what follows. A bracket that comes
/// first closes nothing.
fn class(pattern: &[char]) -> Option<(&[char], bool, &[char])> {
    let negated = matches!(pattern.first(), Some('!' | '^'));
    let set = pattern.get(usize::from(negated)..)?;
    let end = set.iter().skip(1).position(|c| *c == ']')? + 1;
    Some((set.get(..end)?, negated, set.get(end + 1..)?))
}

fn has(set: &[char], c: char) -> bool {
    match set {
        [low, '-', high, rest @ ..] => (*low..=*high).contains(&c) || has(rest, c),
        [one, rest @ ..] => *one == c || has(rest, c),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let cases = [
            ("libm.so.6", "libm*", true),
            ("libm.so.6", "lib?.so.[0-9]", true),
            ("libm.so.6", "lib[!m].*", false),
            ("a]b", "a[]]b", true),
            ("a[b", "a[b", true),
            ("", "*", true),
            ("ab", "a", false),
            ("a", "ab", false),
        ];
        for (name, pattern, expected) in cases {
            assert_eq!(is_like(&chars(name), &chars(pattern)), expected, "{name} {pattern}");
        }
    }

    #[test]
    fn whole_paths() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a1/x", "a2/x", "b/x", "a3/.x"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(matching(&dir.path().join("a?/*")), [dir.path().join("a1/x"), dir.path().join("a2/x")]);
        assert!(mounts(&dir.path().join("c*").display().to_string(), "/d", &[]).is_err());
        let found = mounts(&dir.path().join("b/*").display().to_string(), "/d/", &[]).unwrap();
        assert_eq!(found[0].destination, "/d/x");
    }
}
