//! Auth files as `login` and `logout` change them. What else is in them stays as it is.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

use super::{file::normal, helper};
use crate::{
    config::Env,
    error::{Context, Error, Result},
    name::base64,
    store::files,
};

/// Where credentials are kept.
#[derive(Debug)]
pub(crate) struct AuthFile {
    path: PathBuf,
    /// Docker's config.json, which has no entries for namespaces and names docker.io by an old URL.
    docker: bool,
    /// The helper that registries.conf wants all credentials to be kept by.
    helper: Option<String>,
}

impl AuthFile {
    /// The named file, or else `$REGISTRY_AUTH_FILE`, or the one that vanishes with the session
    /// (`$XDG_RUNTIME_DIR/containers/auth.json`; without that directory, the one below `$XDG_CONFIG_HOME`). `helpers` is
    /// `credential-helpers` of registries.conf.
    pub(crate) fn new(env: &Env, named: Option<&Path>, helpers: &[String]) -> Result<Self> {
        let named = named.map(Path::to_owned).or_else(|| env.get("REGISTRY_AUTH_FILE").map(PathBuf::from));
        let below = |base: PathBuf| base.join("containers/auth.json");
        let usual = || env.path("XDG_RUNTIME_DIR").filter(|dir| dir.is_dir()).or_else(|| env.config_home()).map(below);
        let path = named.or_else(usual).ok_or_else(|| {
            Error::new("there is no place for credentials: neither XDG_RUNTIME_DIR nor HOME is set")
                .hint("give --authfile")
        })?;
        let helper = helpers.first().filter(|name| *name != "containers-auth.json").cloned();
        Ok(AuthFile { path, docker: false, helper })
    }

    /// A file in the format of docker's config.json.
    pub(crate) fn docker(path: &Path) -> Self {
        AuthFile { path: path.to_owned(), docker: true, helper: None }
    }

    /// The path of the file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps user and password for `key`, a registry or `registry/namespace`; gives back the helper that has them now, if it
    /// is not the file.
    pub(crate) fn store(&self, key: &str, user: &str, password: &str) -> Result<Option<String>> {
        let key = self.spelled(key);
        self.change(|document| {
            if let Some(name) = self.helper_for(document, &key) {
                helper::store(&name, &key, user, password)?;
                return Ok(Some(name));
            }
            let auth = base64::encode(format!("{user}:{password}").as_bytes());
            section(document, "auths")?.insert(key.clone(), json!({"auth": auth}));
            Ok(None)
        })
    }

    /// Forgets the credentials for `key`; false when there were none.
    pub(crate) fn forget(&self, key: &str) -> Result<bool> {
        let key = self.spelled(key);
        self.change(|document| {
            if let Some(name) = self.helper_for(document, &key) {
                let known = helper::get(&name, &key)?.is_some();
                helper::erase(&name, &key)?;
                return Ok(known);
            }
            let auths = section(document, "auths")?;
            let before = auths.len();
            auths.retain(|known, _| *known != key && (key.contains('/') || normal(known) != key));
            Ok(auths.len() < before)
        })
    }

    /// Forgets all credentials, those that helpers have too.
    pub(crate) fn forget_all(&self) -> Result<()> {
        self.change(|document| {
            for (key, name) in section(document, "credHelpers")?.clone() {
                helper::erase(name.as_str().unwrap_or_default(), &key)?;
            }
            for key in section(document, "auths")?.keys().cloned().collect::<Vec<_>>() {
                if let Some(name) = self.helper_for(document, &key) {
                    helper::erase(&name, &key)?;
                }
            }
            section(document, "auths")?.clear();
            Ok(())
        })
    }

    fn spelled(&self, key: &str) -> String {
        match self.docker && key == "docker.io" {
            true => "https://index.docker.io/v1/".to_owned(),
            false => key.to_owned(),
        }
    }

    fn helper_for(&self, document: &Value, key: &str) -> Option<String> {
        let of_registry = document["credHelpers"].get(key).or_else(|| document.get("credsStore"));
        of_registry.and_then(Value::as_str).map(str::to_owned).or_else(|| self.helper.clone())
    }

    /// Reads the file, lets `change` work on it, and replaces it when it has become another one. Nobody else does so meanwhile.
    fn change<T>(&self, change: impl FnOnce(&mut Value) -> Result<T>) -> Result<T> {
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A device such as /dev/null would be replaced for everybody.
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let error = Error::new(format!("cannot keep credentials in {}: it is no regular file", path.display()));
            return Err(error.hint("give another file to --authfile").into());
        }
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(parent);
        made.with_context(|| format!("cannot make {}", parent.display()))?;
        let lock = File::open(parent).and_then(|lock| lock.lock().map(|()| lock));
        let _lock = lock.with_context(|| format!("cannot lock {}", parent.display()))?;
        let mut document = read(&path)?;
        let before = document.clone();
        let result = change(&mut document)?;
        if document != before {
            let temporary = path.with_extension(format!("tmp-{}", std::process::id()));
            let text = serde_json::to_vec_pretty(&document).context("cannot write JSON")?;
            // What a killed process of the same id left.
            let _ = fs::remove_file(&temporary);
            files::write_private(&temporary, &text)?;
            fs::rename(&temporary, &path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(result)
    }
}

fn read(path: &Path) -> Result<Value> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read the auth file {}", path.display())),
    };
    if text.trim().is_empty() {
        return Ok(json!({}));
    }
    let parsed: serde_json::Result<Value> = serde_json::from_str(&text);
    let parsed = parsed.map_err(|error| Error::new(format!("{}:{}: {error}", path.display(), error.line())))?;
    match parsed.is_object() {
        true => Ok(parsed),
        false => Err(Error::new(format!("{} is no auth file: it is no JSON object", path.display())).into()),
    }
}

/// One of the document's objects, made when it is not there.
fn section<'a>(document: &'a mut Value, name: &str) -> Result<&'a mut Map<String, Value>> {
    let fields = document.as_object_mut().context("the auth file is no JSON object")?;
    let section = fields.entry(name).or_insert_with(|| json!({}));
    if section.is_null() {
        *section = json!({});
    }
    section.as_object_mut().ok_or_else(|| Error::new(format!("{name:?} in the auth file is no JSON object")).into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn entries_come_and_go_and_the_rest_stays() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("new/auth.json");
        let file = AuthFile::new(&Env::fake(temp.path(), &[]), Some(&path), &[]).unwrap();
        assert_eq!(file.store("q.io", "u", "p").unwrap(), None);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&path, r#"{"detachKeys": "ctrl-x", "auths": {"a.io": {"auth": "YTpi"}, "http://b.io/v2/": {}}}"#)
            .unwrap();
        file.store("q.io/ns", "u", "p").unwrap();
        assert_eq!(read(&path).unwrap()["auths"]["q.io/ns"], json!({"auth": "dTpw"}));
        assert!(file.forget("q.io/ns").unwrap() && file.forget("b.io").unwrap() && !file.forget("c.io").unwrap());
        assert_eq!(read(&path).unwrap(), json!({"detachKeys": "ctrl-x", "auths": {"a.io": {"auth": "YTpi"}}}));
        file.forget_all().unwrap();
        assert_eq!(read(&path).unwrap(), json!({"detachKeys": "ctrl-x", "auths": {}, "credHelpers": {}}));
        fs::write(&path, "[]").unwrap();
        assert!(file.store("q.io", "u", "p").is_err());
    }

    #[test]
    fn docker_names_its_own_registry_by_a_url() {
        let temp = tempfile::tempdir().unwrap();
        let file = AuthFile::docker(&temp.path().join("config.json"));
        file.store("docker.io", "u", "p").unwrap();
        assert!(read(file.path()).unwrap()["auths"]["https://index.docker.io/v1/"].is_object());
        assert!(file.forget("docker.io").unwrap());
    }

    #[test]
    fn a_helper_that_is_missing_is_named() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("config.json");
        fs::write(&path, r#"{"credsStore": "of-nobody"}"#).unwrap();
        let error = AuthFile::docker(&path).store("q.io", "u", "p").unwrap_err();
        assert!(format!("{error:#}").contains("docker-credential-of-nobody"), "{error:#}");
    }
}
