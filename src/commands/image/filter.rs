//! `images --filter`.

use jiff::Timestamp;

use super::rows::{Relations, Row};
use crate::cli::values::Filter;
use crate::error::{Error, Result};
use crate::image;
use crate::name::Reference;
use crate::store::{Image, Store, containers};
use crate::ui::time;

/// So many digits are an id, and no repository.
const SHORTEST_ID: usize = 4;

/// What an image must be like to be listed. The same key twice means "or", except for labels; different keys mean "and".
pub(super) struct Filters<'a> {
    store: &'a Store,
    /// Conditions of one key each; one of them must hold. Conditions on labels, and those with `!=`, stand alone.
    groups: Vec<(String, Vec<Condition>)>,
}

enum Condition {
    /// A pattern for names.
    Reference(String),
    Id(String),
    /// A repository as it was typed alone, or the beginning of an id.
    Word(String),
    Dangling(bool),
    Intermediate(bool),
    Containers(bool),
    /// Whether it is a list of images.
    Manifest(bool),
    Before(Option<Timestamp>),
    Since(Option<Timestamp>),
    Until(Timestamp),
    Digest(String),
    Label {
        key: String,
        value: Option<String>,
    },
    Always(bool),
    Not(Box<Condition>),
}

impl<'a> Filters<'a> {
    /// Understands the filters, and `name`, which is one for references.
    pub(super) fn new(store: &'a Store, filters: &[Filter], name: Option<&str>) -> Result<Self> {
        let mut groups: Vec<(String, Vec<Condition>)> = Vec::new();
        groups.extend(name.map(|name| ("name".to_owned(), vec![Condition::Word(name.to_owned())])));
        for Filter { key, value } in filters {
            let condition = Condition::new(store, key, value)?;
            match groups.iter_mut().find(|(known, _)| known == key && !key.starts_with("label")) {
                Some((_, conditions)) if !key.ends_with('!') => conditions.push(condition),
                _ => groups.push((key.clone(), vec![condition])),
            }
        }
        Ok(Filters { store, groups })
    }

    /// Whether a filter decides about images without a name that others were made from.
    pub(super) fn choose_relations(&self) -> bool {
        self.groups.iter().any(|(key, _)| key == "intermediate" || key == "dangling")
    }

    /// Whether the image is to be listed under this name.
    pub(super) fn pass(&self, row: &Row<'_>, family: &Relations<'_>) -> Result<bool> {
        for (_, conditions) in &self.groups {
            let mut holds = false;
            for condition in conditions {
                holds = holds || condition.holds(self.store, row, family)?;
            }
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Condition {
    fn new(store: &Store, key: &str, value: &str) -> Result<Self> {
        if let Some(key) = key.strip_suffix('!') {
            return Ok(Condition::Not(Box::new(Self::new(store, key, value)?)));
        }
        Ok(match key {
            "reference" => Condition::Reference(value.to_owned()),
            "id" => Condition::Id(value.strip_prefix("sha256:").unwrap_or(value).to_owned()),
            "dangling" => Condition::Dangling(parse_bool(key, value)?),
            "intermediate" => Condition::Intermediate(parse_bool(key, value)?),
            "containers" => Condition::Containers(parse_bool(key, value)?),
            // None is, here.
            "readonly" => Condition::Always(!parse_bool(key, value)?),
            "manifest" => Condition::Manifest(parse_bool(key, value)?),
            "before" => Condition::Before(image::require(store, value)?.created),
            "since" | "after" => Condition::Since(image::require(store, value)?.created),
            "until" => Condition::Until(time::parse_point(value, Timestamp::now()).ok_or_else(|| {
                Error::new(format!("invalid time {value:?}"))
                    .hint("write a duration such as 24h, a date or a Unix time")
            })?),
            "digest" => Condition::Digest(value.to_owned()),
            "label" => {
                let (name, value) = value.split_once('=').map_or((value, None), |(k, v)| (k, Some(v.to_owned())));
                Condition::Label { key: name.to_owned(), value }
            }
            _ => {
                return Err(Error::new(format!("{key} is an invalid filter"))
                    .hint("there are id, reference, label, before, since, until, dangling, intermediate, containers, readonly, manifest and digest, each also with != for what is not so")
                    .into());
            }
        })
    }

    fn holds(&self, store: &Store, row: &Row<'_>, family: &Relations<'_>) -> Result<bool> {
        let Image { id, created, digests, .. } = row.image;
        Ok(match self {
            Condition::Reference(pattern) => row.name.is_some_and(|name| is_like(name, pattern)),
            Condition::Id(digits) => id.hex().starts_with(digits.as_str()),
            Condition::Word(word) => {
                let is_id = word.len() >= SHORTEST_ID && id.hex().starts_with(word.trim_start_matches("sha256:"));
                is_id || row.name.is_some_and(|name| is_like(name, word))
            }
            Condition::Dangling(wanted) => {
                let is_dangling = row.name.is_none() && family.get()?.is_dangling(row.image);
                is_dangling == *wanted
            }
            Condition::Intermediate(wanted) => {
                let is_intermediate = row.image.names.is_empty() && family.get()?.has_children(id);
                is_intermediate == *wanted
            }
            Condition::Manifest(wanted) => image::list_of(store, row.image.clone())?.is_ok() == *wanted,
            Condition::Containers(wanted) => {
                let is_used = containers::list(store)?.iter().any(|record| record.config.is_of_image(id));
                is_used == *wanted
            }
            Condition::Before(other) => created < other,
            Condition::Since(other) => created > other,
            Condition::Until(time) => created.is_some_and(|created| created < *time),
            Condition::Digest(wanted) => {
                let own = image::manifest_of(store, id)?.map(|(digest, _)| digest);
                let mut all = digests.iter().filter_map(|known| known.digest).chain(own);
                all.any(|digest| digest.to_string().starts_with(wanted))
            }
            Condition::Label { key, value } => {
                let labels = image::config_of(store, row.image)?.config.labels;
                labels.get(key).is_some_and(|known| value.as_ref().is_none_or(|value| value == known))
            }
            Condition::Not(condition) => !condition.holds(store, row, family)?,
            Condition::Always(holds) => *holds,
        })
    }
}

fn parse_bool(key: &str, value: &str) -> Result<bool> {
    value.parse().map_err(|_| Error::new(format!("filter {key} must be true or false, not {value:?}")).into())
}

/// Whether a name is what `pattern` says: a repository with or without its leading parts, perhaps with a tag; `*` and `?`
/// stand for anything but a slash.
fn is_like(name: &Reference, pattern: &str) -> bool {
    let (repository, tag) = match pattern.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag)),
        _ => (pattern, None),
    };
    if tag.is_some_and(|tag| !is_match(tag, name.tag.as_deref().unwrap_or_default())) {
        return false;
    }
    let whole = name.repository();
    let starts = std::iter::once(0).chain(whole.match_indices('/').map(|(at, _)| at + 1));
    starts.into_iter().any(|at| is_match(repository, &whole[at..]))
}

fn is_match(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => text.is_empty(),
        Some('*') => {
            let segment = text.find('/').unwrap_or(text.len());
            let ends = text[..segment].char_indices().map(|(at, _)| at).chain([segment]);
            ends.into_iter().any(|at| is_match(rest.as_str(), &text[at..]))
        }
        Some(first) => {
            let mut tail = text.chars();
            let fits = tail.next().is_some_and(|c| c == first || (first == '?' && c != '/'));
            fits && is_match(rest.as_str(), tail.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let name: Reference = "docker.io/library/debian:12-slim".parse().unwrap();
        for pattern in [
            "debian",
            "library/debian",
            "docker.io/library/debian",
            "debian:12-slim",
            "deb*",
            "*/debian",
            "d?bian:12*",
            "*",
        ] {
            assert!(is_like(&name, pattern), "{pattern}");
        }
        for pattern in ["ian", "debian:12", "docker.io/debian", "docker.io/*", "quay.io/library/debian", ""] {
            assert!(!is_like(&name, pattern), "{pattern}");
        }
        let port: Reference = "127.0.0.1:5000/app:1".parse().unwrap();
        assert!(
            is_like(&port, "127.0.0.1:5000/app") && is_like(&port, "127.0.0.1:5000/app:1") && is_like(&port, "app")
        );
    }
}
