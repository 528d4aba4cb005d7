//! The container's `/etc/resolv.conf` (resolv.conf(5)). Pure.

use std::net::IpAddr;

use super::{Mode, pasta, slirp};

/// The host's file as it makes sense inside: with a network of its own, a resolver on the host's loopback cannot be
/// reached, and the helper's forwarder stands in for it. Search domains and options stay.
pub(crate) fn resolv_conf(mode: Mode, host: &str) -> String {
    let forwarder = match mode {
        Mode::Host => return host.to_owned(),
        Mode::None => None,
        Mode::Pasta => Some(pasta::DNS),
        Mode::Slirp => Some(slirp::DNS),
    };
    let servers: Vec<&str> = host.lines().filter_map(nameserver).collect();
    let reachable: Vec<&str> = servers.iter().copied().filter(|server| !is_loopback(server)).collect();
    let needed = reachable.len() < servers.len() || servers.is_empty() || mode == Mode::Slirp;
    let forwarder = forwarder.filter(|_| needed);
    let rest = host.lines().filter(|line| nameserver(line).is_none());
    let servers = forwarder.into_iter().chain(reachable).map(|server| format!("nameserver {server}"));
    let lines: Vec<String> = rest.map(str::to_owned).chain(servers).collect();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn nameserver(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    (words.next() == Some("nameserver")).then(|| words.next()).flatten()
}

fn is_loopback(server: &str) -> bool {
    let address = server.split_once('%').map_or(server, |(address, _)| address);
    address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_resolvers_are_replaced() {
        let stub = "# c\nnameserver 127.0.0.53\noptions edns0\nsearch lan\n";
        let plain = "nameserver 192.0.2.53\n";
        let cases = [
            (Mode::Host, stub, stub),
            (Mode::Pasta, stub, "# c\noptions edns0\nsearch lan\nnameserver 169.254.1.1\n"),
            (Mode::Pasta, plain, plain),
            (Mode::Pasta, "", "nameserver 169.254.1.1\n"),
            (Mode::Pasta, "nameserver ::1\nnameserver 192.0.2.53", "nameserver 169.254.1.1\nnameserver 192.0.2.53\n"),
            (Mode::Slirp, plain, "nameserver 10.0.2.3\nnameserver 192.0.2.53\n"),
            (Mode::None, plain, plain),
            (Mode::None, stub, "# c\noptions edns0\nsearch lan\n"),
        ];
        for (mode, host, expected) in cases {
            assert_eq!(resolv_conf(mode, host), expected, "{mode:?} {host:?}");
        }
    }
}
