//! The first argument of `run --rootfs`.

use std::path::PathBuf;

/// A directory of the host that becomes a container's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RootDir {
    pub(crate) path: PathBuf,
    /// Whether it stays as it is below an overlay.
    pub(crate) overlay: bool,
}

/// Parses `DIR[:O]`. As in Podman, a colon that nothing known follows belongs to the path.
pub(crate) fn parse(text: &str) -> Result<RootDir, String> {
    let (path, overlay) = match text.rsplit_once(':') {
        Some((path, "O")) => (path, true),
        Some((path, option)) if option == "idmap" || option.starts_with("idmap=") => {
            return Err(format!(
                "{path}: an unprivileged user cannot map the ids of a directory; leave `:{option}` out, and map ids \
                 with --uidmap and --gidmap"
            ));
        }
        _ => (text, false),
    };
    if path.is_empty() {
        return Err("the path of the root directory is empty".to_owned());
    }
    Ok(RootDir { path: path.into(), overlay })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_and_what_stands_behind_them() {
        for (text, path, overlay) in [
            ("/srv/root", "/srv/root", false),
            ("/srv/root:O", "/srv/root", true),
            ("./a:b", "./a:b", false),
            ("a:O:O", "a:O", true),
            ("a:o", "a:o", false),
        ] {
            assert_eq!(parse(text), Ok(RootDir { path: path.into(), overlay }), "{text}");
        }
        for (text, word) in [("", "empty"), (":O", "empty"), ("/a:idmap", "--uidmap"), ("/a:idmap=uids=0-1-1", "/a:")] {
            assert!(parse(text).unwrap_err().contains(word), "{text}");
        }
    }
}
