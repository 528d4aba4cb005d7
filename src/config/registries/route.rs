//! From a reference to the places where it is looked for.

use super::{
    Registries,
    file::{Mirror, PullFromMirror, Rule},
};
use crate::{
    error::{Context, Error, Result},
    name::Reference,
};

/// One place to ask for an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The name there: mirrors and `location` rewrite host and path.
    pub(crate) reference: Reference,
    /// TLS certificates need not be valid, and plain http will do.
    pub(crate) insecure: bool,
    /// It stands in for the registry that was asked for.
    pub(crate) mirror: bool,
}

impl Registries {
    /// Where `reference` is looked for: the mirrors in order, then the registry itself. Fails when it is blocked.
    pub(crate) fn endpoints(&self, reference: &Reference) -> Result<Vec<Endpoint>> {
        let name = reference.to_string();
        let best = self.rules.iter().filter_map(|rule| Some((matched(rule.prefix(), &name)?, rule)));
        let Some((length, rule)) = best.max_by_key(|(length, _)| *length) else {
            return Ok(vec![Endpoint { reference: reference.clone(), insecure: false, mirror: false }]);
        };
        if rule.blocked {
            return Err(Error::new(format!("registry {:?} is blocked by registries.conf", rule.prefix()))
                .hint("remove `blocked = true` from its [[registry]] table to use it")
                .into());
        }
        let rest = name.get(length..).unwrap_or_default();
        let by_digest = reference.digest.is_some();
        let mut endpoints = Vec::new();
        for mirror in rule.mirror.iter().filter(|mirror| takes_part(mirror, rule, by_digest)) {
            endpoints.push(endpoint(&mirror.location, rest, mirror.insecure, true)?);
        }
        match rule.location.as_str() {
            "" => endpoints.push(Endpoint { reference: reference.clone(), insecure: rule.insecure, mirror: false }),
            location => endpoints.push(endpoint(location, rest, rule.insecure, false)?),
        }
        Ok(endpoints)
    }
}

fn takes_part(mirror: &Mirror, rule: &Rule, by_digest: bool) -> bool {
    let when = if rule.mirror_by_digest_only { PullFromMirror::DigestOnly } else { mirror.pull_from_mirror };
    match when {
        PullFromMirror::All => true,
        PullFromMirror::DigestOnly => by_digest,
        PullFromMirror::TagOnly => !by_digest,
    }
}

fn endpoint(location: &str, rest: &str, insecure: bool, mirror: bool) -> Result<Endpoint> {
    let reference = format!("{location}{rest}").parse();
    let reference =
        reference.with_context(|| format!("registries.conf: the location {location:?} gives no valid name"))?;
    Ok(Endpoint { reference, insecure, mirror })
}

/// How many bytes of `name` the prefix takes, if it matches: whole components only. A prefix `*.example.com` takes the
/// whole host.
fn matched(prefix: &str, name: &str) -> Option<usize> {
    let taken = match prefix.strip_prefix('*') {
        Some(suffix) => {
            let host = name.find('/')?;
            let (domain, path) = suffix.split_at(suffix.find('/').unwrap_or(suffix.len()));
            let fits = name.get(..host)?.ends_with(domain) && name.get(host..)?.starts_with(path);
            fits.then_some(host + path.len())?
        }
        None => name.starts_with(prefix).then_some(prefix.len())?,
    };
    let rest = name.get(taken..)?;
    let bare_host = !name.get(..taken)?.contains('/');
    (rest.is_empty() || rest.starts_with('/') || (!bare_host && rest.starts_with([':', '@']))).then_some(taken)
}

#[cfg(test)]
mod tests {
    use super::{super::file, *};

    const CONF: &str = r#"
        [[registry]]
        prefix = "a.io"
        location = "b.io/mirror"
        insecure = true
        [[registry]]
        prefix = "a.io/secret"
        blocked = true
        [[registry]]
        location = "docker.io"
        [[registry.mirror]]
        location = "m1.io"
        insecure = true
        [[registry.mirror]]
        location = "m2.io/hub"
        pull-from-mirror = "digest-only"
        [[registry]]
        prefix = "*.corp.org"
        insecure = true
        [[registry]]
        prefix = "*.x.org"
        location = "y.org"
    "#;

    fn registries() -> Registries {
        let mut all = Registries::default();
        all.merge(file::parse(CONF, "/f".as_ref()).unwrap(), "/f".as_ref());
        all
    }

    #[test]
    fn names_find_their_endpoints() {
        let hub = "docker.io/library/debian@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        for (name, expected) in [
            ("a.io/x:1", vec!["b.io/mirror/x:1 insecure"]),
            ("a.io/secretive", vec!["b.io/mirror/secretive:latest insecure"]),
            ("a.io:5000/x", vec!["a.io:5000/x:latest"]),
            (
                "docker.io/debian",
                vec!["m1.io/library/debian:latest insecure mirror", "docker.io/library/debian:latest"],
            ),
            (
                hub,
                vec![
                    &hub.replace("docker.io", "m1.io").add(" insecure mirror"),
                    &hub.replace("docker.io", "m2.io/hub").add(" mirror"),
                    hub,
                ],
            ),
            ("r.corp.org/a", vec!["r.corp.org/a:latest insecure"]),
            ("corp.org/a", vec!["corp.org/a:latest"]),
            ("z.x.org/a/b:2", vec!["y.org/a/b:2"]),
        ] {
            let shown: Vec<String> = registries().endpoints(&name.parse().unwrap()).unwrap().iter().map(show).collect();
            assert_eq!(shown, expected, "{name}");
        }
    }

    trait Add {
        fn add(self, more: &str) -> String;
    }

    impl Add for String {
        fn add(self, more: &str) -> String {
            self + more
        }
    }

    fn show(endpoint: &Endpoint) -> String {
        let insecure = if endpoint.insecure { " insecure" } else { "" };
        format!("{}{insecure}{}", endpoint.reference, if endpoint.mirror { " mirror" } else { "" })
    }

    #[test]
    fn blocked_is_an_error_with_a_cure() {
        for name in ["a.io/secret:1", "a.io/secret/x"] {
            let error = registries().endpoints(&name.parse().unwrap()).unwrap_err();
            assert!(crate::error::one_line(&error).contains("blocked = true"));
        }
    }
}
