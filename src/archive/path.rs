//! Names in archives: made into paths below the root of a layer, or refused.

use crate::error::{Error, Result};

/// The longest name of an entry, in bytes (PATH_MAX of Linux).
pub(super) const NAME_LIMIT: usize = 4096;

/// The longest part of a name that an error shows.
const SHOWN: usize = 200;

/// The path that an archive's name means, relative to the root: leading and doubled slashes and `.` are dropped, so
/// `./a//b/` is `a/b` and `/` is the empty path, the root itself.
///
/// # Errors
/// For names with `..` (an honest archive has none), with a NUL byte, or longer than 4,096 bytes.
pub(crate) fn normalise(name: &[u8]) -> Result<Vec<u8>> {
    if name.len() > NAME_LIMIT {
        return Err(too_long(name).into());
    }
    if name.contains(&0) {
        return Err(Error::new(format!("the archive has a name with a NUL byte: {}", show(name))).into());
    }
    let mut path = Vec::with_capacity(name.len());
    for part in name.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => continue,
            b".." => return Err(Error::new(format!("the archive has a name with ..: {}", show(name))).into()),
            _ => {}
        }
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(part);
    }
    Ok(path)
}

/// The error for a name that is longer than 4,096 bytes.
pub(super) fn too_long(name: &[u8]) -> Error {
    Error::new(format!("the archive has a name of {} bytes, the limit is {NAME_LIMIT}: {}", name.len(), show(name)))
}

/// What an entry of a layer is for (OCI image spec, layer.md, "Whiteouts").
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A file of the layer.
    File,
    /// Hides the path inside from lower layers.
    Whiteout(Vec<u8>),
    /// Hides everything that lower layers have in the directory inside.
    Opaque(Vec<u8>),
    /// Bookkeeping of the AUFS driver that made the layer; no file.
    Ignored,
}

/// The role of a normalised path. Any component that begins with `.wh..wh.` is bookkeeping, except the opaque marker as
/// the last one.
///
/// # Errors
/// For a whiteout of nothing, of `.` or of `..`.
pub(crate) fn role(path: &[u8]) -> Result<Role> {
    let (directory, name) = match path.iter().rposition(|byte| *byte == b'/') {
        Some(slash) => path.split_at(slash + 1),
        None => path.split_at(0),
    };
    let directory = directory.strip_suffix(b"/").unwrap_or(directory);
    if directory.split(|byte| *byte == b'/').any(|part| part.starts_with(b".wh..wh.")) {
        return Ok(Role::Ignored);
    }
    let Some(hidden) = name.strip_prefix(b".wh.") else { return Ok(Role::File) };
    match hidden {
        b".wh..opq" => Ok(Role::Opaque(directory.to_vec())),
        b"" | b"." | b".." => Err(Error::new(format!("the layer has a whiteout of nothing: {}", show(path))).into()),
        _ if hidden.starts_with(b".wh.") => Ok(Role::Ignored),
        _ if directory.is_empty() => Ok(Role::Whiteout(hidden.to_vec())),
        _ => Ok(Role::Whiteout([directory, b"/", hidden].concat())),
    }
}

/// A name from an archive as an error shows it: one line, control characters escaped, and not too long.
pub(crate) fn show(name: &[u8]) -> String {
    let (part, more) = if name.len() > SHOWN { (name.get(..SHOWN).unwrap_or(name), "…") } else { (name, "") };
    let text: String = String::from_utf8_lossy(part).chars().flat_map(char::escape_debug).collect();
    format!("'{}{more}'", text.replace("\\'", "'").replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_paths() {
        for (name, path) in [
            ("", ""),
            ("/", ""),
            (".", ""),
            ("./", ""),
            ("a", "a"),
            ("./a/", "a"),
            ("/etc//passwd", "etc/passwd"),
            ("a/./b/.", "a/b"),
            ("...", "..."),
            ("..a/b..", "..a/b.."),
        ] {
            assert_eq!(normalise(name.as_bytes()).unwrap(), path.as_bytes(), "{name}");
        }
        for bad in ["..", "../a", "a/..", "a/../b", "/../../etc/passwd", "a\0b"] {
            assert!(normalise(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(normalise(&[b'a'; 4096]).is_ok());
        assert!(normalise(&[b'a'; 4097]).is_err());
    }

    #[test]
    fn roles() {
        let whiteout = |path: &str| Role::Whiteout(path.as_bytes().to_vec());
        let opaque = |path: &str| Role::Opaque(path.as_bytes().to_vec());
        for (path, expected) in [
            ("", Role::File),
            ("a/b", Role::File),
            (".wha", Role::File),
            ("a/.wh.d/b", Role::File),
            (".wh.a", whiteout("a")),
            ("d/.wh.a", whiteout("d/a")),
            ("d/e/.wh..hidden", whiteout("d/e/.hidden")),
            (".wh..wh..opq", opaque("")),
            ("d/.wh..wh..opq", opaque("d")),
            (".wh..wh.plnk", Role::Ignored),
            (".wh..wh.plnk/1.2", Role::Ignored),
            ("d/.wh..wh.aufs", Role::Ignored),
        ] {
            assert_eq!(role(path.as_bytes()).unwrap(), expected, "{path}");
        }
        for bad in [".wh.", "d/.wh.", ".wh..", ".wh..."] {
            assert!(role(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_are_shown_on_one_line() {
        assert_eq!(show(b"it's \n\xff"), "'it's \\n\u{fffd}'");
        assert!(show(&[b'x'; 5000]).len() < 220);
    }
}
