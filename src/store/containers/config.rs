//! What was asked for: `config.json`. Plain data, every default decided. Only the name changes, and what `update`
//! changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accounts, Base, Cgroups, ContainerSecret, Groups, HealthCheck, Namespaces, Plan, RestartPolicy, Settings};
use crate::name::Digest;

/// `config.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Config {
    /// 64 hexadecimal digits.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: Timestamp,
    /// What its root filesystem is based on.
    #[serde(flatten)]
    pub(crate) base: Base,
    /// Diff ids of the image, the lowest first. The collector keeps these layers for as long as the container is there.
    pub(crate) layers: Vec<Digest>,
    /// How the root filesystem is put together, at every start; of a directory, who has the writable layer over it.
    #[serde(default)]
    pub(crate) plan: Plan,
    pub(crate) process: Process,
    pub(crate) hostname: String,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) mounts: Vec<Mount>,
    pub(crate) network: Network,
    #[serde(default)]
    pub(crate) namespaces: Namespaces,
    #[serde(default)]
    pub(crate) groups: Groups,
    #[serde(default)]
    pub(crate) accounts: Accounts,
    pub(crate) security: Security,
    /// Extra lines for /etc/hosts: name and address.
    #[serde(default)]
    pub(crate) add_host: Vec<(String, String)>,
    /// Name servers that replace those of the host.
    #[serde(default)]
    pub(crate) dns: Vec<String>,
    #[serde(default)]
    pub(crate) ulimits: Vec<Ulimit>,
    /// Size of /dev/shm in bytes.
    pub(crate) shm_size: u64,
    #[serde(default)]
    pub(crate) read_only: bool,
    /// Whether a read-only root has directories for scratch files.
    #[serde(default)]
    pub(crate) read_only_tmpfs: bool,
    /// PID 1 is a reaper that runs the command as its child.
    #[serde(default)]
    pub(crate) init: bool,
    #[serde(default)]
    pub(crate) auto_remove: bool,
    /// The ids of containers that are started before this one and not removed before it.
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    #[serde(default)]
    pub(crate) restart: RestartPolicy,
    #[serde(default)]
    pub(crate) health: Option<HealthCheck>,
    /// Whether that there is no check is the user's wish.
    #[serde(default)]
    pub(crate) no_health: bool,
    /// The image goes with the container, unless others need it.
    #[serde(default)]
    pub(crate) remove_image: bool,
    /// Seconds after which the container is killed; 0: never.
    #[serde(default)]
    pub(crate) timeout: u32,
    /// Signal number that `stop` sends first.
    pub(crate) stop_signal: i32,
    /// Seconds between that signal and SIGKILL.
    pub(crate) stop_timeout: u32,
    pub(crate) log: LogConfig,
    #[serde(default)]
    pub(crate) cgroups: Cgroups,
    #[serde(default)]
    pub(crate) settings: Settings,
    #[serde(default)]
    pub(crate) secrets: Vec<ContainerSecret>,
    /// Annotations, as the OCI runtime configuration has them.
    #[serde(default)]
    pub(crate) annotations: BTreeMap<String, String>,
    /// The command line that made the container.
    #[serde(default)]
    pub(crate) create_command: Vec<String>,
}

impl Config {
    /// Whether process 1 is a reaper of ours, and not the command or a program of the user's choice.
    pub(crate) fn runs_our_init(&self) -> bool {
        self.init && self.settings.init_path.is_none()
    }
}

/// What is executed, and how.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Process {
    pub(crate) entrypoint: Vec<String>,
    pub(crate) command: Vec<String>,
    /// `KEY=value`, in the order in which they were set, each key once.
    pub(crate) env: Vec<String>,
    pub(crate) cwd: String,
    /// The user has named it, and it must be there: that of an image is made.
    #[serde(default)]
    pub(crate) cwd_must_exist: bool,
    /// Made for it where they are missing: those of volumes, for the steps of a build.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) directories: Vec<String>,
    /// As typed: `user`, `uid`, `user:group`, `uid:gid`; resolved inside the container.
    pub(crate) user: String,
    pub(crate) terminal: bool,
    /// Standard input stays open (`-i`).
    pub(crate) stdin: bool,
}

impl Process {
    /// Entrypoint and command as one argument vector.
    pub(crate) fn args(&self) -> Vec<String> {
        [&self.entrypoint[..], &self.command[..]].concat()
    }
}

/// One mount that the user or the image asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mount {
    pub(crate) kind: MountKind,
    /// Absolute path on the host, or the name of a volume or image; empty where there is nothing.
    pub(crate) source: String,
    /// Absolute path in the container.
    pub(crate) destination: String,
    /// Options in mount(8)'s words, `ro` and `rw` among them, and in Podman's own: `U`, `O`, `idmap`, `subpath=…`.
    pub(crate) options: Vec<String>,
    /// A volume that goes with the container.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) anonymous: bool,
    /// The layers of an image that is mounted, the lowest first. The collector keeps them as it keeps the container's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) layers: Vec<Digest>,
}

impl Mount {
    /// Whether this word is among the options.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.options.iter().any(|option| option == word)
    }

    /// The value of the option `key=value`.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.options.iter().find_map(|option| option.strip_prefix(key)?.strip_prefix('='))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MountKind {
    Bind,
    Volume,
    Tmpfs,
    Ramfs,
    Devpts,
    Image,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Network {
    pub(crate) mode: NetworkMode,
    /// More words for the network helper's command line.
    #[serde(default)]
    pub(crate) args: Vec<String>,
    #[serde(default)]
    pub(crate) ports: Vec<Port>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum NetworkMode {
    None,
    Host,
    Pasta,
    Slirp4netns,
}

impl NetworkMode {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            NetworkMode::None => "none",
            NetworkMode::Host => "host",
            NetworkMode::Pasta => "pasta",
            NetworkMode::Slirp4netns => "slirp4netns",
        }
    }
}

/// A published port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Port {
    /// Address on the host; empty means all.
    #[serde(default)]
    pub(crate) host_ip: String,
    pub(crate) host: u16,
    pub(crate) container: u16,
    pub(crate) protocol: Protocol,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

impl Protocol {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Security {
    #[serde(default)]
    pub(crate) cap_add: Vec<String>,
    #[serde(default)]
    pub(crate) cap_drop: Vec<String>,
    #[serde(default)]
    pub(crate) privileged: bool,
    #[serde(default)]
    pub(crate) no_new_privileges: bool,
    #[serde(default)]
    pub(crate) seccomp: Seccomp,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Seccomp {
    #[default]
    Default,
    Unconfined,
    /// A profile in Docker's JSON format; kept here since its file may be gone at the next start.
    Profile {
        file: String,
        text: String,
    },
}

/// A resource limit: `soft` and `hard`, with `u64::MAX` for none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ulimit {
    /// Lower case, without `RLIMIT_`.
    pub(crate) name: String,
    pub(crate) soft: u64,
    pub(crate) hard: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogConfig {
    pub(crate) driver: LogDriver,
    #[serde(default)]
    pub(crate) path: Option<PathBuf>,
    /// Bytes after which the log is rotated.
    #[serde(default)]
    pub(crate) max_size: Option<u64>,
    /// How many files there are then, the one that is written to among them.
    #[serde(default)]
    pub(crate) max_files: Option<u32>,
    /// What the journal shows as CONTAINER_TAG, and as the sender.
    #[serde(default)]
    pub(crate) tag: String,
    /// More fields for the journal.
    #[serde(default)]
    pub(crate) labels: Vec<(String, String)>,
}

impl LogConfig {
    /// How many files the log has at most. Where nobody has said so, one older file is kept.
    pub(crate) fn files(&self) -> u32 {
        self.max_files.unwrap_or(2)
    }
}

/// The name of a log's file, 0 for the one that is written to.
pub(crate) fn log_file(path: &Path, number: u32) -> PathBuf {
    if number == 0 {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{number}"));
    name.into()
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogDriver {
    #[default]
    K8sFile,
    /// The same by Docker's name, in the same format.
    JsonFile,
    Journald,
    None,
    /// The container has the caller's own streams.
    Passthrough,
    /// The same, even when they are a terminal.
    PassthroughTty,
}

impl LogDriver {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            LogDriver::K8sFile => "k8s-file",
            LogDriver::JsonFile => "json-file",
            LogDriver::Journald => "journald",
            LogDriver::None => "none",
            LogDriver::Passthrough => "passthrough",
            LogDriver::PassthroughTty => "passthrough-tty",
        }
    }

    pub(crate) fn is_file(self) -> bool {
        matches!(self, LogDriver::K8sFile | LogDriver::JsonFile)
    }

    /// Whether the container has the caller's own streams.
    pub(crate) fn passes_through(self) -> bool {
        matches!(self, LogDriver::Passthrough | LogDriver::PassthroughTty)
    }
}
