//! The network of a container: none, the host's, or a user-mode network behind pasta or slirp4netns.
//!
//! Invariant: a helper is a child of the monitor and dies with it. What is needed to reach the container's namespace (a
//! bind mount in the monitor's own mount namespace) is gone again when [`Connecting::ready`] returns.

mod address;
mod find;
mod forward;
mod helper;
mod namespace;
mod pasta;
mod ports;
mod resolv;
mod slirp;
#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::os::fd::OwnedFd;
use std::path::Path;

use crate::error::{Error, Result};

pub(crate) use address::host_address;
pub(crate) use find::{default_mode, installed};
pub(crate) use helper::Helper;
pub(crate) use resolv::{Dns, host_resolv_conf, resolv_conf};

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

impl Mode {
    /// Whether the container has a network namespace that a helper connects.
    pub(crate) fn has_helper(self) -> bool {
        matches!(self, Mode::Pasta | Mode::Slirp)
    }
}

/// The transport of a published port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

impl Protocol {
    /// `tcp` or `udp`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
        }
    }
}

/// One published port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Port {
    pub(crate) protocol: Protocol,
    /// The address to listen at; every one when absent.
    pub(crate) host_ip: Option<IpAddr>,
    pub(crate) host: u16,
    pub(crate) container: u16,
}

/// What a container wants of its network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) mode: Mode,
    /// What followed `pasta:` (arguments of pasta) or `slirp4netns:` (options as Podman spells them).
    pub(crate) extra: &'a [String],
    pub(crate) ports: &'a [Port],
    /// The network namespace to connect, for modes that have a helper.
    pub(crate) namespace: Option<&'a OwnedFd>,
    /// A private directory for sockets.
    pub(crate) scratch: &'a Path,
}

impl Request<'_> {
    fn namespace(&self) -> Result<&OwnedFd> {
        self.namespace.ok_or_else(|| Error::new("the container has no network namespace to connect").into())
    }
}

/// A container that has its network.
#[derive(Debug, Default)]
pub(crate) struct Connected {
    pub(crate) helper: Option<Helper>,
    /// What could not be had, in words for the user.
    pub(crate) warnings: Vec<String>,
}

/// A network that is being set up by a helper.
#[derive(Debug)]
pub(crate) struct Connecting<'a> {
    request: Request<'a>,
    state: State,
}

#[derive(Debug)]
enum State {
    Nothing,
    Pasta(pasta::Connecting),
    Slirp(slirp::Connecting),
}

/// Starts to connect the network namespace of a container, and returns at once: a helper takes some 50 ms, in which the
/// caller has other things to do. The caller is root of its user namespace and owns its mount namespace. The helper dies
/// with the calling *thread*.
pub(crate) fn start<'a>(request: &Request<'a>) -> Result<Connecting<'a>> {
    let state = match request.mode {
        Mode::None | Mode::Host => State::Nothing,
        Mode::Pasta => State::Pasta(pasta::start(request)?),
        Mode::Slirp => State::Slirp(slirp::start(request)?),
    };
    Ok(Connecting { request: *request, state })
}

impl Connecting<'_> {
    /// Waits until the container has its addresses and its ports are published.
    pub(crate) fn ready(self) -> Result<Connected> {
        let helper = match self.state {
            State::Nothing => None,
            State::Pasta(pasta) => match pasta.ready()? {
                None => return without_route(&self.request),
                found => found,
            },
            State::Slirp(slirp) => Some(slirp.ready()?),
        };
        let shortcomings =
            if self.request.mode == Mode::Pasta { pasta::shortcomings(self.request.ports) } else { None };
        Ok(Connected { helper, warnings: shortcomings.into_iter().collect() })
    }
}

/// On a host that is connected to no network, pasta before December 2024 gives up. The container starts nevertheless;
/// ports of it are published by slirp4netns, which needs no address of the host.
fn without_route(request: &Request<'_>) -> Result<Connected> {
    let cause = "the host is connected to no network, and pasta has nothing to copy";
    if request.ports.is_empty() {
        let warning = format!("{cause}: the container has its own loopback only");
        return Ok(Connected { helper: None, warnings: vec![warning] });
    }
    if find::find(find::SLIRP).is_none() {
        let error = Error::new(format!("cannot publish ports: {cause}"));
        return Err(error.hint("install the package `slirp4netns`, or a newer `passt`").into());
    }
    let helper = slirp::start(&Request { mode: Mode::Slirp, extra: &[], ..*request })?.ready()?;
    Ok(Connected { helper: Some(helper), warnings: vec![format!("{cause}: slirp4netns publishes the ports instead")] })
}
