//! Answering challenges: Basic (RFC 7617), and the Bearer tokens of the distribution project ("Token Authentication
//! Specification"), one per repository, renewed when they expire.

use std::{
    sync::{Mutex, MutexGuard, OnceLock},
    time::{Duration, Instant},
};

use reqwest::{
    Method, Url,
    blocking::{Client, Request},
};
use serde::Deserialize;

use super::{
    Access,
    failure::{Failure, Subject},
    headers::{Challenge, parse_challenges},
    transport::{Answer, send},
};
use crate::{config::Credentials, error::Error, name::Reference};

/// Answers of token endpoints are small.
const TOKEN_LIMIT: usize = 1 << 20;
/// What a token is good for when its answer does not say (token specification, `expires_in`).
const DEFAULT_LIFE: Duration = Duration::from_secs(60);

/// The state of being logged in to one repository.
#[derive(Debug, Default)]
pub(super) struct Login {
    credentials: OnceLock<Option<Credentials>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Counts the headers that have been in use, so that two threads that are refused with the same one renew it once.
    generation: u64,
    /// The value of `Authorization`.
    header: Option<String>,
    /// The challenge that the header answers, and when it must be answered anew.
    renewal: Option<(Challenge, Instant)>,
}

/// What a request is sent with.
#[derive(Debug, Clone, Default)]
pub(super) struct Pass {
    pub(super) header: Option<String>,
    generation: u64,
}

/// Where the login happens.
pub(super) struct Gate<'a> {
    pub(super) reference: &'a Reference,
    pub(super) access: &'a Access,
    pub(super) client: &'a Client,
    /// The registry is spoken to without verified TLS, so secrets may go to others in the same way.
    pub(super) lax: bool,
}

impl Login {
    /// The header for the next request; an expired token is renewed first.
    pub(super) fn pass(&self, gate: &Gate<'_>) -> Result<Pass, Failure> {
        let mut state = self.lock();
        if let Some((challenge, _)) = state.renewal.as_ref().filter(|(_, end)| *end <= Instant::now()) {
            let challenge = challenge.clone();
            self.answer(&mut state, challenge, gate)?;
        }
        Ok(Pass { header: state.header.clone(), generation: state.generation })
    }

    /// Answers the challenge of a 401 to a request that was sent with `pass`. `Ok(false)` when there is nothing better to
    /// send.
    pub(super) fn challenged(&self, answer: &Answer, pass: &Pass, gate: &Gate<'_>) -> Result<bool, Failure> {
        let mut state = self.lock();
        if state.generation != pass.generation {
            return Ok(true);
        }
        let values = answer.headers.get_all("www-authenticate").iter().filter_map(|value| value.to_str().ok());
        let challenges: Vec<Challenge> = values.flat_map(parse_challenges).collect();
        let named = |scheme: &str| challenges.iter().find(|challenge| challenge.scheme == scheme).cloned();
        match named("bearer").or_else(|| named("basic")) {
            Some(challenge) => self.answer(&mut state, challenge, gate),
            None => Ok(false),
        }
    }

    /// Whether credentials are at hand.
    pub(super) fn has_credentials(&self) -> bool {
        matches!(self.credentials.get(), Some(Some(_)))
    }

    fn answer(&self, state: &mut State, challenge: Challenge, gate: &Gate<'_>) -> Result<bool, Failure> {
        let credentials = self.credentials(gate)?;
        if challenge.scheme == "basic" {
            let Some(header) = credentials.and_then(Credentials::basic) else { return Ok(false) };
            // The same user and password again would be refused again.
            let news = state.header.as_ref() != Some(&header);
            *state = State { generation: state.generation + 1, header: Some(header), renewal: None };
            return Ok(news);
        }
        let token = fetch(&challenge, credentials, gate)?;
        let life = token.expires_in.map_or(DEFAULT_LIFE, Duration::from_secs);
        // Renewed a little early, so that it does not expire on its way.
        let end = Instant::now() + life.mul_f32(0.9).min(Duration::from_secs(24 * 3600));
        let header = Some(format!("Bearer {}", token.text()?));
        *state = State { generation: state.generation + 1, header, renewal: Some((challenge, end)) };
        Ok(true)
    }

    fn credentials(&self, gate: &Gate<'_>) -> Result<Option<&Credentials>, Failure> {
        if let Some(known) = self.credentials.get() {
            return Ok(known.as_ref());
        }
        let found = match &gate.access.credentials {
            Some(given) => Some(given.clone()),
            None => gate.access.auth.lookup(gate.reference).map_err(Failure::lasting)?,
        };
        Ok(self.credentials.get_or_init(|| found).as_ref())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Token {
    token: String,
    access_token: String,
    expires_in: Option<u64>,
}

impl Token {
    fn text(&self) -> Result<&str, Failure> {
        let text = if self.token.is_empty() { &self.access_token } else { &self.token };
        match !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()) {
            true => Ok(text),
            false => Err(Failure::lasting(Error::new("the registry's token endpoint gave no usable token"))),
        }
    }
}

fn fetch(challenge: &Challenge, credentials: Option<&Credentials>, gate: &Gate<'_>) -> Result<Token, Failure> {
    let host = gate.reference.host.as_str();
    let realm = challenge.get("realm").unwrap_or_default();
    let url = Url::parse(realm).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(url) = url else {
        return Err(Failure::lasting(Error::new(format!("{host} names an invalid token endpoint: {realm:?}"))));
    };
    if url.scheme() == "http" && credentials.is_some() && !gate.lax {
        return Err(Failure::lasting(
            Error::new(format!("{host} wants the password to be sent unencrypted, to {url}"))
                .hint("if that is right, mark the registry insecure in registries.conf"),
        ));
    }
    let request = token_request(url, challenge, credentials, gate);
    let token_host = request.url().host_str().unwrap_or(host).to_owned();
    let answer = send(gate.client, request, &gate.access.cancel)
        .map_err(|error| Failure::of_transport(&token_host, &error, false))?;
    read_token(answer, &token_host, credentials.is_some(), gate)
}

/// GET with the scope in the query, or, to trade in an identity token, POST of a form.
fn token_request(mut url: Url, challenge: &Challenge, credentials: Option<&Credentials>, gate: &Gate<'_>) -> Request {
    let scope = scope(challenge, gate);
    let service = challenge.get("service").unwrap_or_default().to_owned();
    if let Some(Credentials::IdentityToken(token)) = credentials {
        let mut form = Url::clone(&url);
        form.set_query(None);
        let fields = [("grant_type", "refresh_token"), ("service", &service), ("scope", &scope)];
        let more = [("client_id", "coracle"), ("refresh_token", token.as_str())];
        form.query_pairs_mut().extend_pairs(fields.into_iter().chain(more));
        let mut request = Request::new(Method::POST, url);
        *request.body_mut() = Some(form.query().unwrap_or_default().to_owned().into());
        let kind = reqwest::header::HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert("content-type", kind);
        return request;
    }
    if !service.is_empty() {
        url.query_pairs_mut().append_pair("service", &service);
    }
    for one in scope.split(' ').filter(|one| !one.is_empty()) {
        url.query_pairs_mut().append_pair("scope", one);
    }
    let mut request = Request::new(Method::GET, url);
    if let Some(value) = credentials.and_then(Credentials::basic).and_then(|basic| basic.parse().ok()) {
        request.headers_mut().insert("authorization", value);
    }
    request
}

/// What the registry says that the token must allow. Whoever pushes asks for all that a push needs at once: a registry that
/// was asked whether it has a blob says only that reading is to be allowed, and may not let others know what it has not.
fn scope(challenge: &Challenge, gate: &Gate<'_>) -> String {
    let pull = format!("repository:{}:pull", gate.reference.path);
    let usual = if gate.reference.path.is_empty() { "" } else { pull.as_str() };
    let scope = challenge.get("scope").unwrap_or(usual);
    match gate.access.push {
        true => scope
            .split(' ')
            .map(|one| if one == pull { format!("{one},push") } else { one.into() })
            .collect::<Vec<_>>()
            .join(" "),
        false => scope.to_owned(),
    }
}

fn read_token(answer: Answer, host: &str, logged_in: bool, gate: &Gate<'_>) -> Result<Token, Failure> {
    let Answer { status, headers, body, .. } = answer;
    let broken = |error: std::io::Error| Failure::of_transport(host, &error, true);
    let body = body.read_all(TOKEN_LIMIT).map_err(broken)?.unwrap_or_default();
    if !status.is_success() {
        let repository = gate.reference.repository();
        let verb = if gate.access.push { "write to" } else { "read" };
        let what = Subject { host, repository: &repository, item: "token", logged_in, verb };
        return Err(Failure::of_status(status, &headers, &body, &what));
    }
    serde_json::from_slice(&body).map_err(|error| {
        Failure::lasting(Error::new(format!("the token endpoint {host} gave no valid answer: {error}")))
    })
}
