//! The distribution protocol (OCI distribution spec 1.1; the token flow of the distribution project), blocking. The HTTP client
//! is built on the first request of a [`Repository`]; nothing on the way of a local `run` builds one.

mod blob;
mod catalogue;
mod download;
mod failure;
mod headers;
mod login;
mod manifest;
mod ranges;
mod repository;
mod retry;
mod tls;
mod transport;
mod upload;

use std::time::Duration;

use crate::config::{Auth, Certificates, Credentials, Env};

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use self::headers::{parse_challenges, parse_content_range, parse_retry_after};
pub(crate) use self::{
    blob::{Body, Kept},
    catalogue::Found,
    download::download,
    manifest::Manifest,
    ranges::Ranges,
    repository::Repository,
    retry::Retry,
    transport::Cancel,
};

/// How registries are to be talked to.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    /// Where credentials and certificates are looked for.
    pub(crate) env: Env,
    pub(crate) auth: Auth,
    /// Credentials that were given outright; they go before all others.
    pub(crate) credentials: Option<Credentials>,
    /// `--tls-verify`: `None` leaves it to registries.conf.
    pub(crate) tls_verify: Option<bool>,
    /// `--cert-dir`: read instead of `certs.d`.
    pub(crate) certificates: Option<Certificates>,
    /// Tokens are to allow writing too.
    pub(crate) push: bool,
    pub(crate) retry: Retry,
    pub(crate) timeouts: Timeouts,
    pub(crate) cancel: Cancel,
}

impl Access {
    /// The usual manners: what the files say, three more attempts.
    pub(crate) fn new(env: Env, auth: Auth) -> Self {
        Access {
            env,
            auth,
            credentials: None,
            tls_verify: None,
            certificates: None,
            push: false,
            retry: Retry::default(),
            timeouts: Timeouts::default(),
            cancel: Cancel::default(),
        }
    }
}

/// How long to wait for a registry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    /// For a connection, TLS handshake included.
    pub(crate) connect: Duration,
    /// For the next byte.
    pub(crate) stall: Duration,
    /// For the answer to what was sent as a whole: a registry may have to put a large blob together first.
    pub(crate) answer: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts { connect: Duration::from_secs(15), stall: Duration::from_secs(30), answer: Duration::from_secs(900) }
    }
}

#[cfg(test)]
pub(crate) mod tests;
