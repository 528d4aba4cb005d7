//! containers-policy.json(5): which images may come in.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::Env;
use crate::{
    error::{Context, Error, Result},
    name::Reference,
};

/// What the user, or else the machine, trusts. Without any file everything is.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    policy: Option<(PathBuf, File)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    default: Vec<Requirement>,
    /// Transport → scope → requirements.
    #[serde(default)]
    transports: BTreeMap<String, BTreeMap<String, Vec<Requirement>>>,
}

/// What an image must fulfil. The keys and identities of signatures are not looked at: they are not verified here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Requirement {
    #[serde(rename = "type")]
    kind: String,
}

impl Trust {
    /// Reads `$XDG_CONFIG_HOME/containers/policy.json`, or else the one below `/etc`.
    pub(crate) fn load(env: &Env) -> Result<Self> {
        let bases = env.config_home().into_iter().chain([env.etc().to_owned()]);
        for path in bases.map(|base| base.join("containers/policy.json")) {
            match fs::read_to_string(&path) {
                Ok(text) => return Ok(Trust { policy: Some((path.clone(), parse(&text, &path)?)) }),
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
            }
        }
        Ok(Self::default())
    }

    /// Refuses an image of a registry that the policy does not let in.
    ///
    /// # Errors
    /// Also when the policy wants a signature: none is verified, so that none is believed.
    pub(crate) fn check(&self, name: &Reference) -> Result<()> {
        let Some((path, file)) = &self.policy else { return Ok(()) };
        let path = path.display();
        for Requirement { kind } in file.requirements(name) {
            match kind.as_str() {
                "insecureAcceptAnything" => {}
                "reject" => {
                    return Err(Error::new(format!("{name} is rejected by {path}"))
                        .hint("change the policy to let it in")
                        .into());
                }
                "signedBy" | "sigstoreSigned" | "signedBaseLayer" => {
                    return Err(Error::new(format!(
                        "{path} wants a signature for {name} ({kind}), and verifying signatures is not supported"
                    ))
                    .hint("fetch it with a tool that verifies it and load it, or change the policy for it")
                    .into());
                }
                other => return Err(Error::new(format!("{path}: there is no requirement {other:?}")).into()),
            }
        }
        Ok(())
    }
}

fn parse(text: &str, path: &Path) -> Result<File> {
    let wrong = |what: String| Error::new(format!("{}{what}", path.display()));
    let file: File = serde_json::from_str(text).map_err(|error| wrong(format!(":{}: {error}", error.line())))?;
    let mut all = file.transports.values().flat_map(BTreeMap::values).chain([&file.default]);
    let empty = all.any(Vec::is_empty);
    drop(all);
    match empty {
        true => Err(wrong(": a list of requirements is empty".into()).into()),
        false => Ok(file),
    }
}

impl File {
    /// Those of the most specific scope that `name` is in.
    fn requirements(&self, name: &Reference) -> &[Requirement] {
        let scopes = self.transports.get("docker");
        let found = scopes.and_then(|scopes| scopes_of(name).iter().find_map(|scope| scopes.get(scope)));
        found.unwrap_or(&self.default)
    }
}

/// The scopes of a name, the most specific first: itself, its repository, the namespaces above, the host, the domains above the
/// host (`*.example.com`), all of the transport.
fn scopes_of(name: &Reference) -> Vec<String> {
    let mut scopes = vec![name.to_string()];
    let mut scope = name.repository();
    loop {
        scopes.push(scope.clone());
        match scope.rfind('/') {
            Some(slash) => scope.truncate(slash),
            None => break,
        }
    }
    let mut host = name.host.as_str();
    while let Some((_, domain)) = host.split_once('.') {
        scopes.push(format!("*.{domain}"));
        host = domain;
    }
    scopes.push(String::new());
    scopes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::one_line;

    fn verdict(policy: &str, name: &str) -> String {
        let trust = parse(policy, Path::new("/p")).map(|file| Trust { policy: Some(("/p".into(), file)) });
        match trust.and_then(|trust| trust.check(&name.parse().unwrap())) {
            Ok(()) => "in".to_owned(),
            Err(error) => one_line(&error),
        }
    }

    #[test]
    fn the_most_specific_scope_decides() {
        let policy = r#"{"default": [{"type": "reject"}], "transports": {"docker": {
            "q.io": [{"type": "insecureAcceptAnything"}],
            "q.io/secret": [{"type": "reject"}],
            "q.io/secret/open:1": [{"type": "insecureAcceptAnything"}],
            "*.corp.org": [{"type": "insecureAcceptAnything"}],
            "s.io": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"}],
            "t.io": [{"type": "sigstoreSigned", "keyPath": "/k"}],
            "u.io": [{"type": "insecureAcceptAnything"}, {"type": "other"}]}}}"#;
        for (name, part) in [
            ("q.io/a/b", "in"),
            ("q.io/secret/x", "rejected by /p"),
            ("q.io/secretive", "in"),
            ("q.io/secret/open:1", "in"),
            ("q.io/secret/open:2", "rejected"),
            ("a.b.corp.org/x", "in"),
            ("corp.org/x", "rejected"),
            ("s.io/x", "signedBy"),
            ("t.io/x", "sigstoreSigned), and verifying signatures is not supported"),
            ("u.io/x", "no requirement \"other\""),
            ("z.io/x", "rejected"),
        ] {
            let verdict = verdict(policy, name);
            assert!(verdict.contains(part), "{name}: {verdict}");
        }
    }

    #[test]
    fn what_is_no_policy() {
        for (text, part) in
            [("{", "/p:1"), ("{}", "default"), (r#"{"default": []}"#, "empty"), (r#"{"default": [{}]}"#, "type")]
        {
            assert!(verdict(text, "q.io/x").contains(part), "{text}: {}", verdict(text, "q.io/x"));
        }
        let temp = tempfile::tempdir().unwrap();
        assert!(Trust::load(&Env::fake(temp.path(), &[])).unwrap().check(&"q.io/x".parse().unwrap()).is_ok());
    }
}
