//! How flags say that registries are to be talked to.

use std::{path::PathBuf, time::Duration};

use crate::{
    config::{Auth, Certificates, Credentials, Env, Registries},
    error::Result,
    registry::{Access, Retry},
};

/// The flags that all verbs share which talk to registries. The default leaves everything to the configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connect {
    /// `None`: as registries.conf says.
    pub(crate) tls_verify: Option<bool>,
    pub(crate) authfile: Option<PathBuf>,
    pub(crate) credentials: Option<Credentials>,
    /// Read instead of `certs.d`.
    pub(crate) cert_dir: Option<PathBuf>,
    /// Attempts after the first one; `None`: the default.
    pub(crate) retry: Option<u32>,
    /// The first wait between attempts; `None`: the default.
    pub(crate) retry_delay: Option<Duration>,
}

impl Connect {
    /// What the registry room needs to know.
    pub(crate) fn access(&self, env: &Env, registries: &Registries) -> Result<Access> {
        let Connect { tls_verify, authfile, credentials, cert_dir, retry, retry_delay } = self;
        let auth = Auth::new(env, authfile.as_deref(), &registries.credential_helpers);
        let usual = Retry::default();
        Ok(Access {
            credentials: credentials.clone(),
            tls_verify: *tls_verify,
            certificates: cert_dir.as_deref().map(Certificates::read).transpose()?,
            retry: Retry {
                attempts: retry.unwrap_or(usual.attempts),
                delay: retry_delay.unwrap_or(usual.delay),
                ..usual
            },
            ..Access::new(env.clone(), auth)
        })
    }
}
