//! Published ports as pasta's options spell them.

use super::{Port, Protocol};
use crate::error::{Error, Result};

/// Ports in a row, of one address and one protocol.
#[derive(Debug, Clone, Copy)]
struct Run<'a> {
    first: &'a Port,
    count: u16,
}

impl Run<'_> {
    fn continues_with(&self, next: &Port) -> bool {
        let follows = |first: u16, next: u16| first.checked_add(self.count) == Some(next);
        (self.first.protocol, self.first.host_ip) == (next.protocol, next.host_ip)
            && follows(self.first.host, next.host)
            && follows(self.first.container, next.container)
    }

    /// `[ADDRESS/]FIRST[-LAST]:FIRST[-LAST]` (pasta(1), `--tcp-ports`).
    fn spec(&self) -> String {
        let address = self.first.host_ip.map(|ip| format!("{ip}/")).unwrap_or_default();
        let range = |first: u16| match self.count {
            1 => first.to_string(),
            count => format!("{first}-{}", first + (count - 1)),
        };
        format!("{address}{}:{}", range(self.first.host), range(self.first.container))
    }
}

/// The values of pasta's options `-t` and `-u`; ports in a row make one.
pub(super) fn specs(ports: &[Port]) -> Vec<(Protocol, String)> {
    let mut sorted: Vec<&Port> = ports.iter().collect();
    sorted.sort();
    sorted.dedup();
    let mut runs: Vec<Run<'_>> = Vec::new();
    for port in sorted {
        match runs.last_mut() {
            Some(run) if run.continues_with(port) => run.count += 1,
            _ => runs.push(Run { first: port, count: 1 }),
        }
    }
    runs.iter().map(|run| (run.first.protocol, run.spec())).collect()
}

/// Refuses what pasta would get wrong without a word: its table has one target for each protocol and host port, whatever
/// the address.
pub(super) fn check(ports: &[Port]) -> Result<()> {
    let key = |port: &Port| (port.protocol, port.host, port.container);
    let mut sorted: Vec<_> = ports.iter().map(key).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let clash = sorted.windows(2).find(|pair| matches!(pair, [a, b] if (a.0, a.1) == (b.0, b.1)));
    let Some([a, b]) = clash else { return Ok(()) };
    let message = format!("cannot publish port {}/{} twice, to {} and to {}", a.1, a.0.name(), a.2, b.2);
    Err(Error::new(message).hint("choose another host port for one of them").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(text: &str, host: u16, container: u16, protocol: Protocol) -> Port {
        Port { host_ip: text.parse().ok(), host, container, protocol }
    }

    #[test]
    fn ports_in_a_row_make_one_option() {
        use Protocol::{Tcp, Udp};
        let cases: [(Vec<Port>, &[&str]); 7] = [
            (vec![], &[]),
            (vec![port("", 8080, 80, Tcp)], &["tcp 8080:80"]),
            (vec![port("127.0.0.1", 8080, 80, Tcp)], &["tcp 127.0.0.1/8080:80"]),
            (vec![port("::1", 53, 53, Udp)], &["udp ::1/53:53"]),
            ((0..=10).map(|n| port("", 8000 + n, 80 + n, Tcp)).rev().collect(), &["tcp 8000-8010:80-90"]),
            (
                vec![port("", 1, 1, Tcp), port("", 2, 3, Tcp), port("", 3, 4, Tcp), port("", 4, 5, Udp)],
                &["tcp 1:1", "tcp 2-3:3-4", "udp 4:5"],
            ),
            (vec![port("", 65534, 1, Tcp), port("", 65535, 2, Tcp), port("", 65535, 2, Tcp)], &["tcp 65534-65535:1-2"]),
        ];
        for (ports, expected) in cases {
            let found: Vec<String> = specs(&ports).iter().map(|(p, spec)| format!("{} {spec}", p.name())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn one_host_port_has_one_target() {
        use Protocol::{Tcp, Udp};
        let good = [port("127.0.0.1", 80, 80, Tcp), port("::1", 80, 80, Tcp), port("", 80, 81, Udp)];
        check(&good).unwrap();
        let bad = [port("127.0.0.1", 80, 80, Tcp), port("::1", 80, 81, Tcp)];
        assert!(check(&bad).unwrap_err().to_string().contains("port 80/tcp twice"));
    }
}
