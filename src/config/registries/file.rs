//! One file of containers-registries.conf(5), as written.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use crate::error::{Error, Result};

#[derive(Debug, Default, Deserialize)]
pub(super) struct File {
    #[serde(rename = "unqualified-search-registries")]
    pub(super) search: Option<Vec<String>>,
    #[serde(rename = "short-name-mode", default)]
    pub(super) mode: Option<Mode>,
    #[serde(rename = "credential-helpers")]
    pub(super) credential_helpers: Option<Vec<String>>,
    #[serde(default)]
    pub(super) aliases: BTreeMap<String, String>,
    #[serde(rename = "registry", default)]
    pub(super) rules: Vec<Rule>,
    /// Keys of other versions; unknown ones are ignored, for the sake of newer files.
    #[serde(flatten)]
    pub(super) other: BTreeMap<String, toml::Value>,
}

/// `short-name-mode`: what happens when several registries could be meant.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    /// It is an error.
    Enforcing,
    /// All are tried in order.
    #[default]
    #[serde(alias = "")]
    Permissive,
    /// All are tried in order; aliases do not count.
    Disabled,
}

/// `[[registry]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Rule {
    prefix: String,
    pub(super) location: String,
    pub(super) insecure: bool,
    pub(super) blocked: bool,
    pub(super) mirror_by_digest_only: bool,
    pub(super) mirror: Vec<Mirror>,
    #[serde(flatten)]
    other: BTreeMap<String, toml::Value>,
}

/// `[[registry.mirror]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Mirror {
    pub(super) location: String,
    pub(super) insecure: bool,
    pub(super) pull_from_mirror: PullFromMirror,
}

/// Which pulls a mirror takes part in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PullFromMirror {
    #[default]
    #[serde(alias = "")]
    All,
    DigestOnly,
    TagOnly,
}

impl Rule {
    /// What names must begin with; the location when no prefix is given.
    pub(super) fn prefix(&self) -> &str {
        if self.prefix.is_empty() { &self.location } else { &self.prefix }
    }

    /// Top-level keys that a table header above them has swallowed.
    pub(super) fn misplaced(&self) -> impl Iterator<Item = &str> {
        let top = ["unqualified-search-registries", "short-name-mode", "credential-helpers"];
        self.other.keys().map(String::as_str).filter(move |key| top.contains(key))
    }
}

/// Parses the text of `path`; errors name the file and the line.
pub(super) fn parse(text: &str, path: &Path) -> Result<File> {
    let file: File = crate::config::file::parse(text, path)?;
    if file.other.contains_key("registries") {
        return Err(Error::new(format!("{} is in the old format, version 1, which is not read", path.display()))
            .hint("write `unqualified-search-registries = [\"docker.io\"]` and [[registry]] tables; see containers-registries.conf(5)")
            .into());
    }
    for rule in &file.rules {
        check(rule, path)?;
    }
    Ok(file)
}

fn check(rule: &Rule, path: &Path) -> Result<()> {
    let wrong = |what: String| Err(Error::new(format!("{}: {what}", path.display())).into());
    if rule.prefix().is_empty() {
        return wrong("a [[registry]] table has neither prefix nor location".into());
    }
    if rule.prefix().contains('*') && (!rule.prefix().starts_with("*.") || rule.prefix()[1..].contains('*')) {
        return wrong(format!(
            "the prefix {:?} may have a '*' only as its first label, as in *.example.com",
            rule.prefix()
        ));
    }
    if rule.mirror.iter().any(|mirror| mirror.location.is_empty()) {
        return wrong(format!("a mirror of {:?} has no location", rule.prefix()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_file_and_line() {
        for (text, part) in [
            ("a = 1\nb = [", "/f:2"),
            ("\n\nshort-name-mode = 'x'", "/f:3"),
            ("unqualified-search-registries = 1", "/f:1"),
            ("[[registry]]\nblocked = true", "neither prefix nor location"),
            ("[[registry]]\nprefix = 'a.*.io'", "first label"),
            ("[[registry]]\nlocation = 'a.io'\n[[registry.mirror]]\ninsecure = true", "no location"),
            ("[registries.search]\nregistries = ['a']", "old format"),
        ] {
            let error = parse(text, Path::new("/f")).unwrap_err().to_string();
            assert!(error.contains(part), "{text:?}: {error}");
            assert!(!error.contains('\n'), "{error}");
        }
    }
}
