//! The service manager that this process belongs to, as far as the environment tells.

use std::path::PathBuf;

use super::Env;
use crate::systemd::{Address, Notify};

/// Where the service manager is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Systemd {
    /// Where it may listen, the fastest first.
    pub(crate) managers: Vec<Address>,
    /// Whether it has started this process, or one that this process comes from.
    pub(crate) in_service: bool,
    /// Where it wants to be told how the service does.
    pub(crate) notify: Option<Notify>,
    /// What it has opened for the service.
    pub(crate) sockets: Option<Sockets>,
}

/// Descriptors that were handed down, from number 3 on (sd_listen_fds(3)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sockets {
    pub(crate) count: u32,
    /// Their names, with colons between.
    pub(crate) names: Option<String>,
}

impl Systemd {
    pub(super) fn new(env: &Env) -> Self {
        Self {
            managers: managers(env),
            in_service: env.get("INVOCATION_ID").is_some(),
            notify: text(env, "NOTIFY_SOCKET").and_then(Notify::parse),
            sockets: sockets(env, std::process::id()),
        }
    }
}

fn text<'a>(env: &'a Env, name: &str) -> Option<&'a str> {
    env.get(name)?.to_str()
}

/// Variables that were meant for another process count as not set.
fn sockets(env: &Env, pid: u32) -> Option<Sockets> {
    let number = |name| text(env, name)?.parse::<u32>().ok();
    let count = number("LISTEN_FDS").filter(|count| *count > 0 && number("LISTEN_PID") == Some(pid))?;
    Some(Sockets { count, names: text(env, "LISTEN_FDNAMES").map(str::to_owned) })
}

/// Root has the system's manager, everybody else one of their own.
fn managers(env: &Env) -> Vec<Address> {
    if env.uid() == 0 {
        return vec![Address::private("/run/systemd/private"), Address::bus("/run/dbus/system_bus_socket")];
    }
    let dir = env.path("XDG_RUNTIME_DIR").unwrap_or_else(|| PathBuf::from(format!("/run/user/{}", env.uid())));
    let session = text(env, "DBUS_SESSION_BUS_ADDRESS").unwrap_or_default();
    let mut managers = vec![Address::private(dir.join("systemd/private"))];
    managers.extend(Address::parse_buses(session));
    managers.push(Address::bus(dir.join("bus")));
    managers
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn sockets_are_for_one_process() {
        let sockets = |vars: &[(&str, &str)]| sockets(&Env::fake(Path::new("/nowhere"), vars), 7);
        let two = [("LISTEN_FDS", "2"), ("LISTEN_PID", "7"), ("LISTEN_FDNAMES", "http:https")];
        assert_eq!(sockets(&two), Some(Sockets { count: 2, names: Some("http:https".to_owned()) }));
        assert_eq!(sockets(&[("LISTEN_FDS", "2"), ("LISTEN_PID", "8")]), None);
        assert_eq!(sockets(&[("LISTEN_FDS", "0"), ("LISTEN_PID", "7")]), None);
        assert_eq!(sockets(&[("LISTEN_FDS", "2")]), None);
    }
}
