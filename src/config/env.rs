//! The environment, captured once.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

use crate::sys;

/// The variables of this process and its effective user, and where system-wide configuration lies.
#[derive(Debug, Clone)]
pub(crate) struct Env {
    vars: BTreeMap<OsString, OsString>,
    uid: u32,
    etc: PathBuf,
}

impl Env {
    /// Reads the environment of this process.
    pub(crate) fn capture() -> Self {
        Env { vars: std::env::vars_os().collect(), uid: sys::user::effective_uid(), etc: "/etc".into() }
    }

    /// The value of a variable; an empty one counts as not set.
    pub(crate) fn get(&self, name: &str) -> Option<&OsStr> {
        self.vars.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// All variables.
    pub(crate) fn vars(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.vars.iter().map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }

    /// The value of a variable that must be an absolute path; a relative one counts as not set (XDG base directory
    /// specification).
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    /// The effective user id.
    pub(crate) fn uid(&self) -> u32 {
        self.uid
    }

    /// Where system-wide configuration lies: `/etc`, except in tests.
    pub(crate) fn etc(&self) -> &Path {
        &self.etc
    }

    /// Where the distribution's own configuration lies: `/usr/share`, except in tests.
    pub(crate) fn usr_share(&self) -> PathBuf {
        if self.etc == Path::new("/etc") { "/usr/share".into() } else { self.etc.join("usr/share") }
    }

    /// The user's home directory: `$HOME`, else what passwd(5) says.
    pub(crate) fn home(&self) -> Option<PathBuf> {
        self.path("HOME").or_else(|| home_in_passwd(&std::fs::read(self.etc.join("passwd")).ok()?, self.uid))
    }

    /// `$XDG_CONFIG_HOME`, else `~/.config`.
    pub(crate) fn config_home(&self) -> Option<PathBuf> {
        self.path("XDG_CONFIG_HOME").or_else(|| Some(self.home()?.join(".config")))
    }

    #[cfg(test)]
    pub(crate) fn fake(etc: &Path, vars: &[(&str, &str)]) -> Self {
        let vars = vars.iter().map(|(name, value)| (name.into(), value.into())).collect();
        Env { vars, uid: sys::user::effective_uid(), etc: etc.to_owned() }
    }
}

/// The home directory of a user in the text of passwd(5).
fn home_in_passwd(passwd: &[u8], uid: u32) -> Option<PathBuf> {
    passwd.split(|b| *b == b'\n').find_map(|line| {
        let fields: Vec<&[u8]> = line.split(|b| *b == b':').collect();
        let (id, home) = (fields.get(2)?, fields.get(5)?);
        let id: u32 = std::str::from_utf8(id).ok()?.parse().ok()?;
        (id == uid).then(|| PathBuf::from(OsStr::from_bytes(home))).filter(|path| path.is_absolute())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwd_is_read_by_field() {
        let passwd = b"root:x:0:0:root:/root:/bin/bash\nbroken\ndev:x:1000:1000::/home/dev:/bin/sh\nrel:x:7:7::home:\n";
        for (uid, home) in [(0, Some("/root")), (1000, Some("/home/dev")), (7, None), (8, None)] {
            assert_eq!(home_in_passwd(passwd, uid), home.map(PathBuf::from));
        }
    }

    #[test]
    fn empty_and_relative_values_count_as_unset() {
        let env = Env::fake(Path::new("/nowhere"), &[("A", ""), ("B", "x/y"), ("C", "/x")]);
        assert_eq!((env.get("A"), env.path("B"), env.path("C")), (None, None, Some("/x".into())));
        assert_eq!(env.home(), None);
    }
}
