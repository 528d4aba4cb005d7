//! The words that options of mounts are made of, and which of them exclude each other.

/// Words of which a mount may have one at most.
const EXCLUSIVE: [&[&str]; 10] = [
    &["ro", "rw"],
    &["z", "Z"],
    &["bind", "rbind"],
    &["private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable"],
    &["exec", "noexec"],
    &["suid", "nosuid"],
    &["dev", "nodev"],
    &["copy", "nocopy"],
    &["U"],
    &["O"],
];

/// The values that `bind-propagation` has.
pub(super) const PROPAGATIONS: &[&str] = EXCLUSIVE[3];

/// Words that stand for themselves and exclude nothing.
const PLAIN: [&str; 3] = ["idmap", "no-dereference", "nocreate"];

/// Words that have a value.
const WITH_VALUE: [&str; 3] = ["upperdir", "workdir", "idmap"];

const TMPFS_WITH_VALUE: [&str; 8] = ["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "huge", "mpol"];
const TMPFS_PLAIN: [&str; 16] = [
    "ro",
    "rw",
    "noatime",
    "nodiratime",
    "relatime",
    "strictatime",
    "sync",
    "tmpcopyup",
    "notmpcopyup",
    "nosuid",
    "suid",
    "nodev",
    "dev",
    "noexec",
    "exec",
    "U",
];

/// Checks the options of a volume or bind mount as a whole.
pub(super) fn check(options: &[String]) -> Result<(), String> {
    for option in options {
        let known = EXCLUSIVE.iter().any(|group| group.contains(&option.as_str()))
            || PLAIN.contains(&option.as_str())
            || has_value(option, &WITH_VALUE);
        if !known {
            return Err(format!("unknown volume option {option:?}"));
        }
    }
    for group in EXCLUSIVE {
        let found: Vec<&str> = options.iter().map(String::as_str).filter(|option| group.contains(option)).collect();
        if let [first, second, ..] = found.as_slice() {
            return Err(format!("the options {first:?} and {second:?} cannot be used together"));
        }
    }
    check_overlay(options)
}

/// An overlay has both directories of its own, or none; nothing else has any.
fn check_overlay(options: &[String]) -> Result<(), String> {
    let has =
        |key: &str| options.iter().any(|option| option.strip_prefix(key).is_some_and(|rest| rest.starts_with('=')));
    let overlay = options.iter().any(|option| option == "O");
    match (has("upperdir"), has("workdir")) {
        (false, false) => Ok(()),
        (true, true) if overlay => Ok(()),
        (true, true) => Err("upperdir and workdir need the option O".to_owned()),
        _ => Err("upperdir and workdir go together: one of them is missing".to_owned()),
    }
}

/// Whether tmpfs(5), or Podman for one, knows the option.
pub(crate) fn is_tmpfs_option(option: &str) -> bool {
    TMPFS_PLAIN.contains(&option) || has_value(option, &TMPFS_WITH_VALUE)
}

fn has_value(option: &str, keys: &[&str]) -> bool {
    option.split_once('=').is_some_and(|(key, value)| keys.contains(&key) && !value.is_empty())
}

/// The options of a text such as `ro,z`.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|option| !option.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excludes_what() {
        for good in ["", "ro,z,U,rslave", "O", "O,upperdir=/u,workdir=/w", "idmap=uids=0-1-10", "nocopy,noexec,rbind"] {
            assert_eq!(check(&split(good)), Ok(()), "{good}");
        }
        for bad in ["ro,rw", "z,Z", "ro,ro", "shared,rslave", "O,upperdir=/u", "upperdir=/u,workdir=/w", "rx", "idmap="]
        {
            assert!(check(&split(bad)).is_err(), "{bad}");
        }
    }
}
