//! The process that carries packets, and what is needed to start one.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Pid;

use crate::error::{Context, Error, Result};
use crate::sys::process;

/// As long as a helper may take until the namespace has its addresses.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The process that carries a container's packets. It is killed when it is dropped, and when the thread that made it
/// ends.
#[derive(Debug)]
pub(crate) struct Helper {
    child: Child,
    pidfd: OwnedFd,
    pid: Pid,
    /// What the helper takes the end of as the word to stop.
    pub(super) leash: Option<OwnedFd>,
    log: PathBuf,
}

/// More of what a helper says is not shown.
const LONGEST_WORDS: usize = 2048;

impl Helper {
    /// The process, as this process sees it.
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    /// Readable when the process has ended.
    pub(crate) fn pidfd(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }

    /// Whether the process has ended; what it wrote to standard error comes with it.
    pub(super) fn ended(&mut self) -> Result<Option<String>> {
        let Some(status) = self.child.try_wait().context("wait for the network helper")? else { return Ok(None) };
        let words = std::fs::read(&self.log).unwrap_or_default();
        let words = String::from_utf8_lossy(words.get(..LONGEST_WORDS).unwrap_or(&words)).into_owned();
        Ok(Some(format!("{status}: {}", words.trim())))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.leash = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a helper, with `inherited` at the numbers given. What it says goes into a file in `scratch`: a pipe that nobody
/// reads would kill it some day.
pub(super) fn start(mut command: Command, inherited: Vec<(OwnedFd, i32)>, scratch: &Path) -> Result<Helper> {
    let log = scratch.join("network.log");
    let file = std::fs::File::create(&log).with_context(|| format!("create {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file).env_clear();
    let program = command.get_program().to_owned();
    let child = process::spawn_bound(command, inherited).with_context(|| format!("start {}", program.display()))?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).context("the network helper has no pid")?;
    Ok(Helper { pidfd: process::pidfd_open(pid)?, child, pid, leash: None, log })
}

/// Waits until `ready` says so, at most [`PATIENCE`]; looks every millisecond.
pub(super) fn wait_until(helper: &mut Helper, name: &str, mut ready: impl FnMut() -> Result<bool>) -> Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        if ready()? {
            return Ok(());
        }
        if let Some(words) = helper.ended()? {
            return Err(Error::new(format!("{name} failed: {words}")).into());
        }
        if Instant::now() > end {
            return Err(Error::new(format!("{name} did not start within {} s", PATIENCE.as_secs()))
                .hint("use `--network none` or `--network host`, or try the other of pasta and slirp4netns")
                .into());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Whether the program is installed, in a fixed place: the environment has no say in what runs.
pub(crate) fn is_installed(program: &str) -> bool {
    find(program).is_some()
}

pub(super) fn find(program: &str) -> Option<PathBuf> {
    let places = ["/usr/bin", "/usr/local/bin", "/bin", "/usr/sbin", "/run/current-system/sw/bin"];
    places.iter().map(|dir| Path::new(dir).join(program)).find(|path| path.is_file())
}

/// The error for a helper that is not installed.
pub(super) fn missing(program: &str, package: &str) -> Error {
    Error::new(format!("{program} is not installed")).hint(format!("install the package `{package}`"))
}

/// Whether the host has a default route over an interface other than loopback (proc(5), /proc/net/route).
pub(super) fn host_has_route() -> bool {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    has_default_v4(&read("/proc/net/route")) || has_default_v6(&read("/proc/net/ipv6_route"))
}

fn has_default_v4(text: &str) -> bool {
    text.lines().skip(1).any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        matches!(fields.as_slice(), [_, "00000000", _, _, _, _, _, "00000000", ..])
    })
}

fn has_default_v6(text: &str) -> bool {
    text.lines().any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let default = fields.first().is_some_and(|to| to.bytes().all(|b| b == b'0')) && fields.get(1) == Some(&"00");
        default && fields.last().is_some_and(|interface| *interface != "lo")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes() {
        let head = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
        assert!(has_default_v4(&format!("{head}eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n")));
        assert!(!has_default_v4(&format!("{head}eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0\n")));
        assert!(!has_default_v4(head) && !has_default_v4(""));
        let zero = "0".repeat(32);
        let v6 = |interface| format!("{zero} 00 {zero} 00 {zero} ffffffff 00000001 00000000 00200200 {interface}\n");
        assert!(has_default_v6(&v6("eth0")) && !has_default_v6(&v6("lo")) && !has_default_v6(""));
    }
}
