//! The flags of all verbs that talk to registries.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::values;

/// How a registry is to be talked to.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct RegistryArgs {
    /// Read credentials from this file
    #[arg(long, value_name = "FILE")]
    pub(crate) authfile: Option<PathBuf>,
    /// Read authorities and client certificates from this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) cert_dir: Option<PathBuf>,
    /// Ask for HTTPS and a valid certificate; false allows plain HTTP
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) tls_verify: Option<bool>,
}

/// The same for verbs that transfer images.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct TransferArgs {
    #[command(flatten)]
    pub(crate) registry: RegistryArgs,
    /// Credentials for the registry
    #[arg(long, value_name = "USER[:PASS]")]
    pub(crate) creds: Option<String>,
    /// Accepted for compatibility: content is verified by digest and by policy.json
    #[arg(long, hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) disable_content_trust: Option<bool>,
    /// How often to try again (default: 3)
    #[arg(long, value_name = "N")]
    pub(crate) retry: Option<u32>,
    /// Wait this long before the first time; each wait is twice the last one
    #[arg(long, value_name = "DURATION", value_parser = values::duration::parse)]
    pub(crate) retry_delay: Option<Duration>,
}
