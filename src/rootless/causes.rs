//! Why the kernel refuses a user namespace, and the one command that mends it.

use std::path::Path;

use rustix::io::Errno;

use crate::error::Error;

/// What `/proc/sys` says about user namespaces; absent knobs are `None`.
#[derive(Debug, Clone, Default)]
pub(super) struct Knobs {
    max_user_namespaces: Option<String>,
    unprivileged_userns_clone: Option<String>,
    apparmor_restrict: Option<String>,
    in_container: bool,
}

impl Knobs {
    /// Reads them: only after something failed.
    pub(super) fn read() -> Self {
        let knob = |name: &str| {
            let text = std::fs::read_to_string(Path::new("/proc/sys").join(name)).ok()?;
            Some(text.trim().to_owned())
        };
        let marks = ["/run/.containerenv", "/.dockerenv"];
        Self {
            max_user_namespaces: knob("user/max_user_namespaces"),
            unprivileged_userns_clone: knob("kernel/unprivileged_userns_clone"),
            apparmor_restrict: knob("kernel/apparmor_restrict_unprivileged_userns"),
            in_container: marks.iter().any(|path| Path::new(path).exists()),
        }
    }
}

/// The error for an `unshare(CLONE_NEWUSER)` that gave `errno`.
pub(super) fn unshare_refused(errno: Errno, knobs: &Knobs) -> Error {
    let is = |knob: &Option<String>, value: &str| knob.as_deref() == Some(value);
    let what = format!("cannot make a user namespace ({errno})");
    if is(&knobs.max_user_namespaces, "0") {
        return Error::new(format!("{what}: user.max_user_namespaces is 0"))
            .hint("run `sudo sysctl user.max_user_namespaces=28633`");
    }
    if is(&knobs.unprivileged_userns_clone, "0") {
        return Error::new(format!("{what}: kernel.unprivileged_userns_clone is 0"))
            .hint("run `sudo sysctl kernel.unprivileged_userns_clone=1`");
    }
    match errno {
        Errno::NOSPC | Errno::USERS => Error::new(format!("{what}: too many are in use, or nested more than 32 deep"))
            .hint("run `sudo sysctl user.max_user_namespaces=28633`"),
        Errno::PERM if knobs.in_container => Error::new(format!("{what}: the container around this one forbids it"))
            .hint("run the outer container with `--security-opt seccomp=unconfined`"),
        Errno::PERM => {
            Error::new(format!("{what}: a security policy forbids it, or the root directory was changed by chroot"))
                .hint("see `dmesg` for the policy that refused")
        }
        _ => Error::new(what),
    }
}

/// The error for id maps that could not be written although the namespace was made. AppArmor's restriction shows only
/// here and later: the namespace comes into being without capabilities.
pub(super) fn map_refused(cause: &str, knobs: &Knobs, no_new_privs: bool) -> Error {
    let what = format!("cannot write the id maps of the user namespace: {cause}");
    if no_new_privs {
        return Error::new(format!("{what}: this process runs with no_new_privs, so newuidmap gets no privileges"))
            .hint("run it without no_new_privs (in a systemd unit, `NoNewPrivileges=no`)");
    }
    if knobs.apparmor_restrict.as_deref() == Some("1") {
        return Error::new(format!("{what}: kernel.apparmor_restrict_unprivileged_userns is 1"))
            .hint("run `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`");
    }
    Error::new(what).hint(newuidmap_hint(cause))
}

fn newuidmap_hint(cause: &str) -> &'static str {
    let lower = cause.to_lowercase();
    if lower.contains("not allowed") || lower.contains("overlap") {
        "check that the ranges in /etc/subuid and /etc/subgid belong to you and do not overlap"
    } else {
        "check that newuidmap and newgidmap are setuid root: run `sudo chmod u+s /usr/bin/newuidmap /usr/bin/newgidmap`"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::one_line;

    fn knobs() -> Knobs {
        Knobs { max_user_namespaces: Some("100".into()), ..Knobs::default() }
    }

    #[test]
    fn each_cause_names_its_cure() {
        let none = Knobs { max_user_namespaces: Some("0".into()), ..knobs() };
        let debian = Knobs { unprivileged_userns_clone: Some("0".into()), ..knobs() };
        let nested = Knobs { in_container: true, ..knobs() };
        let cases = [
            (Errno::NOSPC, none, "user.max_user_namespaces=28633"),
            (Errno::PERM, debian, "kernel.unprivileged_userns_clone=1"),
            (Errno::PERM, nested, "seccomp=unconfined"),
            (Errno::PERM, knobs(), "dmesg"),
            (Errno::USERS, knobs(), "too many"),
        ];
        for (errno, knobs, words) in cases {
            let line = one_line(&unshare_refused(errno, &knobs).into());
            assert!(line.contains(words), "{line}");
        }
    }

    #[test]
    fn refused_maps() {
        let apparmor = Knobs { apparmor_restrict: Some("1".into()), ..knobs() };
        let cases = [
            (map_refused("x", &apparmor, false), "apparmor_restrict_unprivileged_userns=0"),
            (map_refused("x", &apparmor, true), "NoNewPrivileges=no"),
            (map_refused("newuidmap: uid range [1-5) -> [1-5) not allowed", &knobs(), false), "/etc/subuid"),
            (map_refused("newuidmap: write to uid_map failed: Operation not permitted", &knobs(), false), "chmod u+s"),
        ];
        for (error, words) in cases {
            let line = one_line(&error.into());
            assert!(line.contains(words), "{line}");
        }
    }
}
