//! Certificates for single registries (containers-certs.d(5)).

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Env;
use crate::error::{Context, Error, Result};

/// What `certs.d/<host:port>/` holds: PEM texts, not looked into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Certificates {
    /// `*.crt`: authorities to trust for this host, beside the system's.
    pub(crate) authorities: Vec<(PathBuf, Vec<u8>)>,
    /// `*.cert` with the `*.key` of the same name: what we show of ourselves.
    pub(crate) client: Option<ClientPair>,
}

/// A client certificate chain and its private key, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientPair {
    pub(crate) path: PathBuf,
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: Vec<u8>,
}

impl Certificates {
    /// Reads the first of the user's, the system's and docker's directory for `host` that exists.
    pub(crate) fn load(env: &Env, host: &str) -> Result<Self> {
        let user = env.config_home().map(|config| config.join("containers/certs.d"));
        let system = [env.etc().join("containers/certs.d"), env.etc().join("docker/certs.d")];
        let dir = user.into_iter().chain(system).map(|base| base.join(host)).find(|dir| dir.is_dir());
        dir.map_or_else(|| Ok(Self::default()), |dir| Self::read(&dir))
    }

    /// Reads one directory.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let listing = fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
        let mut paths = listing.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.sort();
        let mut found = Self::default();
        for path in paths {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("crt") => {
                    let text = read(&path)?;
                    found.authorities.push((path, text));
                }
                Some("cert") => found.client = Some(client(path)?),
                Some("key") if !path.with_extension("cert").exists() => return Err(lone(&path, "cert")),
                _ => {}
            }
        }
        Ok(found)
    }
}

fn client(path: PathBuf) -> Result<ClientPair> {
    let key = path.with_extension("key");
    if !key.exists() {
        return Err(lone(&path, "key"));
    }
    Ok(ClientPair { certificate: read(&path)?, key: read(&key)?, path })
}

fn lone(path: &Path, missing: &str) -> anyhow::Error {
    let other = path.with_extension(missing);
    let hint = "a client certificate NAME.cert needs its NAME.key; authorities end in .crt";
    Error::new(format!("{} has no {} beside it", path.display(), other.display())).hint(hint).into()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_most_personal_directory() {
        let temp = tempfile::tempdir().unwrap();
        let home = temp.path().join("home");
        let env = Env::fake(temp.path(), &[("HOME", home.to_str().unwrap())]);
        assert_eq!(Certificates::load(&env, "q.io:5000").unwrap(), Certificates::default());
        let (docker, user) = ("docker/certs.d/q.io:5000", "home/.config/containers/certs.d/q.io:5000");
        for dir in [docker, user] {
            fs::create_dir_all(temp.path().join(dir)).unwrap();
            fs::write(temp.path().join(dir).join("ca.crt"), dir).unwrap();
            assert_eq!(Certificates::load(&env, "q.io:5000").unwrap().authorities[0].1, dir.as_bytes());
        }
        fs::write(temp.path().join(user).join("me.cert"), "c").unwrap();
        let error = Certificates::load(&env, "q.io:5000").unwrap_err().to_string();
        assert!(error.contains("me.key"), "{error}");
        fs::write(temp.path().join(user).join("me.key"), "k").unwrap();
        assert_eq!(Certificates::load(&env, "q.io:5000").unwrap().client.unwrap().key, b"k");
    }
}
