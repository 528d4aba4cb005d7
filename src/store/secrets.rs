//! Secrets: a directory `secrets/<name>` with `data`, readable by the user alone, and `secret.json`.

use std::collections::BTreeMap;
use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::{self, Durability};
use super::{Action, Event, Store};
use crate::error::{Context, Error, Result};

/// `secret.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Description {
    /// 25 hexadecimal digits, as Podman's have.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
}

/// A secret on disk.
#[derive(Debug, Clone)]
pub(crate) struct Secret {
    dir: PathBuf,
    pub(crate) description: Description,
}

impl Secret {
    pub(crate) fn name(&self) -> &str {
        &self.description.name
    }

    pub(crate) fn id(&self) -> &str {
        &self.description.id
    }

    /// The directory that holds it.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// What is secret.
    pub(crate) fn data(&self) -> Result<Vec<u8>> {
        let data = files::read(&self.dir.join("data"))?;
        data.with_context(|| format!("the secret {} has just been removed", self.name()))
    }
}

/// Makes a secret; with `replace`, in the place of one that has the name. None if there is one, otherwise.
pub(crate) fn create(
    store: &Store,
    name: &str,
    labels: BTreeMap<String, String>,
    data: &[u8],
    replace: bool,
) -> Result<Option<Secret>> {
    crate::name::check_secret_name(name)?;
    let id = crate::name::random_id()?.chars().take(25).collect();
    let description = Description { id, name: name.to_owned(), created: Timestamp::now(), labels };
    let dir = store.secrets_dir().join(name);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(store.secrets_dir())
        .context("cannot make the directory of secrets")?;
    let staged = store.staging()?;
    let path = staged.path().join("data");
    files::write_private(&path, data)?;
    files::write_json(&staged.path().join("secret.json"), &description, Durability::Synced)?;
    let _lock = store.lock_secrets()?;
    if replace {
        staged.publish_over(&dir)?;
    } else if !staged.publish_once(&dir)? {
        return Ok(None);
    }
    files::sync_parent(&dir)?;
    store.note(&Event::secret(Action::Create, &description.id, name));
    Ok(Some(Secret { dir, description }))
}

/// Finds a secret by its name, its id or the only beginning of an id that fits.
///
/// # Errors
/// A beginning that fits several.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Option<Secret>> {
    let all = list(store)?;
    if let Some(secret) = all.iter().find(|secret| secret.name() == typed || secret.id() == typed) {
        return Ok(Some(secret.clone()));
    }
    let mut matching = all.into_iter().filter(|secret| !typed.is_empty() && secret.id().starts_with(typed));
    match (matching.next(), matching.next()) {
        (Some(_), Some(_)) => {
            let message = format!("\"{typed}\" is the beginning of more than one secret's ID");
            Err(Error::new(message).hint("type more of it").into())
        }
        (found, _) => Ok(found),
    }
}

/// All secrets by name.
pub(crate) fn list(store: &Store) -> Result<Vec<Secret>> {
    let dir = store.secrets_dir();
    let entries = match std::fs::read_dir(&dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", dir.display())),
    };
    let mut secrets = Vec::new();
    for entry in entries.flatten() {
        if let Some(description) = files::read_json(&entry.path().join("secret.json"))? {
            secrets.push(Secret { dir: entry.path(), description });
        }
    }
    secrets.sort_by(|a, b| a.name().cmp(b.name()));
    Ok(secrets)
}

/// Removes a secret. Containers that have it keep it.
pub(crate) fn remove(store: &Store, secret: &Secret) -> Result<()> {
    let _lock = store.lock_secrets()?;
    store.discard(&secret.dir)?;
    store.note(&Event::secret(Action::Remove, secret.id(), secret.name()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn secrets_are_private_and_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let make = |data: &[u8], replace| create(&store, "key", BTreeMap::new(), data, replace).unwrap();
        let first = make(b"one", false).unwrap();
        assert!(make(b"two", false).is_none());
        assert_eq!(find(&store, "key").unwrap().unwrap().data().unwrap(), b"one");
        let mode = std::fs::metadata(first.dir().join("data")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let second = make(b"two", true).unwrap();
        assert_ne!(first.id(), second.id());
        assert_eq!(find(&store, &second.id()[..6]).unwrap().unwrap().data().unwrap(), b"two");
        remove(&store, &second).unwrap();
        assert!(list(&store).unwrap().is_empty() && find(&store, "key").unwrap().is_none());
        assert!(create(&store, "../x", BTreeMap::new(), b"x", false).is_err());
    }

    #[test]
    fn there_is_no_moment_without_a_secret_that_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let make = || create(&store, "key", BTreeMap::new(), b"x", true).unwrap();
        make();
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| (0..50).for_each(|_| drop(make())));
            while !writer.is_finished() {
                assert!(store.secrets_dir().join("key").exists());
            }
        });
        assert_eq!(std::fs::read_dir(store.staging_dir()).unwrap().count(), 0, "what was replaced is deleted");
    }
}
