//! `coracle run`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use crate::cli::values::{
    self, BindMount, Capability, EnvItem, HostEntry, Label, Network, Publish, SecurityOpt, Signal, Tmpfs, Ulimit, User,
};
use crate::name::Platform;

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
    /// Add a line to /etc/hosts
    #[arg(long, value_name = "NAME:IP", value_parser = values::hosts::parse)]
    pub(crate) add_host: Vec<HostEntry>,
    /// Add a capability, or ALL
    #[arg(long, value_name = "CAP", value_delimiter = ',', value_parser = values::capability::parse)]
    pub(crate) cap_add: Vec<Capability>,
    /// Drop a capability, or ALL
    #[arg(long, value_name = "CAP", value_delimiter = ',', value_parser = values::capability::parse)]
    pub(crate) cap_drop: Vec<Capability>,
    /// Write the container's ID to a file, which must not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) cidfile: Option<PathBuf>,
    /// Run in the background and print the container's ID
    #[arg(long, short)]
    pub(crate) detach: bool,
    /// Use this name server
    #[arg(long, value_name = "IP")]
    pub(crate) dns: Vec<std::net::IpAddr>,
    /// Run this instead of the image's entrypoint; a JSON array may give it arguments
    #[arg(long, value_name = "COMMAND")]
    pub(crate) entrypoint: Option<String>,
    /// Set a variable; without a value, take it from the host; KEY* takes all that begin so
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::env::parse)]
    pub(crate) env: Vec<EnvItem>,
    /// Read variables from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) env_file: Vec<PathBuf>,
    /// Print help
    #[arg(long, action = clap::ArgAction::Help)]
    pub(crate) help: Option<bool>,
    /// Set the container's host name
    #[arg(long, short = 'h', value_name = "NAME")]
    pub(crate) hostname: Option<String>,
    /// Run an init process that forwards signals and reaps processes
    #[arg(long)]
    pub(crate) init: bool,
    /// Keep standard input open
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Set a label
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::label::parse)]
    pub(crate) label: Vec<Label>,
    /// Where the output is kept
    #[arg(long, value_name = "DRIVER", value_enum, default_value = "k8s-file")]
    pub(crate) log_driver: LogDriver,
    /// Name the container
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// How to reach the network: none, host, pasta or slirp4netns
    #[arg(long, visible_alias = "net", value_name = "MODE", value_parser = values::network::parse)]
    pub(crate) network: Option<Network>,
    /// Use the image for this platform, OS/ARCH[/VARIANT]
    #[arg(long, value_name = "OS/ARCH", value_parser = Platform::from_str)]
    pub(crate) platform: Option<Platform>,
    /// Give all capabilities and devices that the user has, and lift seccomp and masked paths
    #[arg(long)]
    pub(crate) privileged: bool,
    /// Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges
    #[arg(long, short, value_name = "[HOST:]PORT", value_parser = values::publish::parse)]
    pub(crate) publish: Vec<Publish>,
    /// When to pull the image
    #[arg(long, value_name = "POLICY", value_enum, default_value = "missing")]
    pub(crate) pull: PullPolicy,
    /// Show no progress of a pull
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Make the root file system read-only
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Remove a container that has the same name first
    #[arg(long)]
    pub(crate) replace: bool,
    /// Remove the container after it exits
    #[arg(long)]
    pub(crate) rm: bool,
    /// Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE
    #[arg(long, value_name = "OPTION", value_parser = values::security::parse)]
    pub(crate) security_opt: Vec<SecurityOpt>,
    /// Size of /dev/shm
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) shm_size: Option<u64>,
    /// Signal that stops the container
    #[arg(long, value_name = "SIGNAL", value_parser = values::signal::parse)]
    pub(crate) stop_signal: Option<Signal>,
    /// Seconds to wait before a stopping container is killed
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) stop_timeout: u32,
    /// Mount an in-memory file system
    #[arg(long, value_name = "DIR[:OPT]", value_parser = values::mount::parse_tmpfs)]
    pub(crate) tmpfs: Vec<Tmpfs>,
    /// Give the container a terminal
    #[arg(long, short)]
    pub(crate) tty: bool,
    /// Set a resource limit: SOFT, or SOFT:HARD
    #[arg(long, value_name = "NAME=LIMIT", value_parser = values::ulimit::parse)]
    pub(crate) ulimit: Vec<Ulimit>,
    /// Run as this user of the image
    #[arg(long, short, value_name = "USER[:GROUP]", value_parser = values::user::parse)]
    pub(crate) user: Option<User>,
    /// Mount a file or directory of the host; a third part is for options, such as ro
    #[arg(long, short, value_name = "SRC:DEST", value_parser = values::mount::parse_bind)]
    pub(crate) volume: Vec<BindMount>,
    /// Working directory of the command
    #[arg(long, short, value_name = "DIR")]
    pub(crate) workdir: Option<String>,

    /// Name or ID of an image, followed by the command and its arguments
    #[arg(value_name = "IMAGE", required = true, trailing_var_arg = true)]
    pub(crate) image_and_command: Vec<String>,
}

impl RunArgs {
    /// The image that was named.
    pub(crate) fn image(&self) -> &str {
        self.image_and_command.first().map_or("", String::as_str)
    }

    /// The command and its arguments, empty when none was given.
    pub(crate) fn command(&self) -> &[String] {
        self.image_and_command.get(1..).unwrap_or_default()
    }
}

/// Where a container's output is kept.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogDriver {
    /// In a file, line by line, with stream and time.
    #[value(alias = "json-file")]
    K8sFile,
    /// Nowhere.
    None,
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
