//! Published ports.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

use crate::error::{Context, Error, Result};

/// The transport of a published port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

impl Protocol {
    /// The name in lower case.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
        }
    }
}

/// One published port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Port {
    /// The address to listen at; every one when absent.
    pub(crate) host_ip: Option<IpAddr>,
    pub(crate) host: u16,
    pub(crate) container: u16,
    pub(crate) protocol: Protocol,
}

impl Port {
    fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host_ip.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)), self.host)
    }
}

/// Fails when a port of the host cannot be listened at, and says why: the helpers do not.
pub(super) fn check_free(ports: &[Port]) -> Result<()> {
    ports.iter().try_for_each(|port| {
        let address = port.address();
        let result = match port.protocol {
            Protocol::Tcp => TcpListener::bind(address).map(drop),
            Protocol::Udp => UdpSocket::bind(address).map(drop),
        };
        result.map_err(|error| explain(port, &error).into())
    })
}

fn explain(port: &Port, error: &std::io::Error) -> Error {
    let (number, protocol, address) = (port.host, port.protocol.name(), port.address());
    match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            Error::new(format!("cannot publish {protocol} port {number}: {address} is in use on the host"))
        }
        std::io::ErrorKind::PermissionDenied => {
            let file = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
            let lowest = std::fs::read_to_string(file).unwrap_or_default();
            Error::new(format!("cannot publish {protocol} port {number}: the lowest allowed port is {}", lowest.trim()))
                .hint(format!(
                    "publish a higher one, or run `sudo sysctl net.ipv4.ip_unprivileged_port_start={number}`"
                ))
        }
        std::io::ErrorKind::AddrNotAvailable => {
            Error::new(format!("cannot publish {protocol} port {number}: the host has no address {}", address.ip()))
        }
        _ => Error::new(format!("cannot publish {protocol} port {number} at {address}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = taken.local_addr().unwrap().port();
        let port = |protocol| Port { host_ip: Some("127.0.0.1".parse().unwrap()), host, container: 80, protocol };
        let error = check_free(&[port(Protocol::Udp), port(Protocol::Tcp)]).unwrap_err().to_string();
        assert!(error.contains(&host.to_string()) && error.contains("in use") && error.contains("tcp"), "{error}");
        let other = Port { host_ip: Some("198.51.100.1".parse().unwrap()), ..port(Protocol::Tcp) };
        assert!(check_free(&[other]).unwrap_err().to_string().contains("no address"));
    }
}
