//! The namespaces that a container shares with others.

use std::os::fd::OwnedFd;

use rustix::process::Pid;

use super::{accounts, userns};
use crate::error::{Context, Error, Result};
use crate::store::Store;
use crate::store::containers::{self, Config, Groups, Namespace, NetworkMode, Status, Userns};
use crate::sys::namespace::{self, Kind};
use crate::sys::proc;

/// What was asked for; containers are named as they were typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) pid: Namespace,
    pub(crate) ipc: Namespace,
    pub(crate) uts: Namespace,
    pub(crate) cgroup: Namespace,
    pub(crate) user: userns::Wanted,
    pub(crate) groups: Groups,
    pub(crate) accounts: accounts::Wanted,
}

/// Names are turned into ids, and what has no answer gets its default.
pub(super) fn decide(store: &Store, wanted: &Wanted, user: Userns) -> Result<containers::Namespaces> {
    let one = |namespace: &Namespace| -> Result<Namespace> {
        Ok(match namespace {
            Namespace::Container(name) => Namespace::Container(super::find(store, name)?.config.id),
            other => other.clone(),
        })
    };
    Ok(containers::Namespaces {
        pid: one(&wanted.pid)?,
        ipc: one(&wanted.ipc)?,
        uts: one(&wanted.uts)?,
        cgroup: one(&wanted.cgroup)?,
        user,
    })
}

/// Handles on the namespaces of others that a container is in.
pub(super) fn joined(store: &Store, config: &Config) -> Result<Vec<(Kind, OwnedFd)>> {
    let wanted = &config.namespaces;
    let user = match &wanted.user {
        Userns::Shared | Userns::Own(_) | Userns::Auto(_) => Namespace::Private,
        Userns::Container(id) => Namespace::Container(id.clone()),
        Userns::Path(path) => Namespace::Path(path.clone()),
    };
    let table = [
        (Kind::Pid, &wanted.pid),
        (Kind::Ipc, &wanted.ipc),
        (Kind::Uts, &wanted.uts),
        (Kind::Cgroup, &wanted.cgroup),
        (Kind::User, &user),
    ];
    let mut joined = Vec::new();
    for (kind, namespace) in table {
        let describe = || format!("cannot join the {} namespace {namespace}", kind.name());
        joined.extend(handle(store, kind, namespace).with_context(describe)?.map(|handle| (kind, handle)));
    }
    Ok(joined)
}

fn handle(store: &Store, kind: Kind, namespace: &Namespace) -> Result<Option<OwnedFd>> {
    match namespace {
        Namespace::Private | Namespace::Host => Ok(None),
        Namespace::Path(path) => namespace::open(path).map(Some),
        Namespace::Container(id) => of_container(store, kind, id).map(Some),
    }
}

/// The namespace of the first process of a container that runs.
fn of_container(store: &Store, kind: Kind, id: &str) -> Result<OwnedFd> {
    let record = containers::load(store, id)?
        .ok_or_else(|| Error::new(format!("the container {id:.12} has been removed")).hint("make this one anew"))?;
    let name = &record.config.name;
    let stopped = || {
        Error::new(format!("the container {name} does not run"))
            .hint(format!("start it first (`coracle start {name}`)"))
    };
    let (Status::Running | Status::Paused | Status::Stopping, Some(process)) =
        (record.state.status, record.state.process)
    else {
        return Err(stopped().into());
    };
    let handle = namespace::of(Pid::from_raw(process.pid).ok_or_else(stopped)?, kind)?;
    // The handle was taken first: if the number means the recorded process now, so does the handle.
    match proc::start_time(process.pid) == Some(process.start_time) {
        true => Ok(handle),
        false => Err(stopped().into()),
    }
}

/// Whether the host's name is the container's.
pub(super) fn has_host_name(network: NetworkMode, uts: &Namespace) -> bool {
    match uts {
        Namespace::Host => true,
        Namespace::Private => network == NetworkMode::Host,
        Namespace::Container(_) | Namespace::Path(_) => false,
    }
}
