//! Which namespaces a container is in, and who its users are: parts of `config.json`.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::rootless::IdMaps;

/// The namespaces that can be chosen one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Namespaces {
    pub(crate) pid: Namespace,
    pub(crate) ipc: Namespace,
    pub(crate) uts: Namespace,
    pub(crate) cgroup: Namespace,
    /// Where it is not private, the container has no network of its own.
    pub(crate) network: Namespace,
    pub(crate) user: Userns,
}

/// Where a namespace comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Namespace {
    /// A new one.
    #[default]
    Private,
    /// The host's.
    Host,
    /// That of the container with this full id, which must be running.
    Container(String),
    /// The one that this is a file of.
    Path(PathBuf),
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Namespace::Private => f.write_str("private"),
            Namespace::Host => f.write_str("host"),
            Namespace::Container(id) => write!(f, "container:{id}"),
            Namespace::Path(path) => write!(f, "ns:{}", path.display()),
        }
    }
}

/// Where the user namespace comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Userns {
    /// The one that the user's containers share: its root is the user, the others are subordinate ids.
    #[default]
    Shared,
    /// One of its own below that one, whose ids the maps' outer ids are. Decided when the container is made, and the same
    /// at every start.
    Own(IdMaps),
    /// As [`Userns::Own`]; its ids are no other such container's for as long as the container is there.
    Auto(IdMaps),
    /// That of the container with this full id, which must be running.
    Container(String),
    /// The one that this is a file of.
    Path(PathBuf),
}

impl Userns {
    /// The maps of a user namespace of its own.
    pub(crate) fn maps(&self) -> Option<&IdMaps> {
        match self {
            Userns::Own(maps) | Userns::Auto(maps) => Some(maps),
            Userns::Shared | Userns::Container(_) | Userns::Path(_) => None,
        }
    }
}

/// What is added to the image's files of users, where it does not know the ids: lines of passwd(5) and group(5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Accounts {
    pub(crate) passwd: Vec<String>,
    pub(crate) group: Vec<String>,
}

/// The supplementary groups of the container's command, besides those that the image gives its user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Groups {
    /// Names and numbers of the container.
    Add(Vec<String>),
    /// Those of the user on the host, and no others.
    Keep,
}

impl Groups {
    /// Those that are added, by name or number.
    pub(crate) fn added(&self) -> &[String] {
        match self {
            Groups::Add(groups) => groups,
            Groups::Keep => &[],
        }
    }
}

impl Default for Groups {
    fn default() -> Self {
        Groups::Add(Vec::new())
    }
}
