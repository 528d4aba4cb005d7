//! The lexical rules of references, one predicate per part (distribution spec, "Pulling manifests"; the reference grammar
//! of the distribution project). Each says which part is wrong and how.

use crate::error::Error;

/// The longest `host/path`, in bytes.
const MAX_NAME: usize = 255;
/// The longest tag, in bytes.
const MAX_TAG: usize = 128;

/// Whether the first component of a name is a host rather than a part of the path.
pub(super) fn is_host(component: &str) -> bool {
    component.contains(['.', ':', '[']) || component == "localhost"
}

/// Checks `host` or `host:port` or `[v6]:port`.
pub(super) fn check_host(host: &str) -> Result<(), Error> {
    let wrong = |why: &str| Err(Error::new(format!("invalid registry host {host:?}: {why}")));
    let (name, port) = split_port(host);
    if let Some(port) = port
        && (port.is_empty()
            || port.len() > 5
            || !port.bytes().all(|b| b.is_ascii_digit())
            || port.parse::<u16>().is_err())
    {
        return wrong("the port must be a number from 0 to 65535");
    }
    if let Some(address) = name.strip_prefix('[') {
        let address = address.strip_suffix(']').unwrap_or_default();
        return match address.parse::<std::net::Ipv6Addr>() {
            Ok(_) => Ok(()),
            Err(_) => wrong("what stands in brackets must be an IPv6 address"),
        };
    }
    if name.is_empty() || !name.split('.').all(is_label) {
        return wrong("it must be letters, digits and hyphens, separated by dots");
    }
    Ok(())
}

/// Splits `host:port`; colons inside brackets belong to the host.
fn split_port(host: &str) -> (&str, Option<&str>) {
    let inside = if host.starts_with('[') { host.len() } else { 0 };
    let after = host.rfind(']').map_or(inside, |at| at + 1);
    match host.get(after..).and_then(|rest| rest.find(':')) {
        Some(colon) => (&host[..after + colon], Some(&host[after + colon + 1..])),
        None => (host, None),
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Checks a repository path such as `library/debian`.
pub(super) fn check_path(path: &str, typed: &str) -> Result<(), Error> {
    let wrong = |why: String| Err(Error::new(format!("invalid image name {typed:?}: {why}")));
    if path.is_empty() {
        return wrong("the repository name is empty".into());
    }
    for component in path.split('/') {
        if component.is_empty() {
            return wrong("a part between slashes is empty".into());
        }
        if component.bytes().any(|b| b.is_ascii_uppercase()) {
            let cure = format!("write {:?}", component.to_ascii_lowercase());
            return Err(Error::new(format!(
                "invalid image name {typed:?}: repository name must be lowercase, and {component:?} is not"
            ))
            .hint(cure));
        }
        if let Some(bad) = component.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-')) {
            return wrong(format!("{component:?} contains {bad:?}; only a-z, 0-9, '.', '_' and '-' are allowed"));
        }
        if !separators_are_inside(component) {
            return wrong(format!(
                "{component:?} must start and end with a letter or digit, with one '.', one '_', two '__' or hyphens between"
            ));
        }
    }
    Ok(())
}

/// Alphanumeric runs separated by `.`, `_`, `__` or any number of `-`.
fn separators_are_inside(component: &str) -> bool {
    let mut runs = component.split(|c: char| c.is_ascii_alphanumeric()).filter(|run| !run.is_empty());
    let edges = component.as_bytes().first().zip(component.as_bytes().last());
    edges.is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
        && runs.all(|run| matches!(run, "." | "_" | "__") || run.bytes().all(|b| b == b'-'))
}

/// Checks a tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.
pub(super) fn check_tag(tag: &str, typed: &str) -> Result<(), Error> {
    let wrong = |why: String| Err(Error::new(format!("invalid image name {typed:?}: {why}")));
    if tag.is_empty() {
        return wrong("the tag after ':' is empty".into());
    }
    if tag.len() > MAX_TAG {
        return wrong(format!("the tag is longer than {MAX_TAG} characters"));
    }
    if let Some(bad) = tag.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))) {
        return wrong(format!("the tag {tag:?} contains {bad:?}; only letters, digits, '_', '.' and '-' are allowed"));
    }
    if tag.starts_with(['.', '-']) {
        return wrong(format!("the tag {tag:?} must start with a letter, a digit or '_'"));
    }
    Ok(())
}

/// Checks the length of `host/path` together.
pub(super) fn check_length(host: &str, path: &str) -> Result<(), Error> {
    if host.len() + 1 + path.len() > MAX_NAME {
        return Err(Error::new(format!(
            "image name is too long: host and repository have {} characters, {MAX_NAME} are allowed",
            host.len() + 1 + path.len()
        )));
    }
    Ok(())
}
