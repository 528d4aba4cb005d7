//! What was typed about namespaces and users, as plain data.

use crate::cli::values::userns::{Auto, KeepId};
use crate::cli::values::{self, Userns};
use crate::cli::{NamespaceArgs, SharedArgs};
use crate::container::{Mapping, Mappings, WantedAccounts, WantedNamespaces, WantedUserns};
use crate::error::{Error, Result};
use crate::rootless::Range;
use crate::store::containers::{Groups, Namespace};

/// Every flag is named, so that a new one does not compile until it has a meaning.
pub(super) fn wanted(args: NamespaceArgs) -> Result<WantedNamespaces> {
    let NamespaceArgs {
        shared: SharedArgs { cgroupns, group_add, ipc, pid, uts },
        gidmap,
        group_entry,
        hostuser,
        passwd,
        passwd_entry,
        subgidname,
        subuidname,
        uidmap,
        userns: mode,
    } = args;
    Ok(WantedNamespaces {
        pid: namespace(pid),
        ipc: namespace(ipc),
        uts: namespace(uts),
        cgroup: namespace(cgroupns),
        // One of the flags about the network says so.
        network: Namespace::Private,
        user: userns(mode, &uidmap, &gidmap, (subuidname, subgidname))?,
        groups: groups(group_add)?,
        accounts: WantedAccounts { none: !passwd, passwd_entry, group_entry, host_users: hostuser },
    })
}

/// The user namespace, from its several flags.
fn userns(
    userns: Option<Userns>,
    uidmap: &[values::Mapping],
    gidmap: &[values::Mapping],
    names: (Option<String>, Option<String>),
) -> Result<WantedUserns> {
    match (userns, names) {
        (None | Some(Userns::Host), (None, None)) if uidmap.is_empty() && gidmap.is_empty() => Ok(WantedUserns::Shared),
        (None, (None, None)) => Ok(WantedUserns::Maps(both(uidmap, gidmap))),
        (None, (users, groups)) if uidmap.is_empty() && gidmap.is_empty() => {
            let one = users.clone().or_else(|| groups.clone()).unwrap_or_default();
            let (users, groups) = (users.unwrap_or_else(|| one.clone()), groups.unwrap_or(one));
            Ok(WantedUserns::Names { users, groups })
        }
        (None, _) => {
            let message = "maps are given by --uidmap and --gidmap, or by --subuidname and --subgidname, not by both";
            Err(Error::new(message).into())
        }
        (Some(Userns::Host), _) => Ok(WantedUserns::Shared),
        (Some(Userns::Private), _) => Ok(WantedUserns::Private),
        (Some(Userns::KeepId(KeepId { uid, gid, size })), _) => Ok(WantedUserns::KeepId { uid, gid, size }),
        (Some(Userns::Auto(Auto { size, uid, gid })), _) => {
            Ok(WantedUserns::Auto { size, maps: Mappings { uid: plain(&uid, |_| true), gid: plain(&gid, |_| true) } })
        }
        (Some(Userns::NoMap), _) => Ok(WantedUserns::NoMap),
        (Some(Userns::Container(name)), _) => Ok(WantedUserns::Container(name)),
        (Some(Userns::Path(path)), _) => Ok(WantedUserns::Path(path)),
    }
}

/// Where only one of the two maps is given, it counts for both, but for what its flags keep from the other.
fn both(uidmap: &[values::Mapping], gidmap: &[values::Mapping]) -> Mappings {
    let (users, groups) = match (uidmap, gidmap) {
        (users, []) => (users, users),
        ([], groups) => (groups, groups),
        both => both,
    };
    Mappings { uid: plain(users, |mapping| mapping.users), gid: plain(groups, |mapping| mapping.groups) }
}

fn plain(mappings: &[values::Mapping], counts: impl Fn(&values::Mapping) -> bool) -> Vec<Mapping> {
    let plain = |mapping: &values::Mapping| Mapping {
        range: Range { inside: mapping.container, outside: mapping.from, len: mapping.amount },
        of_host: mapping.host,
        extends: mapping.extends,
    };
    mappings.iter().filter(|mapping| counts(mapping)).map(plain).collect()
}

/// One of the other namespaces.
fn namespace(namespace: Option<values::Namespace>) -> Namespace {
    match namespace {
        None | Some(values::Namespace::Private) => Namespace::Private,
        Some(values::Namespace::Host) => Namespace::Host,
        Some(values::Namespace::Container(name)) => Namespace::Container(name),
        Some(values::Namespace::Path(path)) => Namespace::Path(path),
    }
}

/// `--group-add`.
fn groups(groups: Vec<String>) -> Result<Groups> {
    match groups.as_slice() {
        [one] if one == "keep-groups" => Ok(Groups::Keep),
        several if several.iter().any(|group| group == "keep-groups") => {
            let message = "the '--group-add keep-groups' option is not allowed with any other --group-add options";
            Err(Error::new(message).into())
        }
        _ => Ok(Groups::Add(groups)),
    }
}
