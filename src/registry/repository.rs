//! One repository at one registry: finding the way to speak to it, logging in, following redirects.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Method, StatusCode, Url,
    blocking::{Body as Content, Client, Request},
    header::HeaderValue,
    redirect::Policy,
};

use super::{
    Access,
    failure::{Failure, Subject},
    login::{Gate, Login},
    tls,
    transport::{Answer, send},
};
use crate::{
    config::{Certificates, Endpoint},
    error::{Context, Error, Result},
    name::Reference,
};

/// More redirects than this are taken for a loop.
const MAX_REDIRECTS: usize = 10;
/// Of the body of an error, only so much is looked at.
const ERROR_LIMIT: usize = 64 << 10;
/// The longest that the upload of one blob may take; one that stalls is given up long before.
const UPLOAD_LIMIT: Duration = Duration::from_secs(7 * 24 * 3600);

/// A repository to pull from. Cheap to make: the first request builds the client.
pub(crate) struct Repository {
    pub(super) endpoint: Endpoint,
    pub(super) access: Access,
    login: Login,
    site: OnceLock<Site>,
    /// The registry has answered at least once.
    reached: AtomicBool,
}

/// How the registry turned out to be spoken to.
#[derive(Debug, Clone)]
struct Site {
    base: Url,
    client: Client,
    verified: bool,
}

/// A request to the repository.
#[derive(Debug, Clone)]
pub(super) struct Ask<'a> {
    pub(super) method: Method,
    /// Below `/v2/<repository>/`, or a whole URL.
    pub(super) path: String,
    pub(super) headers: Vec<(&'static str, String)>,
    /// For messages; see [`Subject`].
    pub(super) item: &'a str,
}

/// What is sent along.
pub(super) enum Upload {
    Bytes(Vec<u8>),
    /// Of a length that is not known yet. It can be sent once only.
    Stream(Content),
}

impl Repository {
    pub(crate) fn new(endpoint: Endpoint, access: Access) -> Self {
        let (login, site, reached) = (Login::default(), OnceLock::new(), AtomicBool::new(false));
        Repository { endpoint, access, login, site, reached }
    }

    /// The registry as such, no repository of it: tokens are asked for nothing in particular.
    pub(crate) fn without_path(mut self) -> Self {
        self.endpoint.reference.path.clear();
        self
    }

    /// The name of the repository at this endpoint.
    pub(crate) fn reference(&self) -> &Reference {
        &self.endpoint.reference
    }

    pub(super) fn host(&self) -> &str {
        &self.endpoint.reference.host
    }

    /// One attempt at `ask`: logs in when asked to. The answer is a success.
    pub(super) fn once(&self, ask: &Ask<'_>) -> Result<Answer, Failure> {
        let site = self.site()?;
        let gate =
            Gate { reference: self.reference(), access: &self.access, client: &site.client, lax: !site.verified };
        let mut pass = self.login.pass(&gate)?;
        // Two refusals: one for want of a token, one because a token expired on the way.
        for _ in 0..2 {
            let answer = self.follow(&site, ask, pass.header.as_deref())?;
            let ours = same_origin(&answer.url, &site.base);
            if answer.status != StatusCode::UNAUTHORIZED || !ours || !self.login.challenged(&answer, &pass, &gate)? {
                return self.judge(answer, ask);
            }
            pass = self.login.pass(&gate)?;
        }
        let answer = self.follow(&site, ask, pass.header.as_deref())?;
        self.judge(answer, ask)
    }

    /// One attempt at `ask` with a body, which is not sent a second time: a refusal renews the login for the next attempt.
    pub(super) fn once_with(&self, ask: &Ask<'_>, body: Option<Upload>) -> Result<Answer, Failure> {
        let site = self.site()?;
        let gate =
            Gate { reference: self.reference(), access: &self.access, client: &site.client, lax: !site.verified };
        let pass = self.login.pass(&gate)?;
        let url = self.url(&site, ask)?;
        let mut request = request(ask, &url, &site, pass.header.as_deref())?;
        // The client's own limit is for the whole request; a stream takes as long as it takes.
        *request.timeout_mut() = Some(match body {
            Some(Upload::Stream(_)) => UPLOAD_LIMIT,
            Some(Upload::Bytes(_)) | None => self.access.timeouts.answer,
        });
        *request.body_mut() = body.map(|body| match body {
            Upload::Bytes(bytes) => bytes.into(),
            Upload::Stream(content) => content,
        });
        let answer = self.send(&site.client, request)?;
        let ours = same_origin(&answer.url, &site.base);
        if answer.status == StatusCode::UNAUTHORIZED && ours && self.login.challenged(&answer, &pass, &gate)? {
            let failure = self.judge(answer, ask).err();
            return Err(failure.map_or_else(|| Failure::transient(Error::new("logged in again")), Failure::soon));
        }
        self.judge(answer, ask)
    }

    fn url(&self, site: &Site, ask: &Ask<'_>) -> Result<Url, Failure> {
        let below = format!("v2/{}/", self.reference().path);
        let url = site.base.join(&below).and_then(|base| base.join(&ask.path));
        url.map_err(|error| Failure::lasting(Error::new(format!("invalid URL for {}: {error}", self.host()))))
    }

    fn judge(&self, answer: Answer, ask: &Ask<'_>) -> Result<Answer, Failure> {
        if answer.status.is_success() {
            return Ok(answer);
        }
        let repository = self.reference().repository();
        let host =
            answer.url.host_str().filter(|_| !answer.url.as_str().contains("/v2/")).unwrap_or(self.host()).to_owned();
        let logged_in = self.login.has_credentials();
        let verb = if self.access.push { "write to" } else { "read" };
        let what = Subject { host: &host, repository: &repository, item: ask.item, logged_in, verb };
        let (status, headers) = (answer.status, answer.headers);
        // What the registry says about its error is welcome, and dispensable.
        let body = answer.body.read_all(ERROR_LIMIT).ok().flatten().unwrap_or_default();
        Err(Failure::of_status(status, &headers, &body, &what))
    }

    /// Sends `ask` and follows redirects. The login stays with the registry: it is not shown to other hosts.
    fn follow(&self, site: &Site, ask: &Ask<'_>, login: Option<&str>) -> Result<Answer, Failure> {
        let mut url = self.url(site, ask)?;
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.send(&site.client, request(ask, &url, site, login)?)?;
            match redirect(&answer) {
                None => return Ok(answer),
                Some(target) => url = self.next(&url, &target, site)?,
            }
        }
        Err(Failure::lasting(
            Error::new(format!("{} redirects without end (more than {MAX_REDIRECTS} times)", self.host()))
                .hint("the fault lies with the registry or a proxy before it"),
        ))
    }

    fn next(&self, from: &Url, target: &str, site: &Site) -> Result<Url, Failure> {
        let wrong = |why: &str| {
            Failure::lasting(Error::new(format!("{} redirects to {target:?}, which is {why}", self.host())))
        };
        let url = from.join(target).map_err(|_| wrong("no valid URL"))?;
        match url.scheme() {
            "https" => Ok(url),
            "http" if from.scheme() == "http" || !site.verified => Ok(url),
            "http" => Err(wrong("not encrypted").hint("to allow that, mark the registry insecure in registries.conf")),
            _ => Err(wrong("neither http nor https")),
        }
    }

    fn send(&self, client: &Client, request: Request) -> Result<Answer, Failure> {
        let host =
            request.url().host_str().map_or_else(|| self.host().to_owned(), |host| show_host(host, request.url()));
        let sent = send(client, request, &self.access.cancel);
        if self.access.cancel.is_cancelled() {
            return Err(Failure::lasting(Error::new("cancelled")));
        }
        let answer =
            sent.map_err(|error| Failure::of_transport(&host, &error, self.reached.load(Ordering::Relaxed)))?;
        self.reached.store(true, Ordering::Relaxed);
        Ok(answer)
    }

    /// Finds out how to speak to the registry: verified TLS, except that plain http is tried first for loopback hosts, and
    /// after unverified TLS for insecure ones.
    fn site(&self) -> Result<Site, Failure> {
        if let Some(site) = self.site.get() {
            return Ok(site.clone());
        }
        let insecure = match self.access.tls_verify {
            Some(verify) => !verify,
            None => self.endpoint.insecure,
        };
        let loopback = is_loopback(self.host());
        let ways: &[Way] = match (loopback, insecure) {
            (true, true) => &[Way::Plain, Way::Unverified],
            (false, true) => &[Way::Unverified, Way::Plain],
            (true, false) if self.access.tls_verify.is_none() => &[Way::Plain, Way::Verified],
            _ => &[Way::Verified],
        };
        let site = self.first_that_works(ways)?;
        Ok(self.site.get_or_init(|| site).clone())
    }

    fn first_that_works(&self, ways: &[Way]) -> Result<Site, Failure> {
        let mut first = None;
        for (at, way) in ways.iter().enumerate() {
            let site = self.build(*way).map_err(Failure::lasting)?;
            if ways.len() == 1 {
                return Ok(site);
            }
            let last = at + 1 == ways.len();
            match self.probe(&site) {
                // Go's and nginx's TLS servers answer plain http with 400.
                Ok(StatusCode::BAD_REQUEST) if *way == Way::Plain && !last => {}
                Ok(_) => return Ok(site),
                Err(failure) => drop(first.get_or_insert(failure)),
            }
            self.access.cancel.check().map_err(Failure::lasting)?;
        }
        Err(first.unwrap_or_else(|| Failure::lasting(Error::new(format!("{} cannot be spoken to", self.host())))))
    }

    fn probe(&self, site: &Site) -> Result<StatusCode, Failure> {
        let url = site.base.join("v2/").map_err(|error| Failure::lasting(anyhow::Error::from(error)))?;
        let sent = send(&site.client, Request::new(Method::GET, url), &self.access.cancel);
        let answer = sent.map_err(|error| Failure::of_transport(self.host(), &error, false))?;
        Ok(answer.status)
    }

    fn build(&self, way: Way) -> Result<Site> {
        let host = if self.host() == "docker.io" { "registry-1.docker.io" } else { self.host() };
        let scheme = if way == Way::Plain { "http" } else { "https" };
        let base =
            Url::parse(&format!("{scheme}://{host}/")).with_context(|| format!("invalid registry host {host:?}"))?;
        let client = self.client(way).with_context(|| format!("cannot prepare the connection to {host}"))?;
        Ok(Site { base, client, verified: way == Way::Verified })
    }

    fn client(&self, way: Way) -> Result<Client> {
        let certificates = match &self.access.certificates {
            Some(given) => given.clone(),
            None => Certificates::load(&self.access.env, self.host())?,
        };
        // Reading the system's authorities costs milliseconds; a plain registry on this machine has no use for them.
        let verify = way == Way::Verified || (way == Way::Plain && !is_loopback(self.host()));
        let builder = Client::builder()
            .user_agent(concat!("coracle/", env!("CARGO_PKG_VERSION")))
            .tls_backend_preconfigured(tls::config(&certificates, verify)?)
            // Layers come over a connection each; over one they would wait for each other.
            .http1_only()
            .redirect(Policy::none())
            .connect_timeout(self.access.timeouts.connect)
            .timeout(self.access.timeouts.stall)
            .pool_idle_timeout(Duration::from_secs(30));
        let builder = if is_loopback(self.host()) { builder.no_proxy() } else { builder };
        Ok(builder.build()?)
    }
}

/// The login goes to the registry only.
fn request(ask: &Ask<'_>, url: &Url, site: &Site, login: Option<&str>) -> Result<Request, Failure> {
    let mut request = Request::new(ask.method.clone(), url.clone());
    let login = login.filter(|_| same_origin(url, &site.base)).map(|login| ("authorization", login));
    for (name, value) in ask.headers.iter().map(|(name, value)| (*name, value.as_str())).chain(login) {
        let value = HeaderValue::from_str(value).map_err(|error| Failure::lasting(anyhow::Error::from(error)))?;
        request.headers_mut().insert(name, value);
    }
    Ok(request)
}

impl Failure {
    /// The same, to be tried again at once.
    fn soon(self) -> Self {
        Failure { transient: true, after: Some(Duration::ZERO), ..self }
    }

    fn hint(mut self, hint: &str) -> Self {
        self.error = Error::new(self.error.to_string()).hint(hint).into();
        self
    }
}

/// One way to speak to a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Verified,
    Unverified,
    Plain,
}

fn redirect(answer: &Answer) -> Option<String> {
    let moved = matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    answer.header("location").filter(|_| moved).map(str::to_owned)
}

fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

fn show_host(host: &str, url: &Url) -> String {
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether `host[:port]` is this machine.
fn is_loopback(host: &str) -> bool {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_hosts() {
        for host in ["localhost", "localhost:5000", "127.0.0.1:5000", "127.9.9.9", "[::1]:5000", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["docker.io", "localhost.io", "128.0.0.1", "[::2]:1", "10.0.0.1:5000"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
