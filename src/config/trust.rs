//! containers-policy.json(5): which images may come in.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::Value;

use super::{Env, file};
use crate::{
    error::{Context, Error, Result},
    name::{Reference, base64},
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

/// What an image must fulfil.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Requirement {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    fields: BTreeMap<String, Value>,
}

/// An image must have a signature, made by sigstore's tools, that one of the keys verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// In the form PEM.
    pub(crate) keys: Vec<String>,
    /// Whom the signature must be for.
    pub(crate) identity: Identity,
    /// The policy, for messages.
    pub(crate) policy: PathBuf,
}

/// Which names a signature may be for (containers-policy.json(5), `signedIdentity`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(crate) enum Identity {
    MatchExact,
    /// An image that is pulled by its digest may have been signed under any tag.
    MatchRepoDigestOrExact,
    MatchRepository,
    ExactReference {
        docker_reference: String,
    },
    ExactRepository {
        docker_repository: String,
    },
    /// Images below `prefix` are signed under names below `signed_prefix`.
    #[serde(rename = "remapIdentity")]
    Remap {
        prefix: String,
        signed_prefix: String,
    },
}

impl Identity {
    /// Whether the image `name` may be one that was signed as `signed`.
    pub(crate) fn accepts(&self, name: &Reference, signed: &str) -> bool {
        let Ok(reference) = signed.parse::<Reference>() else { return false };
        let exact = |wanted: &str| signed == wanted;
        match self {
            Identity::MatchExact => exact(&name.to_string()),
            Identity::MatchRepoDigestOrExact if name.digest.is_some() => reference.repository() == name.repository(),
            Identity::MatchRepoDigestOrExact => exact(&name.to_string()),
            Identity::MatchRepository => reference.repository() == name.repository(),
            Identity::ExactReference { docker_reference } => exact(docker_reference),
            Identity::ExactRepository { docker_repository } => reference.repository() == *docker_repository,
            Identity::Remap { prefix, signed_prefix } => {
                let whole = name.to_string();
                let rest =
                    whole.strip_prefix(prefix).filter(|rest| rest.starts_with(['/', ':', '@']) || rest.is_empty());
                let renamed = rest.map_or(whole.clone(), |rest| format!("{signed_prefix}{rest}"));
                renamed.parse().is_ok_and(|name| Identity::MatchRepoDigestOrExact.accepts(&name, signed))
            }
        }
    }
}

impl Trust {
    /// Reads `$XDG_CONFIG_HOME/containers/policy.json`, or else the one below `/etc`.
    pub(crate) fn load(env: &Env) -> Result<Self> {
        let bases = env.config_home().into_iter().chain([env.etc().to_owned()]);
        for path in bases.map(|base| base.join("containers/policy.json")) {
            if let Some(text) = file::read(&path)? {
                let parsed = parse(&text, &path)?;
                return Ok(Trust { policy: Some((path, parsed)) });
            }
        }
        Ok(Self::default())
    }

    /// Refuses an image of a registry that the policy does not let in; gives back the signatures that it must have.
    ///
    /// # Errors
    /// Also when the policy wants a signature of a kind that is not verified here.
    pub(crate) fn check(&self, name: &Reference) -> Result<Vec<Signed>> {
        let Some((path, file)) = &self.policy else { return Ok(Vec::new()) };
        let mut wanted = Vec::new();
        for requirement in file.requirements(name) {
            match requirement.kind.as_str() {
                "insecureAcceptAnything" => {}
                "reject" => {
                    return Err(Error::new(format!("{name} is rejected by {}", path.display()))
                        .hint("change the policy to let it in")
                        .into());
                }
                "sigstoreSigned" => wanted.push(requirement.signed(path, name)?),
                "signedBy" | "signedBaseLayer" => return Err(unsupported(path, name, &requirement.kind)),
                other => {
                    return Err(Error::new(format!("{}: there is no requirement {other:?}", path.display())).into());
                }
            }
        }
        Ok(wanted)
    }
}

fn unsupported(path: &Path, name: &Reference, what: &str) -> anyhow::Error {
    let path = path.display();
    Error::new(format!("{path} wants a signature for {name} ({what}), and verifying such signatures is not supported"))
        .hint("fetch it with a tool that verifies it and load it, or change the policy for it")
        .into()
}

impl Requirement {
    /// Reads the keys of `sigstoreSigned`.
    fn signed(&self, path: &Path, name: &Reference) -> Result<Signed> {
        let wrong = |what: &str| Error::new(format!("{}: {what} of sigstoreSigned is not valid", path.display()));
        let mut signed =
            Signed { keys: Vec::new(), identity: Identity::MatchRepoDigestOrExact, policy: path.to_owned() };
        let file = |value: &Value| -> Result<String> {
            let key = value.as_str().ok_or_else(|| wrong("a key's path"))?;
            fs::read_to_string(key).with_context(|| format!("cannot read the key {key} of {}", path.display()))
        };
        let data = |value: &Value| -> Result<String> {
            let bytes = value.as_str().and_then(|text| base64::decode(text.as_bytes()));
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            Ok(text.ok_or_else(|| wrong("a key's data"))?)
        };
        let list = |value: &Value| value.as_array().cloned().ok_or_else(|| wrong("a list of keys"));
        for (field, value) in &self.fields {
            match field.as_str() {
                "keyPath" => signed.keys.push(file(value)?),
                "keyPaths" => signed.keys.extend(list(value)?.iter().map(file).collect::<Result<Vec<_>>>()?),
                "keyData" => signed.keys.push(data(value)?),
                "keyDatas" => signed.keys.extend(list(value)?.iter().map(data).collect::<Result<Vec<_>>>()?),
                "signedIdentity" => {
                    signed.identity = serde_json::from_value(value.clone()).map_err(|_| wrong("signedIdentity"))?;
                }
                other => return Err(unsupported(path, name, &format!("sigstoreSigned with {other}"))),
            }
        }
        if signed.keys.is_empty() {
            return Err(wrong("the list of keys").into());
        }
        Ok(signed)
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
            Ok(wanted) if wanted.is_empty() => "in".to_owned(),
            Ok(wanted) => format!("in with {wanted:?}"),
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
            "t.io": [{"type": "sigstoreSigned", "keyData": "a2V5", "signedIdentity": {"type": "matchRepository"}}],
            "f.io": [{"type": "sigstoreSigned", "fulcio": {}}],
            "g.io": [{"type": "sigstoreSigned", "keyPath": "/no/such/key"}],
            "h.io": [{"type": "sigstoreSigned"}],
            "i.io": [{"type": "sigstoreSigned", "keyData": "a2V5", "signedIdentity": {"type": "matchNobody"}}],
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
            ("t.io/x", "in with [Signed { keys: [\"key\"], identity: MatchRepository,"),
            ("f.io/x", "fulcio), and verifying such signatures is not supported"),
            ("g.io/x", "cannot read the key /no/such/key of /p"),
            ("h.io/x", "the list of keys of sigstoreSigned is not valid"),
            ("i.io/x", "signedIdentity of sigstoreSigned is not valid"),
            ("u.io/x", "no requirement \"other\""),
            ("z.io/x", "rejected"),
        ] {
            let verdict = verdict(policy, name);
            assert!(verdict.contains(part), "{name}: {verdict}");
        }
    }

    #[test]
    fn identities() {
        let remap = Identity::Remap { prefix: "mirror.io/q".into(), signed_prefix: "q.io".into() };
        let exact = Identity::ExactReference { docker_reference: "q.io/b:2".into() };
        let repository = Identity::ExactRepository { docker_repository: "q.io/b".into() };
        let digest = format!("q.io/a@sha256:{}", "0".repeat(64));
        use Identity::{MatchExact, MatchRepoDigestOrExact, MatchRepository};
        for (identity, name, signed, expected) in [
            (&MatchExact, "q.io/a:1", "q.io/a:1", true),
            (&MatchExact, "q.io/a:1", "q.io/a", false),
            (&MatchExact, "q.io/a:1", "q.io/a:2", false),
            (&MatchRepoDigestOrExact, "q.io/a:1", "q.io/a:2", false),
            (&MatchRepoDigestOrExact, &digest, "q.io/a:2", true),
            (&MatchRepoDigestOrExact, &digest, "q.io/b:2", false),
            (&MatchRepository, "q.io/a:1", "q.io/a", true),
            (&MatchRepository, "q.io/a:1", "q.io/ab", false),
            (&exact, "q.io/a:1", "q.io/b:2", true),
            (&exact, "q.io/a:1", "q.io/a:1", false),
            (&repository, "q.io/a:1", "q.io/b:7", true),
            (&remap, "mirror.io/q/a:1", "q.io/a:1", true),
            (&remap, "mirror.io/quick/a:1", "q.iouick/a:1", false),
            (&remap, "other.io/a:1", "other.io/a:1", true),
            (&MatchRepository, "q.io/a:1", "no name", false),
        ] {
            assert_eq!(identity.accepts(&name.parse().unwrap(), signed), expected, "{identity:?} {name} {signed}");
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
