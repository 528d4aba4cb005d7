//! `coracle inspect`, for containers and images alike.

use serde_json::{Value, json};

use super::{Context, show};
use crate::cli::{InspectArgs, ObjectType};
use crate::error::{Error, Kind, Result};
use crate::store::containers;
use crate::ui::{Format, format, human, out};
use crate::{container, image};

/// Prints all that is known of objects of one kind, or of both. What was found is printed even when something is missing.
pub(crate) fn inspect(args: &InspectArgs, kind: ObjectType, context: &Context) -> Result<u8> {
    let InspectArgs { format, latest, object_type: _, size, names } = args;
    let format = Format::parse(format.as_deref())?;
    let mut found = Vec::new();
    let mut errors = Vec::new();
    let names = if *latest { vec![container::latest(context.store()?)?.config.id] } else { names.clone() };
    for name in &names {
        match find(name, kind, *size, context) {
            Ok(object) => found.push(object),
            Err(error) => errors.push(error),
        }
    }
    if !matches!(format, Format::Default | Format::Json) {
        found.iter_mut().for_each(fill_config);
        found.iter_mut().for_each(name_id_twice);
        found.iter_mut().for_each(name_health_twice);
    }
    if format.print(&found, &[], false)?.is_none() {
        out::text(&format::json(&Value::Array(found))?)?;
    }
    errors.iter().for_each(show);
    Ok(if errors.is_empty() { 0 } else { Kind::Engine.exit_code() })
}

/// Gives templates the fields of `.Config` that JSON leaves out when they are empty.
fn fill_config(object: &mut Value) {
    let Some(config) = object.get_mut("Config").and_then(Value::as_object_mut) else { return };
    for field in ["User", "WorkingDir", "StopSignal"] {
        config.entry(field).or_insert_with(|| "".into());
    }
    for field in ["Env", "Entrypoint", "Cmd", "OnBuild", "Shell"] {
        config.entry(field).or_insert_with(|| json!([]));
    }
    for field in ["Labels", "Volumes", "ExposedPorts"] {
        config.entry(field).or_insert_with(|| json!({}));
    }
    config.entry("Healthcheck").or_insert(Value::Null);
}

/// In JSON it is `Id`; templates of other engines also say `ID`.
fn name_id_twice(object: &mut Value) {
    if let Some(object) = object.as_object_mut()
        && let Some(id) = object.get("Id").cloned()
    {
        object.insert("ID".to_owned(), id);
    }
}

/// Older templates have another name for what the health checks found.
fn name_health_twice(object: &mut Value) {
    if let Some(state) = object.get_mut("State").and_then(Value::as_object_mut)
        && let Some(health) = state.get("Health").cloned()
    {
        state.insert("Healthcheck".to_owned(), health);
    }
}

fn find(name: &str, kind: ObjectType, size: bool, context: &Context) -> Result<Value> {
    let store = context.store()?;
    if kind != ObjectType::Image
        && let Some(record) = containers::find(store, name)?
    {
        let mut object = container::inspect(store, &record);
        if let Some(size) = object.pointer_mut("/HostConfig/LogConfig/Size") {
            *size = human::size(size.as_u64().unwrap_or(0)).into();
        }
        if size && let Value::Object(fields) = &mut object {
            let size = container::size(store, &record)?;
            fields.extend([("SizeRw".to_owned(), size.written.into()), ("SizeRootFs".to_owned(), size.whole.into())]);
        }
        return Ok(object);
    }
    if kind != ObjectType::Container
        && let Some(image) = image::lookup(store, name)?
    {
        return image::inspect(store, &image);
    }
    let message = match kind {
        ObjectType::All => format!("no such object: {name:?}"),
        ObjectType::Container => format!("no such container {name:?}"),
        ObjectType::Image => format!("{name}: image not known"),
    };
    Err(Error::new(message).into())
}
