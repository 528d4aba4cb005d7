//! `--security-opt`.

use std::path::PathBuf;

/// Which system calls are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seccomp {
    /// All of them.
    Unconfined,
    /// As a profile in this file says.
    Profile(PathBuf),
}

/// One `--security-opt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SecurityOpt {
    NoNewPrivileges(bool),
    Seccomp(Seccomp),
    /// `label=disable`, `apparmor=unconfined`: what is always so here.
    Unlabelled,
}

/// Parses `no-new-privileges[=bool]`, `seccomp=unconfined|FILE`, `label=disable` or `apparmor=unconfined`; a colon may
/// stand for the equals sign.
pub(crate) fn parse(text: &str) -> Result<SecurityOpt, String> {
    let (key, value) = match text.split_once(['=', ':']) {
        Some((key, value)) => (key, Some(value)),
        None => (text, None),
    };
    match (key, value) {
        ("no-new-privileges", None | Some("true" | "1")) => Ok(SecurityOpt::NoNewPrivileges(true)),
        ("no-new-privileges", Some("false" | "0")) => Ok(SecurityOpt::NoNewPrivileges(false)),
        ("seccomp", Some("unconfined")) => Ok(SecurityOpt::Seccomp(Seccomp::Unconfined)),
        ("seccomp", Some(path)) if !path.is_empty() => Ok(SecurityOpt::Seccomp(Seccomp::Profile(path.into()))),
        ("label", Some("disable")) | ("apparmor", Some("unconfined")) => Ok(SecurityOpt::Unlabelled),
        ("label" | "apparmor", _) => Err(format!("{text:?} is not supported: {key} confinement is not applied")),
        _ => Err(format!("unknown security option {text:?}; there are no-new-privileges and seccomp=unconfined|FILE")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases = [
            ("no-new-privileges", SecurityOpt::NoNewPrivileges(true)),
            ("no-new-privileges:true", SecurityOpt::NoNewPrivileges(true)),
            ("no-new-privileges=false", SecurityOpt::NoNewPrivileges(false)),
            ("seccomp=unconfined", SecurityOpt::Seccomp(Seccomp::Unconfined)),
            ("seccomp:unconfined", SecurityOpt::Seccomp(Seccomp::Unconfined)),
            ("seccomp=/p:1.json", SecurityOpt::Seccomp(Seccomp::Profile("/p:1.json".into()))),
            ("label=disable", SecurityOpt::Unlabelled),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        for text in ["", "seccomp", "seccomp=", "label=type:x_t", "apparmor=x", "no-new-privileges=x", "bogus=1"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
