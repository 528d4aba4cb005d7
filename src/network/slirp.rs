//! slirp4netns(1): a user-mode network with addresses of its own, for hosts without pasta.

use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

use rustix::pipe::{PipeFlags, pipe_with};

use super::helper::{self, Helper, PATIENCE};
use super::ports::Port;
use crate::error::{Context, Error, Result};

pub(super) const PROGRAM: &str = "slirp4netns";

/// Where slirp4netns answers DNS queries of the container.
pub(super) const DNS: &str = "10.0.2.3";

const READY_FD: i32 = 3;
const EXIT_FD: i32 = 4;

/// Starts slirp4netns on the namespace at `namespace`, and publishes `ports` through its socket.
pub(super) fn start(ports: &[Port], namespace: &Path, scratch: &Path) -> Result<Helper> {
    let program = helper::find(PROGRAM).ok_or_else(|| helper::missing(PROGRAM, "slirp4netns"))?;
    let (ready, ready_writer) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    let (exit_reader, leash) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    let api = scratch.join("slirp.sock");
    let _ = std::fs::remove_file(&api);
    let mut command = Command::new(program);
    command
        .args(["--configure", "--mtu=65520", "--disable-host-loopback", "--enable-sandbox", "--enable-seccomp"])
        .args([format!("--ready-fd={READY_FD}"), format!("--exit-fd={EXIT_FD}"), "--netns-type=path".into()])
        .arg("--api-socket")
        .arg(&api)
        .arg(namespace)
        .arg("tap0");
    let mut helper = helper::start(command, vec![(ready_writer, READY_FD), (exit_reader, EXIT_FD)], scratch)?;
    helper.leash = Some(leash);
    helper::wait_until(&mut helper, PROGRAM, || is_readable(&ready))?;
    // Readable is also what a closed pipe is.
    let mut word = [0];
    if rustix::io::read(&ready, &mut word).context("read from slirp4netns")? == 0 {
        helper::wait_until(&mut helper, PROGRAM, || Ok(false))?;
    }
    ports.iter().try_for_each(|port| publish(&api, port))?;
    Ok(helper)
}

fn is_readable(fd: &OwnedFd) -> Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let none = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut fds = [PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN)];
    Ok(rustix::io::retry_on_intr(|| poll(&mut fds, Some(&none))).context("poll")? > 0)
}

/// Asks for one port, over the socket that takes one request for each connection.
fn publish(api: &Path, port: &Port) -> Result<()> {
    let describe = || format!("publish {} port {} through slirp4netns", port.protocol.name(), port.host);
    let answer = ask(api, &request(port).to_string()).with_context(describe)?;
    match answer.get("error") {
        None => Ok(()),
        Some(error) => Err(Error::new(error.to_string())).with_context(describe),
    }
}

fn ask(api: &Path, request: &str) -> Result<serde_json::Value> {
    let mut socket = UnixStream::connect(api).with_context(|| format!("connect {}", api.display()))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.write_all(request.as_bytes())?;
    socket.shutdown(std::net::Shutdown::Write)?;
    let mut answer = String::new();
    socket.take(64 * 1024).read_to_string(&mut answer)?;
    serde_json::from_str(&answer).with_context(|| format!("answer {answer:?}"))
}

fn request(port: &Port) -> serde_json::Value {
    let address = port.host_ip.map_or_else(|| "0.0.0.0".to_owned(), |ip| ip.to_string());
    serde_json::json!({
        "execute": "add_hostfwd",
        "arguments": {
            "proto": port.protocol.name(),
            "host_addr": address,
            "host_port": port.host,
            "guest_port": port.container,
        },
    })
}
