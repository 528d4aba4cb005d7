//! `coracle events`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Context;
use super::container::{parse_time, parse_until};
use crate::cli::EventsArgs;
use crate::cli::values::Filter;
use crate::container::{self, EventQuery};
use crate::error::{Context as _, Error, Result};
use crate::store::{Event, HealthEvent};
use crate::ui::{Format, out, time};

/// What can be filtered by. There are no artifacts, networks and pods here, so that nothing happens to them.
const KEYS: [&str; 11] =
    ["artifact", "container", "event", "image", "label", "network", "pod", "secret", "status", "type", "volume"];

/// What is wrong with a filter or a time, in Podman's words.
const BAD_FILTER: &str = "failed to parse event filters";

/// Shows what has happened and what happens.
pub(crate) fn events(args: &EventsArgs, context: &Context) -> Result<u8> {
    let EventsArgs { filter, format, no_trunc, since, stream, until } = args;
    let format = Format::parse(format.as_deref())?;
    let filters = group(filter).context(BAD_FILTER)?;
    let query = EventQuery {
        since: since.as_deref().map(parse_time).transpose().context(BAD_FILTER)?,
        until: until.as_deref().map(parse_until).transpose().context(BAD_FILTER)?,
        follow: *stream,
    };
    container::events(context.store()?, &query, &mut |event| {
        if !filters.iter().all(|(key, values)| values.iter().any(|value| matches(event, key, value))) {
            return Ok(());
        }
        match &format {
            Format::Default => out::line(line(event, *no_trunc)),
            Format::Json => out::line(as_json(event)),
            other => other.print(&[fields(event)], &[], false).map(drop),
        }
    })?;
    Ok(0)
}

/// The values of each key.
fn group(filters: &[Filter]) -> Result<BTreeMap<&str, Vec<&str>>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Filter { key, value } in filters {
        if !KEYS.contains(&key.as_str()) {
            let message = format!("{key} is an invalid filter");
            return Err(Error::new(message).hint(format!("filters are {}", KEYS.join(", "))).into());
        }
        let key = if key == "status" { "event" } else { key };
        groups.entry(key).or_default().push(value);
    }
    Ok(groups)
}

fn matches(event: &Event, key: &str, value: &str) -> bool {
    let is_named = || event.name == value || event.id.starts_with(value);
    match key {
        "event" => event.action == if value == "die" { "died" } else { value },
        "type" => event.kind == value,
        "label" => match value.split_once('=') {
            Some((key, value)) => event.attributes.get(key).is_some_and(|known| known == value),
            None => event.attributes.contains_key(value),
        },
        "volume" => event.kind == "volume" && event.name.starts_with(value),
        kind => event.kind == kind && is_named(),
    }
}

/// As podman-events(1) shows it.
fn line(event: &Event, whole: bool) -> String {
    let Event { kind, action, id, name, image, attributes, error, .. } = event;
    let time = time::go_string_local(event.time);
    let id = if whole { id } else { id.get(..12).unwrap_or(id) };
    let rest = match kind.as_ref() {
        "container" => {
            let labels: String = attributes.iter().map(|(key, value)| format!(", {key}={value}")).collect();
            let health = event.health.iter().map(health).collect::<String>();
            format!(" {id} (image={image}, name={name}{health}{labels})")
        }
        "secret" => format!(" {id}"),
        "volume" => format!(" {name}"),
        "system" => String::new(),
        _ => format!(" {id} {name}"),
    };
    let error = error.iter().map(|error| format!(" {error}")).collect::<String>();
    format!("{time} {kind} {action}{rest}{error}")
}

fn health(health: &HealthEvent) -> String {
    let HealthEvent { status, failing_streak, log } = health;
    format!(", health_status={status}, health_failing_streak={failing_streak}, health_log={log}")
}

/// Docker's word for what happened.
fn dockers_word(event: &Event) -> &str {
    match (event.kind.as_ref(), event.action.as_ref()) {
        ("image", "remove") => "delete",
        ("container" | "volume", "remove") => "destroy",
        (_, "died") => "die",
        (_, "exec") => "exec_start",
        (_, "exec_died") => "exec_die",
        (_, "loadfromarchive") => "load",
        (_, other) => other,
    }
}

/// Docker's view of what it happened to.
fn actor(event: &Event) -> Value {
    let mut attributes: Map<String, Value> = Map::new();
    attributes.extend(event.attributes.iter().map(|(key, value)| (key.clone(), value.as_str().into())));
    let known = [("image", &event.image), ("name", &event.name)].into_iter().filter(|(_, value)| !value.is_empty());
    attributes.extend(known.map(|(key, value)| (key.to_owned(), value.as_str().into())));
    attributes.extend(event.exit_code.map(|code| ("exitCode".to_owned(), code.to_string().into())));
    json!({"ID": if event.id.is_empty() { &event.name } else { &event.id }, "Attributes": attributes})
}

fn nanoseconds(event: &Event) -> i64 {
    i64::try_from(event.time.as_nanosecond()).unwrap_or_default()
}

/// What templates know.
fn fields(event: &Event) -> Value {
    json!({
        "Action": dockers_word(event),
        "Actor": actor(event),
        "Attributes": event.attributes,
        "ContainerExitCode": event.exit_code,
        "ContainerInspectData": "",
        "Error": event.error.as_deref().unwrap_or_default(),
        "From": event.image,
        "HealthStatus": event.health.as_ref().map(|health| health.status.as_str()).unwrap_or_default(),
        "ID": event.id,
        "Image": event.image,
        "Name": event.name,
        "Network": "",
        "OOMKilled": event.oom_killed,
        "PodID": "",
        "Status": event.action,
        "Time": event.time.as_second(),
        "TimeNano": nanoseconds(event),
        "Type": event.kind,
    })
}

/// A line of JSON, without what there is not.
fn as_json(event: &Event) -> Value {
    let mut fields = fields(event);
    if let Value::Object(fields) = &mut fields {
        let renamed = [("Time", "time"), ("TimeNano", "timeNano"), ("HealthStatus", "health_status")];
        for (from, to) in renamed {
            let value = fields.remove(from).unwrap_or_default();
            fields.insert(to.to_owned(), value);
        }
        fields.retain(|name, value| {
            name == "Attributes" || (!matches!(value, Value::Null | Value::Bool(false)) && *value != "")
        });
        if event.attributes.is_empty() {
            fields.insert("Attributes".to_owned(), Value::Null);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Action;

    #[test]
    fn filters_of_one_key_are_alternatives() {
        let filter = |key: &str, value: &str| Filter { key: key.to_owned(), value: value.to_owned() };
        let filters = [filter("event", "die"), filter("status", "create"), filter("type", "volume")];
        let groups = group(&filters).unwrap();
        let event = Event::volume(Action::Create, "data");
        assert!(groups.iter().all(|(key, values)| values.iter().any(|value| matches(&event, key, value))));
        assert!(matches(&event, "volume", "da") && !matches(&event, "container", "data"));
        assert!(group(&[filter("color", "red")]).is_err());
    }

    #[test]
    fn json_has_what_both_engines_say() {
        let event = Event { exit_code: Some(3), ..Event::volume(Action::Remove, "data") };
        let json = as_json(&event);
        assert_eq!((&json["Status"], &json["Action"]), (&json!("remove"), &json!("destroy")));
        assert_eq!(json["Actor"], json!({"ID": "data", "Attributes": {"name": "data", "exitCode": "3"}}));
        assert_eq!(json["ContainerExitCode"], 3);
        assert!(json.get("Error").is_none() && json["timeNano"].is_i64());
        assert_eq!(json.get("Attributes"), Some(&Value::Null));
    }
}
