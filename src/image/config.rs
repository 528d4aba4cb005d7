//! The configuration of an image (OCI image spec, config.md), with the fields that docker adds. Unknown fields survive.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::{
    error::{Context, Result},
    name::{Digest, Platform},
};

/// The whole document. Fields that are null or missing are empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ImageConfig {
    /// RFC 3339; not looked into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) created: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) author: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) architecture: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) os: String,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) variant: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) config: RunConfig,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) rootfs: RootFs,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) history: Vec<History>,
    #[serde(flatten)]
    pub(crate) other: Map<String, Value>,
}

/// How containers of the image run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RunConfig {
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) user: String,
    /// `80/tcp` → `{}`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) exposed_ports: BTreeMap<String, Value>,
    /// `NAME=value`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) env: Vec<String>,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) entrypoint: Vec<String>,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) cmd: Vec<String>,
    /// Path → `{}`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) volumes: BTreeMap<String, Value>,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) working_dir: String,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) labels: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) stop_signal: String,
    /// Docker's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) healthcheck: Option<Healthcheck>,
    /// Docker's: instructions for builds on top of this image.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) on_build: Vec<String>,
    /// Docker's: what runs commands that are given as one string.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub(crate) shell: Vec<String>,
    #[serde(flatten)]
    pub(crate) other: Map<String, Value>,
}

/// Docker's `HEALTHCHECK`. Durations are nanoseconds; 0 means the default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Healthcheck {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", command]`.
    #[serde(deserialize_with = "or_default")]
    pub(crate) test: Vec<String>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) interval: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) timeout: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) start_period: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) start_interval: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) retries: i64,
    #[serde(flatten)]
    pub(crate) other: Map<String, Value>,
}

/// What the image's file system is made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct RootFs {
    /// `layers`.
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    pub(crate) kind: String,
    /// Digests of the uncompressed layers, the lowest first.
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) diff_ids: Vec<Digest>,
}

/// One step that made the image.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct History {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) created: Option<String>,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) created_by: String,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) author: String,
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub(crate) comment: String,
    /// The step made no layer.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "std::ops::Not::not")]
    pub(crate) empty_layer: bool,
    #[serde(flatten)]
    pub(crate) other: Map<String, Value>,
}

/// Go writes empty lists and maps as null.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl ImageConfig {
    /// Parses the bytes of a configuration.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).context("the image's configuration is not valid")
    }

    /// The bytes of a configuration that was made here.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).context("cannot write an image's configuration")
    }

    /// What the image was made for; what is not said is taken to be as here.
    pub(crate) fn platform(&self) -> Platform {
        let host = Platform::host();
        let os = if self.os.is_empty() { &host.os } else { &self.os };
        let arch = if self.architecture.is_empty() { &host.arch } else { &self.architecture };
        Platform::normalised(os, arch, &self.variant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fields_and_dockers_extras_survive() {
        let text = r#"{"architecture":"amd64","os":"linux","docker_version":"20","container_config":{"Hostname":"x"},
            "config":{"Env":["A=b"],"Cmd":["sh"],"ArgsEscaped":true,"OnBuild":["RUN x"],"Shell":["/bin/sh","-c"],
            "Healthcheck":{"Test":["CMD","true"],"Interval":5,"Later":1}},
            "rootfs":{"type":"layers","diff_ids":[]},"history":[{"created_by":"x","empty_layer":true,"more":2}]}"#;
        let before: Value = serde_json::from_str(text).unwrap();
        let config = ImageConfig::parse(text.as_bytes()).unwrap();
        assert_eq!(config.config.healthcheck.as_ref().unwrap().interval, 5);
        assert_eq!(serde_json::to_value(&config).unwrap(), before);
    }

    #[test]
    fn null_is_empty() {
        let text =
            r#"{"config":{"Env":null,"Cmd":null,"Labels":null,"User":null,"Volumes":null},"rootfs":{"diff_ids":null}}"#;
        let config = ImageConfig::parse(text.as_bytes()).unwrap();
        assert_eq!(config.config, RunConfig::default());
        assert_eq!(ImageConfig::parse(br#"{"config":null}"#).unwrap().platform(), Platform::host());
        assert!(ImageConfig::parse(b"[]").is_err());
    }
}
