//! The service manager that this process belongs to, asked over D-Bus for what only it may do: to move processes into a
//! unit of their own. A client of our own, since those there are start threads, and a monitor must have one.

mod address;
mod connection;
mod notify;
mod wire;

pub(crate) use address::{Address, Socket};
pub(crate) use notify::{Notify, Relay};

use connection::{Connection, UNIT_EXISTS};
use wire::{Call, Writer};

use crate::error::{Error, Result};

/// A transient scope (systemd.scope(5)) that shall be.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    /// With `.scope` at its end.
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    /// The slice that it goes into; the manager's choice when there is none.
    pub(crate) slice: Option<&'a str>,
}

/// A manager that can be asked.
#[derive(Debug)]
pub(crate) struct Manager {
    connection: Connection,
    on_bus: bool,
}

impl Manager {
    /// Connects to the first of `addresses` that answers. Nothing when there is none of them.
    ///
    /// # Errors
    /// What the last one that is there said.
    pub(crate) fn connect(addresses: &[Address]) -> Result<Option<Self>> {
        let mut failure = None;
        for address in addresses.iter().filter(|address| address.is_there()) {
            match Connection::open(address) {
                Ok(connection) => return Ok(Some(Self { connection, on_bus: matches!(address.socket, Socket::Bus) })),
                Err(error) => failure = Some(error),
            }
        }
        failure.map_or(Ok(None), Err)
    }

    /// Makes a scope and moves this process into it; its control groups below are ours. False when there is a unit of
    /// that name.
    pub(crate) fn start_scope(&mut self, scope: &Scope<'_>) -> Result<bool> {
        if self.on_bus {
            let rule = "type='signal',interface='org.freedesktop.systemd1.Manager',member='JobRemoved'";
            self.connection.bus("AddMatch", "s", |body| body.string(rule))?;
        }
        let answer = self.call("StartTransientUnit", "ssa(sv)a(sa(sv))", |body| {
            body.string(scope.name);
            body.string("fail");
            body.array(8, |body| properties(body, scope));
            body.array(8, |_| {});
        })?;
        let message = match answer {
            Ok(message) => message,
            Err(refused) if refused.name == UNIT_EXISTS => return Ok(false),
            Err(refused) => return Err(refused.into()),
        };
        let job = message.body().string()?;
        let result = self.connection.signal("JobRemoved", |mut body| {
            body.u32()?;
            let (path, _unit, result) = (body.string()?, body.string()?, body.string()?);
            Ok((path == job).then_some(result))
        })?;
        match result.as_str() {
            "done" => Ok(true),
            other => Err(Error::new(format!("the start of {} ended as {other:?}", scope.name)).into()),
        }
    }

    /// Moves a process into the control group `group`, which begins with `/`, below that of a unit.
    pub(crate) fn attach(&mut self, unit: &str, group: &str, pid: u32) -> Result<()> {
        let answer = self.call("AttachProcessesToUnit", "ssau", |body| {
            body.string(unit);
            body.string(group);
            body.array(4, |body| body.u32(pid));
        })?;
        answer.map(drop).map_err(Into::into)
    }

    fn call(
        &mut self,
        member: &str,
        signature: &str,
        body: impl FnOnce(&mut Writer),
    ) -> Result<std::result::Result<wire::Message, connection::Refused>> {
        let call = Call {
            destination: "org.freedesktop.systemd1",
            path: "/org/freedesktop/systemd1",
            interface: "org.freedesktop.systemd1.Manager",
            member,
            signature,
        };
        self.connection.call(&call, body)
    }
}

fn properties(body: &mut Writer, scope: &Scope<'_>) {
    body.property("Description", "s", |value| value.string(scope.description));
    if let Some(slice) = scope.slice {
        body.property("Slice", "s", |value| value.string(slice));
    }
    body.property("Delegate", "b", |value| value.boolean(true));
    // 0 is who calls.
    body.property("PIDs", "au", |value| value.array(4, |value| value.u32(0)));
    body.property("CollectMode", "s", |value| value.string("inactive-or-failed"));
}
