//! Images that are to be added to a list: here, or at registries.

use serde_json::Value;

use super::{
    super::{Connect, lookup::lookup, remote::Remote},
    chosen, digest_of, entries, entry, list_of,
};
use crate::{
    config::Env,
    error::{Error, Result},
    name::Reference,
    store::{Image, Store},
};

/// How images are looked for that are to be added to a list.
pub(crate) struct Adding<'a> {
    pub(crate) env: &'a Env,
    pub(crate) connect: &'a Connect,
    /// Of a list come all images, not only the one for this platform.
    pub(crate) all: bool,
}

/// Images that are to be added to a list.
#[derive(Default)]
pub(crate) struct Found {
    /// What the list will say of them.
    pub(super) entries: Vec<Value>,
    /// Where registries have those that are not here.
    pub(super) sources: Vec<Reference>,
}

impl Found {
    /// Images that are here.
    pub(crate) fn of(store: &Store, images: &[Image]) -> Result<Self> {
        let entries = images.iter().map(|image| entry(store, image)).collect::<Result<Vec<_>>>()?;
        Ok(Found { entries, sources: Vec::new() })
    }
}

/// Looks for images: in the store, and what is not there in registries. Of those only what lists say of them is fetched.
pub(crate) fn find_entries(store: &Store, images: &[String], adding: &Adding<'_>) -> Result<Found> {
    let mut found = Found::default();
    for text in images {
        let Found { entries, sources } = adding.find(store, text)?;
        found.entries.extend(entries);
        found.sources.extend(sources);
    }
    Ok(found)
}

impl Adding<'_> {
    fn find(&self, store: &Store, text: &str) -> Result<Found> {
        let stored = text.strip_prefix("containers-storage:");
        let known = match text.starts_with("docker://") {
            true => None,
            false => lookup(store, stored.unwrap_or(text))?,
        };
        match known {
            Some(image) => self.here(store, image),
            None if stored.is_some() => Err(Error::new(format!("{text}: image not known")).into()),
            None => self.there(text),
        }
    }

    fn here(&self, store: &Store, image: Image) -> Result<Found> {
        let list = match list_of(store, image)? {
            Ok(list) => list,
            Err(image) => return Found::of(store, &[image]),
        };
        let sources = list.image.sources.clone();
        let mut entries = entries(&list.document).to_vec();
        if !self.all {
            let chosen = chosen(&list, None)?.digest.to_string();
            entries.retain(|entry| entry["digest"] == chosen);
        }
        Ok(Found { entries, sources })
    }

    fn there(&self, text: &str) -> Result<Found> {
        let remote = Remote::find(self.env, text, self.connect)?;
        let entries = remote.entries(self.all)?;
        let sources = entries.iter().map(|entry| Ok(remote.name.with_digest(digest_of(entry)?)));
        Ok(Found { sources: sources.collect::<Result<_>>()?, entries })
    }
}
