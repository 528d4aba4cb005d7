//! The flags of `run` about the command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::values::{self, EnvItem, Label, Limit, User};

/// What the container's command is, and what it runs with.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Command")]
pub(crate) struct ProcessArgs {
    /// Run this instead of the image's entrypoint; a JSON array may give it arguments
    #[arg(long, value_name = "COMMAND")]
    pub(crate) entrypoint: Option<String>,
    /// Set a variable; without a value, take it from the host; KEY* takes all that begin so
    #[arg(long, short, value_name = "KEY[=VALUE]", value_parser = values::env::parse)]
    pub(crate) env: Vec<EnvItem>,
    /// Read variables from a file
    #[arg(long, value_name = "FILE")]
    pub(crate) env_file: Vec<PathBuf>,
    /// Set all variables of the host
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) env_host: Option<bool>,
    /// Set a variable to a value in which ${NAME} is the image's
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label::parse)]
    pub(crate) env_merge: Vec<Label>,
    /// Set the container's host name
    #[arg(long, short = 'h', value_name = "NAME")]
    pub(crate) hostname: Option<String>,
    /// Set the variables of the host that are about proxies
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) http_proxy: Option<bool>,
    /// How likely the kernel ends the command when memory is short: -1000 to 1000
    #[arg(long, value_name = "SCORE", allow_hyphen_values = true, value_parser = clap::value_parser!(i32).range(-1000..=1000))]
    pub(crate) oom_score_adj: Option<i32>,
    /// Who tells the service manager that a service is ready: the container, the engine when the
    /// command runs or the container is healthy, or nobody
    #[arg(long, value_name = "WHO", value_enum, default_value = "container")]
    pub(crate) sdnotify: SdNotify,
    /// Set a kernel parameter of the container's namespaces
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label::parse)]
    pub(crate) sysctl: Vec<Label>,
    /// Make the container fit for systemd: when it is the command, never, or always
    #[arg(long, value_name = "WHEN", value_enum, default_value = "true",
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) systemd: Systemd,
    /// Set the time zone: a name such as Europe/Rome, or local for the host's
    #[arg(long, value_name = "ZONE")]
    pub(crate) tz: Option<String>,
    /// Set a resource limit: SOFT, or SOFT:HARD; or host for the host's
    #[arg(long, value_name = "NAME=LIMIT", value_parser = values::ulimit::parse)]
    pub(crate) ulimit: Vec<Limit>,
    /// Set the mask of permissions of new files
    #[arg(long, value_name = "MASK", value_parser = values::octal::parse)]
    pub(crate) umask: Option<u32>,
    /// Leave out a variable that the image sets, or that every container has
    #[arg(long, value_name = "NAME")]
    pub(crate) unsetenv: Vec<String>,
    /// Leave out all such variables
    #[arg(long)]
    pub(crate) unsetenv_all: bool,
    /// Run as this user of the image
    #[arg(long, short, value_name = "USER[:GROUP]", value_parser = values::user::parse)]
    pub(crate) user: Option<User>,
    /// Working directory of the command
    #[arg(long, short, value_name = "DIR")]
    pub(crate) workdir: Option<String>,
}

/// When a container is made fit for systemd.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Systemd {
    /// When the command is systemd or init.
    True,
    False,
    Always,
}

/// Who tells the service manager that a service is ready.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SdNotify {
    Container,
    Conmon,
    Healthy,
    Ignore,
}
