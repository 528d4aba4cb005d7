//! Image names as typed, and references as the engine uses them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    Digest,
    grammar::{check_host, check_length, check_path, check_tag, is_host},
};
use crate::error::Error;

/// The registry that names without a host meant first.
const DOCKER_HUB: &str = "docker.io";

/// A fully qualified name of an image. It always has a tag or a digest, perhaps both; `docker.io/debian` has become
/// `docker.io/library/debian`, and the host is in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reference {
    /// Registry host, with its port if one was given: `docker.io`, `127.0.0.1:5000`, `[::1]:5000`.
    pub(crate) host: String,
    /// Repository within the registry: `library/debian`.
    pub(crate) path: String,
    pub(crate) tag: Option<String>,
    pub(crate) digest: Option<Digest>,
}

impl Reference {
    /// `host/path`, without tag and digest.
    pub(crate) fn repository(&self) -> String {
        format!("{}/{}", self.host, self.path)
    }

    /// The same repository at a digest; the tag is dropped.
    pub(crate) fn with_digest(&self, digest: Digest) -> Reference {
        Reference { tag: None, digest: Some(digest), ..self.clone() }
    }

    /// What stands in a manifest URL: the digest if there is one, else the tag (distribution spec, "Pulling manifests").
    pub(crate) fn tag_or_digest(&self) -> String {
        match (&self.digest, &self.tag) {
            (Some(digest), _) => digest.to_string(),
            (None, Some(tag)) => tag.clone(),
            (None, None) => "latest".to_owned(),
        }
    }

    fn new(host: &str, path: &str, tag: Option<String>, digest: Option<Digest>) -> Result<Self, Error> {
        let host = host.to_ascii_lowercase();
        let host = if host == "index.docker.io" { DOCKER_HUB.to_owned() } else { host };
        let path = if host == DOCKER_HUB && !path.contains('/') { format!("library/{path}") } else { path.to_owned() };
        check_length(&host, &path)?;
        let tag = tag.or_else(|| digest.is_none().then(|| "latest".to_owned()));
        Ok(Reference { host, path, tag, digest })
    }
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match ImageName::parse(text)? {
            ImageName::Full(reference) => Ok(reference),
            ImageName::Short(short) => Err(Error::new(format!("image name {text:?} has no registry host"))
                .hint(format!("write it in full, such as {DOCKER_HUB}/{}", short.path))),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.host, self.path)?;
        write_suffix(f, self.tag.as_deref(), self.digest.as_ref())
    }
}

fn write_suffix(f: &mut fmt::Formatter<'_>, tag: Option<&str>, digest: Option<&Digest>) -> fmt::Result {
    if let Some(tag) = tag {
        write!(f, ":{tag}")?;
    }
    if let Some(digest) = digest {
        write!(f, "@{digest}")?;
    }
    Ok(())
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A name without a registry host: `debian:12`. Which registry is meant is for registries.conf(5) to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShortName {
    pub(crate) path: String,
    pub(crate) tag: Option<String>,
    pub(crate) digest: Option<Digest>,
}

impl ShortName {
    /// The reference that this name is at `host`, which may carry a path prefix (`quay.io/ns`).
    pub(crate) fn at(&self, host: &str) -> Result<Reference, Error> {
        let (host, prefix) = host.split_once('/').unwrap_or((host, ""));
        check_host(host)?;
        let path = if prefix.is_empty() { self.path.clone() } else { format!("{prefix}/{}", self.path) };
        check_path(&path, &path)?;
        Reference::new(host, &path, self.tag.clone(), self.digest)
    }
}

impl fmt::Display for ShortName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        write_suffix(f, self.tag.as_deref(), self.digest.as_ref())
    }
}

/// A syntactically right image name, as someone typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ImageName {
    /// It names its registry.
    Full(Reference),
    /// It does not.
    Short(ShortName),
}

impl ImageName {
    /// Parses `[docker://][host[:port]/]path[:tag][@sha256:hex]`. The error says which part is wrong.
    pub(crate) fn parse(typed: &str) -> Result<Self, Error> {
        let (transport, text) = match typed.strip_prefix("docker://") {
            Some(rest) => (true, rest),
            None => (false, typed),
        };
        check_text(text, typed)?;
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest.parse()?)),
            None => (text, None),
        };
        let (host, rest) = match rest.split_once('/') {
            Some((first, rest)) if is_host(first) => (Some(first), rest),
            _ => (None, rest),
        };
        if let Some(host) = host {
            check_host(host)?;
        }
        let (path, tag) = match rest.split_once(':') {
            Some((path, tag)) => (path, Some(tag)),
            None => (rest, None),
        };
        check_path(path, typed)?;
        if let Some(tag) = tag {
            check_tag(tag, typed)?;
        }
        let tag = tag.map(str::to_owned);
        match host.or(transport.then_some(DOCKER_HUB)) {
            Some(host) => Ok(ImageName::Full(Reference::new(host, path, tag, digest)?)),
            None => {
                check_length("", path)?;
                Ok(ImageName::Short(ShortName { path: path.to_owned(), tag, digest }))
            }
        }
    }
}

/// Refuses what is no name at all, before the parts are looked at.
fn check_text(text: &str, typed: &str) -> Result<(), Error> {
    if text.is_empty() {
        return Err(Error::new("image name is empty"));
    }
    if let Some((transport, _)) =
        text.split_once(':').filter(|(_, rest)| rest.starts_with('/') || rest.starts_with('.'))
        && ["oci", "oci-archive", "docker-archive", "dir", "containers-storage"].contains(&transport)
    {
        return Err(Error::new(format!(
            "image name {typed:?} uses the transport {transport:?}, which is not supported here"
        ))
        .hint("archives and directories are read by `coracle load -i PATH`"));
    }
    if Digest::from_hex(text).is_some() {
        return Err(Error::new(format!("invalid image name {typed:?}: 64 hex digits are an id, not a name")));
    }
    Ok(())
}

impl fmt::Display for ImageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageName::Full(reference) => reference.fmt(f),
            ImageName::Short(short) => short.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const D: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn full_names_are_normalised() {
        let digest = format!("q.io/a/b@{D}");
        let both = format!("q.io/a:1@{D}");
        for (typed, shown) in [
            ("docker.io/debian", "docker.io/library/debian:latest"),
            ("index.docker.io/debian:12", "docker.io/library/debian:12"),
            ("docker://debian:12", "docker.io/library/debian:12"),
            ("docker.io/a/b:1", "docker.io/a/b:1"),
            ("localhost/x", "localhost/x:latest"),
            ("localhost:5000/x:T.a-g_", "localhost:5000/x:T.a-g_"),
            ("127.0.0.1:5000/debian:12", "127.0.0.1:5000/debian:12"),
            ("[::1]:5000/x", "[::1]:5000/x:latest"),
            ("[fe80::1]/x", "[fe80::1]/x:latest"),
            ("Quay.IO/a", "quay.io/a:latest"),
            ("q.io/a__b/c.d/e---f", "q.io/a__b/c.d/e---f:latest"),
            (&digest, &digest),
            (&both, &both),
        ] {
            let Ok(ImageName::Full(reference)) = ImageName::parse(typed) else { panic!("{typed}") };
            assert_eq!(reference.to_string(), shown);
            assert_eq!(shown.parse::<Reference>().unwrap(), reference);
        }
    }

    #[test]
    fn short_names_keep_what_was_typed() {
        let digest = format!("debian@{D}");
        for typed in ["debian", "debian:12", "a/b/c:x", "oci:latest", &digest] {
            let Ok(ImageName::Short(short)) = ImageName::parse(typed) else { panic!("{typed}") };
            assert_eq!(short.to_string(), typed);
        }
    }

    #[test]
    fn short_names_find_their_place() {
        let Ok(ImageName::Short(short)) = ImageName::parse("debian:12") else { panic!() };
        assert_eq!(short.at("docker.io").unwrap().to_string(), "docker.io/library/debian:12");
        assert_eq!(short.at("quay.io/ns").unwrap().to_string(), "quay.io/ns/debian:12");
    }

    #[test]
    fn errors_say_which_part_is_wrong() {
        let long_tag = format!("a:{}", "x".repeat(129));
        let long_name = format!("q.io/{}", "x".repeat(251));
        let id = "a".repeat(64);
        for (typed, part) in [
            ("", "empty"),
            ("UPPER/x", "must be lowercase, and \"UPPER\""),
            ("q.io/Deb", "must be lowercase"),
            ("a//b", "between slashes"),
            ("q.io/", "repository name is empty"),
            ("/a", "between slashes"),
            ("a/", "between slashes"),
            (":x", "repository name is empty"),
            ("a:", "tag after ':'"),
            ("a:-x", "must start with"),
            ("a:x y", "' '"),
            ("a:b:c", "':'"),
            ("a b", "' '"),
            ("ä", "'ä'"),
            ("-a", "start and end"),
            ("a..b", "start and end"),
            ("a___b", "start and end"),
            ("q.io:x/a", "port"),
            ("q.io:99999/a", "port"),
            ("q.io:/a", "port"),
            ("[::g]/a", "IPv6"),
            ("[::1/a", "IPv6"),
            ("-q.io/a", "letters, digits"),
            ("q..io/a", "letters, digits"),
            ("a@sha256:12", "64 lowercase hex"),
            ("a@md5:12", "only sha256"),
            ("a@", "invalid digest"),
            ("oci:/tmp/x", "coracle load"),
            (&id, "an id"),
            (&long_tag, "longer than 128"),
            (&long_name, "too long"),
        ] {
            let error = crate::error::one_line(&ImageName::parse(typed).unwrap_err().into());
            assert!(error.contains(part), "{typed:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn display_then_parse_is_identity(
            host in "([a-z][a-z0-9]{0,8}\\.[a-z]{2,3}|localhost|\\[::1\\])(:[1-9][0-9]{0,3})?",
            path in "[a-z0-9]{1,9}((\\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}(/[a-z0-9]{1,9}){0,3}",
            tag in proptest::option::of("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"),
            digest in proptest::option::of(any::<[u8; 32]>()),
        ) {
            let reference = Reference::new(&host, &path, tag, digest.map(Digest::from_bytes)).unwrap();
            prop_assert_eq!(reference.to_string().parse::<Reference>().unwrap(), reference);
        }

        #[test]
        fn never_panics(text in "\\PC{0,80}", ascii in "[a-zA-Z0-9:/@.\\[\\]_-]{0,60}") {
            for text in [text, ascii] {
                if let Ok(name) = ImageName::parse(&text) {
                    prop_assert_eq!(ImageName::parse(&name.to_string()).unwrap(), name);
                }
            }
        }
    }
}
