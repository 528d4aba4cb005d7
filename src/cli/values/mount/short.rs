//! `-v [source:]destination[:options]`, `--tmpfs destination[:options]`, `--volumes-from container[:options]`.

use super::{Mount, MountType, VolumesFrom, check_destination, is_tmpfs_option, words};

/// Parses `[source:]destination[:options]`. A source that begins with / or . is a path, any other the name of a volume.
pub(crate) fn parse_volume(text: &str) -> Result<Mount, String> {
    let parts: Vec<&str> = text.split(':').collect();
    let (source, destination, options) = match parts.as_slice() {
        [destination] => (None, *destination, ""),
        [source, destination] => (Some(*source), *destination, ""),
        [source, destination, options] => (Some(*source), *destination, *options),
        _ => return Err(format!("invalid volume {text:?}, it must be in the form of [SOURCE:]DESTINATION[:OPTIONS]")),
    };
    let kind = match source {
        Some("") => return Err("host path of a volume cannot be empty".to_owned()),
        Some(path) if path.starts_with(['/', '.']) => MountType::Bind,
        Some(name) => check_name(name).map(|()| MountType::Volume)?,
        None => MountType::Volume,
    };
    let destination = check_destination(destination)?;
    let options = words::split(options);
    words::check(&options)?;
    Ok(Mount { kind, source: source.unwrap_or_default().to_owned(), destination, options })
}

pub(super) fn check_name(name: &str) -> Result<(), String> {
    crate::name::check_volume_name(name).map_err(|error| match name.contains('/') {
        true => format!("{error}; a path of the host begins with / or .: try ./{name}"),
        false => error.to_string(),
    })
}

/// Parses `destination[:options]`.
pub(crate) fn parse_tmpfs(text: &str) -> Result<Mount, String> {
    let (destination, options) = text.split_once(':').unwrap_or((text, ""));
    let options = words::split(options);
    if let Some(unknown) = options.iter().find(|option| !is_tmpfs_option(option)) {
        return Err(format!("unknown tmpfs option {unknown:?}"));
    }
    let destination = check_destination(destination)?;
    Ok(Mount { kind: MountType::Tmpfs, source: String::new(), destination, options })
}

/// Parses `container[:options]`.
pub(crate) fn parse_volumes_from(text: &str) -> Result<VolumesFrom, String> {
    let (container, options) = text.split_once(':').unwrap_or((text, ""));
    let options = words::split(options);
    if container.is_empty() {
        return Err("the name of the container is missing".to_owned());
    }
    if let Some(unknown) = options.iter().find(|option| !["ro", "rw", "z"].contains(&option.as_str())) {
        return Err(format!("unknown option {unknown:?}; there are ro, rw and z"));
    }
    words::check(&options)?;
    Ok(VolumesFrom { container: container.to_owned(), options })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes() {
        let cases = [
            ("/a:/b", MountType::Bind, "/a", "/b", vec![]),
            ("./a b:/b:ro,nosuid,rslave,bind", MountType::Bind, "./a b", "/b", vec!["ro", "nosuid", "rslave", "bind"]),
            ("data:/b:U", MountType::Volume, "data", "/b", vec!["U"]),
            ("/b", MountType::Volume, "", "/b", vec![]),
        ];
        for (text, kind, source, destination, options) in cases {
            let options = options.into_iter().map(str::to_owned).collect();
            let expected = Mount { kind, source: source.into(), destination: destination.into(), options };
            assert_eq!(parse_volume(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn bad_volumes() {
        let cases = [
            ("", "absolute"),
            ("a", "absolute"),
            ("a/b:/c", "try ./a/b"),
            ("-x:/c", "name"),
            (":/b", "empty"),
            ("/a:b", "absolute"),
            ("/a:", "absolute"),
            ("/a:/", "cannot be /"),
            ("/a:/./", "cannot be /"),
            ("/a:/b/../c", ".."),
            ("/a:/b:rx", "unknown volume option \"rx\""),
            ("/a:/b:ro,rw", "cannot be used together"),
            ("/a:/b:ro:z", "must be in the form"),
        ];
        for (text, cause) in cases {
            let error = parse_volume(text).unwrap_err();
            assert!(error.contains(cause), "{text}: {error}");
        }
    }

    #[test]
    fn tmpfs() {
        assert_eq!(parse_tmpfs("/t").unwrap().destination, "/t");
        assert_eq!(parse_tmpfs("/t:size=64m,mode=1777,ro").unwrap().options, ["size=64m", "mode=1777", "ro"]);
        for text in ["t", "/", "/t:bogus", "/t:size=", "/t:lowerdir=/x"] {
            assert!(parse_tmpfs(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_containers() {
        assert_eq!(parse_volumes_from("web:ro,z").unwrap().options, ["ro", "z"]);
        for text in ["", ":ro", "web:x", "web:ro,rw"] {
            assert!(parse_volumes_from(text).is_err(), "{text}");
        }
    }
}
