//! Which system calls a container may make. Compiling a profile takes milliseconds, so that compiled filters are kept in
//! the cache directory, by a hash of everything that they depend on.

mod cache;
mod compile;
mod profile;
mod table;

use std::path::Path;

use super::spec::CapabilitySet;
use crate::error::{Context, Result};
use crate::sys::seccomp::Filter;

/// What the user chose with `--security-opt seccomp=`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile<'a> {
    /// What Docker's and Podman's default profiles allow.
    Default,
    /// Everything.
    Unconfined,
    /// A profile in Docker's JSON format, and the name that errors call it by.
    Json { name: &'a str, bytes: &'a [u8] },
}

/// The filter for a container whose bounding set is `capabilities`; nothing when it is unconfined. Compiled filters are
/// kept below `cache`; a cache that cannot be written is no error.
pub(crate) fn filter(
    profile: Profile<'_>,
    capabilities: CapabilitySet,
    cache: Option<&Path>,
) -> Result<Option<Filter>> {
    let text = match profile {
        Profile::Unconfined => return Ok(None),
        Profile::Default => None,
        Profile::Json { bytes, .. } => Some(bytes),
    };
    let entry = cache.map(|dir| cache::entry(dir, text, capabilities));
    if let Some(found) = entry.as_deref().and_then(cache::read) {
        return Ok(Some(found));
    }
    let rules = match profile {
        Profile::Json { name, bytes } => profile::parse(bytes).with_context(|| format!("seccomp profile {name}"))?,
        _ => profile::default(),
    };
    let bytes = compile::compile(&rules, capabilities).context("compile the seccomp profile")?;
    if let Some(entry) = entry {
        cache::write(&entry, &bytes);
    }
    let filter = Filter::from_bytes(&bytes).context("libseccomp made a filter of an odd length")?;
    Ok(Some(filter))
}
