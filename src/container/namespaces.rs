//! The namespaces that a container shares with others.

use std::borrow::Cow;
use std::os::fd::OwnedFd;

use rustix::process::Pid;

use super::{Request, accounts, userns};
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
    pub(crate) network: Namespace,
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
        network: one(&wanted.network)?,
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
        (Kind::Net, &wanted.network),
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
    let record = containers::load(store, id)?.ok_or_else(|| removed(id))?;
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

/// Makes a request for the network of another container one that can be met: the host's is nobody's to join, and is the
/// container's own as well. A name that nobody has chosen is that of the other one.
pub(super) fn follow_network(store: &Store, request: &mut Request) -> Result<()> {
    let Namespace::Container(name) = &request.namespaces.network else { return Ok(()) };
    let other = super::find(store, name)?.config;
    if other.network.mode == NetworkMode::Host {
        request.network = Some(NetworkMode::Host);
        request.namespaces.network = Namespace::Private;
    } else if request.namespaces.uts == Namespace::Private {
        request.hostname.get_or_insert(other.hostname);
    }
    Ok(())
}

/// The configuration with the network, the name servers and the hosts of whose network the container is in.
pub(super) fn with_network<'a>(store: &Store, config: &'a Config) -> Result<Cow<'a, Config>> {
    let Namespace::Container(id) = &config.namespaces.network else { return Ok(Cow::Borrowed(config)) };
    let other = containers::load(store, id)?.ok_or_else(|| removed(id))?.config;
    let other = with_network(store, &other)?.into_owned();
    let mut own = config.clone();
    own.network = other.network;
    own.dns = other.dns;
    own.settings.dns_search = other.settings.dns_search;
    own.settings.dns_options = other.settings.dns_options;
    own.add_host.extend(other.add_host);
    Ok(Cow::Owned(own))
}

fn removed(id: &str) -> Error {
    Error::new(format!("the container {id:.12} has been removed")).hint("make this one anew")
}

/// What `--network` says of it.
pub(super) fn network_name(mode: NetworkMode, namespace: &Namespace) -> String {
    match namespace {
        Namespace::Private | Namespace::Host => mode.as_str().to_owned(),
        joined => joined.to_string(),
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
