//! slirp4netns(1): one process, told its ports over a socket. The namespace gets 10.0.2.100, the host is its router.
//! Without `allow_host_loopback`, answers from published UDP ports do not reach clients on the host's loopback.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::net::sockopt::{self, Timeout};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};
use rustix::pipe::PipeFlags;

use super::helper::{Helper, Outcome, PATIENCE};
use super::{Port, Request, find, ports};
use crate::error::{Context, Error, Result};
use crate::sys::process;

/// The address at which slirp4netns answers for the host's name server.
pub(super) const NAME_SERVER: Ipv4Addr = Ipv4Addr::new(10, 0, 2, 3);

const SOCKET: &str = "slirp4netns.sock";

/// A slirp4netns that starts.
#[derive(Debug)]
pub(super) struct Connecting {
    helper: Helper,
    ready: OwnedFd,
    directory: OwnedFd,
    ports: Vec<Port>,
    deadline: Instant,
}

/// Starts slirp4netns for a namespace.
pub(super) fn start(request: &Request<'_>) -> Result<Connecting> {
    let program = find::require(find::SLIRP)?;
    let options = options(request.extra)?;
    refuse_ipv6(request.ports)?;
    ports::check(request.ports, false)?;
    let directory = open_directory(request.scratch)?;
    let _ = rustix::fs::unlinkat(&directory, SOCKET, rustix::fs::AtFlags::empty());
    let (ready, their_ready) = pipe()?;
    // Its standard input: it ends when the other end is closed, however this process ends.
    let (their_lifeline, lifeline) = pipe()?;
    let ready_fd = format!("--ready-fd={}", their_ready.as_raw_fd());
    let namespace = request.namespace()?.try_clone().context("dup")?;
    let namespace_path = format!("/proc/self/fd/{}", namespace.as_raw_fd());
    let mut command = process::helper_command(&program, vec![their_ready, namespace]);
    // A socket's path is at most 107 bytes long: the scratch directory's may be longer, so that it works there.
    command.args(["--configure", "--exit-fd=0", &ready_fd, "--enable-sandbox", "--enable-seccomp"]);
    command.args(["--api-socket", SOCKET, "--netns-type=path"]);
    command.args(options).args([&namespace_path, "tap0"]);
    command.current_dir(request.scratch).stdin(Stdio::from(their_lifeline)).stdout(Stdio::null());
    let helper = Helper::spawn(command, Some(lifeline))?;
    let deadline = Instant::now() + PATIENCE;
    Ok(Connecting { helper, ready, directory, ports: request.ports.to_vec(), deadline })
}

impl Connecting {
    /// Waits until the namespace has its addresses, and publishes the ports.
    pub(super) fn ready(self) -> Result<Helper> {
        match self.helper.wait(self.ready.as_fd(), self.deadline)? {
            Outcome::Ready => self.ports.iter().try_for_each(|port| self.publish(port))?,
            Outcome::Ended => return Err(failure("failed", &self.helper.words())),
            Outcome::TimedOut => return Err(failure("is not ready in time", &self.helper.words())),
        }
        Ok(self.helper)
    }

    fn publish(&self, port: &Port) -> Result<()> {
        let describe = || format!("publish port {}/{} through slirp4netns", port.host, port.protocol.name());
        let answer = self.ask(&request_of(port)).with_context(describe)?;
        refusal(&answer)
            .map_or(Ok(()), |reason| Err(Error::new(reason).hint("choose another host port")).with_context(describe))
    }

    /// One request and its answer: a connection each (slirp4netns(1), "API socket").
    fn ask(&self, request: &str) -> Result<Vec<u8>> {
        let mut stream = self.connect()?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(request.as_bytes()).context("write")?;
        stream.shutdown(Shutdown::Write).context("shutdown")?;
        let mut answer = Vec::new();
        stream.take(1 << 16).read_to_end(&mut answer).context("read the answer")?;
        Ok(answer)
    }

    /// The socket may come a little after the word that all is ready.
    fn connect(&self) -> Result<UnixStream> {
        let path = format!("/proc/self/fd/{}/{SOCKET}", self.directory.as_raw_fd());
        let address = SocketAddrUnix::new(path).context("the path of a socket")?;
        loop {
            match connect_for(&address, PATIENCE) {
                Err(_) if Instant::now() < self.deadline => std::thread::sleep(Duration::from_millis(1)),
                result => return result.context("connect to the API socket of slirp4netns"),
            }
        }
    }
}

/// A connection that took at most `limit`: without one, connecting waits as long as the other side accepts nobody. It
/// is the limit of writes as well (unix(7), socket(7): SO_SNDTIMEO).
fn connect_for(address: &SocketAddrUnix, limit: Duration) -> Result<UnixStream, Errno> {
    let flags = SocketFlags::CLOEXEC;
    let socket = rustix::net::socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None)?;
    sockopt::set_socket_timeout(&socket, Timeout::Send, Some(limit))?;
    rustix::net::connect(&socket, address)?;
    Ok(socket.into())
}

fn failure(how: &str, words: &str) -> anyhow::Error {
    let words = if words.is_empty() { "it gave no reason" } else { words };
    Error::new(format!("slirp4netns {how}: {words}")).hint("try `--network pasta`").into()
}

fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    rustix::pipe::pipe_with(PipeFlags::CLOEXEC).context("pipe")
}

fn open_directory(path: &Path) -> Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).with_context(|| format!("open {}", path.display()))
}

/// Podman's spelling of options (`mtu=1500`) as slirp4netns's own.
fn options(extra: &[String]) -> Result<Vec<String>> {
    let (mut mtu, mut reaches_loopback, mut rest) = ("65520", false, Vec::new());
    for option in extra {
        let (name, value) = option.split_once('=').unwrap_or((option, "true"));
        match (name, value) {
            ("mtu", value) if value.parse::<u16>().is_ok() => mtu = value,
            ("allow_host_loopback", "true" | "false") => reaches_loopback = value == "true",
            ("enable_ipv6", "true") => rest.push("--enable-ipv6".to_owned()),
            ("enable_ipv6", "false") | ("port_handler", "slirp4netns") => {}
            ("outbound_addr", value) => rest.push(format!("--outbound-addr={value}")),
            ("outbound_addr6", value) => rest.push(format!("--outbound-addr6={value}")),
            _ => {
                let known = "mtu, allow_host_loopback, enable_ipv6, outbound_addr, outbound_addr6";
                return Err(Error::new(format!("unknown slirp4netns option {option:?}; there are {known}")).into());
            }
        }
    }
    rest.push(format!("--mtu={mtu}"));
    if !reaches_loopback {
        rest.push("--disable-host-loopback".to_owned());
    }
    Ok(rest)
}

fn refuse_ipv6(ports: &[Port]) -> Result<()> {
    match ports.iter().find_map(|port| port.host_ip.filter(IpAddr::is_ipv6)) {
        None => Ok(()),
        Some(ip) => {
            Err(Error::new(format!("slirp4netns cannot publish at {ip}: it knows IPv4 only"))
                .hint("use `--network pasta`"))?
        }
    }
}

fn request_of(port: &Port) -> String {
    let address = port.host_ip.unwrap_or(Ipv4Addr::UNSPECIFIED.into()).to_string();
    serde_json::json!({
        "execute": "add_hostfwd",
        "arguments": {
            "proto": port.protocol.name(),
            "host_addr": address,
            "host_port": port.host,
            "guest_port": port.container,
        },
    })
    .to_string()
}

/// Why the request was refused, if it was.
fn refusal(answer: &[u8]) -> Option<String> {
    let Ok(answer) = serde_json::from_slice::<serde_json::Value>(answer) else {
        return Some("the answer is not JSON".to_owned());
    };
    if answer.get("return").is_some() {
        return None;
    }
    let reason = answer.pointer("/error/desc").and_then(|desc| desc.as_str());
    Some(reason.unwrap_or("the answer has neither result nor reason").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Protocol;

    #[test]
    fn options_are_translated() {
        let cases: [(&[&str], Option<&str>); 6] = [
            (&[], Some("--mtu=65520 --disable-host-loopback")),
            (&["mtu=1500", "enable_ipv6"], Some("--enable-ipv6 --mtu=1500 --disable-host-loopback")),
            (&["allow_host_loopback=true"], Some("--mtu=65520")),
            (&["outbound_addr=eth0"], Some("--outbound-addr=eth0 --mtu=65520 --disable-host-loopback")),
            (&["mtu=x"], None),
            (&["cidr=10.0.3.0/24"], None),
        ];
        for (extra, expected) in cases {
            let extra: Vec<String> = extra.iter().map(|e| (*e).to_owned()).collect();
            assert_eq!(options(&extra).ok().map(|o| o.join(" ")).as_deref(), expected, "{extra:?}");
        }
    }

    #[test]
    fn requests_and_answers() {
        let port = |ip: &str| Port { host_ip: ip.parse().ok(), host: 1, container: 2, protocol: Protocol::Udp };
        let expected = "{\"execute\":\"add_hostfwd\",\"arguments\":\
            {\"proto\":\"udp\",\"host_addr\":\"127.0.0.1\",\"host_port\":1,\"guest_port\":2}}";
        assert_eq!(request_of(&port("127.0.0.1")), expected);
        assert!(request_of(&port("")).contains("0.0.0.0"));
        assert!(refuse_ipv6(&[port("")]).is_ok() && refuse_ipv6(&[port("::1")]).is_err());
        let cases: [(&[u8], Option<&str>); 4] = [
            (b"{\"return\": {\"id\": 42}}", None),
            (b"{\"error\": {\"desc\": \"bad\"}}", Some("bad")),
            (b"{}", Some("the answer has neither result nor reason")),
            (b"", Some("the answer is not JSON")),
        ];
        for (answer, expected) in cases {
            assert_eq!(refusal(answer).as_deref(), expected);
        }
    }
}
