//! `coracle run`.

mod files;
mod health;
mod limits;
mod namespaces;
mod network;
mod process;
mod security;

pub(crate) use files::{FileArgs, ImageVolume};
pub(crate) use health::HealthArgs;
pub(crate) use limits::{CgroupArgs, CgroupsMode, LimitArgs, MemoryArgs, ProcessorArgs};
pub(crate) use namespaces::{NamespaceArgs, SharedArgs};
pub(crate) use network::{NetworkArgs, ReachArgs};
pub(crate) use process::{ProcessArgs, SdNotify, Systemd};
pub(crate) use security::{RightArgs, SecurityArgs};

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::PreserveArgs;
use crate::cli::TransferArgs;
use crate::cli::values::{self, DetachKeys, Label, LogOpt, Signal};
use crate::name::Platform;
use crate::store::containers::RestartPolicy;

/// Run a command in a new container
///
/// Makes a container from an image, which is pulled when it is not there, and runs a command in it. Without a command the
/// image's own one is run. Flags stand before the image; whatever follows the image belongs to the command.
///
/// The exit status is the command's: 126 means that it could not be executed, 127 that it was not found, 128 and N that
/// signal N killed it, and 125 that the engine itself failed.
#[derive(Args, Debug, Clone)]
#[command(
    disable_help_flag = true,
    override_usage = "coracle run [OPTIONS] IMAGE [COMMAND [ARG]...]",
    after_help = "\
Examples:
  coracle run --rm -it debian:12 bash
  coracle run -d --name web -p 8080:80 docker.io/library/nginx
  coracle run --rm -v ./src:/src:ro -w /src debian:12 ls -l"
)]
pub(crate) struct RunArgs {
    /// Attach to standard input, output or errors only
    #[arg(long, short, value_name = "STREAM", value_enum, ignore_case = true, value_delimiter = ',')]
    pub(crate) attach: Vec<AttachStream>,
    /// Set an annotation
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label::parse)]
    pub(crate) annotation: Vec<Label>,
    /// Use the image for this processor architecture
    #[arg(long, value_name = "ARCH", conflicts_with = "platform")]
    pub(crate) arch: Option<String>,
    /// Write the container's ID to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Option<PathBuf>,
    /// Write the number of the container's monitor to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) conmon_pidfile: Option<PathBuf>,
    /// Run in the background and print the container's ID
    #[arg(long, short)]
    pub(crate) detach: bool,
    /// Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)
    #[arg(long, value_name = "KEYS", value_parser = values::detach::parse)]
    pub(crate) detach_keys: Option<DetachKeys>,
    /// Print help
    #[arg(long, action = clap::ArgAction::Help)]
    pub(crate) help: Option<bool>,
    /// Run an init process that forwards signals and reaps processes
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) init: Option<bool>,
    /// With --init, use this program of the host for it, and not the engine's own
    #[arg(long, value_name = "FILE")]
    pub(crate) init_path: Option<PathBuf>,
    /// Keep standard input open
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Set a label
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) label: Vec<Label>,
    /// Read labels from a file, one on each line
    #[arg(long, value_name = "FILE")]
    pub(crate) label_file: Vec<PathBuf>,
    /// Where the output is kept (default: k8s-file)
    #[arg(long, value_name = "DRIVER", value_enum)]
    pub(crate) log_driver: Option<LogDriver>,
    /// Options of the log driver: path=FILE, max-size=SIZE, max-file=NUMBER; for the journal tag=NAME, label=KEY=VALUE
    #[arg(long, value_name = "NAME=VALUE", value_parser = values::log::parse)]
    pub(crate) log_opt: Vec<LogOpt>,
    /// Name the container
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Use the image for this operating system
    #[arg(long, value_name = "OS", conflicts_with = "platform")]
    pub(crate) os: Option<String>,
    /// Write the number of the container's first process to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) pidfile: Option<PathBuf>,
    /// Use the image for this platform, OS/ARCH[/VARIANT]
    #[arg(long, value_name = "OS/ARCH", value_parser = Platform::from_str)]
    pub(crate) platform: Option<Platform>,
    /// When to pull the image (default: missing)
    #[arg(long, value_name = "POLICY", value_enum)]
    pub(crate) pull: Option<PullPolicy>,
    /// Show no progress of a pull
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Remove a container that has the same name first
    #[arg(long)]
    pub(crate) replace: bool,
    /// Start these containers before this one, and keep them from being removed before it
    #[arg(long, value_name = "CONTAINER", value_delimiter = ',')]
    pub(crate) requires: Vec<String>,
    /// When to start the container again: no, on-failure[:RETRIES], always or unless-stopped
    #[arg(long, value_name = "POLICY", default_value = "no", value_parser = RestartPolicy::from_str)]
    pub(crate) restart: RestartPolicy,
    /// Remove the container after it exits
    #[arg(long)]
    pub(crate) rm: bool,
    /// Remove the image after the container exits, unless other containers have it; implies --rm
    #[arg(long)]
    pub(crate) rmi: bool,
    /// Take a directory as the root, and no image: the first argument, DIR or, to leave it as it is, DIR:O
    #[arg(long, conflicts_with_all = OF_IMAGES)]
    pub(crate) rootfs: bool,
    /// Pass signals on to the container
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) sig_proxy: bool,
    /// Signal that stops the container
    #[arg(long, value_name = "SIGNAL", value_parser = values::signal::parse)]
    pub(crate) stop_signal: Option<Signal>,
    /// Seconds to wait before a stopping container is killed (default: 10)
    #[arg(long, value_name = "SECONDS")]
    pub(crate) stop_timeout: Option<u32>,
    /// Kill the container when it has run for so many seconds, 0 for never
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) timeout: u32,
    /// Give the container a terminal
    #[arg(long, short)]
    pub(crate) tty: bool,
    /// Use the image for this variant of the architecture
    #[arg(long, value_name = "VARIANT", conflicts_with = "platform")]
    pub(crate) variant: Option<String>,

    /// Name or ID of an image, or a directory with --rootfs, followed by the command and its arguments
    #[arg(value_name = "IMAGE", required = true, trailing_var_arg = true)]
    pub(crate) image_and_command: Vec<String>,

    #[command(flatten)]
    pub(crate) preserve: PreserveArgs,
    #[command(flatten)]
    pub(crate) process: ProcessArgs,
    #[command(flatten)]
    pub(crate) health: HealthArgs,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    #[command(flatten)]
    pub(crate) security: SecurityArgs,
    #[command(flatten)]
    pub(crate) namespaces: NamespaceArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) cgroup: CgroupArgs,
    #[command(flatten, next_help_heading = "Pull")]
    pub(crate) transfer: TransferArgs,
}

/// Flags that have no meaning without an image.
const OF_IMAGES: [&str; 12] = [
    "arch",
    "authfile",
    "cert_dir",
    "creds",
    "os",
    "platform",
    "pull",
    "retry",
    "retry_delay",
    "rmi",
    "tls_verify",
    "variant",
];

impl RunArgs {
    /// The image that was named, or the directory.
    pub(crate) fn image(&self) -> &str {
        self.image_and_command.first().map_or("", String::as_str)
    }

    /// The platform that the image is to be for, if one was named.
    pub(crate) fn platform(&self) -> Option<Platform> {
        let Self { arch, os, platform, variant, .. } = self;
        if arch.is_none() && os.is_none() && variant.is_none() {
            return platform.clone();
        }
        let host = Platform::host();
        let (os, arch) = (os.as_ref().unwrap_or(&host.os), arch.as_ref().unwrap_or(&host.arch));
        Some(Platform::normalised(os, arch, variant.as_deref().unwrap_or_default()))
    }

    /// The command and its arguments, empty when none was given.
    pub(crate) fn command(&self) -> &[String] {
        self.image_and_command.get(1..).unwrap_or_default()
    }
}

/// A standard stream.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttachStream {
    Stdin,
    Stdout,
    Stderr,
}

/// Where a container's output is kept.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum LogDriver {
    /// In a file, line by line, with stream and time.
    #[default]
    K8sFile,
    /// The same by Docker's name, in the same format.
    JsonFile,
    /// In the system's journal.
    Journald,
    /// Nowhere.
    None,
    /// Nowhere: the container writes to the caller's own streams, which are no terminal.
    Passthrough,
    /// The same, on a terminal too.
    PassthroughTty,
}

impl LogDriver {
    /// Whether the container writes to the caller's own streams.
    pub(crate) fn passes_through(self) -> bool {
        matches!(self, Self::Passthrough | Self::PassthroughTty)
    }
}

/// When to pull an image.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum PullPolicy {
    Always,
    #[default]
    Missing,
    Never,
    Newer,
}
