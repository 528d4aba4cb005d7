//! The network of a container: none, the host's, or a user-mode network behind pasta or slirp4netns.
//!
//! Nothing outlives the monitor: the helper process dies with the thread that made it, and its sockets and files are in
//! the scratch directory that the monitor removes.
#![allow(dead_code, unused_imports)]

mod helper;
mod pasta;
mod ports;
mod resolv;
mod slirp;
#[cfg(test)]
mod tests;

use std::path::Path;

use rustix::process::Pid;

use crate::error::{Context, Error, Result};
use crate::sys::mount;

pub(crate) use helper::{Helper, is_installed};
pub(crate) use ports::{Port, Protocol};
pub(crate) use resolv::resolv_conf;

/// What `--network` chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A namespace with nothing but loopback.
    None,
    /// The host's own.
    Host,
    /// Outer connectivity through pasta(1).
    Pasta,
    /// Outer connectivity through slirp4netns(1).
    Slirp,
}

/// What a container gets that did not ask for a network: pasta, slirp4netns where only that is installed.
pub(crate) fn default_mode() -> Result<Mode> {
    [(Mode::Pasta, pasta::PROGRAM), (Mode::Slirp, slirp::PROGRAM)]
        .into_iter()
        .find(|(_, program)| is_installed(program))
        .map(|(mode, _)| mode)
        .ok_or_else(|| {
            Error::new("no program for the container's network: neither pasta nor slirp4netns is installed")
                .hint("install the package `passt`, or use `--network none` or `--network host`")
                .into()
        })
}

/// Connects the network namespace of `container`, and returns when it has its addresses. Called by the monitor, from the
/// thread that lives as long as it does, in a mount namespace of its own. `scratch` is an existing private directory;
/// it must stay until the helper has ended.
///
/// Without a route to the outside, and without ports to publish, there is nothing to connect: the container has its
/// loopback and starts at once.
pub(crate) fn setup(mode: Mode, ports: &[Port], container: Pid, scratch: &Path) -> Result<Option<Helper>> {
    if matches!(mode, Mode::None | Mode::Host) {
        return Ok(None);
    }
    if ports.is_empty() && !helper::host_has_route() {
        log::debug!("the host has no default route: the container gets no outer connectivity");
        return Ok(None);
    }
    ports::check_free(ports)?;
    let namespace = scratch.join("netns");
    pin(container, &namespace).context("hold the container's network namespace")?;
    match mode {
        Mode::Pasta => pasta::start(ports, &namespace, scratch).map(Some).or_else(|error| {
            // pasta refuses hosts without a usable interface, where slirp4netns still publishes ports.
            if helper::host_has_route() || !is_installed(slirp::PROGRAM) {
                return Err(error);
            }
            log::debug!("pasta failed, trying slirp4netns: {error:#}");
            slirp::start(ports, &namespace, scratch).map(Some)
        }),
        _ => slirp::start(ports, &namespace, scratch).map(Some),
    }
}

/// Binds the network namespace of `container` onto a file: the helpers drop the privileges that opening it through
/// `/proc` would take.
fn pin(container: Pid, file: &Path) -> Result<()> {
    use std::os::fd::AsFd;
    let source = format!("/proc/{}/ns/net", container.as_raw_nonzero());
    std::fs::File::create(file).with_context(|| format!("create {}", file.display()))?;
    let tree = mount::clone_tree(Path::new(&source), false).with_context(|| format!("open_tree {source}"))?;
    mount::attach_at(tree.as_fd(), file).with_context(|| format!("mount {}", file.display()))
}
