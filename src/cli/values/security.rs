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
    /// Paths to hide.
    Mask(Vec<String>),
    /// Paths not to hide; `ALL` is all of them.
    Unmask(Vec<String>),
    /// Options of procfs.
    ProcOptions(Vec<String>),
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
        ("mask", Some(paths)) => Ok(SecurityOpt::Mask(absolute(paths)?)),
        ("unmask", Some(paths)) if paths.eq_ignore_ascii_case("all") => Ok(SecurityOpt::Unmask(vec!["ALL".to_owned()])),
        ("unmask", Some(paths)) => Ok(SecurityOpt::Unmask(absolute(paths)?)),
        ("proc-opts", Some(options)) if !options.is_empty() => {
            Ok(SecurityOpt::ProcOptions(options.split(',').map(str::to_owned).collect()))
        }
        ("label", Some("disable")) | ("apparmor", Some("unconfined")) => Ok(SecurityOpt::Unlabelled),
        ("label" | "apparmor", _) => Err(format!("{text:?} is not supported: {key} confinement is not applied")),
        _ => Err(format!(
            "unknown security option {text:?}; there are no-new-privileges, seccomp, mask, unmask and proc-opts"
        )),
    }
}

/// Paths with colons between them.
fn absolute(paths: &str) -> Result<Vec<String>, String> {
    let paths: Vec<String> = paths.split(':').map(str::to_owned).collect();
    match paths.iter().find(|path| !path.starts_with('/')) {
        Some(path) => Err(format!("{path:?} is not an absolute path")),
        None => Ok(paths),
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
            ("mask=/a:/b", SecurityOpt::Mask(vec!["/a".into(), "/b".into()])),
            ("unmask=all", SecurityOpt::Unmask(vec!["ALL".into()])),
            ("proc-opts=hidepid=2,subset=pid", SecurityOpt::ProcOptions(vec!["hidepid=2".into(), "subset=pid".into()])),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        for text in [
            "",
            "seccomp",
            "seccomp=",
            "label=type:x_t",
            "apparmor=x",
            "no-new-privileges=x",
            "bogus=1",
            "mask=",
            "unmask=x",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
