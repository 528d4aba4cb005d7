//! The service manager that this process belongs to, as far as the environment tells.

use std::path::PathBuf;

use super::Env;
use crate::systemd::Address;

/// Where the service manager is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Systemd {
    /// Where it may listen, the fastest first.
    pub(crate) managers: Vec<Address>,
    /// Whether it has started this process, or one that this process comes from.
    pub(crate) in_service: bool,
}

impl Systemd {
    pub(super) fn new(env: &Env) -> Self {
        Self { managers: managers(env), in_service: env.get("INVOCATION_ID").is_some() }
    }
}

/// Root has the system's manager, everybody else one of their own.
fn managers(env: &Env) -> Vec<Address> {
    if env.uid() == 0 {
        return vec![Address::private("/run/systemd/private"), Address::bus("/run/dbus/system_bus_socket")];
    }
    let dir = env.path("XDG_RUNTIME_DIR").unwrap_or_else(|| PathBuf::from(format!("/run/user/{}", env.uid())));
    let session = env.get("DBUS_SESSION_BUS_ADDRESS").and_then(|list| list.to_str()).unwrap_or_default();
    let mut managers = vec![Address::private(dir.join("systemd/private"))];
    managers.extend(Address::parse_buses(session));
    managers.push(Address::bus(dir.join("bus")));
    managers
}
