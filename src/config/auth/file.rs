//! One auth file.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::Deserialize;

use super::{Credentials, helper};
use crate::{
    error::{Context, Error, Result},
    name::base64,
};

/// The parts of containers-auth.json(5) and docker's config.json that say how to log in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    auths: BTreeMap<String, Entry>,
    #[serde(rename = "credHelpers")]
    helpers: BTreeMap<String, String>,
    #[serde(rename = "credsStore")]
    store: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    /// Base 64 of `user:password`.
    auth: Option<String>,
    username: Option<String>,
    password: Option<String>,
    identitytoken: Option<String>,
}

impl File {
    /// Reads `path`; `None` when it is not there and need not be.
    pub(super) fn read(path: &Path, must_exist: bool) -> Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read the auth file {}", path.display())),
        };
        let old = path.file_name().is_some_and(|name| name == ".dockercfg");
        let parsed = if old {
            serde_json::from_str(&text).map(|auths| File { auths, ..Self::default() })
        } else {
            serde_json::from_str(if text.trim().is_empty() { "{}" } else { &text })
        };
        parsed.map(Some).map_err(|error| Error::new(format!("{}:{}: {error}", path.display(), error.line())).into())
    }

    /// What the file says for the first of `keys` that it knows: a helper of its own, an entry, the store for all.
    pub(super) fn lookup(&self, keys: &[String], path: &Path) -> Result<Option<Credentials>> {
        let host = keys.last().map_or("", String::as_str);
        for (_, name) in self.helpers.iter().filter(|(key, _)| normal(key) == host) {
            if let Some(found) = helper::get(name, host)? {
                return Ok(Some(found));
            }
        }
        for wanted in keys {
            // A key that is spelled exactly so goes before one that only means it.
            let exact = self.auths.get_key_value(wanted);
            let alike = || self.auths.iter().find(|(key, _)| normal(key) == *wanted);
            if let Some((key, entry)) = exact.or_else(alike)
                && let Some(found) = entry.credentials(key, path)?
            {
                return Ok(Some(found));
            }
        }
        self.store.as_ref().map_or(Ok(None), |name| helper::get(name, host))
    }
}

impl Entry {
    /// `None` when the entry is only a marker that a store holds the secret.
    fn credentials(&self, key: &str, path: &Path) -> Result<Option<Credentials>> {
        if let Some(token) = self.identitytoken.as_ref().filter(|token| !token.is_empty()) {
            return Ok(Some(Credentials::IdentityToken(token.clone())));
        }
        if let Some(auth) = self.auth.as_ref().filter(|auth| !auth.is_empty()) {
            let text = base64::decode(auth.trim().as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
            return match text.filter(|text| text.contains(':')) {
                Some(text) => Ok(Some(Credentials::parse(text.trim_end_matches('\0')))),
                None => {
                    Err(Error::new(format!("{}: the entry {key:?} is not base64 of user:password", path.display()))
                        .hint(format!("run `coracle login {key}` again"))
                        .into())
                }
            };
        }
        Ok(match (&self.username, &self.password) {
            (Some(user), Some(password)) if !user.is_empty() => {
                Some(Credentials::Password { user: user.clone(), password: password.clone() })
            }
            _ => None,
        })
    }
}

/// Brings a key to the form `host[/path]`: docker writes URLs, and names docker.io by the host of its old index.
pub(super) fn normal(key: &str) -> String {
    let bare = key.strip_prefix("https://").or_else(|| key.strip_prefix("http://"));
    let key = match bare {
        Some(url) => url.split('/').next().unwrap_or(url),
        None => key.trim_end_matches('/'),
    };
    match key.split_once('/') {
        None if matches!(key, "index.docker.io" | "registry-1.docker.io") => "docker.io".to_owned(),
        Some(("index.docker.io", "v1" | "v2")) => "docker.io".to_owned(),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_all_spellings() {
        for (key, expected) in [
            ("docker.io", "docker.io"),
            ("https://index.docker.io/v1/", "docker.io"),
            ("index.docker.io/v1/", "docker.io"),
            ("http://q.io:5000/v2/", "q.io:5000"),
            ("q.io/ns", "q.io/ns"),
        ] {
            assert_eq!(normal(key), expected);
        }
    }

    #[test]
    fn entries() {
        let read = |json: &str| serde_json::from_str::<Entry>(json).unwrap().credentials("k", "/f".as_ref());
        assert_eq!(read("{}").unwrap(), None);
        assert_eq!(read(r#"{"auth": "dTpwOnE="}"#).unwrap(), Some(Credentials::parse("u:p:q")));
        assert_eq!(read(r#"{"username": "u", "password": "p"}"#).unwrap(), Some(Credentials::parse("u:p")));
        let token = read(r#"{"auth": "dTpw", "identitytoken": "t"}"#).unwrap();
        assert_eq!(token, Some(Credentials::IdentityToken("t".into())));
        for bad in ["%%", "dXNlcg=="] {
            let error = read(&format!(r#"{{"auth": "{bad}"}}"#)).unwrap_err();
            assert!(crate::error::one_line(&error).contains("coracle login k"));
        }
    }
}
