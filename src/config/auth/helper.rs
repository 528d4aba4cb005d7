//! Credential helpers: `docker-credential-NAME get`, the server's name on standard input, JSON back; `store` and `erase`.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use serde::Deserialize;

use super::Credentials;
use crate::error::{Context, Error, Result};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    username: String,
    secret: String,
}

/// Asks the helper `name` about `host`; `None` when it knows nothing.
pub(super) fn get(name: &str, host: &str) -> Result<Option<Credentials>> {
    match ask(name, host)? {
        // Docker keeps the credentials of its own registry under the URL of the old index.
        None if host == "docker.io" => ask(name, "https://index.docker.io/v1/"),
        answer => Ok(answer),
    }
}

/// Gives the helper credentials to keep.
pub(super) fn store(name: &str, server: &str, user: &str, password: &str) -> Result<()> {
    let input = serde_json::json!({"ServerURL": server, "Username": user, "Secret": password}).to_string();
    call(name, "store", server, &input).map(drop)
}

/// Makes the helper forget; that it knew nothing is no error.
pub(super) fn erase(name: &str, server: &str) -> Result<()> {
    call(name, "erase", server, server).map(drop)
}

fn ask(name: &str, server: &str) -> Result<Option<Credentials>> {
    let Some(text) = call(name, "get", server, server)? else { return Ok(None) };
    let program = format!("docker-credential-{name}");
    parse(&text).map(Some).with_context(|| format!("the credential helper {program} gave no valid answer for {server}"))
}

/// What the helper says to `input`; `None` when it knows nothing of the server.
fn call(name: &str, verb: &str, server: &str, input: &str) -> Result<Option<String>> {
    if name.is_empty() || name.contains('/') {
        return Err(Error::new(format!("invalid credential helper name {name:?}")).into());
    }
    let program = format!("docker-credential-{name}");
    let run = || -> std::io::Result<_> {
        let mut command = Command::new(&program);
        let pipes = command.arg(verb).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = pipes.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // A helper that does not read its input has said all it wants; what it said counts.
            let _ = stdin.write_all(input.as_bytes());
        }
        child.wait_with_output()
    };
    let output = run().with_context(|| format!("cannot run the credential helper {program}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        if text.contains("credentials not found") {
            return Ok(None);
        }
        return Err(Error::new(format!("the credential helper {program} failed for {server}: {}", text.trim())).into());
    }
    Ok(Some(text))
}

fn parse(text: &str) -> Result<Credentials> {
    let Answer { username, secret } = serde_json::from_str(text)?;
    Ok(match username.as_str() {
        "<token>" => Credentials::IdentityToken(secret),
        _ => Credentials::Password { user: username, password: secret },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let password = parse(r#"{"ServerURL": "q.io", "Username": "u", "Secret": "p"}"#).unwrap();
        assert_eq!(password, Credentials::parse("u:p"));
        let token = parse(r#"{"Username": "<token>", "Secret": "t"}"#).unwrap();
        assert_eq!(token, Credentials::IdentityToken("t".into()));
        assert!(parse("{}").is_err());
    }

    #[test]
    fn a_missing_helper_is_named() {
        let error = get("of-nobody", "q.io").unwrap_err();
        assert!(format!("{error:#}").contains("docker-credential-of-nobody"), "{error:#}");
        assert!(get("../x", "q.io").is_err());
    }
}
