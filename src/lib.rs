//! coracle: a daemonless, rootless container engine. ARCHITECTURE.md describes the rooms and what flows through them.

mod archive;
mod build;
mod cgroup;
mod cli;
mod commands;
mod config;
mod container;
mod error;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzz;
mod image;
mod layer;
mod monitor;
mod name;
mod network;
mod registry;
mod rootfs;
mod rootless;
mod runtime;
mod store;
mod sys;
mod systemd;
mod ui;
mod unionfs;

use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    commands::main()
}
