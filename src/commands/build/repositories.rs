//! `--cache-from` and `--cache-to`: a repository of steps, in Buildah's spelling or BuildKit's.

use crate::build::StepRepository;
use crate::error::{Error, Result};
use crate::name::{ImageName, Reference};

/// Reads `REGISTRY/NAME` (Buildah), or `type=registry,ref=REGISTRY/NAME[:TAG][,mode=max]` (BuildKit), where the tag says
/// nothing since each step has one of its own.
pub(super) fn parse(flag: &str, text: &str) -> Result<StepRepository> {
    let wrong = |cause: String| Error::new(format!("{flag} {text}: {cause}"));
    if !text.contains('=') {
        let last = text.rsplit('/').next().unwrap_or(text);
        if last.contains([':', '@']) {
            return Err(wrong("steps have tags of their own".to_owned()).hint("leave the tag out").into());
        }
        return repository(text).map(StepRepository::new);
    }
    let (mut kind, mut name, mut mode, mut may_fail) = (None, None, "min", false);
    for field in text.split(',') {
        match field.split_once('=') {
            Some(("type", value)) => kind = Some(value),
            Some(("ref", value)) => name = Some(value),
            Some(("mode", value @ ("min" | "max"))) => mode = value,
            Some(("ignore-error", value @ ("true" | "false"))) => may_fail = value == "true",
            _ => return Err(wrong(format!("{field} means nothing")).hint("write type=registry,ref=NAME").into()),
        }
    }
    match (kind, name) {
        (Some("registry"), Some(name)) => {
            Ok(StepRepository { name: repository(name)?, only_target: mode == "min", may_fail })
        }
        (Some("registry"), None) => Err(wrong("it names no repository".to_owned()).hint("add ref=NAME").into()),
        (kind, _) => {
            let kind = kind.unwrap_or("none");
            Err(wrong(format!("steps are kept in no place of the type {kind}")).hint("write type=registry").into())
        }
    }
}

fn repository(text: &str) -> Result<Reference> {
    Ok(match ImageName::parse(text)? {
        ImageName::Full(reference) => reference,
        // Nothing is searched for when something is written.
        ImageName::Short(short) => short.at("docker.io")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings() {
        let parsed = |text: &str| {
            let StepRepository { name, only_target, may_fail } = parse("--cache-to", text).unwrap();
            (name.repository(), only_target, may_fail)
        };
        let here = || "127.0.0.1:5000/a/b".to_owned();
        assert_eq!(parsed("127.0.0.1:5000/a/b"), (here(), false, false));
        assert_eq!(parsed("me/steps"), ("docker.io/me/steps".to_owned(), false, false));
        assert_eq!(parsed("type=registry,ref=127.0.0.1:5000/a/b:cache"), (here(), true, false));
        assert_eq!(parsed("type=registry,mode=max,ignore-error=true,ref=127.0.0.1:5000/a/b"), (here(), false, true));
        for (text, words) in [
            ("me/steps:tag", "tags of their own"),
            ("type=local,dest=x", "means nothing"),
            ("type=inline", "type inline"),
            ("type=registry", "ref=NAME"),
            ("ref=me/steps", "type none"),
            ("type=registry,mode=mid,ref=a/b", "mode=mid"),
        ] {
            let error = crate::error::one_line(&parse("--cache-to", text).unwrap_err());
            assert!(error.contains(words) && error.contains(text), "{error}");
        }
    }
}
