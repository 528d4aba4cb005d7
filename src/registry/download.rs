//! Downloads of plain URLs, for `import` and builds.

use std::io::Read;

use reqwest::{
    Method, Url,
    blocking::{Client, Request},
};

use super::{
    Access,
    failure::{Failure, Subject},
    tls,
    transport::send,
};
use crate::error::{Context, Error, Result};

/// Starts to download `url`, with certificates and attempts as `access` has them. A body that is cut short is an error of the reader.
pub(crate) fn download(url: &str, access: Access) -> Result<impl Read + Send + use<>> {
    let parsed = Url::parse(url).with_context(|| format!("{url:?} is no URL"))?;
    let host = parsed.host_str().unwrap_or_default().to_owned();
    let Access { timeouts, retry, cancel, certificates, tls_verify, .. } = access;
    let client = Client::builder()
        .user_agent(concat!("coracle/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(tls::config(&certificates.unwrap_or_default(), tls_verify.unwrap_or(true))?)
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.stall)
        .build()
        .with_context(|| format!("cannot prepare the connection to {host}"))?;
    let answer = retry.run(&cancel, || {
        let answer = send(&client, Request::new(Method::GET, parsed.clone()), &cancel)
            .map_err(|error| Failure::of_transport(&host, &error, false))?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        let what = Subject { host: &host, repository: &host, item: parsed.path(), logged_in: false, verb: "read" };
        let failure = Failure::of_status(answer.status, &answer.headers, b"", &what);
        let error = Error::new(format!("{url}: the server answered {}", answer.status));
        Err(Failure { error: error.into(), ..failure })
    })?;
    Ok(answer.body)
}
