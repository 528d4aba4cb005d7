//! A container's mounts as `inspect` shows them.

use serde_json::{Map, Value, json};

use crate::store::Store;
use crate::store::containers::{Config, Mount, MountKind};
use crate::store::volumes;

/// A mount's options in the groups that Podman shows apart.
struct Shown<'a> {
    writable: bool,
    propagation: &'a str,
    /// `z` or `Z`.
    label: &'a str,
    others: Vec<&'a str>,
}

const PROPAGATIONS: [&str; 8] =
    ["private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable"];

fn shown(mount: &Mount) -> Shown<'_> {
    let mut shown = Shown { writable: true, propagation: "rprivate", label: "", others: Vec::new() };
    if mount.kind == MountKind::Volume {
        shown.others.extend(["nosuid", "nodev"]);
    }
    if !mount.has("bind") && !mount.has("rbind") {
        shown.others.push("rbind");
    }
    for option in &mount.options {
        match option.as_str() {
            "ro" => shown.writable = false,
            "rw" => {}
            label @ ("z" | "Z") => shown.label = label,
            propagation if PROPAGATIONS.contains(&propagation) => shown.propagation = propagation,
            other => shown.others.push(other),
        }
    }
    shown
}

/// Everything that is not in memory.
pub(super) fn list(store: &Store, config: &Config) -> Vec<Value> {
    let kinds = [MountKind::Bind, MountKind::Volume, MountKind::Image];
    config.mounts.iter().filter(|mount| kinds.contains(&mount.kind)).map(|mount| one(store, mount)).collect()
}

fn one(store: &Store, mount: &Mount) -> Value {
    let shown = shown(mount);
    let mut value = json!({
        "Type": "bind",
        "Source": mount.source,
        "Destination": mount.destination,
        "Driver": "",
        "Mode": shown.label,
        "Options": shown.others,
        "RW": shown.writable,
        "Propagation": shown.propagation,
    });
    match mount.kind {
        MountKind::Volume => {
            let volume = volumes::load(store, &mount.source).ok().flatten();
            value["Type"] = "volume".into();
            value["Name"] = mount.source.as_str().into();
            value["Driver"] = "local".into();
            value["Source"] = volume.map(|volume| volume.data().display().to_string()).unwrap_or_default().into();
        }
        MountKind::Image => {
            value["Type"] = "image".into();
            value["RW"] = mount.has("rw").into();
        }
        _ => {}
    }
    value
}

/// `source:destination:rw,rprivate,rbind`
pub(super) fn binds(config: &Config) -> Vec<String> {
    let shared = config.mounts.iter().filter(|mount| matches!(mount.kind, MountKind::Bind | MountKind::Volume));
    shared
        .map(|mount| {
            let shown = shown(mount);
            let mode = if shown.writable { "rw" } else { "ro" };
            let label = Some(shown.label).filter(|label| !label.is_empty());
            let options: Vec<&str> = [mode, shown.propagation].into_iter().chain(label).chain(shown.others).collect();
            format!("{}:{}:{}", mount.source, mount.destination, options.join(","))
        })
        .collect()
}

/// `{"/run": "rw,size=64m"}`
pub(super) fn tmpfs(config: &Config) -> Map<String, Value> {
    let own = config.mounts.iter().filter(|mount| mount.kind == MountKind::Tmpfs);
    own.map(|mount| (mount.destination.clone(), mount.options.join(",").into())).collect()
}
