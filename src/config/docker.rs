//! What docker's daemon.json says about registries, in the words of registries.conf.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::Env;
use crate::error::{Context, Error, Result};

/// Mirrors of docker.io, and registries without TLS.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct DockerMirrors {
    /// URLs.
    #[serde(rename = "registry-mirrors", default)]
    mirrors: Vec<String>,
    /// `host[:port]`, or networks such as 10.0.0.0/8.
    #[serde(rename = "insecure-registries", default)]
    insecure: Vec<String>,
}

impl DockerMirrors {
    /// The file of the user's own docker, or else the machine's.
    pub(crate) fn usual_file(env: &Env) -> PathBuf {
        let own = env.config_home().map(|config| config.join("docker/daemon.json")).filter(|path| path.exists());
        own.unwrap_or_else(|| env.etc().join("docker/daemon.json"))
    }

    /// Where the user's registries.conf(5) takes in what was imported.
    pub(crate) fn target(env: &Env) -> Result<PathBuf> {
        let config = env.config_home().ok_or_else(|| Error::new("no home directory").hint("set HOME"))?;
        Ok(config.join("containers/registries.conf.d/50-docker-mirrors.conf"))
    }

    /// Reads a daemon.json.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let parsed = serde_json::from_str(if text.trim().is_empty() { "{}" } else { &text });
        Ok(parsed.map_err(|error| Error::new(format!("{}:{}: {error}", path.display(), error.line())))?)
    }

    /// Whether it says nothing about registries.
    pub(crate) fn is_empty(&self) -> bool {
        self.mirrors.is_empty() && self.insecure.is_empty()
    }

    /// Networks, which registries.conf has no word for.
    pub(crate) fn networks(&self) -> impl Iterator<Item = &str> {
        self.insecure.iter().map(String::as_str).filter(|host| host.contains('/'))
    }

    /// The text of a drop-in file.
    ///
    /// # Errors
    /// For what is no URL.
    pub(crate) fn to_conf(&self) -> Result<String> {
        let mut text = String::from("# Made from docker's daemon.json.\n");
        if !self.mirrors.is_empty() {
            text.push_str("\n[[registry]]\nlocation = \"docker.io\"\n");
        }
        for mirror in &self.mirrors {
            let (scheme, place) = mirror.split_once("://").unwrap_or(("", mirror));
            let place = place.trim_end_matches('/');
            let plain = place.chars().all(|c| c.is_ascii_alphanumeric() || ".:/-_[]".contains(c));
            if place.is_empty() || !plain || !matches!(scheme, "http" | "https") {
                return Err(Error::new(format!("the mirror {mirror:?} is no URL of http or https")).into());
            }
            // Writing into a string never fails.
            let _ = write!(text, "\n[[registry.mirror]]\nlocation = \"{place}\"\n");
            if scheme == "http" {
                text.push_str("insecure = true\n");
            }
        }
        for host in self.insecure.iter().filter(|host| !host.contains('/')) {
            let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".:-_[]".contains(c));
            if host.is_empty() || !plain {
                return Err(Error::new(format!("the insecure registry {host:?} is no host")).into());
            }
            let _ = write!(text, "\n[[registry]]\nlocation = \"{host}\"\ninsecure = true\n");
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_a_registries_conf() {
        let json = r#"{"debug": true, "registry-mirrors": ["https://m.io/hub/", "http://10.0.0.1:5000"],
            "insecure-registries": ["reg.corp:5000", "10.0.0.0/8"]}"#;
        let mirrors: DockerMirrors = serde_json::from_str(json).unwrap();
        let conf: toml::Value = toml::from_str(&mirrors.to_conf().unwrap()).unwrap();
        let tables = conf["registry"].as_array().unwrap();
        assert_eq!(tables[0]["location"].as_str(), Some("docker.io"));
        assert_eq!(tables[0]["mirror"][0]["location"].as_str(), Some("m.io/hub"));
        assert_eq!(tables[0]["mirror"][1]["insecure"].as_bool(), Some(true));
        assert_eq!((tables[1]["location"].as_str(), tables.len()), (Some("reg.corp:5000"), 2));
        assert_eq!(mirrors.networks().collect::<Vec<_>>(), ["10.0.0.0/8"]);
    }

    #[test]
    fn nothing_breaks_out_of_its_string() {
        for mirror in ["ftp://x", "x", "https://", "https://a\"\nblocked = true", "https://a b"] {
            let mirrors = DockerMirrors { mirrors: vec![mirror.to_owned()], insecure: Vec::new() };
            assert!(mirrors.to_conf().is_err(), "{mirror}");
        }
    }
}
