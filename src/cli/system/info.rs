//! `coracle info`.

use clap::Args;

/// Show what this engine and this host are like
///
/// Prints the host, the store and the versions as YAML, as JSON, or with a Go template.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle info
  coracle info --format '{{.Store.GraphRoot}}'
  coracle info -f json")]
pub(crate) struct InfoArgs {
    /// Print as json or with a Go template
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
}
