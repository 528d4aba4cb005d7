//! Which containers a list shows: the filters of `ps`.

use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::store::containers::{Config, Record, Status};

/// One condition. The same key twice means "or", except for labels; different keys mean "and".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    key: Key,
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Id,
    Name,
    Label,
    NotLabel,
    Exited,
    Status,
    Ancestor,
    Command,
    Network,
    /// These compare the time when the container was made with that of the value.
    Until,
    Before,
    Since,
}

impl Filter {
    /// Containers that were made no later than `time`.
    pub(crate) fn created_until(time: Timestamp) -> Self {
        Filter { key: Key::Until, value: time.to_string() }
    }

    /// Containers that were made before `time`.
    pub(crate) fn created_before(time: Timestamp) -> Self {
        Filter { key: Key::Before, value: time.to_string() }
    }

    /// Containers that were made after `time`.
    pub(crate) fn created_since(time: Timestamp) -> Self {
        Filter { key: Key::Since, value: time.to_string() }
    }

    /// Understands `key=value`.
    pub(crate) fn parse(key: &str, value: &str) -> Result<Self> {
        let key = match key {
            "id" => Key::Id,
            "name" => Key::Name,
            "label" => Key::Label,
            "label!" => Key::NotLabel,
            "exited" => Key::Exited,
            "status" => Key::Status,
            "ancestor" => Key::Ancestor,
            "command" => Key::Command,
            "network" => Key::Network,
            _ => return Err(Error::new(format!("{key} is an invalid filter")).into()),
        };
        if key == Key::Status && !STATES.contains(&value) {
            let message = format!("{value} is not a valid container state");
            return Err(Error::new(message).hint(format!("the states are {}", STATES.join(", "))).into());
        }
        Ok(Filter { key, value: value.to_owned() })
    }

    fn matches(&self, record: &Record) -> bool {
        let config = &record.config;
        let value = self.value.as_str();
        match self.key {
            Key::Id => config.id.starts_with(value),
            Key::Name => name_matches(&config.name, value),
            Key::Label => has_label(config, value),
            Key::NotLabel => !has_label(config, value),
            Key::Exited => record.state.status == Status::Exited && record.state.exit_code == value.parse().ok(),
            Key::Status => record.state.status.as_str() == if value == "stopped" { "exited" } else { value },
            Key::Ancestor => is_ancestor(config, value),
            Key::Command => config.process.args().first().is_some_and(|command| command == value),
            Key::Until => value.parse().is_ok_and(|time| config.created <= time),
            Key::Before => value.parse().is_ok_and(|time| config.created < time),
            Key::Since => value.parse().is_ok_and(|time| config.created > time),
            Key::Network => config.network.mode.as_str() == value,
        }
    }
}

const STATES: [&str; 10] = [
    "created",
    "initialized",
    "running",
    "stopped",
    "paused",
    "exited",
    "removing",
    "stopping",
    "unknown",
    "configured",
];

/// Whether a container passes all filters.
pub(crate) fn matches(record: &Record, filters: &[Filter]) -> bool {
    filters.iter().all(|filter| match filter.key {
        Key::Label | Key::NotLabel => filter.matches(record),
        key => filters.iter().filter(|other| other.key == key).any(|other| other.matches(record)),
    })
}

/// Podman takes a regular expression. The parts of one that occur in scripts are its anchors.
pub(crate) fn name_matches(name: &str, pattern: &str) -> bool {
    let (from_start, pattern) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (to_end, pattern) = pattern.strip_suffix('$').map_or((false, pattern), |rest| (true, rest));
    match (from_start, to_end) {
        (true, true) => name == pattern,
        (true, false) => name.starts_with(pattern),
        (false, true) => name.ends_with(pattern),
        (false, false) => name.contains(pattern),
    }
}

fn has_label(config: &Config, wanted: &str) -> bool {
    match wanted.split_once('=') {
        Some((key, value)) => config.labels.get(key).is_some_and(|known| known == value),
        None => config.labels.contains_key(wanted),
    }
}

fn is_ancestor(config: &Config, wanted: &str) -> bool {
    let name = config.image.name.as_str();
    let without_tag = name.rsplit_once(':').map_or(name, |(repository, _)| repository);
    let ends_in = |name: &str| name == wanted || name.ends_with(&format!("/{wanted}"));
    ends_in(name) || ends_in(without_tag) || (wanted.len() >= 3 && config.image.id.hex().starts_with(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_anchors() {
        for (name, pattern, expected) in [
            ("web", "we", true),
            ("web", "^web$", true),
            ("web2", "^web$", false),
            ("web2", "^web", true),
            ("a", "b", false),
        ] {
            assert_eq!(name_matches(name, pattern), expected, "{name} {pattern}");
        }
    }

    #[test]
    fn unknown_keys_and_states_are_errors() {
        assert_eq!(Filter::parse("bogus", "x").unwrap_err().to_string(), "bogus is an invalid filter");
        assert!(Filter::parse("status", "bogus").is_err());
        assert!(Filter::parse("status", "running").is_ok());
    }
}
