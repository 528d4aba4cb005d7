//! Questions to registries that are about no image in the store.

use serde_json::Value;

use super::{connect::Connect, manifest::Document, remote::Remote};
use crate::{
    config::{Env, Registries},
    error::{Context, Error, Result},
    name::Reference,
    registry::{Found, Repository},
};

/// Whether the registry `host` lets in the user with these credentials.
pub(crate) fn knows_user(env: &Env, host: &str, connect: &Connect) -> Result<bool> {
    let asked = || registry(env, host, connect)?.knows_user();
    asked().with_context(|| format!("cannot log in to {host}"))
}

/// At most `limit` tags of a repository.
pub(crate) fn tags(env: &Env, name: &Reference, limit: usize, connect: &Connect) -> Result<Vec<String>> {
    let listed = || at(env, name, connect)?.tags(limit);
    listed().with_context(|| format!("cannot list the tags of {}", name.repository()))
}

/// The list of images that a registry has under a name.
///
/// # Errors
/// Also when the name is that of a single image.
pub(crate) fn remote_list(env: &Env, name: &str, connect: &Connect) -> Result<Value> {
    let ask = || -> Result<Value> {
        let remote = Remote::find(env, name, connect)?;
        match remote.document()? {
            Document::Index(_) => remote.json(),
            Document::Image(_) => Err(Error::new(format!("{} is an image, not a manifest list", remote.name)).into()),
        }
    };
    ask().context("cannot show a manifest list")
}

/// At most `limit` repositories of a registry that have to do with `term`: by the registry's own search or, where it has none,
/// from its catalogue.
pub(crate) fn search(env: &Env, host: &str, term: &str, limit: usize, connect: &Connect) -> Result<Vec<Found>> {
    let found = || -> Result<Vec<Found>> {
        let registry = registry(env, host, connect)?;
        if !term.is_empty()
            && let Some(found) = registry.search(term, limit)?
        {
            return Ok(found.into_iter().take(limit).collect());
        }
        let named = |name| Found { name, description: None, star_count: 0, is_official: false, is_automated: false };
        Ok(registry.catalogue(limit, |name| name.contains(term))?.into_iter().map(named).collect())
    };
    found().with_context(|| format!("cannot search {host}"))
}

/// A registry itself, no repository of it.
fn registry(env: &Env, host: &str, connect: &Connect) -> Result<Repository> {
    at(env, &format!("{host}/x").parse()?, connect).map(Repository::without_path)
}

fn at(env: &Env, name: &Reference, connect: &Connect) -> Result<Repository> {
    let registries = Registries::load(env)?;
    let access = connect.access(env, &registries)?;
    let endpoint = registries.endpoints(name)?.pop().context("registries.conf gives no place to ask")?;
    Ok(Repository::new(endpoint, access))
}
