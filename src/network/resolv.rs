//! The container's `/etc/resolv.conf` (resolv.conf(5)).

use std::net::{IpAddr, Ipv4Addr};

use super::{Mode, pasta, slirp};
use crate::error::{Context, Result};

const FILE: &str = "/etc/resolv.conf";

/// Where systemd-resolved lists the name servers behind its stub (systemd-resolved(8)).
const BEHIND_STUB: &str = "/run/systemd/resolve/resolv.conf";

const STUB: &str = "127.0.0.53";

/// For containers of a host without any name server, as Docker and Podman have it.
const PUBLIC: [Ipv4Addr; 2] = [Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::new(8, 8, 4, 4)];

/// What `--dns`, `--dns-search` and `--dns-option` say: each, if given, replaces what the host has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Dns<'a> {
    pub(crate) servers: &'a [String],
    /// A single `.` means none.
    pub(crate) search: &'a [String],
    pub(crate) options: &'a [String],
}

impl Dns<'_> {
    fn is_empty(&self) -> bool {
        self.servers.is_empty() && self.search.is_empty() && self.options.is_empty()
    }
}

/// The host's file as it is; empty when there is none.
pub(super) fn host_file() -> Result<String> {
    match std::fs::read(FILE) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(e) => Err(e).with_context(|| format!("read {FILE}")),
    }
}

/// The host's file for [`resolv_conf`]. Where it has nothing but systemd-resolved's stub, the servers behind it follow,
/// for containers that have a network of their own. Empty when the host has no file.
pub(crate) fn host_resolv_conf(mode: Mode) -> Result<String> {
    let text = host_file()?;
    if matches!(mode, Mode::None | Mode::Host) || Parsed::new(&text).servers != [STUB] {
        return Ok(text);
    }
    let behind = std::fs::read_to_string(BEHIND_STUB).unwrap_or_default();
    let servers = Parsed::new(&behind).servers;
    Ok(text + "\n" + &servers.iter().map(|server| format!("nameserver {server}\n")).collect::<String>())
}

/// Whether the server that the helpers ask, the first with an IPv4 address, is at the host's loopback: a container
/// reaches it through the helper's forwarder only.
pub(super) fn has_local_server(host: &str) -> bool {
    let first = Parsed::new(host).servers.into_iter().find_map(|server| server.parse::<Ipv4Addr>().ok());
    first.is_some_and(|ip| ip.is_loopback())
}

/// The container's file, made from the host's. With the host's network, or none, it is the host's own. Else comments are
/// dropped and name servers out of the container's reach are replaced by the one that the helper offers.
pub(crate) fn resolv_conf(mode: Mode, host: &str, dns: &Dns<'_>) -> String {
    let own = matches!(mode, Mode::None | Mode::Host);
    if own && dns.is_empty() {
        return host.to_owned();
    }
    let parsed = Parsed::new(host);
    let servers = match () {
        () if !dns.servers.is_empty() => dns.servers.to_vec(),
        () if own => strings(&parsed.servers),
        () => reachable(mode, &parsed, has_local_server(host)),
    };
    let search = if dns.search.is_empty() { strings(&parsed.search) } else { dns.search.to_vec() };
    let options = if dns.options.is_empty() { strings(&parsed.options) } else { dns.options.to_vec() };
    render(&servers, &search, &options, &parsed.rest)
}

/// What a file says, without comments.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parsed<'a> {
    servers: Vec<&'a str>,
    search: Vec<&'a str>,
    options: Vec<&'a str>,
    /// Lines with other keywords, such as `sortlist`.
    rest: Vec<&'a str>,
}

impl<'a> Parsed<'a> {
    /// The last `search` or `domain` line counts, as it does for the C library; options add up.
    fn new(text: &'a str) -> Self {
        let mut parsed = Self::default();
        for line in text.lines().map(without_comment) {
            let mut words = line.split_whitespace();
            match words.next() {
                None => {}
                Some("nameserver") => parsed.servers.extend(words.next()),
                Some("search" | "domain") => parsed.search = words.collect(),
                Some("options") => parsed.options.extend(words),
                Some(_) => parsed.rest.push(line.trim()),
            }
        }
        parsed
    }
}

fn without_comment(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default()
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The servers that a container can ask: the helper's forwarder if the host's own is at its loopback, and those of the
/// host's that it reaches itself.
fn reachable(mode: Mode, host: &Parsed<'_>, local: bool) -> Vec<String> {
    let forwarder = if mode == Mode::Pasta { pasta::NAME_SERVER } else { slirp::NAME_SERVER };
    let mut all: Vec<String> = local.then(|| forwarder.to_string()).into_iter().collect();
    all.extend(host.servers.iter().filter(|server| is_reachable(mode, server)).map(|server| (*server).to_owned()));
    if all.is_empty() { PUBLIC.map(|ip| ip.to_string()).into() } else { all }
}

/// Whether a container can ask a name server itself: not at the host's loopback, nor at a link-local address with a zone
/// (which does not parse as an address), nor, behind slirp4netns, over IPv6.
fn is_reachable(mode: Mode, server: &str) -> bool {
    match server.parse() {
        Ok(IpAddr::V4(ip)) => !ip.is_loopback() && !ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => mode == Mode::Pasta && !ip.is_loopback() && !ip.is_unspecified(),
        Err(_) => false,
    }
}

fn render(servers: &[String], search: &[String], options: &[String], rest: &[&str]) -> String {
    let mut text = String::new();
    let mut line = |keyword: &str, words: &str| text.extend([keyword, " ", words, "\n"]);
    let search: Vec<&str> = search.iter().map(String::as_str).filter(|domain| *domain != ".").collect();
    if !search.is_empty() {
        line("search", &search.join(" "));
    }
    servers.iter().for_each(|server| line("nameserver", server));
    if !options.is_empty() {
        line("options", &options.join(" "));
    }
    rest.iter().for_each(|other| text.extend([other, "\n"]));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "# made by hand\nsearch a.example b.example # two\nnameserver 10.0.0.1\n; x\noptions ndots:2\n\
                        nameserver 127.0.0.53\nnameserver fe80::1%eth0\nnameserver fd00::53\nsortlist 10.0.0.0\n";

    #[test]
    fn servers_out_of_reach_are_replaced() {
        let (head, tail) = ("search a.example b.example\n", "options ndots:2\nsortlist 10.0.0.0\n");
        let public = "nameserver 8.8.8.8\nnameserver 8.8.4.4\n".to_owned();
        let stub = "nameserver 127.0.0.53\nnameserver 10.0.0.9\n";
        let cases = [
            (Mode::Pasta, HOST, format!("{head}nameserver 10.0.0.1\nnameserver fd00::53\n{tail}")),
            (Mode::Slirp, HOST, format!("{head}nameserver 10.0.0.1\n{tail}")),
            (Mode::Host, HOST, HOST.to_owned()),
            (Mode::None, HOST, HOST.to_owned()),
            (Mode::Pasta, stub, "nameserver 169.254.1.1\nnameserver 10.0.0.9\n".to_owned()),
            (Mode::Slirp, stub, "nameserver 10.0.2.3\nnameserver 10.0.0.9\n".to_owned()),
            (Mode::Pasta, "nameserver ::1\nnameserver 0.0.0.0", public.clone()),
            (Mode::Pasta, "", public.clone()),
            (Mode::Slirp, "nameserver\n#nameserver 1.1.1.1\nnameserver fd00::53", public),
            (Mode::Host, "", String::new()),
        ];
        for (mode, host, expected) in cases {
            assert_eq!(resolv_conf(mode, host, &Dns::default()), expected, "{mode:?} {host:?}");
        }
    }

    #[test]
    fn what_is_given_replaces_what_the_host_has() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let cases = [
            (Mode::Pasta, "127.0.0.1 ::1", ".", "", "nameserver 127.0.0.1\nnameserver ::1\noptions ndots:2\n"),
            (
                Mode::Slirp,
                "1.1.1.1",
                "x.example",
                "timeout:1",
                "search x.example\nnameserver 1.1.1.1\noptions timeout:1\n",
            ),
            (Mode::Host, "1.1.1.1", ".", "a b", "nameserver 1.1.1.1\noptions a b\n"),
        ];
        for (mode, servers, search, options, expected) in cases {
            let (servers, search, options) = (words(servers), words(search), words(options));
            let dns = Dns { servers: &servers, search: &search, options: &options };
            assert_eq!(resolv_conf(mode, &HOST.replace("sortlist 10.0.0.0\n", ""), &dns), expected);
        }
    }

    #[test]
    fn the_hosts_file_can_be_read() {
        for mode in [Mode::None, Mode::Host, Mode::Pasta, Mode::Slirp] {
            host_resolv_conf(mode).unwrap();
        }
    }
}
