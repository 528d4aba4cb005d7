//! Flags that every verb understands.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::{self, StorageOpt};

/// Flags that may stand before or after the verb.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Log messages from this level on to standard error
    #[arg(long, global = true, value_name = "LEVEL", value_enum, ignore_case = true, default_value = "warn")]
    pub(crate) log_level: LogLevel,
    /// Accepted for compatibility; events are kept in files
    #[arg(long, global = true, value_name = "KIND", value_parser = ["file"], hide = true)]
    pub(crate) events_backend: Option<String>,
    /// Accepted to be refused: a file of mounts that every container would get
    #[arg(long, global = true, value_name = "FILE", hide = true)]
    pub(crate) default_mounts_file: Option<PathBuf>,
    /// Accepted to be refused: programs that the runtime would call
    #[arg(long, global = true, value_name = "DIR", hide = true)]
    pub(crate) hooks_dir: Vec<String>,
    /// Write nothing to standard output
    #[arg(long, global = true, hide = true)]
    pub(crate) noout: bool,
    /// Write to this file what goes to standard output
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Directory for images and containers
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Directory for the state of running containers
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) runroot: Option<PathBuf>,
    /// Accepted for compatibility: the runtime is built in
    #[arg(long, global = true, value_name = "NAME", hide = true)]
    pub(crate) runtime: Option<String>,
    /// Accepted for compatibility, as --runtime
    #[arg(long, global = true, value_name = "FLAG", hide = true, allow_hyphen_values = true)]
    pub(crate) runtime_flag: Vec<String>,
    /// Accepted for compatibility; there is one storage driver
    #[arg(long, global = true, value_name = "NAME", hide = true)]
    pub(crate) storage_driver: Option<String>,
    /// Accepted for compatibility: messages go to standard error
    #[arg(long, global = true, hide = true)]
    pub(crate) syslog: bool,
    /// Accepted for compatibility: state lies below --runroot
    #[arg(long, global = true, value_name = "DIR", hide = true)]
    pub(crate) tmpdir: Option<PathBuf>,
    /// Accepted to be refused: volumes are part of the store
    #[arg(long, global = true, value_name = "DIR", hide = true)]
    pub(crate) volumepath: Option<PathBuf>,
    /// Set union.plan: userspace, hybrid or direct
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = values::storage::parse)]
    pub(crate) storage_opt: Vec<StorageOpt>,
}

/// How much is logged.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum LogLevel {
    Trace,
    Debug,
    Info,
    #[default]
    #[value(alias = "warning")]
    Warn,
    #[value(aliases = ["fatal", "panic"])]
    Error,
}
