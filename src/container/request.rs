//! From what was asked for and what the image says to a configuration with every default decided.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::env::Unset;
use super::health::{self, WantedHealth};
use super::settings::{self, WantsSystemd};
use super::volumes::{self, ImageVolumes, MountsOf};
use super::{accounts, dependencies, env, namespaces, ports, update, userns};
use crate::error::{Error, Kind, Result};
use crate::name::Digest;
use crate::rootfs;
use crate::store::Store;
use crate::store::containers::{
    Base, Cgroups, Config, HealthCheck, LogConfig, Mount, Namespace, Network, NetworkMode, Plan, Port, Process,
    RestartPolicy, RootDirectory, SdNotify, Security, Settings, ShownAs, Ulimit,
};

/// What the user asked for. `None` and empty leave the decision to the image, then to our defaults.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) name: Option<String>,
    pub(crate) command: Vec<String>,
    /// An empty vector clears the image's entrypoint.
    pub(crate) entrypoint: Option<Vec<String>>,
    /// Variables set for this container: they override the image's.
    pub(crate) env: Vec<(String, String)>,
    /// The same, with `${NAME}` in their values for what the image sets.
    pub(crate) env_merge: Vec<(String, String)>,
    pub(crate) unset_env: Unset,
    pub(crate) systemd: WantsSystemd,
    pub(crate) settings: Settings,
    /// Names or ids of secrets, and how the container sees them.
    pub(crate) secrets: Vec<(String, ShownAs)>,
    pub(crate) annotations: Vec<(String, String)>,
    /// Variables that come from the host's settings (proxies): the image's override them.
    pub(crate) host_env: Vec<(String, String)>,
    pub(crate) workdir: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) hostname: Option<String>,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) mounts: Vec<Mount>,
    /// Other containers whose mounts it has as well.
    pub(crate) volumes_from: Vec<MountsOf>,
    pub(crate) image_volumes: ImageVolumes,
    pub(crate) network: Option<NetworkMode>,
    /// More words for the network helper's command line.
    pub(crate) network_args: Vec<String>,
    pub(crate) ports: Vec<Port>,
    pub(crate) add_host: Vec<(String, String)>,
    pub(crate) dns: Vec<String>,
    pub(crate) namespaces: namespaces::Wanted,
    pub(crate) security: Security,
    pub(crate) cgroups: Cgroups,
    pub(crate) ulimits: Vec<Ulimit>,
    pub(crate) shm_size: Option<u64>,
    pub(crate) read_only: bool,
    /// Whether a read-only root has directories for scratch files.
    pub(crate) read_only_tmpfs: bool,
    pub(crate) init: bool,
    pub(crate) auto_remove: bool,
    /// Names or ids of containers that are started before this one.
    pub(crate) requires: Vec<String>,
    pub(crate) restart: RestartPolicy,
    pub(crate) health: WantedHealth,
    pub(crate) terminal: bool,
    pub(crate) stdin: bool,
    pub(crate) stop_signal: Option<i32>,
    pub(crate) stop_timeout: u32,
    pub(crate) log: LogConfig,
    pub(crate) remove_image: bool,
    /// Seconds after which the container is killed; 0: never.
    pub(crate) timeout: u32,
    pub(crate) create_command: Vec<String>,
    /// How the root filesystem is put together.
    pub(crate) plan: rootfs::Wanted,
}

/// What a container is made from, and what an image contributes besides its files.
#[derive(Debug, Clone)]
pub(crate) struct Defaults {
    pub(crate) base: Base,
    pub(crate) layers: Vec<Digest>,
    pub(crate) entrypoint: Vec<String>,
    pub(crate) command: Vec<String>,
    pub(crate) env: Vec<String>,
    pub(crate) workdir: String,
    pub(crate) user: String,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) stop_signal: Option<i32>,
    pub(crate) health: Option<HealthCheck>,
    /// The ports that it says its programs listen on.
    pub(crate) exposed: Vec<String>,
    /// The directories that it declares as volumes.
    pub(crate) volumes: Vec<String>,
}

impl Defaults {
    /// A directory says nothing of what is run in it.
    pub(crate) fn of_directory(directory: RootDirectory) -> Self {
        Self {
            base: Base::Directory(directory),
            layers: Vec::new(),
            entrypoint: Vec::new(),
            command: Vec::new(),
            env: Vec::new(),
            workdir: String::new(),
            user: String::new(),
            labels: BTreeMap::new(),
            stop_signal: None,
            health: None,
            exposed: Vec::new(),
            volumes: Vec::new(),
        }
    }
}

/// Docker's and Podman's size of /dev/shm: 64 MB, in bytes.
const SHM_SIZE: u64 = 65_536_000;
const SIGTERM: i32 = 15;

/// Decides everything that `request` leaves open.
///
/// # Errors
/// A bad or missing command, name or working directory.
pub(crate) fn resolve(
    store: &Store,
    mut request: Request,
    image: Defaults,
    default_network: NetworkMode,
    host_name: &str,
) -> Result<Config> {
    let id = crate::name::random_id()?;
    let name = name(&request)?;
    let requires = dependencies::find(store, &request.requires)?;
    let (network, exposed) = network(&mut request, &image, default_network)?;
    update::check_restart(request.restart, request.auto_remove)?;
    request.cgroups.limits.check()?;
    let cwd = workdir(&request, &image)?;
    let user = user(&request, &image);
    let accounts = accounts::wanted(&request, &user, &cwd)?;
    let userns = userns::decide(store, &request.namespaces.user, &image, &user)?;
    let namespaces = namespaces::decide(store, &request.namespaces, userns)?;
    let own_name = if namespaces::has_host_name(network.mode, &namespaces.uts) { host_name } else { &id[..12] };
    let hostname = hostname(&request, &namespaces.uts, own_name)?;
    let (entrypoint, command) = command_line(request.entrypoint, request.command, image.entrypoint, image.command)
        .ok_or_else(|| no_command(&image.base))?;
    let mut settings = Settings { exposed, ..request.settings };
    settings.systemd = settings::is_systemd(request.systemd, &entrypoint, &command);
    settings::check(&settings, &network, &namespaces)?;
    let (no_health, health) = (request.health.is_none(), health::decide(request.health, image.health)?);
    if settings.sdnotify == SdNotify::Healthy && health.is_none() {
        let message = "--sdnotify healthy needs a health check";
        return Err(Error::new(message).hint("give one with --health-cmd").into());
    }
    settings::check_names(&settings, &request.dns, network.mode, &namespaces)?;
    let mut env = env::merge(&env::Parts {
        image: &image.env,
        host: &request.host_env,
        user: &request.env,
        merged: &request.env_merge,
        unset: &request.unset_env,
        terminal: request.terminal,
        hostname: &hostname,
    });
    let stop_signal = if settings.systemd { settings::SYSTEMD_STOP } else { SIGTERM };
    if settings.systemd {
        env.push(format!("container_uuid={id:.32}"));
    }
    let (terminal, stdin, cwd_must_exist) = (request.terminal, request.stdin, request.workdir.is_some());
    let directories = Vec::new();
    let process = Process { entrypoint, command, env, cwd, cwd_must_exist, directories, user, terminal, stdin };
    let mounts =
        volumes::all_mounts(store, request.mounts, &request.volumes_from, &image.volumes, request.image_volumes)?;
    let mut labels = image.labels;
    labels.extend(request.labels);
    Ok(Config {
        id,
        name,
        created: Timestamp::now(),
        base: image.base,
        layers: image.layers,
        plan: Plan::default(),
        process,
        hostname,
        labels,
        mounts,
        network,
        namespaces,
        groups: request.namespaces.groups,
        accounts,
        security: request.security,
        add_host: request.add_host,
        dns: request.dns,
        ulimits: request.ulimits,
        shm_size: request.shm_size.unwrap_or(SHM_SIZE),
        read_only: request.read_only,
        read_only_tmpfs: request.read_only_tmpfs,
        init: request.init,
        auto_remove: request.auto_remove,
        requires,
        restart: request.restart,
        health,
        no_health,
        stop_signal: request.stop_signal.or(image.stop_signal).unwrap_or(stop_signal),
        stop_timeout: request.stop_timeout,
        log: request.log,
        remove_image: request.remove_image,
        timeout: request.timeout,
        cgroups: request.cgroups,
        settings,
        secrets: Vec::new(),
        annotations: request.annotations.into_iter().collect(),
        create_command: request.create_command,
    })
}

/// The name asked for; empty for one that is made up when the container is made, since only then it shows which are free.
fn name(request: &Request) -> Result<String> {
    let Some(name) = &request.name else { return Ok(String::new()) };
    // Docker shows names with a slash, and takes them back so.
    let name = name.strip_prefix('/').unwrap_or(name);
    crate::name::check_container_name(name)?;
    Ok(name.to_owned())
}

fn workdir(request: &Request, image: &Defaults) -> Result<String> {
    let of_image = || Some(image.workdir.clone()).filter(|dir| !dir.is_empty());
    let dir = request.workdir.clone().or_else(of_image).unwrap_or_else(|| "/".into());
    if !dir.starts_with('/') {
        return Err(Error::new(format!("the working directory \"{dir}\" is not an absolute path")).into());
    }
    Ok(dir)
}

/// Whom the command runs as; empty for root.
fn user(request: &Request, image: &Defaults) -> String {
    let of_image = || Some(image.user.clone()).filter(|user| !user.is_empty());
    request.user.clone().or_else(of_image).or_else(|| userns::user(&request.namespaces.user)).unwrap_or_default()
}

fn hostname(request: &Request, uts: &Namespace, otherwise: &str) -> Result<String> {
    if request.hostname.is_some() && *uts != Namespace::Private {
        let message = format!("--hostname does not go with --uts {uts}");
        return Err(Error::new(message).hint("leave one of them out").into());
    }
    Ok(request.hostname.clone().unwrap_or_else(|| otherwise.to_owned()))
}

/// An entrypoint of the user's own drops the image's command along with the image's entrypoint.
fn command_line(
    entrypoint: Option<Vec<String>>,
    command: Vec<String>,
    image_entrypoint: Vec<String>,
    image_command: Vec<String>,
) -> Option<(Vec<String>, Vec<String>)> {
    let own_entrypoint = entrypoint.is_some();
    let entrypoint = entrypoint.unwrap_or(image_entrypoint);
    let command = if command.is_empty() && !own_entrypoint { image_command } else { command };
    (!entrypoint.is_empty() || !command.is_empty()).then_some((entrypoint, command))
}

fn no_command(base: &Base) -> Error {
    match base {
        Base::Image(_) => Error::new("no command or entrypoint provided, and no CMD or ENTRYPOINT from image")
            .hint("name a command after the image"),
        Base::Directory(_) => Error::with_kind(Kind::CommandNotFound, "no command: a root directory says none")
            .hint("name one after the directory"),
    }
}

/// The network with its published ports, and the ports that are exposed.
fn network(request: &mut Request, image: &Defaults, default: NetworkMode) -> Result<(Network, Vec<String>)> {
    let mut network = Network {
        mode: request.network.unwrap_or(default),
        args: std::mem::take(&mut request.network_args),
        ports: std::mem::take(&mut request.ports),
    };
    let exposed = ports::exposed(&image.exposed, &request.settings.exposed);
    if request.settings.publish_all {
        ports::publish_all(&exposed, &mut network.ports)?;
    }
    Ok((network, exposed))
}

/// Whether a container in this network can have published ports.
pub(super) fn has_ports(mode: NetworkMode) -> bool {
    matches!(mode, NetworkMode::Pasta | NetworkMode::Slirp4netns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn entrypoint_and_command_combine() {
        // (--entrypoint, command, image's entrypoint, image's command) and what is executed.
        let table = [
            (None, "", "", "bash", Some("|bash")),
            (None, "ls -l", "", "bash", Some("|ls -l")),
            (None, "", "/entry", "serve", Some("/entry|serve")),
            (None, "dump", "/entry", "serve", Some("/entry|dump")),
            (Some("/mine"), "", "/entry", "serve", Some("/mine|")),
            (Some("/mine"), "x", "/entry", "serve", Some("/mine|x")),
            (Some(""), "x", "/entry", "serve", Some("|x")),
            (Some(""), "", "/entry", "serve", None),
            (None, "", "", "", None),
        ];
        for (entrypoint, command, image_entrypoint, image_command, expected) in table {
            let got =
                command_line(entrypoint.map(words), words(command), words(image_entrypoint), words(image_command));
            let got = got.map(|(entrypoint, command)| format!("{}|{}", entrypoint.join(" "), command.join(" ")));
            assert_eq!(got.as_deref(), expected, "{entrypoint:?} {command:?}");
        }
    }
}
