//! Whether ports can be published. The helpers bind what they can of an option and say nothing of the rest, so that we
//! try first. Between this and the helper's own bind another process may take a port; then the helper's word counts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, sockopt};

use super::{Port, Protocol};
use crate::error::{Error, Result};

const FIRST_UNPRIVILEGED: &str = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

/// Fails, with the cause and the cure, when one of the ports cannot be listened at. A port of all addresses is tried in
/// both families if `both`, else in IPv4.
pub(super) fn check(ports: &[Port], both: bool) -> Result<()> {
    ports.iter().try_for_each(|port| check_one(port, both))
}

fn check_one(port: &Port, both: bool) -> Result<()> {
    let fail = |errno| -> anyhow::Error { describe(port, errno).into() };
    match port.host_ip {
        Some(ip) => probe(ip, port).map_err(fail),
        None => {
            probe(Ipv4Addr::UNSPECIFIED.into(), port).map_err(fail)?;
            let result = if both { probe(Ipv6Addr::UNSPECIFIED.into(), port) } else { Ok(()) };
            // A host without IPv6 has one family.
            result
                .or_else(|e| if matches!(e, Errno::AFNOSUPPORT | Errno::ADDRNOTAVAIL) { Ok(()) } else { Err(fail(e)) })
        }
    }
}

/// Binds as the helpers will, and lets go. Only TCP sets `SO_REUSEADDR`: there it leaves out what is merely closing, with
/// UDP it would hide who else listens.
fn probe(ip: IpAddr, port: &Port) -> Result<(), Errno> {
    let family = if ip.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let kind = match port.protocol {
        Protocol::Tcp => SocketType::STREAM,
        Protocol::Udp => SocketType::DGRAM,
    };
    let socket = rustix::net::socket_with(family, kind, SocketFlags::CLOEXEC, None)?;
    if ip.is_ipv6() {
        sockopt::set_ipv6_v6only(&socket, true)?;
    }
    sockopt::set_socket_reuseaddr(&socket, port.protocol == Protocol::Tcp)?;
    rustix::net::bind(&socket, &SocketAddr::new(ip, port.host))
}

fn describe(port: &Port, errno: Errno) -> Error {
    let at = port.host_ip.map(|ip| format!(" at {ip}")).unwrap_or_default();
    let what = format!("cannot publish port {}/{}{at}", port.host, port.protocol.name());
    let number = port.host;
    match errno {
        Errno::ADDRINUSE => Error::new(format!("{what}: it is in use")).hint(format!(
            "choose another host port, or stop what listens there (`ss -lp 'sport = {number}'` shows it)"
        )),
        Errno::ACCESS | Errno::PERM => Error::new(format!("{what}: {}", privileged())).hint(format!(
            "choose a higher host port, or let users have it: `sudo sysctl net.ipv4.ip_unprivileged_port_start={number}`"
        )),
        Errno::ADDRNOTAVAIL => Error::new(format!("{what}: no interface of this host has the address")),
        errno => Error::new(format!("{what}: {errno}")),
    }
}

fn privileged() -> String {
    let first = std::fs::read_to_string(FIRST_UNPRIVILEGED).unwrap_or_default();
    let first = first.trim();
    format!("ports below {} are not for unprivileged users", if first.is_empty() { "1024" } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::one_line;

    #[test]
    fn taken_ports_are_found_in_both_protocols_and_families() {
        let tcp4 = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let tcp6 = std::net::TcpListener::bind("[::1]:0").unwrap();
        let udp4 = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let taken = [
            (tcp4.local_addr().unwrap(), Protocol::Tcp),
            (tcp6.local_addr().unwrap(), Protocol::Tcp),
            (udp4.local_addr().unwrap(), Protocol::Udp),
        ];
        for (address, protocol) in taken {
            for host_ip in [None, Some(address.ip())] {
                let port = Port { host_ip, host: address.port(), container: 80, protocol };
                let text = one_line(&check(&[port], true).unwrap_err());
                assert!(text.contains("it is in use") && text.contains("another host port"), "{text}");
            }
        }
        let other =
            Port { host_ip: "127.0.0.2".parse().ok(), host: taken[0].0.port(), container: 80, protocol: Protocol::Tcp };
        check(&[other], true).unwrap();
    }

    #[test]
    fn causes_have_words() {
        let port = Port { host_ip: "192.0.2.77".parse().ok(), host: 80, container: 80, protocol: Protocol::Tcp };
        let cases = [
            (Errno::ACCESS, "ip_unprivileged_port_start=80"),
            (Errno::ADDRNOTAVAIL, "at 192.0.2.77: no interface"),
            (Errno::ADDRINUSE, "port 80/tcp"),
        ];
        for (errno, word) in cases {
            let text = one_line(&describe(&port, errno).into());
            assert!(text.contains(word), "{text}");
        }
    }
}
