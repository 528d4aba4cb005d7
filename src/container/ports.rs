//! Ports that programs of a container listen on, and those of the host that lead to them.

use std::net::{IpAddr, Ipv4Addr, TcpListener};

use crate::error::{Context, Result};
use crate::store::containers::{Port, Protocol};

/// A port of the host that nobody listens on now.
pub(crate) fn free_port(ip: Option<IpAddr>) -> Result<u16> {
    let ip = ip.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
    let listener = TcpListener::bind((ip, 0)).with_context(|| format!("no free port on {ip}"))?;
    Ok(listener.local_addr().context("cannot learn the port's number")?.port())
}

/// The ports of an image (`80/tcp`, `8000-8010/tcp`, `53/udp`) and those that were asked for, one by one, each once.
pub(super) fn exposed(image: &[String], asked: &[String]) -> Vec<String> {
    let mut all: Vec<String> = image.iter().flat_map(|text| one_by_one(text)).chain(asked.iter().cloned()).collect();
    all.sort_by_key(|text| (text.split('/').next().and_then(|port| port.parse::<u16>().ok()), text.clone()));
    all.dedup();
    all
}

/// What cannot be understood is left out: images may say anything.
fn one_by_one(text: &str) -> Vec<String> {
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(first), Ok(last)) => (first..=last).map(|port| format!("{port}/{protocol}")).collect(),
        _ => Vec::new(),
    }
}

/// A free port of the host for each exposed port that is not published yet.
pub(super) fn publish_all(exposed: &[String], published: &mut Vec<Port>) -> Result<()> {
    for text in exposed {
        let Some((port, protocol)) = text.split_once('/') else { continue };
        let protocol = match protocol {
            "tcp" => Protocol::Tcp,
            "udp" => Protocol::Udp,
            _ => continue,
        };
        let Ok(container) = port.parse() else { continue };
        if !published.iter().any(|port| port.container == container && port.protocol == protocol) {
            published.push(Port { host_ip: String::new(), host: free_port(None)?, container, protocol });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_exposed_once() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let all = exposed(&words("80/tcp 9-10/udp nonsense 443"), &words("80/tcp 8080/tcp"));
        assert_eq!(all, words("9/udp 10/udp 80/tcp 443/tcp 8080/tcp"));
        let mut published = vec![Port { host_ip: String::new(), host: 1, container: 80, protocol: Protocol::Tcp }];
        publish_all(&all, &mut published).unwrap();
        assert_eq!(published.iter().map(|port| port.container).collect::<Vec<_>>(), [80, 9, 10, 443, 8080]);
    }
}
