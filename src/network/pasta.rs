//! pasta(1), from 2023 (Debian 12) on: one process in the foreground, told everything by its arguments. It copies the
//! host's addresses and routes into the namespace.

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use rustix::fs::{CWD, FileType, Mode, OFlags};

use super::helper::{Helper, Outcome, PATIENCE};
use super::namespace::Bound;
use super::{Port, Protocol, Request, find, forward, ports, resolv};
use crate::error::{Context, Error, Result};
use crate::sys::process;

/// Questions sent here go to the host's name server, whatever its address; link-local and of no network (RFC 3927).
pub(super) const NAME_SERVER: Ipv4Addr = Ipv4Addr::new(169, 254, 1, 1);

/// Connections to here go to the host's own address, with versions that can.
pub(super) const HOST: Ipv4Addr = Ipv4Addr::new(169, 254, 1, 2);

const MAP_GUEST: &str = "--map-guest-addr";

/// What pasta is to do, where it can and where it must.
#[derive(Debug, Clone, Copy)]
struct Features {
    maps_guest: bool,
    /// Not without need: before March 2024, pasta gave answers of the host's first name server the address of the
    /// forwarder even if the container had asked that server itself.
    forwards_dns: bool,
}

/// A pasta that starts.
#[derive(Debug)]
pub(super) struct Connecting {
    helper: Helper,
    ready: Fifo,
    // Dropped after the helper: it opens the file behind this at its start.
    _namespace: Bound,
    deadline: Instant,
}

/// Where pasta writes its process id when all is done. As a FIFO it can be waited for.
#[derive(Debug)]
struct Fifo {
    path: PathBuf,
    fd: OwnedFd,
}

impl Fifo {
    fn new(path: PathBuf) -> Result<Self> {
        let describe = || format!("make {}", path.display());
        let _ = std::fs::remove_file(&path);
        rustix::fs::mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).with_context(describe)?;
        // Open for both, so that opening waits for nobody and the end of the writer is no event.
        let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&path, flags, Mode::empty()).with_context(describe)?;
        Ok(Self { path, fd })
    }
}

impl Drop for Fifo {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Starts pasta for a namespace.
pub(super) fn start(request: &Request<'_>) -> Result<Connecting> {
    let program = find::require(find::PASTA)?;
    forward::check(request.ports)?;
    ports::check(request.ports, true)?;
    let namespace = Bound::new(request.namespace()?, request.scratch)?;
    let ready = Fifo::new(request.scratch.join("pasta.pid"))?;
    let mut command = process::helper_command(&program, Vec::new());
    let forwards_dns = resolv::has_local_server(&resolv::host_file()?);
    command.args(arguments(request.extra, request.ports, Features { maps_guest: maps_guest(&program), forwards_dns }));
    command.arg("--netns").arg(namespace.path()).arg("--pid").arg(&ready.path);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let helper = Helper::spawn(command, None)?;
    let deadline = Instant::now() + PATIENCE;
    Ok(Connecting { helper, ready, _namespace: namespace, deadline })
}

impl Connecting {
    /// Waits until the namespace has its addresses. Nothing when the host has none that could be copied.
    pub(super) fn ready(self) -> Result<Option<Helper>> {
        match self.helper.wait(self.ready.fd.as_fd(), self.deadline)? {
            Outcome::Ready => Ok(Some(self.helper)),
            Outcome::Ended => explain(&self.helper.words()).map_or(Ok(None), |error| Err(error.into())),
            Outcome::TimedOut => {
                let message = format!("pasta is not ready after {} s: {}", PATIENCE.as_secs(), self.helper.words());
                Err(Error::new(message.trim_end_matches([' ', ':'])).hint("try `--network slirp4netns`").into())
            }
        }
    }
}

/// The arguments without those that name files. What the user gave replaces ours of the same name; `--map-gw` is no
/// option of pasta and stands for the absence of `--no-map-gw`, as with Podman.
fn arguments(extra: &[String], ports: &[Port], features: Features) -> Vec<OsString> {
    let given = |names: &[&str]| extra.iter().any(|argument| names.iter().any(|name| names_option(argument, name)));
    // `--runas`: it would become nobody when its user namespace looks like the initial one, and would then lack rights.
    let mut all: Vec<String> =
        ["--foreground", "--config-net", "--no-netns-quit", "--runas", "0:0"].map(str::to_owned).into();
    let published = forward::specs(ports);
    all.extend(published.iter().flat_map(|(protocol, spec)| [flag(*protocol).to_owned(), spec.clone()]));
    let publishes = |protocol| published.iter().any(|(p, _)| *p == protocol);
    let defaults: [(bool, &[&str]); 8] = [
        (publishes(Protocol::Tcp) || given(&["-t", "--tcp-ports"]), &["-t", "none"]),
        (publishes(Protocol::Udp) || given(&["-u", "--udp-ports"]), &["-u", "none"]),
        (given(&["-T", "--tcp-ns"]), &["-T", "none"]),
        (given(&["-U", "--udp-ns"]), &["-U", "none"]),
        (given(&["--map-gw"]), &["--no-map-gw"]),
        (given(&["-d", "--debug", "--trace", "-q", "--quiet"]), &["--quiet"]),
        (!features.forwards_dns || given(&["--dns-forward"]), &["--dns-forward", "169.254.1.1"]),
        (!features.maps_guest || given(&[MAP_GUEST]), &[MAP_GUEST, "169.254.1.2"]),
    ];
    let unless = defaults.iter().filter(|(replaced, _)| !replaced).flat_map(|(_, arguments)| arguments.iter());
    all.extend(unless.map(|argument| (*argument).to_owned()));
    all.extend(extra.iter().filter(|argument| *argument != "--map-gw").cloned());
    all.into_iter().map(OsString::from).collect()
}

/// Whether `argument` is the option `name`, alone or with its value (`--name=value`, `-nvalue`).
fn names_option(argument: &str, name: &str) -> bool {
    match argument.strip_prefix(name) {
        Some("") => true,
        Some(rest) => !name.starts_with("--") || rest.starts_with('='),
        None => false,
    }
}

fn flag(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Tcp => "-t",
        Protocol::Udp => "-u",
    }
}

/// Whether this pasta knows `--map-guest-addr` (versions from August 2024 on). The option's name stands in the program
/// as a string, and reading 200 KB is faster than running `pasta --help` at every start.
pub(super) fn maps_guest(program: &Path) -> bool {
    let bytes = std::fs::read(program).unwrap_or_default();
    bytes.split(|byte| *byte == 0).any(|text| text.ends_with(b"map-guest-addr"))
}

/// What this pasta is known to get wrong. Until July 2024, answers from a UDP port that is published under another number
/// were lost on the way to clients that came over the host's loopback.
pub(super) fn shortcomings(ports: &[Port]) -> Option<String> {
    let suspect = ports.iter().find(|port| port.protocol == Protocol::Udp && port.host != port.container)?;
    let old = find::find(find::PASTA).is_some_and(|program| !maps_guest(&program));
    old.then(|| {
        let host = suspect.host;
        let cure = "give it the same number inside and outside, or install a newer passt";
        format!("this version of pasta loses answers from UDP port {host} over the host's loopback; {cure}")
    })
}

/// What the last words of a pasta mean, unless it is that the host has no network.
fn explain(words: &str) -> Option<Error> {
    let has = |text: &str| words.contains(text);
    if has("interface not usable") || has("routable interface") {
        return None;
    }
    let error = Error::new(format!("pasta failed: {}", if words.is_empty() { "it gave no reason" } else { words }));
    Some(match () {
        () if has("Overlapping port") => Error::new("this version of pasta publishes a port at one address only")
            .hint("give one `-p` without an address, or use another host port"),
        () if has("Failed to bind") => error.hint("choose another host port"),
        () if has("/dev/net/tun") => error.hint("load the kernel's module with `sudo modprobe tun`"),
        () => error.hint("try `--network slirp4netns`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::one_line;

    fn line(extra: &[&str], ports: &[Port], modern: bool) -> String {
        let features = Features { maps_guest: modern, forwards_dns: !modern };
        let extra: Vec<String> = extra.iter().map(|e| (*e).to_owned()).collect();
        let arguments = arguments(&extra, ports, features).into_iter().map(|a| a.into_string().unwrap());
        let fixed = "--foreground --config-net --no-netns-quit --runas 0:0 ";
        arguments.collect::<Vec<_>>().join(" ").strip_prefix(fixed).unwrap().to_owned()
    }

    fn tcp() -> Vec<Port> {
        vec![Port { host_ip: None, host: 8080, container: 80, protocol: Protocol::Tcp }]
    }

    #[test]
    fn what_the_user_gives_replaces_ours() {
        let dns = "--dns-forward 169.254.1.1";
        let cases: [(&[&str], Vec<Port>, bool, String); 5] = [
            (&[], vec![], false, format!("-t none -u none -T none -U none --no-map-gw --quiet {dns}")),
            (
                &[],
                tcp(),
                true,
                "-t 8080:80 -u none -T none -U none --no-map-gw --quiet --map-guest-addr 169.254.1.2".into(),
            ),
            (&["-T", "5000", "--map-gw"], vec![], false, format!("-t none -u none -U none --quiet {dns} -T 5000")),
            (
                &["-t9", "--udp-ports=7", "--dns-forward", "10.0.0.1"],
                vec![],
                false,
                "-T none -U none --no-map-gw --quiet -t9 --udp-ports=7 --dns-forward 10.0.0.1".into(),
            ),
            (&["--debug"], vec![], false, format!("-t none -u none -T none -U none --no-map-gw {dns} --debug")),
        ];
        for (extra, ports, modern, expected) in cases {
            assert_eq!(line(extra, &ports, modern), expected);
        }
    }

    #[test]
    fn last_words_are_explained() {
        let offline = "No external routable interface for IPv4; External interface not usable";
        assert!(explain(offline).is_none());
        let cases = [
            ("Overlapping port specifier ::1/80:80", "at one address only"),
            ("Failed to bind any port for '-t 80:80', exiting", "another host port"),
            ("Failed to open() /dev/net/tun: No such file or directory", "modprobe tun"),
            ("", "gave no reason; try `--network slirp4netns`"),
        ];
        for (words, expected) in cases {
            let text = one_line(&explain(words).unwrap().into());
            assert!(text.contains(expected), "{words}: {text}");
        }
    }

    #[test]
    fn the_program_tells_what_it_knows() {
        let dir = tempfile::tempdir().unwrap();
        let cases: [(&[u8], bool); 3] =
            [(b"\x7fELF\0map-guest-addr\0x", true), (b"a\0map-gw\0", false), (b"\0--map-guest-addr\0", true)];
        for (bytes, expected) in cases {
            let path = dir.path().join("pasta");
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(maps_guest(&path), expected, "{bytes:?}");
        }
        assert!(!maps_guest(&dir.path().join("none")));
    }
}
