//! From the flags of `run` and `create` to a request: one file for each group of flags.
//!
//! Every field of every group is named, so that a new flag does not compile until it has a meaning.

pub(in crate::commands) mod build;
mod configured;
mod files;
mod glob;
mod health;
pub(super) mod limits;
mod log;
mod namespaces;
mod network;
mod process;
mod security;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::cli::RunArgs;
use crate::cli::values::{Label, label};
use crate::commands::Context;
use crate::container::Request;
use crate::error::{Context as _, Error, Result};

pub(super) use configured::complete;
pub(super) use health::wanted as wanted_health;
pub(super) use process::{environment, split_limits, user_text};

/// Seconds that a container gets to stop, as in Podman.
const STOP_TIMEOUT: u32 = 10;

/// What was typed as plain data.
pub(super) fn request(args: RunArgs, context: &Context) -> Result<Request> {
    let typed = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let command = args.command().to_vec();
    let RunArgs {
        annotation,
        arch: _,
        attach: _,
        cidfile,
        conmon_pidfile,
        detach: _,
        detach_keys: _,
        help: _,
        init,
        init_path,
        interactive,
        label,
        label_file,
        log_driver,
        log_opt,
        name,
        os: _,
        pidfile,
        platform: _,
        pull: _,
        quiet: _,
        replace: _,
        sig_proxy: _,
        requires,
        restart,
        rm,
        rmi,
        rootfs: _,
        stop_signal,
        stop_timeout,
        timeout,
        tty,
        variant: _,
        image_and_command: _,
        preserve: _,
        process,
        health,
        files,
        network,
        security,
        namespaces,
        limits,
        cgroup,
        transfer: _,
    } = args;
    let mut request = Request {
        name,
        command,
        labels: labels(&label_file, label)?,
        annotations: annotation.into_iter().map(|item| (item.key, item.value)).collect(),
        init: init.unwrap_or(false),
        remove_image: rmi,
        timeout,
        health: wanted_health(health),
        auto_remove: rm || rmi,
        requires,
        restart,
        terminal: tty,
        stdin: interactive,
        stop_signal: stop_signal.map(|signal| signal.number()),
        stop_timeout: stop_timeout.unwrap_or(STOP_TIMEOUT),
        log: log::config(log_driver.unwrap_or_default(), log_opt, tty)?,
        create_command: typed,
        plan: context.plan()?,
        ..Request::default()
    };
    process::apply(process, &mut request, &context.env)?;
    files::apply(files, &mut request)?;
    security::apply(security, &mut request)?;
    request.namespaces = namespaces::wanted(namespaces)?;
    network::apply(network, &mut request)?;
    request.cgroups = limits::cgroups(limits, cgroup)?;
    let absolute = |path: Option<PathBuf>| path.map(std::path::absolute).transpose().context("a file's path");
    request.settings.init_path = init_path.filter(|_| init.unwrap_or(false)).as_deref().map(program).transpose()?;
    request.settings.id_file = absolute(cidfile)?;
    request.settings.pid_file = absolute(pidfile)?;
    request.settings.monitor_pid_file = absolute(conmon_pidfile)?;
    Ok(request)
}

/// A program of the host for `--init-path`.
fn program(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).with_context(|| format!("--init-path {}", path.display()))?;
    let is_program = |data: std::fs::Metadata| data.is_file() && data.permissions().mode() & 0o111 != 0;
    match std::fs::metadata(&path).is_ok_and(is_program) {
        true => Ok(path),
        false => Err(Error::new(format!("--init-path: {} is no program of the host", path.display()))
            .hint("leave it out: the engine has an init of its own")
            .into()),
    }
}

/// The labels of files, and those that were typed, which go before them.
fn labels(files: &[PathBuf], typed: Vec<Label>) -> Result<Vec<(String, String)>> {
    let mut labels = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        for line in text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            labels.push(label::parse(line).map_err(|cause| Error::new(format!("{}: {cause}", file.display())))?);
        }
    }
    labels.extend(typed);
    Ok(labels.into_iter().map(|label| (label.key, label.value)).collect())
}
