//! `-v source:destination[:options]` and `--tmpfs destination[:options]`.

use std::path::PathBuf;

/// A directory or file of the host that the container sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BindMount {
    /// On the host; relative ones begin with a dot and are relative to the working directory.
    pub(crate) source: PathBuf,
    /// In the container; absolute.
    pub(crate) destination: String,
    /// `ro`; without it the mount is writable.
    pub(crate) read_only: bool,
    /// `rbind` (the default) takes what is mounted below the source along, `bind` does not.
    pub(crate) recursive: bool,
    /// `private`, `rshared` and their like, as mount(8) spells them.
    pub(crate) propagation: Option<String>,
    /// `nosuid`, `suid`, `nodev`, `dev`, `noexec`, `exec`, in the order given.
    pub(crate) flags: Vec<String>,
    /// The options as they were typed, for `inspect`.
    pub(crate) options: Vec<String>,
}

/// An in-memory file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tmpfs {
    /// In the container; absolute.
    pub(crate) destination: String,
    /// Mount options as tmpfs(5) spells them: `size=64m`, `mode=1777`, `ro`, `noexec`, …
    pub(crate) options: Vec<String>,
}

const FLAGS: [&str; 6] = ["nosuid", "suid", "nodev", "dev", "noexec", "exec"];
const PROPAGATIONS: [&str; 8] =
    ["private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable"];
const TMPFS_KEYS: [&str; 8] = ["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "huge", "mpol"];

/// Parses `source:destination[:options]`.
pub(crate) fn parse_bind(text: &str) -> Result<BindMount, String> {
    let parts: Vec<&str> = text.split(':').collect();
    let (source, destination, options) = match parts.as_slice() {
        [source, destination] => (*source, *destination, ""),
        [source, destination, options] => (*source, *destination, *options),
        [_] => return Err(format!("volume {text:?} has no host path; only SOURCE:DESTINATION is supported")),
        _ => return Err(format!("invalid volume {text:?}, it must be in the form of SOURCE:DESTINATION[:OPTIONS]")),
    };
    check_source(source)?;
    let destination = check_destination(destination)?;
    let mut mount = BindMount {
        source: PathBuf::from(source),
        destination,
        read_only: false,
        recursive: true,
        propagation: None,
        flags: Vec::new(),
        options: split_options(options),
    };
    for option in mount.options.clone() {
        apply_option(&mut mount, &option)?;
    }
    Ok(mount)
}

fn check_source(source: &str) -> Result<(), String> {
    match source {
        "" => Err("host path of a volume cannot be empty".to_owned()),
        s if s.starts_with(['/', '.']) => Ok(()),
        s => Err(format!("named volumes are not supported, and a host path begins with / or .: {s:?}; try ./{s}")),
    }
}

fn check_destination(destination: &str) -> Result<String, String> {
    if !destination.starts_with('/') {
        return Err(format!("destination {destination:?} in the container must be an absolute path"));
    }
    if destination.split('/').all(|part| part.is_empty() || part == ".") {
        return Err("destination in the container cannot be /".to_owned());
    }
    if destination.split('/').any(|part| part == "..") {
        return Err(format!("destination {destination:?} in the container must not contain .."));
    }
    Ok(destination.to_owned())
}

fn split_options(options: &str) -> Vec<String> {
    options.split(',').filter(|o| !o.is_empty()).map(str::to_owned).collect()
}

fn apply_option(mount: &mut BindMount, option: &str) -> Result<(), String> {
    match option {
        "ro" => mount.read_only = true,
        "rw" => mount.read_only = false,
        "bind" => mount.recursive = false,
        "rbind" => mount.recursive = true,
        // Relabelling for SELinux and copying up into a fresh volume: nothing to do for a bind mount without SELinux.
        "z" | "Z" | "copy" | "nocopy" => {}
        o if FLAGS.contains(&o) => mount.flags.push(option.to_owned()),
        o if PROPAGATIONS.contains(&o) => mount.propagation = Some(option.to_owned()),
        _ => return Err(format!("unknown volume option {option:?}")),
    }
    Ok(())
}

/// Parses `destination[:options]`.
pub(crate) fn parse_tmpfs(text: &str) -> Result<Tmpfs, String> {
    let (destination, options) = text.split_once(':').unwrap_or((text, ""));
    let options = split_options(options);
    if let Some(unknown) = options.iter().find(|o| !is_tmpfs_option(o)) {
        return Err(format!("unknown tmpfs option {unknown:?}"));
    }
    Ok(Tmpfs { destination: check_destination(destination)?, options })
}

fn is_tmpfs_option(option: &str) -> bool {
    match option.split_once('=') {
        Some((key, value)) => TMPFS_KEYS.contains(&key) && !value.is_empty(),
        None => {
            let plain = ["ro", "rw", "noatime", "nodiratime", "relatime", "strictatime", "sync", "notmpcopyup"];
            FLAGS.contains(&option) || plain.contains(&option)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binds() {
        let mount = parse_bind("/a:/b").unwrap();
        assert_eq!((mount.source.to_str(), mount.destination.as_str()), (Some("/a"), "/b"));
        assert!(!mount.read_only && mount.recursive && mount.options.is_empty());
        let mount = parse_bind("./a b:/b:ro,nosuid,rslave,bind").unwrap();
        assert!(mount.read_only && !mount.recursive);
        assert_eq!(mount.flags, ["nosuid"]);
        assert_eq!(mount.propagation.as_deref(), Some("rslave"));
        assert!(!parse_bind("/a:/b:ro,rw,z").unwrap().read_only);
    }

    #[test]
    fn bad_binds() {
        let cases = [
            ("", "no host path"),
            ("/a", "no host path"),
            ("data:/b", "try ./data"),
            (":/b", "empty"),
            ("/a:b", "absolute"),
            ("/a:", "absolute"),
            ("/a:/", "cannot be /"),
            ("/a:/./", "cannot be /"),
            ("/a:/b/../c", ".."),
            ("/a:/b:rx", "unknown volume option \"rx\""),
            ("/a:/b:ro:z", "must be in the form"),
        ];
        for (text, cause) in cases {
            let error = parse_bind(text).unwrap_err();
            assert!(error.contains(cause), "{text}: {error}");
        }
    }

    #[test]
    fn tmpfs() {
        assert_eq!(parse_tmpfs("/t"), Ok(Tmpfs { destination: "/t".into(), options: vec![] }));
        assert_eq!(parse_tmpfs("/t:size=64m,mode=1777,ro").unwrap().options, ["size=64m", "mode=1777", "ro"]);
        for text in ["t", "/", "/t:bogus", "/t:size=", "/t:lowerdir=/x"] {
            assert!(parse_tmpfs(text).is_err(), "{text}");
        }
    }
}
