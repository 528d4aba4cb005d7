//! Credentials for registries: containers-auth.json(5), docker's config.json, and credential helpers.

mod file;
mod helper;
mod store;

use std::path::{Path, PathBuf};

use self::file::File;
pub(crate) use self::store::AuthFile;
use super::Env;
use crate::{
    error::{Error, Result},
    name::{Reference, base64},
};

/// What a registry wants to see.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Credentials {
    Password {
        user: String,
        password: String,
    },
    /// An OAuth2 refresh token that the token endpoint exchanges (`identitytoken`).
    IdentityToken(String),
}

impl std::fmt::Debug for Credentials {
    /// Secrets stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Credentials::Password { user, .. } => write!(f, "Password({user:?})"),
            Credentials::IdentityToken(_) => f.write_str("IdentityToken"),
        }
    }
}

impl Credentials {
    /// Parses `user:password`, as `--creds` takes it; without a colon the password is empty.
    pub(crate) fn parse(text: &str) -> Self {
        let (user, password) = text.split_once(':').unwrap_or((text, ""));
        Credentials::Password { user: user.to_owned(), password: password.to_owned() }
    }

    /// The value of an `Authorization: Basic` header, if these are a user and a password (RFC 7617).
    pub(crate) fn basic(&self) -> Option<String> {
        match self {
            Credentials::Password { user, password } => {
                Some(format!("Basic {}", base64::encode(format!("{user}:{password}").as_bytes())))
            }
            Credentials::IdentityToken(_) => None,
        }
    }
}

/// Where credentials are looked for. Nothing is read before the first lookup.
#[derive(Debug, Clone)]
pub(crate) struct Auth {
    files: Vec<PathBuf>,
    /// The file was asked for by name, so it must exist.
    explicit: bool,
    helpers: Vec<String>,
}

impl Auth {
    /// `authfile` (else `$REGISTRY_AUTH_FILE`) is the only file; without it, `$XDG_RUNTIME_DIR/containers/auth.json`,
    /// `$XDG_CONFIG_HOME/containers/auth.json`, `~/.docker/config.json`, `~/.dockercfg`. `helpers` is `credential-helpers` of
    /// registries.conf.
    pub(crate) fn new(env: &Env, authfile: Option<&Path>, helpers: &[String]) -> Self {
        let named = authfile.map(Path::to_owned).or_else(|| env.get("REGISTRY_AUTH_FILE").map(PathBuf::from));
        let helpers = helpers.iter().filter(|name| *name != "containers-auth.json").cloned().collect();
        if let Some(path) = named {
            return Auth { files: vec![path], explicit: authfile.is_some(), helpers };
        }
        let below = |base: Option<PathBuf>, path: &str| base.map(|base| base.join(path));
        let files = [
            below(env.path("XDG_RUNTIME_DIR"), "containers/auth.json"),
            below(env.config_home(), "containers/auth.json"),
            below(env.path("DOCKER_CONFIG"), "config.json").or_else(|| below(env.home(), ".docker/config.json")),
            below(env.home(), ".dockercfg"),
        ];
        Auth { files: files.into_iter().flatten().collect(), explicit: false, helpers }
    }

    /// The credentials for the repository of `reference`: the first file that has any, then the helpers.
    pub(crate) fn lookup(&self, reference: &Reference) -> Result<Option<Credentials>> {
        let keys = keys(reference);
        for path in &self.files {
            if let Some(file) = File::read(path, self.explicit)?
                && let Some(found) = file.lookup(&keys, path)?
            {
                return Ok(Some(found));
            }
        }
        for name in &self.helpers {
            if let Some(found) = helper::get(name, &reference.host)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// Whether a file that was named by `--authfile` can be read, before anything is done with it.
pub(crate) fn check_authfile(named: Option<&Path>) -> Result<()> {
    let Some(path) = named else { return Ok(()) };
    let Err(error) = std::fs::metadata(path) else { return Ok(()) };
    let cause = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        _ => error.to_string(),
    };
    Err(Error::new(format!("credential file is not accessible: faccessat {}: {cause}", path.display())).into())
}

/// The keys that may hold credentials for a repository, the most specific first: `host/ns/repo`, `host/ns`, `host`.
fn keys(reference: &Reference) -> Vec<String> {
    let mut key = reference.repository();
    let mut keys = vec![key.clone()];
    while let Some(slash) = key.rfind('/') {
        key.truncate(slash);
        keys.push(key.clone());
    }
    keys
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn lookup(auth: &Auth, name: &str) -> Option<Credentials> {
        auth.lookup(&name.parse().unwrap()).unwrap()
    }

    #[test]
    fn files_in_order_and_keys_by_length() {
        let temp = tempfile::tempdir().unwrap();
        let (home, run) = (temp.path().join("h"), temp.path().join("r"));
        let write = |path: &str, text: &str| {
            let path = temp.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let vars = [("HOME", home.to_str().unwrap()), ("XDG_RUNTIME_DIR", run.to_str().unwrap())];
        let auth = Auth::new(&Env::fake(temp.path(), &vars), None, &[]);
        assert_eq!(lookup(&auth, "q.io/a/b"), None);
        // "ZG9ja2VyOng=" is "docker:x", "aG9zdDp4" is "host:x", "bnM6eA==" is "ns:x", "cnVuOng=" is "run:x".
        write("h/.docker/config.json", r#"{"auths": {"https://index.docker.io/v1/": {"auth": "ZG9ja2VyOng="}}}"#);
        assert_eq!(lookup(&auth, "docker.io/debian"), Some(Credentials::parse("docker:x")));
        let user = r#"{"auths": {"q.io": {"auth": "aG9zdDp4"}, "q.io/a": {"auth": "bnM6eA=="}}}"#;
        write("h/.config/containers/auth.json", user);
        for (name, user) in [("q.io/x", "host:x"), ("q.io/a/b", "ns:x"), ("q.io/ab/c", "host:x")] {
            assert_eq!(lookup(&auth, name), Some(Credentials::parse(user)), "{name}");
        }
        write("r/containers/auth.json", r#"{"auths": {"q.io": {"auth": "cnVuOng="}}}"#);
        assert_eq!(lookup(&auth, "q.io/a/b"), Some(Credentials::parse("run:x")));
    }

    #[test]
    fn a_named_file_is_the_only_one_and_must_exist() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("auth.json");
        let auth = Auth::new(&Env::fake(temp.path(), &[]), Some(&path), &[]);
        let error = auth.lookup(&"q.io/a".parse().unwrap()).unwrap_err();
        assert!(format!("{error:#}").contains("auth.json"), "{error:#}");
        fs::write(&path, "{\n\"auths\": 7}").unwrap();
        let error = auth.lookup(&"q.io/a".parse().unwrap()).unwrap_err();
        assert!(format!("{error:#}").contains("auth.json:2"), "{error:#}");
    }

    #[test]
    fn basic_is_base64() {
        assert_eq!(Credentials::parse("docker:x").basic().unwrap(), "Basic ZG9ja2VyOng=");
        assert_eq!(format!("{:?}", Credentials::parse("docker:x")), "Password(\"docker\")");
    }
}
