//! What a registry has: tags, repositories, and what its own search finds. And whether it knows this user.

use reqwest::{Method, StatusCode, Url};
use serde::{Deserialize, de::DeserializeOwned};

use super::{Repository, failure::Failure, repository::Ask, transport::Answer};
use crate::error::{Error, Result};

/// Entries of a list that are asked for at a time.
const PAGE: usize = 1000;
/// Bytes that a page may have.
const LIMIT: usize = 16 << 20;
/// More pages than any registry has, for one that turns in circles.
const MAX_PAGES: usize = 10_000;

/// What a registry's own search says of one repository (docker's registry API, version 1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Found {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    #[serde(default)]
    pub(crate) star_count: u64,
    #[serde(default)]
    pub(crate) is_official: bool,
    #[serde(default)]
    pub(crate) is_automated: bool,
}

#[derive(Deserialize)]
struct Tags {
    tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Catalogue {
    repositories: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Results {
    results: Option<Vec<Found>>,
}

impl Repository {
    /// At most `limit` tags of the repository, in the registry's order.
    pub(crate) fn tags(&self, limit: usize) -> Result<Vec<String>> {
        let path = format!("tags/list?n={}", limit.min(PAGE));
        self.pages(path, "list of tags", limit, |page: Tags| page.tags.unwrap_or_default())
    }

    /// At most `limit` repositories of the registry whose names `wanted` keeps.
    pub(crate) fn catalogue(&self, limit: usize, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        self.pages(format!("/v2/_catalog?n={PAGE}"), "catalogue", limit, |page: Catalogue| {
            page.repositories.unwrap_or_default().into_iter().filter(|name| wanted(name)).collect()
        })
    }

    /// What the registry's own search finds; `None` when it has none.
    pub(crate) fn search(&self, term: &str, limit: usize) -> Result<Option<Vec<Found>>> {
        let host = if self.host() == "docker.io" { "https://index.docker.io" } else { "" };
        let mut url = Url::parse("http://x").map_err(anyhow::Error::from)?;
        url.query_pairs_mut().append_pair("q", term).append_pair("n", &limit.to_string());
        let path = format!("{host}/v1/search?{}", url.query().unwrap_or_default());
        let found = self.access.retry.run(&self.access.cancel, || match self.once(&ask(&path, "search")) {
            Ok(answer) => self.page::<Results>(answer).map(|(results, _)| results.results),
            Err(failure) if failure.status.is_some_and(|status| status.is_client_error()) && host.is_empty() => {
                Ok(None)
            }
            Err(failure) => Err(failure),
        })?;
        Ok(found)
    }

    /// Whether the registry lets this user in.
    pub(crate) fn knows_user(&self) -> Result<bool> {
        self.access.retry.run(&self.access.cancel, || match self.once(&ask("/v2/", "login")) {
            Ok(_) => Ok(true),
            Err(failure) if matches!(failure.status, Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)) => {
                Ok(false)
            }
            Err(failure) => Err(failure),
        })
    }

    /// Follows the links from page to page.
    fn pages<T: DeserializeOwned>(
        &self,
        mut path: String,
        item: &str,
        limit: usize,
        mut entries: impl FnMut(T) -> Vec<String>,
    ) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for _ in 0..MAX_PAGES {
            let page = || self.page::<T>(self.once(&ask(&path, item))?);
            let (page, next) = self.access.retry.run(&self.access.cancel, page)?;
            found.extend(entries(page));
            match next.filter(|_| found.len() < limit) {
                Some(next) => path = next.to_string(),
                None => break,
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    fn page<T: DeserializeOwned>(&self, answer: Answer) -> Result<(T, Option<Url>), Failure> {
        let next = answer.header("link").and_then(next_link).and_then(|link| answer.url.join(link).ok());
        let bytes = answer.body.read_all(LIMIT).map_err(|error| Failure::of_transport(self.host(), &error, true))?;
        let page = serde_json::from_slice(&bytes.unwrap_or_default())
            .map_err(|error| Failure::lasting(Error::new(format!("{} gave no valid answer: {error}", self.host()))))?;
        Ok((page, next))
    }
}

fn ask<'a>(path: &str, item: &'a str) -> Ask<'a> {
    Ask { method: Method::GET, path: path.to_owned(), headers: Vec::new(), item }
}

/// The target of `<target>; rel="next"` (RFC 8288).
fn next_link(header: &str) -> Option<&str> {
    let (target, parameters) = header.trim().strip_prefix('<')?.split_once('>')?;
    parameters.replace('"', "").contains("rel=next").then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        for (header, target) in [
            ("</v2/x/tags/list?last=b&n=2>; rel=\"next\"", Some("/v2/x/tags/list?last=b&n=2")),
            ("<x>; rel=next", Some("x")),
            ("<x>; rel=\"prev\"", None),
            ("x; rel=next", None),
            ("<x", None),
            ("", None),
        ] {
            assert_eq!(next_link(header), target, "{header}");
        }
    }
}
