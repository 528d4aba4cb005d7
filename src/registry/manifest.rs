//! Fetching manifests. What they mean is for the room `image` to say; here they are bytes with a digest.

use reqwest::{Method, StatusCode};

use super::{Repository, failure::Failure, repository::Ask};
use crate::{
    error::{Error, Result},
    name::Digest,
};

/// The kinds of manifest that are asked for.
pub(crate) const MANIFEST_TYPES: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// Manifests beyond this are refused (distribution spec, "Pushing manifests", names it as what registries should take).
const LIMIT: usize = 4 << 20;

/// A manifest as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) bytes: Vec<u8>,
    /// The `Content-Type`, without parameters; empty if there was none.
    pub(crate) media_type: String,
    /// Of the bytes.
    pub(crate) digest: Digest,
}

impl Repository {
    /// Fetches the manifest that the digest names, or else the tag. Bytes that do not have the digest which was asked for, or
    /// which the registry claims, are refused.
    pub(crate) fn manifest(&self, tag: &str, digest: Option<&Digest>) -> Result<Manifest> {
        self.access.retry.run(&self.access.cancel, || self.manifest_once(tag, digest))
    }

    /// The digest of what `tag` is now, without fetching it; `None` when the registry does not say.
    pub(crate) fn manifest_digest(&self, tag: &str) -> Result<Option<Digest>> {
        let item = item(tag, None);
        self.access.retry.run(&self.access.cancel, || {
            let answer = self.once(&ask(Method::HEAD, tag, &item))?;
            Ok(answer.header("docker-content-digest").and_then(|value| value.parse().ok()))
        })
    }

    /// Whether there is a tag of this name.
    pub(crate) fn has_manifest(&self, tag: &str) -> Result<bool> {
        let item = item(tag, None);
        self.access.retry.run(&self.access.cancel, || match self.once(&ask(Method::HEAD, tag, &item)) {
            Ok(_) => Ok(true),
            Err(failure) if failure.status == Some(StatusCode::NOT_FOUND) => Ok(false),
            Err(failure) => Err(failure),
        })
    }

    fn manifest_once(&self, tag: &str, digest: Option<&Digest>) -> Result<Manifest, Failure> {
        let item = item(tag, digest);
        let name = digest.map_or_else(|| tag.to_owned(), Digest::to_string);
        let answer = self.once(&ask(Method::GET, &name, &item))?;
        let claimed: Option<Digest> = answer.header("docker-content-digest").and_then(|value| value.parse().ok());
        let media_type = answer.header("content-type").unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let bytes = answer.body.read_all(LIMIT).map_err(|error| Failure::of_transport(self.host(), &error, true))?;
        let repository = self.reference().repository();
        let bytes = bytes.ok_or_else(|| {
            Failure::lasting(Error::new(format!("the manifest of {repository} {item} is larger than {LIMIT} bytes")))
        })?;
        let actual = Digest::of(&bytes);
        match digest.or(claimed.as_ref()).filter(|expected| **expected != actual) {
            None => Ok(Manifest { bytes, media_type, digest: actual }),
            Some(expected) => Err(Failure::lasting(
                Error::new(format!(
                    "the manifest of {repository} {item} is not what it claims to be: expected {expected}, got {actual}"
                ))
                .hint("the registry, or a proxy before it, is broken or lies"),
            )),
        }
    }
}

fn item(tag: &str, digest: Option<&Digest>) -> String {
    digest.map_or_else(|| format!("tag {tag}"), |digest| format!("manifest {digest}"))
}

fn ask<'a>(method: Method, name: &str, item: &'a str) -> Ask<'a> {
    let headers = vec![("accept", MANIFEST_TYPES.join(", "))];
    Ask { method, path: format!("manifests/{name}"), headers, item }
}
