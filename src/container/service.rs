//! A container as a service of a service manager: what it is told, what the manager is told, and what it has opened.

use std::os::fd::AsFd;
use std::process::{Command, ExitStatus};

use oci_spec::runtime::{Mount, Spec};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::Pid;

use super::{Engine, Purpose, bundle};
use crate::config::{Dirs, Sockets, Systemd};
use crate::error::{Context, Result};
use crate::runtime::spec;
use crate::store::containers::{Record, SdNotify};
use crate::sys::process;
use crate::systemd::{Notify, Relay};

/// What the manager is told when the container's command runs.
pub(super) struct Announcement {
    to: Notify,
    lines: String,
}

impl Announcement {
    /// The service's main process is the one that gives the container's exit status: this one where it stays, else the
    /// monitor.
    pub(super) fn of(engine: &Engine<'_>, record: &Record, purpose: Purpose, monitor: Pid) -> Option<Self> {
        let to = engine.dirs.systemd.notify.clone()?;
        let main = match purpose {
            Purpose::Initialize => return None,
            Purpose::Attach => std::process::id(),
            Purpose::Start => monitor.as_raw_nonzero().get().unsigned_abs(),
        };
        let lines = match record.config.settings.sdnotify {
            SdNotify::Ignore => return None,
            SdNotify::Conmon => format!("MAINPID={main}\nREADY=1"),
            SdNotify::Container | SdNotify::Healthy => format!("MAINPID={main}"),
        };
        Some(Self { to, lines })
    }

    pub(super) fn send(self) {
        if let Err(error) = self.to.send(&self.lines) {
            log::debug!("{error:#}");
        }
    }
}

/// Where the container's processes find the socket of the monitor's relay.
const SOCKET: &str = "/run/notify/notify.sock";

/// The relay's socket as a mount, when the container is to have it.
pub(super) fn mount(record: &Record, systemd: &Systemd) -> Option<Mount> {
    let source = record.notify_socket();
    is_told(record, systemd).then(|| spec::bind(source, SOCKET, &["rw", "nosuid", "nodev", "noexec"]))
}

fn is_told(record: &Record, systemd: &Systemd) -> bool {
    systemd.notify.is_some() && record.config.settings.sdnotify == SdNotify::Container
}

/// Tells the container's command about the relay, and about the descriptors that it gets. Who it is it finds out itself.
pub(super) fn add_variables(spec: &mut Spec, record: &Record, systemd: &Systemd) {
    let mut variables = Vec::new();
    if is_told(record, systemd) {
        variables.push(format!("NOTIFY_SOCKET={SOCKET}"));
    }
    if let Some(Sockets { count, names }) = &systemd.sockets {
        variables.push(format!("LISTEN_FDS={count}"));
        variables.extend(names.as_ref().map(|names| format!("LISTEN_FDNAMES={names}")));
    }
    bundle::add_variables(spec, variables);
}

/// Runs a command of ours to its end. What it tells the manager goes by way of this process, which alone may be heard.
pub(crate) fn run_heard(dirs: &Dirs, command: &mut Command) -> Result<ExitStatus> {
    let start = "cannot start another process of this program";
    let Some(to) = dirs.systemd.notify.clone() else { return command.status().context(start) };
    std::fs::create_dir_all(&dirs.runtime).with_context(|| format!("cannot make {}", dirs.runtime.display()))?;
    let relay = Relay::bind(&dirs.runtime.join(format!("notify-{}", std::process::id())), to)?;
    let mut child = command.env("NOTIFY_SOCKET", relay.path()).spawn().context(start)?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).context(start)?;
    let handle = process::pidfd_open(pid)?;
    loop {
        let mut fds = [PollFd::new(&handle, PollFlags::IN), PollFd::from_borrowed_fd(relay.as_fd(), PollFlags::IN)];
        rustix::io::retry_on_intr(|| poll(&mut fds, None)).context("poll")?;
        relay.pass();
        if !fds[0].revents().is_empty() {
            return child.wait().context(start);
        }
    }
}
