//! `coracle image scp`.

use clap::{Args, ValueEnum};

/// Copy an image to another user or another host
///
/// A place is USER@localhost:: for another user of this host, or what ssh takes for a host, [USER@]HOST:: or
/// ssh://[USER@]HOST[:PORT]::. Each side runs its own coracle. Without a destination the image comes here.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle image scp local/app build.example.org::
  coracle image scp build.example.org::local/app
  sudo coracle image scp alice@localhost::local/app bob@localhost::local/theirs")]
pub(crate) struct ScpArgs {
    /// The form in which the image travels
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "docker-archive")]
    pub(crate) format: ScpFormat,
    /// Show no progress and no names
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// The image, and where it is
    #[arg(value_name = "[PLACE::]IMAGE")]
    pub(crate) source: String,
    /// Where it goes, and perhaps another name
    #[arg(value_name = "PLACE::[NAME]")]
    pub(crate) destination: Option<String>,
}

/// The forms that go through a pipe.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScpFormat {
    DockerArchive,
    OciArchive,
}
