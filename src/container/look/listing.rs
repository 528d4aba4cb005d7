//! Which containers a list shows: the filters of `ps`.

use jiff::Timestamp;
use regex::Regex;

use crate::container::namespaces;
use crate::error::{Context, Error, Result};
use crate::name::Digest;
use crate::store::containers::{Config, MountKind, Record, RestartPolicy, Status};

/// One condition. The same key twice means "or", except for labels; different keys mean "and".
#[derive(Debug, Clone)]
pub(crate) enum Filter {
    /// The beginning of an id, or a pattern.
    Id(String),
    IdPattern(Regex),
    Name(Regex),
    /// `key` or `key=value`.
    Label(String),
    NotLabel(String),
    /// It has ended with this code.
    Exited(i32),
    Status(&'static str),
    /// The image it was made from, or one that this one was built on: the latter by its layers, when it is here.
    Ancestor {
        name: String,
        layers: Vec<Digest>,
    },
    /// The first word of what it runs.
    Command(String),
    Network(String),
    /// `source`, `destination` or `source:destination`.
    Volume(String),
    /// What its health checks say; `none` of a container without any.
    Health(&'static str),
    /// Docker's word for what belongs to a swarm.
    IsTask(bool),
    /// The name of its policy, or the policy with its number.
    RestartPolicy(String),
    /// Whether it is to run when the machine is up again.
    StartOnBoot(bool),
    Pod(String),
    /// Made at this time or earlier.
    Until(Timestamp),
    Before(Timestamp),
    Since(Timestamp),
}

const STATES: [&str; 11] = [
    "created",
    "initialized",
    "running",
    "stopped",
    "paused",
    "exited",
    "removing",
    "stopping",
    "restarting",
    "unknown",
    "configured",
];

const HEALTH: [&str; 4] = ["starting", "healthy", "unhealthy", "none"];

const KEYS: &str = "ancestor, before, command, exited, health, id, is-task, label, label!, name, network, pod, \
                    restart-policy, should-start-on-boot, since, status, until and volume";

impl Filter {
    /// Understands `key=value`, for the keys whose values mean something by themselves.
    ///
    /// # Errors
    /// A key that is not known, or a value that is not one of this key's.
    pub(crate) fn parse(key: &str, value: &str) -> Result<Self> {
        let text = || value.to_owned();
        Ok(match key {
            "id" if value.bytes().all(|byte| byte.is_ascii_hexdigit()) => Filter::Id(value.to_ascii_lowercase()),
            "id" => Filter::IdPattern(pattern(value)?),
            "name" => Filter::Name(pattern(value)?),
            "label" => Filter::Label(text()),
            "label!" => Filter::NotLabel(text()),
            "exited" => {
                let code = value.parse().map_err(|_| Error::new(format!("{value:?} is no exit code")))?;
                Filter::Exited(code)
            }
            "status" => match word(value, &STATES, "container state")? {
                "stopped" => Filter::Status("exited"),
                "configured" => Filter::Status("created"),
                state => Filter::Status(state),
            },
            "command" => Filter::Command(text()),
            "network" => Filter::Network(text()),
            "volume" => Filter::Volume(text()),
            "health" => Filter::Health(word(value, &HEALTH, "health status")?),
            "is-task" => Filter::IsTask(word(value, &["true", "false"], "truth value")? == "true"),
            "restart-policy" => {
                // It has several words for none.
                let policy: RestartPolicy = value.parse()?;
                Filter::RestartPolicy(if policy == RestartPolicy::No { policy.name().to_owned() } else { text() })
            }
            "should-start-on-boot" => Filter::StartOnBoot(word(value, &["true", "false"], "truth value")? == "true"),
            "pod" => Filter::Pod(text()),
            _ => {
                let message = format!("{key} is an invalid filter");
                return Err(Error::new(message).hint(format!("there are {KEYS}")).into());
            }
        })
    }

    fn matches(&self, record: &Record) -> bool {
        let config = &record.config;
        match self {
            Filter::Id(prefix) => config.id.starts_with(prefix.as_str()),
            Filter::IdPattern(pattern) => pattern.is_match(&config.id),
            Filter::Name(pattern) => pattern.is_match(&config.name),
            Filter::Label(label) => has_label(config, label),
            Filter::NotLabel(label) => !has_label(config, label),
            Filter::Exited(code) => record.state.status == Status::Exited && record.state.exit_code == Some(*code),
            Filter::Status(state) => state_of(record) == *state,
            Filter::Ancestor { name, layers } => is_ancestor(config, name, layers),
            Filter::Command(word) => config.process.args().first() == Some(word),
            Filter::Network(name) => namespaces::network_name(config.network.mode, &config.namespaces.network) == *name,
            Filter::Volume(volume) => has_volume(config, volume),
            Filter::Health(wanted) => record.health().map_or("none", |health| health.status.as_str()) == *wanted,
            // There are no swarms or pods.
            Filter::IsTask(task) => !task,
            Filter::RestartPolicy(policy) => *policy == config.restart.name() || *policy == config.restart.to_string(),
            Filter::StartOnBoot(wanted) => config.restart.starts_on_boot(record.is_stopped_by_user()) == *wanted,
            Filter::Pod(name) => name.is_empty(),
            Filter::Until(time) => config.created <= *time,
            Filter::Before(time) => config.created < *time,
            Filter::Since(time) => config.created > *time,
        }
    }

    fn has_key_of(&self, other: &Filter) -> bool {
        let key = |filter: &Filter| match filter {
            Filter::IdPattern(_) => std::mem::discriminant(&Filter::Id(String::new())),
            filter => std::mem::discriminant(filter),
        };
        key(self) == key(other)
    }
}

/// One of `words`, which are all that a filter knows.
fn word(value: &str, words: &[&'static str], what: &str) -> Result<&'static str> {
    words.iter().find(|word| **word == value).copied().ok_or_else(|| {
        let message = format!("{value} is not a valid {what}");
        Error::new(message).hint(format!("there are {}", words.join(", "))).into()
    })
}

/// Whether a container passes all filters.
pub(crate) fn matches(record: &Record, filters: &[Filter]) -> bool {
    filters.iter().all(|filter| match filter {
        Filter::Label(_) | Filter::NotLabel(_) => filter.matches(record),
        _ => filters.iter().filter(|other| other.has_key_of(filter)).any(|other| other.matches(record)),
    })
}

/// The state of a container in one word, as lists show it.
pub(crate) fn state_of(record: &Record) -> &'static str {
    record.state.status.as_str()
}

/// What filters by name take: a regular expression that any part of the name may match. Docker's names begin with a slash.
pub(crate) fn pattern(text: &str) -> Result<Regex> {
    let text = text.strip_prefix("^/").map_or_else(|| text.to_owned(), |rest| format!("^{rest}"));
    let compiled = regex::RegexBuilder::new(&text).size_limit(1 << 20).build();
    // What the parser says goes over several lines.
    compiled.ok().with_context(|| format!("{text:?} is no regular expression"))
}

fn has_label(config: &Config, wanted: &str) -> bool {
    match wanted.split_once('=') {
        Some((key, value)) => config.labels.get(key).is_some_and(|known| known == value),
        None => config.labels.contains_key(wanted),
    }
}

fn has_volume(config: &Config, wanted: &str) -> bool {
    let kept = config.mounts.iter().filter(|mount| matches!(mount.kind, MountKind::Bind | MountKind::Volume));
    let (source, destination) = wanted.split_once(':').unwrap_or((wanted, ""));
    kept.into_iter().any(|mount| match destination {
        "" => mount.source == source || mount.destination == source,
        _ => mount.source == source && mount.destination == destination,
    })
}

fn is_ancestor(config: &Config, wanted: &str, layers: &[Digest]) -> bool {
    let Some(image) = config.image() else { return false };
    let name = image.name.as_str();
    let without_tag = name.rsplit_once(':').map_or(name, |(repository, _)| repository);
    let ends_in = |name: &str| name == wanted || name.ends_with(&format!("/{wanted}"));
    let id = wanted.strip_prefix("sha256:").unwrap_or(wanted);
    let has_id = id.len() >= 3 && image.id.hex().starts_with(id);
    let built_on = !layers.is_empty() && config.layers.starts_with(layers);
    ends_in(name) || ends_in(without_tag) || has_id || built_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_patterns() {
        for (name, text, expected) in [
            ("web", "we", true),
            ("web", "^web$", true),
            ("web2", "^web$", false),
            ("web2", "^web", true),
            ("web2", "^(db|web)[0-9]+$", true),
            ("web", "^/web$", true),
            ("a", "b", false),
        ] {
            assert_eq!(pattern(text).unwrap().is_match(name), expected, "{name} {text}");
        }
    }

    #[test]
    fn unknown_keys_and_values_are_errors() {
        assert_eq!(Filter::parse("bogus", "x").unwrap_err().to_string(), "bogus is an invalid filter");
        for (key, value) in [("status", "bogus"), ("name", "("), ("exited", "x"), ("health", "x"), ("is-task", "1")] {
            let error = Filter::parse(key, value).unwrap_err();
            assert_eq!(crate::error::one_line(&error).lines().count(), 1, "{key}={value}");
        }
        assert!(Filter::parse("status", "running").is_ok());
    }
}
