//! A container as `ps` lists it.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::inspect::shown_exit_code;
use super::listing::state_of;
use crate::store::containers::{Config, NetworkMode, Record, State, Status};

/// `{"80": ["tcp"]}`
fn exposed_ports(config: &Config) -> Value {
    let mut ports = Map::new();
    for (port, protocol) in config.settings.exposed.iter().filter_map(|text| text.split_once('/')) {
        match ports.get_mut(port).and_then(Value::as_array_mut) {
            Some(protocols) => protocols.push(protocol.into()),
            None => drop(ports.insert(port.to_owned(), json!([protocol]))),
        }
    }
    if ports.is_empty() { Value::Null } else { ports.into() }
}

/// One row of `ps` as JSON, with Podman's names. `age` turns a time into words such as "3 hours ago".
pub(crate) fn summary(record: &Record, age: &dyn Fn(Timestamp) -> String) -> Value {
    let config = &record.config;
    let state = &record.state;
    json!({
        "AutoRemove": config.auto_remove,
        "Command": config.process.args(),
        "Created": config.created,
        "CreatedAt": age(config.created),
        "CIDFile": config.settings.id_file.as_deref().map(Path::to_string_lossy).unwrap_or_default(),
        "Exited": state.status == Status::Exited,
        "ExitedAt": unix_seconds(state.finished_at),
        "ExitCode": shown_exit_code(state),
        "ExposedPorts": exposed_ports(config),
        "Id": config.id,
        "Image": config.image_name(),
        "ImageID": config.image_hex(),
        "IsInfra": false,
        "Labels": config.labels,
        "Mounts": config.mounts.iter().map(|mount| &mount.destination).collect::<Vec<_>>(),
        "Names": [config.name],
        "Networks": [],
        "Pid": state.process.map_or(0, |process| process.pid),
        "Pod": "",
        "PodName": "",
        "Ports": config.network.ports,
        "Restarts": state.restarts,
        "Size": null,
        "StartedAt": unix_seconds(state.started_at),
        "State": state_of(record),
        "Status": status_line(record, age),
    })
}

/// Seconds since 1970; Go's zero time for a time that has not come.
pub(crate) fn unix_seconds(time: Option<Timestamp>) -> i64 {
    time.map_or(-62_135_596_800, Timestamp::as_second)
}

/// `Up 3 hours`, `Up 3 hours (healthy)`, `Exited (0) 5 seconds ago`, `Created`, `Paused`.
pub(crate) fn status_line(record: &Record, age: &dyn Fn(Timestamp) -> String) -> String {
    let words = status_words(&record.state, age);
    match record.health().filter(|_| record.state.status == Status::Running) {
        Some(health) => format!("{words} ({})", health.status.as_str()),
        None => words,
    }
}

fn status_words(state: &State, age: &dyn Fn(Timestamp) -> String) -> String {
    let ago = |time: Option<Timestamp>| time.map(age);
    match state.status {
        Status::Created => "Created".to_owned(),
        Status::Initialized => "Initialized".to_owned(),
        Status::Paused => "Paused".to_owned(),
        Status::Stopping => "Stopping".to_owned(),
        Status::Running => {
            let up = ago(state.started_at).unwrap_or_default();
            format!("Up {}", up.strip_suffix(" ago").unwrap_or(&up))
        }
        Status::Exited | Status::Restarting => {
            let code = state.exit_code.map_or_else(|| "unknown".to_owned(), |code| code.to_string());
            let word = if state.status == Status::Exited { "Exited" } else { "Restarting" };
            format!("{word} ({code}) {}", ago(state.finished_at).unwrap_or_default()).trim_end().to_owned()
        }
    }
}

/// `0.0.0.0:8080->80/tcp, …`
pub(crate) fn ports_line(config: &Config) -> String {
    if !matches!(config.network.mode, NetworkMode::Pasta | NetworkMode::Slirp4netns) {
        return String::new();
    }
    let shown = config.network.ports.iter().map(|port| {
        let ip = if port.host_ip.is_empty() { "0.0.0.0" } else { &port.host_ip };
        format!("{ip}:{}->{}/{}", port.host, port.container, port.protocol.as_str())
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_lines() {
        let age = |_: Timestamp| "3 hours ago".to_owned();
        let at = Some(Timestamp::UNIX_EPOCH);
        let with = |status, exit_code| State { status, exit_code, started_at: at, finished_at: at, ..State::created() };
        let table = [
            (with(Status::Created, None), "Created"),
            (with(Status::Running, None), "Up 3 hours"),
            (with(Status::Exited, Some(137)), "Exited (137) 3 hours ago"),
            (State { finished_at: None, ..with(Status::Exited, None) }, "Exited (unknown)"),
        ];
        for (state, expected) in table {
            assert_eq!(status_words(&state, &age), expected);
        }
    }
}
