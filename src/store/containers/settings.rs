//! What most containers leave as it is: settings of the command's process, of its namespaces and of its kernel trees.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Settings beside the usual ones; the default changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// The file mode mask of the command.
    pub(crate) umask: Option<u32>,
    /// -1000 to 1000 (proc_pid_oom_score_adj(5)).
    pub(crate) oom_score_adj: Option<i32>,
    /// A name of the time zone database, or `local`.
    pub(crate) time_zone: Option<String>,
    /// Kernel parameters of the container's namespaces.
    pub(crate) sysctls: BTreeMap<String, String>,
    pub(crate) devices: Vec<Device>,
    /// The limits are those of the process that starts the container.
    pub(crate) host_limits: bool,
    pub(crate) dns_search: Vec<String>,
    pub(crate) dns_options: Vec<String>,
    /// Files of /etc that are the image's own.
    pub(crate) no_hosts: bool,
    pub(crate) no_hostname: bool,
    pub(crate) no_resolv_conf: bool,
    /// More paths to hide, and those not to: `ALL`, or paths whose last part may be `*`.
    pub(crate) mask: Vec<String>,
    pub(crate) unmask: Vec<String>,
    /// Options of procfs, such as `hidepid=2`.
    pub(crate) proc_options: Vec<String>,
    /// Ports that programs of the container listen on: `80/tcp`.
    pub(crate) exposed: Vec<String>,
    /// All of them are published.
    pub(crate) publish_all: bool,
    /// Files of the host that get the numbers of the first process and of the monitor.
    pub(crate) pid_file: Option<PathBuf>,
    pub(crate) monitor_pid_file: Option<PathBuf>,
    /// The file that got the container's id.
    pub(crate) id_file: Option<PathBuf>,
    /// A program of the host that runs the command as process 1, in place of our own.
    pub(crate) init_path: Option<PathBuf>,
    /// What the lines of /etc/hosts are added to.
    pub(crate) hosts_base: HostsBase,
    /// The command is systemd, or wants what systemd wants.
    pub(crate) systemd: bool,
    /// Who tells the service manager that the service is ready.
    pub(crate) sdnotify: SdNotify,
}

/// Where the first lines of a container's /etc/hosts come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HostsBase {
    /// The host's own file.
    #[default]
    Host,
    None,
    /// The file of the image.
    Image,
    /// A file of the host.
    File(PathBuf),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SdNotify {
    /// The container's own processes.
    #[default]
    Container,
    /// The engine, when the command runs.
    Conmon,
    /// The engine, when the container is healthy for the first time.
    Healthy,
    /// Nobody.
    Ignore,
}

/// A device of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Device {
    pub(crate) host: String,
    pub(crate) container: String,
    /// Some of `rwm`, for `inspect`: an unprivileged user's devices are what their files allow.
    pub(crate) permissions: String,
}
