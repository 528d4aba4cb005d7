//! A container as `inspect` shows it: Podman's field names, only those that say something true.

mod health;
mod limits;
mod mounts;

use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::container::{bundle, dependencies, namespaces};
use crate::rootless::Range;
use crate::runtime::spec;
use crate::store::Store;
use crate::store::containers::{
    Config, ContainerSecret, Device, Groups, Namespace, Record, ShownAs, State, Status, Userns,
};

/// What Podman shows for a time that has not come.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// Everything about a container as one JSON object.
pub(crate) fn inspect(store: &Store, record: &Record) -> Value {
    let config = &record.config;
    let capabilities = bundle::joined(config, config.security.privileged).map(|spec| spec::bounding(&spec));
    let capabilities = capabilities.unwrap_or_default();
    let args = config.process.args();
    let (path, rest) =
        args.split_first().map_or((String::new(), Vec::new()), |(path, rest)| (path.clone(), rest.to_vec()));
    json!({
        "Id": config.id,
        "Created": config.created,
        "Path": path,
        "Args": rest,
        "State": state(record),
        "Image": config.image_hex(),
        "ImageDigest": config.image().and_then(|image| image.digest).map(|digest| digest.to_string()).unwrap_or_default(),
        "ImageName": config.image_name(),
        "Rootfs": path_text(config.root_directory().map(|directory| &directory.path)),
        "Pod": "",
        "Name": config.name,
        "RestartCount": record.state.restarts,
        "Driver": "unionfs",
        "GraphDriver": {
            "Name": "unionfs",
            "Data": {"Plan": config.plan, "UpperDir": record.upper(), "WorkDir": record.work()},
        },
        "ExecIDs": record.exec_sessions().into_iter().map(|(id, _)| id).collect::<Vec<_>>(),
        "Mounts": mounts::list(store, config),
        "NetworkSettings": network_settings(config),
        "IsInfra": false,
        "Config": process_config(config),
        "HostConfig": host_config(record),
        "OCIRuntime": "coracle",
        "OCIConfigPath": record.dir().join("config.json"),
        "StaticDir": record.dir(),
        "ConmonPidFile": path_text(config.settings.monitor_pid_file.as_ref()),
        "PidFile": path_text(config.settings.pid_file.as_ref()),
        "BoundingCaps": spec::capability_names(capabilities),
        "EffectiveCaps": if is_root(&config.process.user) { spec::capability_names(capabilities) } else { Vec::new() },
        "Namespace": "",
        "Dependencies": dependencies::of(config),
        "ProcessLabel": "",
        "MountLabel": "",
        "AppArmorProfile": "",
    })
}

fn path_text(path: Option<&PathBuf>) -> String {
    path.map(|path| path.display().to_string()).unwrap_or_default()
}

/// Other users have no capabilities until a program gives them some.
fn is_root(user: &str) -> bool {
    matches!(user.split(':').next(), None | Some("" | "0" | "root"))
}

/// Addresses are not known: they are those of the helper's own making.
fn network_settings(config: &Config) -> Value {
    let mut all = ports(config);
    if let Value::Object(all) = &mut all {
        config.settings.exposed.iter().for_each(|port| _ = all.entry(port.clone()).or_insert(Value::Null));
    }
    json!({
        "Bridge": "",
        "EndpointID": "",
        "Gateway": "",
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "HairpinMode": false,
        "IPAddress": "",
        "IPPrefixLen": 0,
        "IPv6Gateway": "",
        "LinkLocalIPv6Address": "",
        "LinkLocalIPv6PrefixLen": 0,
        "MacAddress": "",
        "Networks": {},
        "Ports": all,
        "SandboxID": "",
        "SandboxKey": "",
    })
}

fn time(time: Option<Timestamp>) -> Value {
    time.map_or_else(|| NEVER.into(), |time| time.to_string().into())
}

fn state(record: &Record) -> Value {
    let (state, cwd) = (&record.state, &record.config.process.cwd);
    let running = matches!(state.status, Status::Running | Status::Paused | Status::Stopping);
    json!({
        "Status": state.status.as_str(),
        "Running": running,
        "Paused": state.status == Status::Paused,
        "Restarting": state.status == Status::Restarting,
        "CgroupPath": state.cgroup.as_deref().filter(|_| running).unwrap_or_default(),
        "OOMKilled": state.oom_killed,
        "StoppedByUser": record.is_stopped_by_user(),
        "Dead": false,
        "Pid": state.process.filter(|_| running).map_or(0, |process| process.pid),
        "ConmonPid": state.monitor.map_or(0, |process| process.pid),
        "ExitCode": shown_exit_code(state),
        "Error": state.error.clone().unwrap_or_default(),
        "StartedAt": time(state.started_at),
        "FinishedAt": time(state.finished_at),
        "Health": record.health().map_or_else(no_health, |health| json!(health)),
        "WorkingDir": cwd,
    })
}

/// What Podman shows of a container without a health check.
fn no_health() -> Value {
    json!({"Status": "", "FailingStreak": 0, "Log": null})
}

/// The exit code, 0 while there is none yet, -1 when it is not known.
pub(crate) fn shown_exit_code(state: &State) -> i32 {
    state.exit_code.unwrap_or(if state.status == Status::Exited { -1 } else { 0 })
}

/// `{"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}`
pub(crate) fn ports(config: &Config) -> Value {
    let mut ports: Map<String, Value> = Map::new();
    for port in &config.network.ports {
        let key = format!("{}/{}", port.container, port.protocol.as_str());
        let entry = json!({"HostIp": port.host_ip, "HostPort": port.host.to_string()});
        match ports.get_mut(&key).and_then(Value::as_array_mut) {
            Some(entries) => entries.push(entry),
            None => drop(ports.insert(key, json!([entry]))),
        }
    }
    ports.into()
}

fn process_config(config: &Config) -> Value {
    let process = &config.process;
    json!({
        "Hostname": config.hostname,
        "User": process.user,
        "AttachStdin": false,
        "AttachStdout": false,
        "AttachStderr": false,
        "Tty": process.terminal,
        "OpenStdin": process.stdin,
        "StdinOnce": false,
        "Env": process.env,
        "Cmd": process.command,
        "Image": config.image_name(),
        "Volumes": null,
        "ExposedPorts": config.settings.exposed.iter().map(|port| (port.clone(), json!({}))).collect::<Map<_, _>>(),
        "Domainname": "",
        "OnBuild": null,
        "WorkingDir": process.cwd,
        "Entrypoint": process.entrypoint,
        "Labels": config.labels,
        "Annotations": config.annotations,
        "Secrets": secrets(config),
        "SystemdMode": config.settings.systemd,
        "Timezone": config.settings.time_zone.as_deref().unwrap_or_default(),
        "Umask": format!("{:04o}", config.settings.umask.unwrap_or(0o022)),
        "Healthcheck": health::check(config),
        "HealthcheckOnFailureAction": health::on_failure(config),
        "StartupHealthCheck": health::startup(config),
        "HealthLogDestination": health::destination(config),
        "HealthMaxLogCount": config.health.as_ref().map(|health| health.log.max_count),
        "HealthMaxLogSize": config.health.as_ref().map(|health| health.log.max_size),
        "StopSignal": config.stop_signal,
        "StopTimeout": config.stop_timeout,
        "Timeout": config.timeout,
        "CreateCommand": config.create_command,
    })
}

fn host_config(record: &Record) -> Value {
    let config = &record.config;
    // As Podman shows them: by the kernel's names, and -1 is no limit.
    let shown = |limit: u64| i64::try_from(limit).unwrap_or(-1);
    let ulimits = config.ulimits.iter().map(|limit| {
        let name = format!("RLIMIT_{}", limit.name.to_ascii_uppercase());
        json!({"Name": name, "Soft": shown(limit.soft), "Hard": shown(limit.hard)})
    });
    let mut shown = json!({
        "Binds": mounts::binds(config),
        "LogConfig": {
            "Type": log_driver(config),
            "Path": if config.log.driver.is_file() { json!(record.log_path()) } else { "".into() },
            "Config": config.log.max_files.map(|count| json!({"max-file": count.to_string()})),
            "Tag": config.log.tag,
            "Size": config.log.max_size.unwrap_or(0),
        },
        "NetworkMode": namespaces::network_name(config.network.mode, &config.namespaces.network),
        "PortBindings": ports(config),
        "PublishAllPorts": config.settings.publish_all,
        "ContainerIDFile": path_text(config.settings.id_file.as_ref()),
        "Sysctls": config.settings.sysctls,
        "VolumeDriver": "",
        "VolumesFrom": null,
        "Runtime": "oci",
        "RestartPolicy": {"Name": config.restart.name(), "MaximumRetryCount": config.restart.retries()},
        "AutoRemove": config.auto_remove,
        "AutoRemoveImage": config.remove_image,
        "CapAdd": config.security.cap_add,
        "CapDrop": config.security.cap_drop,
        "Dns": config.dns,
        "DnsOptions": config.settings.dns_options,
        "DnsSearch": config.settings.dns_search,
        "Devices": devices(config),
        "OomScoreAdj": config.settings.oom_score_adj.unwrap_or(0),
        "ExtraHosts": config.add_host.iter().map(|(name, address)| format!("{name}:{address}")).collect::<Vec<_>>(),
        "GroupAdd": groups(config),
        "CgroupMode": config.namespaces.cgroup.to_string(),
        "IpcMode": match &config.namespaces.ipc {
            // Podman's word for what others may join.
            Namespace::Private => "shareable".to_owned(),
            other => other.to_string(),
        },
        "PidMode": config.namespaces.pid.to_string(),
        "UTSMode": config.namespaces.uts.to_string(),
        "UsernsMode": userns(&config.namespaces.user),
        "IDMappings": id_mappings(&config.namespaces.user),
        "Privileged": config.security.privileged,
        "ReadonlyRootfs": config.read_only,
        "SecurityOpt": security_options(config),
        "Tmpfs": mounts::tmpfs(config),
        "ShmSize": config.shm_size,
        "Ulimits": ulimits.collect::<Vec<_>>(),
        "Init": config.init,
    });
    if let (Some(shown), Value::Object(limits)) = (shown.as_object_mut(), limits::shown(&config.cgroups)) {
        shown.extend(limits);
    }
    shown
}

fn groups(config: &Config) -> Vec<String> {
    match &config.groups {
        Groups::Add(groups) => groups.clone(),
        Groups::Keep => vec!["keep-groups".to_owned()],
    }
}

fn userns(userns: &Userns) -> String {
    match userns {
        Userns::Shared => String::new(),
        Userns::Own(_) | Userns::Auto(_) => "private".to_owned(),
        Userns::Container(id) => format!("container:{id}"),
        Userns::Path(path) => format!("ns:{}", path.display()),
    }
}

/// `{"UidMap": ["0:1:1000", …], "GidMap": […]}`
fn id_mappings(userns: &Userns) -> Value {
    let text = |map: &[Range]| map.iter().map(|r| format!("{}:{}:{}", r.inside, r.outside, r.len)).collect::<Vec<_>>();
    userns.maps().map_or(Value::Null, |maps| json!({"UidMap": text(&maps.uid), "GidMap": text(&maps.gid)}))
}

fn secrets(config: &Config) -> Vec<Value> {
    let secret = |secret: &ContainerSecret| {
        let (uid, gid, mode) = match secret.shown {
            ShownAs::Mount { uid, gid, mode, .. } => (uid, gid, mode),
            ShownAs::Env { .. } => (0, 0, 0),
        };
        json!({"Name": secret.name, "ID": secret.id, "UID": uid, "GID": gid, "Mode": mode})
    };
    config.secrets.iter().map(secret).collect()
}

fn devices(config: &Config) -> Vec<Value> {
    let device = |device: &Device| {
        json!({
            "PathOnHost": device.host,
            "PathInContainer": device.container,
            "CgroupPermissions": device.permissions,
        })
    };
    config.settings.devices.iter().map(device).collect()
}

pub(crate) fn log_driver(config: &Config) -> &'static str {
    config.log.driver.as_str()
}

fn security_options(config: &Config) -> Vec<&'static str> {
    use crate::store::containers::Seccomp;
    let no_new_privileges = config.security.no_new_privileges.then_some("no-new-privileges");
    let seccomp = match config.security.seccomp {
        Seccomp::Default => None,
        Seccomp::Unconfined => Some("seccomp=unconfined"),
        Seccomp::Profile { .. } => Some("seccomp=profile"),
    };
    no_new_privileges.into_iter().chain(seccomp).collect()
}
