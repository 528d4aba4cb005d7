//! At which address a container reaches the host.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use super::{Mode, find, pasta};

/// The address for `host.containers.internal` and `host-gateway`, if the container can reach the host at any:
///
/// - host: loopback, which is the host's;
/// - pasta of August 2024 and later: an address that it maps to the host's own (`--map-guest-addr`);
/// - older pasta: none. The container has the host's address itself, and a mapped gateway address would open the
///   services that listen at the host's loopback only;
/// - slirp4netns: the host's address towards the outside, which the container's differs from.
pub(crate) fn host_address(mode: Mode) -> Option<IpAddr> {
    match mode {
        Mode::None => None,
        Mode::Host => Some(Ipv4Addr::LOCALHOST.into()),
        Mode::Pasta => find::find(find::PASTA).filter(|program| pasta::maps_guest(program)).map(|_| pasta::HOST.into()),
        Mode::Slirp => outward(),
    }
}

/// The source address of packets that leave the host, by asking for a route to an address of the documentation range
/// (RFC 5737); nothing is sent.
fn outward() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(198, 51, 100, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
}
