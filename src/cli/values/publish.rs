//! `-p [[ip:][hostPort]:]containerPort[/protocol]`, each port possibly a range.

use std::net::IpAddr;

/// Ports in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PortRange {
    pub(crate) first: u16,
    /// At least one.
    pub(crate) count: u16,
}

/// The protocol of a published port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

/// One `--publish`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Publish {
    /// The address of the host to listen on; all of them when none was given.
    pub(crate) ip: Option<IpAddr>,
    /// As many as container ports, or none: then free ones are chosen.
    pub(crate) host: Option<PortRange>,
    pub(crate) container: PortRange,
    pub(crate) protocol: Protocol,
}

/// Parses one value of `--publish`.
pub(crate) fn parse(text: &str) -> Result<Publish, String> {
    let (ports, protocol) = split_protocol(text)?;
    let (front, container) = match ports.rsplit_once(':') {
        Some((front, container)) => (Some(front), container),
        None => (None, ports),
    };
    let container = parse_range(container).map_err(|cause| format!("container port: {cause}"))?;
    let (ip, host) = front.map_or(Ok((None, None)), parse_front)?;
    if let Some(host) = host
        && host.count != container.count
    {
        return Err(format!("{} host ports but {} container ports in {text:?}", host.count, container.count));
    }
    Ok(Publish { ip, host, container, protocol })
}

/// Ports that programs of the container listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exposed {
    pub(crate) ports: PortRange,
    pub(crate) protocol: Protocol,
}

/// Parses one value of `--expose`: a port or a range, and perhaps a protocol.
pub(crate) fn parse_exposed(text: &str) -> Result<Exposed, String> {
    let (ports, protocol) = split_protocol(text)?;
    Ok(Exposed { ports: parse_range(ports)?, protocol })
}

fn split_protocol(text: &str) -> Result<(&str, Protocol), String> {
    match text.split_once('/') {
        None => Ok((text, Protocol::Tcp)),
        Some((ports, name)) => match name.to_ascii_lowercase().as_str() {
            "tcp" => Ok((ports, Protocol::Tcp)),
            "udp" => Ok((ports, Protocol::Udp)),
            _ => Err(format!("protocol {name:?} cannot be published; there are tcp and udp")),
        },
    }
}

/// What is in front of the container port: `ip:hostPort`, `ip:`, `[ipv6]:hostPort` or `hostPort`.
fn parse_front(front: &str) -> Result<(Option<IpAddr>, Option<PortRange>), String> {
    let (ip, host) = match front.rsplit_once(':') {
        Some((ip, host)) => (Some(parse_ip(ip)?), host),
        None if front.contains('.') => (Some(parse_ip(front)?), ""),
        None => (None, front),
    };
    let host = if host.is_empty() || host == "0" { None } else { Some(parse_host(host)?) };
    Ok((ip.flatten(), host))
}

fn parse_host(host: &str) -> Result<PortRange, String> {
    parse_range(host).map_err(|cause| format!("host port: {cause}"))
}

fn parse_ip(text: &str) -> Result<Option<IpAddr>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse().map(Some).map_err(|_| format!("invalid IP address {text:?}"))
}

fn parse_range(text: &str) -> Result<PortRange, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (parse_port(first)?, parse_port(last)?);
    if last < first {
        return Err(format!("range {text:?} ends before it begins"));
    }
    Ok(PortRange { first, count: last - first + 1 })
}

fn parse_port(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(port) if port > 0 && !text.starts_with('+') => Ok(port),
        _ => Err(format!("invalid port number {text:?}, it must be 1 to 65535")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(ip: Option<&str>, host: Option<(u16, u16)>, container: (u16, u16), protocol: Protocol) -> Publish {
        let range = |(first, count)| PortRange { first, count };
        Publish { ip: ip.map(|ip| ip.parse().unwrap()), host: host.map(range), container: range(container), protocol }
    }

    #[test]
    fn good() {
        use Protocol::{Tcp, Udp};
        let cases = [
            ("80", publish(None, None, (80, 1), Tcp)),
            ("8080:80", publish(None, Some((8080, 1)), (80, 1), Tcp)),
            (":80", publish(None, None, (80, 1), Tcp)),
            ("0:80", publish(None, None, (80, 1), Tcp)),
            ("8080:80/udp", publish(None, Some((8080, 1)), (80, 1), Udp)),
            ("8080:80/TCP", publish(None, Some((8080, 1)), (80, 1), Tcp)),
            ("8000-8010:80-90", publish(None, Some((8000, 11)), (80, 11), Tcp)),
            ("127.0.0.1:8080:80", publish(Some("127.0.0.1"), Some((8080, 1)), (80, 1), Tcp)),
            ("127.0.0.1::80", publish(Some("127.0.0.1"), None, (80, 1), Tcp)),
            ("127.0.0.1:80", publish(Some("127.0.0.1"), None, (80, 1), Tcp)),
            ("[::1]:8080:80", publish(Some("::1"), Some((8080, 1)), (80, 1), Tcp)),
            ("[::1]::80", publish(Some("::1"), None, (80, 1), Tcp)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn exposed() {
        let ports = PortRange { first: 53, count: 2 };
        assert_eq!(parse_exposed("53-54/udp"), Ok(Exposed { ports, protocol: Protocol::Udp }));
        assert!(parse_exposed("8080:80").is_err() && parse_exposed("").is_err());
    }

    #[test]
    fn bad() {
        let texts =
            ["", ":", "x", "80:x", "0", "65536", "80:", "1-2:3", "9-8:9-8", "80/sctp", "1.2.3:80:80", "a:b:c:d", "+80"];
        for text in texts {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
