//! Verbs that act on volumes.

mod create;
mod filter;
mod list;
mod mount;
mod remove;
mod transfer;

pub(crate) use create::create;
pub(crate) use list::{exists, inspect, ls};
pub(crate) use mount::{mount, umount};
pub(crate) use remove::{prune, remove_unused, rm};
pub(crate) use transfer::{export, import};

use serde_json::{Map, Value, json};

use crate::store::volumes::Volume;

/// A volume as `inspect` shows it, with Podman's names for the fields.
pub(crate) fn fields(volume: &Volume) -> Value {
    let description = &volume.description;
    let fresh = volume.is_fresh();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    set("Name", volume.name().into());
    set("Driver", "local".into());
    set("Mountpoint", volume.data().display().to_string().into());
    set("CreatedAt", description.created.to_string().into());
    set("Labels", json!(description.labels));
    set("Scope", "local".into());
    set("Options", json!(description.options));
    set("Anonymous", description.anonymous.into());
    set("MountCount", 0.into());
    set("NeedsCopyUp", fresh.into());
    set("NeedsChown", fresh.into());
    fields.into()
}
