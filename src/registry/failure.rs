//! What can go wrong on the way to a registry, put into one line with its cure.

use std::{error::Error as StdError, io, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;

use super::{headers::parse_retry_after, tls};
use crate::error::{Error, one_line};

/// An error, and whether the same request may do better later.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: anyhow::Error,
    pub(super) transient: bool,
    /// How long the registry asked us to wait.
    pub(super) after: Option<Duration>,
    /// What the registry answered, if it did.
    pub(super) status: Option<StatusCode>,
}

impl Failure {
    /// An error that will not go away by itself.
    pub(super) fn lasting(error: impl Into<anyhow::Error>) -> Self {
        Failure { error: error.into(), transient: false, after: None, status: None }
    }

    /// An error that may be gone next time.
    pub(super) fn transient(error: impl Into<anyhow::Error>) -> Self {
        Failure { error: error.into(), transient: true, after: None, status: None }
    }

    /// The request did not get an answer. While a registry has never answered (`reached` is false) a wrong name, a closed
    /// port or a bad certificate is most likely a mistake, so that waiting is of no use.
    pub(super) fn of_transport(host: &str, error: &(dyn StdError + 'static), reached: bool) -> Self {
        let (error, transient) = transport_error(host, error);
        Failure { error: error.into(), transient: transient || reached, after: None, status: None }
    }

    /// The answer was not the one hoped for; `body` is its beginning.
    pub(super) fn of_status(status: StatusCode, headers: &HeaderMap, body: &[u8], what: &Subject<'_>) -> Self {
        let after = headers.get("retry-after").and_then(|value| value.to_str().ok());
        Failure {
            error: status_error(status, body, what).into(),
            transient: matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504),
            after: after.and_then(|text| parse_retry_after(text, jiff::Timestamp::now())),
            status: Some(status),
        }
    }
}

/// What a request was about, for messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// `host[:port]`.
    pub(super) host: &'a str,
    /// `host/path`.
    pub(super) repository: &'a str,
    /// A tag, a digest, or `blob sha256:…`.
    pub(super) item: &'a str,
    /// Whether credentials went with it.
    pub(super) logged_in: bool,
    /// `read`, or `write to`.
    pub(super) verb: &'a str,
}

fn status_error(status: StatusCode, body: &[u8], what: &Subject<'_>) -> Error {
    let Subject { host, repository, item, logged_in, verb } = what;
    let said = said(body);
    match status.as_u16() {
        401 | 403 if *logged_in => Error::new(format!("{host} does not let this user {verb} {repository}{said}"))
            .hint(format!("check the credentials for {host} (--creds, or the entry in auth.json)")),
        401 | 403 => Error::new(format!("{host} wants a login to {verb} {repository}, or it does not exist{said}"))
            .hint(format!(
                "check the name, or give credentials for {host}: --creds USER:PASSWORD, or an entry in auth.json"
            )),
        404 => Error::new(format!("{repository} has no {item}{said}")).hint("check the name and the tag"),
        429 => Error::new(format!("{host} refuses more requests for now (429 Too Many Requests){said}"))
            .hint("wait a while, or log in: most registries give users more"),
        500..=599 => Error::new(format!("{host} failed with {status} for {repository} {item}{said}"))
            .hint("the fault lies with the registry; try again later"),
        _ => Error::new(format!("{host} answered {status} for {repository} {item}{said}")),
    }
}

#[derive(Deserialize)]
struct Errors {
    errors: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Entry {
    code: String,
    message: String,
}

/// The registry's own words (distribution spec, "Error codes"), made fit for one line of a terminal.
fn said(body: &[u8]) -> String {
    let Ok(Errors { errors }) = serde_json::from_slice(body) else { return String::new() };
    let Some(Entry { code, message }) = errors.into_iter().next() else { return String::new() };
    let text = if message.is_empty() { code } else { message };
    let clean: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    if clean.is_empty() { clean } else { format!(" (it says: {clean})") }
}

/// The message, and whether waiting may help.
fn transport_error(host: &str, error: &(dyn StdError + 'static)) -> (Error, bool) {
    if let Some(error) = find::<rustls::Error>(error) {
        return (tls_error(host, error), false);
    }
    if is_timeout(error) {
        let hint = "check the network; a proxy is set with HTTPS_PROXY";
        return (Error::new(format!("{host} does not answer: nothing came within the time limit")).hint(hint), true);
    }
    let deepest = deepest(error);
    if let Some(kind) = find::<io::Error>(error).map(io::Error::kind)
        && kind == io::ErrorKind::ConnectionRefused
    {
        let message = Error::new(format!("cannot reach {host}: connection refused"));
        return (message.hint("is it running, and is the port right?"), false);
    }
    let chain = chain_text(error);
    if chain.contains("dns error") || chain.contains("failed to lookup address") {
        return (Error::new(format!("cannot find {host}: {deepest}")).hint("check the name and the network"), false);
    }
    if chain.contains("tls handshake eof") {
        return (no_tls(host), false);
    }
    let plain = ["invalid HTTP version", "message head is too large", "invalid HTTP header"];
    if plain.iter().any(|text| chain.contains(text)) {
        return (
            Error::new(format!("{host} does not speak HTTP: {deepest}")).hint("check the host and the port"),
            false,
        );
    }
    (Error::new(format!("the connection to {host} broke: {deepest}")), true)
}

fn tls_error(host: &str, error: &rustls::Error) -> Error {
    use rustls::{CertificateError as Bad, Error as Tls};
    let trust = format!(
        "put its authority into ~/.config/containers/certs.d/{host}/ca.crt, or do without verification: --tls-verify=false"
    );
    let bad = |what: &str| Error::new(format!("TLS: the certificate of {host} {what}")).hint(trust.clone());
    match error {
        Tls::InvalidCertificate(Bad::UnknownIssuer | Bad::BadSignature) => bad("is signed by no trusted authority"),
        Tls::InvalidCertificate(Bad::Expired | Bad::ExpiredContext { .. }) => bad("has expired"),
        Tls::InvalidCertificate(Bad::NotValidYet | Bad::NotValidYetContext { .. }) => {
            bad("is not valid yet (is the clock right?)")
        }
        Tls::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => {
            bad("is for another host")
        }
        error if tls::is_own_authority(error) => bad("is its own authority, which is not trusted here"),
        Tls::InvalidCertificate(other) => bad(&format!("is not valid: {other}")),
        Tls::InvalidMessage(_) => no_tls(host),
        Tls::AlertReceived(alert) => Error::new(format!("TLS: {host} refused the connection: {alert:?}"))
            .hint(format!("if it asks for a client certificate, put it into ~/.config/containers/certs.d/{host}/")),
        other => Error::new(format!("TLS: {host}: {other}")),
    }
}

fn no_tls(host: &str) -> Error {
    Error::new(format!("{host} does not speak TLS: it may be a plain http registry"))
        .hint("use --tls-verify=false, or set `insecure = true` for it in registries.conf")
}

/// The errors of a chain, also those that an [`io::Error`] wraps.
fn walk<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| inner(*error))
}

fn inner<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    walk(error).filter_map(|error| error.downcast_ref::<T>()).last()
}

fn deepest(error: &(dyn StdError + 'static)) -> String {
    walk(error).last().map_or_else(String::new, |error| error.to_string().replace('\n', " "))
}

fn chain_text(error: &(dyn StdError + 'static)) -> String {
    walk(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    walk(error).any(|error| {
        error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_timeout)
            || error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
    })
}

/// A failure as the error of a reader. The line is complete, with its cure.
pub(super) fn as_io(error: &anyhow::Error) -> io::Error {
    io::Error::other(one_line(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_say_cause_and_cure() {
        let body = br#"{"errors": [{"code": "X", "message": "over\u001b[31m\nthere"}]}"#;
        for (status, logged_in, parts, transient) in [
            (401, false, ["wants a login", "--creds"], false),
            (403, true, ["does not let this user", "check the credentials"], false),
            (404, false, ["q.io/a has no tag 1 (it says: over[31mthere)", "check the name"], false),
            (429, false, ["429", "wait a while"], true),
            (503, false, ["503 Service Unavailable", "try again later"], true),
            (418, false, ["418", "q.io/a tag 1"], false),
        ] {
            let what = Subject { host: "q.io", repository: "q.io/a", item: "tag 1", logged_in, verb: "read" };
            let status = StatusCode::from_u16(status).unwrap();
            let failure = Failure::of_status(status, &HeaderMap::new(), body, &what);
            let line = one_line(&failure.error);
            assert!(parts.iter().all(|part| line.contains(part)), "{line}");
            assert_eq!(failure.transient, transient, "{line}");
        }
    }
}
