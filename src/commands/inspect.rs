//! `coracle inspect`, for containers, images and volumes alike.

use serde_json::{Value, json};

use super::volume::fields as volume_fields;
use super::{Context, show};
use crate::cli::{InspectArgs, ObjectType};
use crate::error::{Error, Kind, Result};
use crate::store::{containers, volumes};
use crate::ui::{Format, format, human, out};
use crate::{container, image};

/// Prints all that is known of objects of one kind, or of any. What was found is printed even when something is missing.
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
        found.iter_mut().for_each(complete);
    }
    if format.print(&found, &[], false)?.is_none() {
        out::text(&format::json(&Value::Array(found))?)?;
    }
    errors.iter().for_each(show);
    Ok(if errors.is_empty() { 0 } else { Kind::Engine.exit_code() })
}

/// Fields that JSON leaves out when they are empty: where the object is, their names, and what they are then.
type Filled = (&'static str, &'static [&'static str], fn() -> Value);

/// What templates may ask for.
const FILLED: [Filled; 4] = [
    ("/Config", &["User", "WorkingDir", "StopSignal"], || "".into()),
    ("/Config", &["Env", "Entrypoint", "Cmd", "OnBuild", "Shell"], || json!([])),
    ("/Config", &["Labels", "Volumes", "ExposedPorts"], || json!({})),
    ("/Config", &["Healthcheck"], || Value::Null),
];

/// Names of other engines, and of older templates: where the object is, its field, and the other name for that.
const ALSO: [(&str, &str, &str); 2] = [("", "Id", "ID"), ("/State", "Health", "Healthcheck")];

/// Gives templates all the names that they may use.
fn complete(object: &mut Value) {
    for (place, fields, empty) in FILLED {
        let Some(object) = object.pointer_mut(place).and_then(Value::as_object_mut) else { continue };
        for field in fields {
            object.entry(*field).or_insert_with(empty);
        }
    }
    for (place, field, other) in ALSO {
        let Some(object) = object.pointer_mut(place).and_then(Value::as_object_mut) else { continue };
        if let Some(value) = object.get(field).cloned() {
            object.insert(other.to_owned(), value);
        }
    }
}

fn find(name: &str, kind: ObjectType, size: bool, context: &Context) -> Result<Value> {
    let store = context.store()?;
    let may_be = |one| kind == ObjectType::All || kind == one;
    if may_be(ObjectType::Container)
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
    if may_be(ObjectType::Image)
        && let Some(image) = image::lookup(store, name)?
    {
        return image::inspect(store, &image);
    }
    if may_be(ObjectType::Volume)
        && let Some(volume) = volumes::find(store, name)?
    {
        return Ok(volume_fields(&volume));
    }
    let message = match kind {
        ObjectType::All => format!("no such object: {name:?}"),
        ObjectType::Container => format!("no such container {name:?}"),
        ObjectType::Image => format!("{name}: image not known"),
        ObjectType::Volume => format!("no such volume {name:?}"),
    };
    Err(Error::new(message).into())
}
