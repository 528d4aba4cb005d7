//! What `ps` shows of one container, with the names that templates use.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::container::{self, Size, listing};
use crate::store::containers::{Record, Status};
use crate::sys::namespace::{self, Kind};
use crate::ui::{human, time};

/// The columns of the list: heading, and where the cell is in a row (RFC 6901).
pub(super) const COLUMNS: [(&str, &str); 7] = [
    ("CONTAINER ID", "/ID"),
    ("IMAGE", "/Image"),
    ("COMMAND", "/Command"),
    ("CREATED", "/RunningFor"),
    ("STATUS", "/Status"),
    ("PORTS", "/Ports"),
    ("NAMES", "/Names"),
];

/// With `--pod`, at the end.
pub(super) const POD_COLUMNS: [(&str, &str); 2] = [("POD ID", "/Pod"), ("PODNAME", "/PodName")];

/// With `--ns`.
pub(super) const NAMESPACE_COLUMNS: [(&str, &str); 10] = [
    ("CONTAINER ID", "/ID"),
    ("NAMES", "/Names"),
    ("PID", "/Pid"),
    ("CGROUPNS", "/Namespaces/Cgroup"),
    ("IPC", "/Namespaces/IPC"),
    ("MNT", "/Namespaces/MNT"),
    ("NET", "/Namespaces/NET"),
    ("PIDNS", "/Namespaces/PIDNS"),
    ("USERNS", "/Namespaces/User"),
    ("UTS", "/Namespaces/UTS"),
];

/// The longest command that is shown whole, in characters.
const COMMAND: usize = 20;

pub(super) fn shown_id(id: &str, whole: bool) -> &str {
    if whole { id } else { id.get(..12).unwrap_or(id) }
}

pub(super) fn ago(time: Timestamp, now: Timestamp) -> String {
    human::ago(time.as_second(), now.as_second())
}

/// One row, but for what has to be looked up.
pub(super) fn fields(record: &Record, whole: bool, now: Timestamp) -> Value {
    let (config, state) = (&record.config, &record.state);
    let age = ago(config.created, now);
    let image_id = config.image_hex();
    json!({
        "ID": shown_id(&config.id, whole),
        "Image": config.image_name(),
        "ImageID": shown_id(&image_id, whole),
        "Command": command(record, whole),
        "CreatedAt": time::go_string_local(config.created),
        "CreatedHuman": age,
        "RunningFor": age,
        "Created": age,
        "StartedAt": container::unix_seconds(state.started_at),
        "ExitedAt": container::unix_seconds(state.finished_at),
        "Status": container::status_line(record, &|time| ago(time, now)),
        "State": listing::state_of(record),
        "Ports": container::ports_line(config),
        "ExposedPorts": config.settings.exposed.join(", "),
        "Names": config.name,
        "Labels": config.labels,
        "Mounts": config.mounts.iter().map(|mount| mount.destination.as_str()).collect::<Vec<_>>().join(","),
        "Networks": "",
        "Pid": state.process.map_or(0, |process| process.pid),
        "Pod": "",
        "PodName": "",
        "AutoRemove": config.auto_remove,
        "CIDFile": config.settings.id_file.as_deref().map(Path::to_string_lossy).unwrap_or_default(),
        "Exited": state.status == Status::Exited,
        "ExitCode": container::shown_exit_code(state),
        "Restarts": state.restarts,
        "Size": "",
        "IsInfra": false,
    })
}

fn command(record: &Record, whole: bool) -> String {
    let command = record.config.process.args().join(" ");
    if whole || command.chars().count() <= COMMAND {
        return command;
    }
    command.chars().take(COMMAND - 3).chain("...".chars()).collect()
}

/// `12B (virtual 4.3MB)`, or numbers.
pub(super) fn size(size: Size, as_numbers: bool) -> Value {
    match as_numbers {
        true => json!({"rootFsSize": size.whole, "rwSize": size.written}),
        false => format!("{} (virtual {})", human::size(size.written), human::size(size.whole)).into(),
    }
}

/// The numbers of the namespaces of a container that runs; nothing in them for one that does not.
pub(super) fn namespaces(record: &Record) -> Value {
    let pid = record.state.process.filter(|_| record.state.status.is_up()).map(|process| process.pid);
    // It may have ended since its record was read.
    let number =
        |kind| pid.and_then(|pid| namespace::number(pid, kind).ok()).map_or_else(String::new, |n| n.to_string());
    json!({
        "Cgroup": number(Kind::Cgroup),
        "IPC": number(Kind::Ipc),
        "MNT": number(Kind::Mount),
        "NET": number(Kind::Net),
        "PIDNS": number(Kind::Pid),
        "User": number(Kind::User),
        "UTS": number(Kind::Uts),
    })
}
