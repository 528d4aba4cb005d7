//! The monitor's loop: moves bytes between the container, its log and the attached clients until the container has ended.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::client::Request;
use super::clients::{Clients, Door};
use super::health::{Consequence, Watcher};
use super::log::{Log, Stream};
use super::protocol::Kind;
use super::signals::{Heard, Way};
use super::stdin::Stdin;
use crate::error::{Context, Result};
use crate::runtime::Output;
use crate::store::containers::{Config, HealthStatus, Record};
use crate::sys::memory;
use crate::sys::process::{self, Exit};
use crate::sys::signal::Signals;
use crate::sys::tty::{self, Winsize};
use crate::systemd::Relay;

const BUFFER: usize = 32 * 1024;

/// One of the container's output streams.
pub(super) struct Source {
    output: Output,
    ended: bool,
}

impl Source {
    pub(super) fn new(output: Output) -> Self {
        Self { output, ended: false }
    }
}

/// All that the loop looks after.
pub(super) struct Pump<'a> {
    pub(super) init: BorrowedFd<'a>,
    pub(super) record: &'a Record,
    /// Signals that the monitor itself gets and passes on.
    pub(super) signals: &'a Signals,
    /// In a service, those that may come by way of a client as well.
    pub(super) heard: Option<Heard>,
    pub(super) stdin: Stdin,
    pub(super) sources: Vec<Source>,
    /// The terminal's master side, for its size.
    pub(super) console: Option<OwnedFd>,
    pub(super) clients: &'a mut Clients,
    pub(super) log: Log,
    /// Whether the log has failed: that is said once.
    pub(super) log_failed: bool,
    /// What the container's processes tell the service manager comes by here.
    pub(super) relay: Option<Relay>,
    /// Whether the memory of the start has been given back.
    pub(super) settled: bool,
    pub(super) health: Watcher<'a>,
    /// The container's settings as they are now.
    pub(super) load: &'a dyn Fn() -> Option<Config>,
    /// When the container is killed, whatever it does.
    pub(super) kill_at: Option<Instant>,
    /// Whether that was because it ran longer than it may.
    pub(super) timed_out: bool,
    /// Whether somebody wants the container to end and stay so.
    pub(super) asked_to_end: bool,
    /// Whether its health checks have asked it to end.
    pub(super) stopping: bool,
    /// Held while they do.
    pub(super) shown_stopping: Option<File>,
    /// Whether its health checks want it restarted.
    pub(super) asked_to_restart: bool,
}

/// Tells of changes of children; it is nobody's wish.
const SIGCHLD: i32 = 17;
const SIGKILL: i32 = 9;

/// A container that is silent for so long has started: the monitor then gives back what it needed for that. Also how
/// often clients are looked after that keep others waiting.
const SECOND: Duration = Duration::from_secs(1);

/// What a poll entry stands for.
#[derive(Clone, Copy)]
enum Role {
    Init,
    Signals,
    Stdin,
    Source(usize),
    Relay,
    Door(Door),
    Health,
}

impl Pump<'_> {
    /// Runs until the container's first process has ended and its output is read to the end.
    pub(super) fn run(&mut self) -> Result<Exit> {
        let mut buffer = vec![0; BUFFER];
        let mut exit = None;
        while exit.is_none() || !self.sources.is_empty() {
            // All processes of the container are gone at its end: what is left is little, and nobody waits for it.
            let congested = exit.is_none() && self.clients.congested();
            let ready = self.wait(exit.is_some(), congested)?;
            if ready.is_empty() && exit.is_none() && !congested && !self.settled {
                memory::release();
                self.settled = true;
            }
            // What no poll finds readable after the end will never come.
            let reading = ready.iter().any(|role| matches!(role, Role::Source(_)));
            let drained = exit.is_some() && !reading;
            for role in ready {
                match role {
                    Role::Init => {
                        exit = Some(process::wait(self.init)?);
                        self.sources.iter_mut().for_each(|source| source.output.end_with_process());
                    }
                    Role::Signals => self.pass_signals(),
                    Role::Stdin => self.stdin.flush(),
                    Role::Relay => self.relay.iter().for_each(Relay::pass),
                    Role::Source(index) => self.read_source(index, &mut buffer),
                    Role::Door(Door::Listener) => self.clients.accept(),
                    Role::Door(Door::Client(index)) => self.serve_client(index, &mut buffer),
                    Role::Health => self.take_health(),
                }
            }
            if exit.is_none() {
                self.do_what_is_due();
            }
            self.drop_finished();
            if drained {
                break;
            }
        }
        exit.context("the loop ended before the container")
    }

    /// Waits until something can be done. After the container's end it only looks whether output is left.
    fn wait(&self, exited: bool, congested: bool) -> Result<Vec<Role>> {
        let (roles, mut fds): (Vec<Role>, Vec<PollFd<'_>>) = self.watched(exited, congested).into_iter().unzip();
        let timeout = self.timeout(exited, congested);
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        loop {
            match poll(&mut fds, timeout.as_ref()) {
                Ok(_) => break,
                Err(Errno::INTR) => {}
                Err(error) => return Err(error).context("poll"),
            }
        }
        Ok(roles.into_iter().zip(&fds).filter(|(_, fd)| !fd.revents().is_empty()).map(|(role, _)| role).collect())
    }

    /// How long there is nothing to do.
    fn timeout(&self, exited: bool, congested: bool) -> Option<Duration> {
        if exited {
            return Some(Duration::ZERO);
        }
        let ticking = if congested { self.clients.in_each_others_way() } else { !self.settled };
        let due = [self.health.due(), self.kill_at].into_iter().flatten().min();
        let left = due.map(|due| due.saturating_duration_since(Instant::now()));
        [Some(SECOND).filter(|_| ticking), left].into_iter().flatten().min()
    }

    /// What is worth waiting for now.
    fn watched(&self, exited: bool, congested: bool) -> Vec<(Role, PollFd<'_>)> {
        let mut all = Vec::with_capacity(8);
        let mut add = |role, fd, flags| all.push((role, PollFd::from_borrowed_fd(fd, flags)));
        if !exited {
            add(Role::Init, self.init, PollFlags::IN);
            add(Role::Signals, self.signals.as_fd(), PollFlags::IN);
            self.health.fd().into_iter().for_each(|fd| add(Role::Health, fd, PollFlags::IN));
        }
        if let (true, Some(stdin)) = (self.stdin.has_waiting(), self.stdin.fd()) {
            add(Role::Stdin, stdin, PollFlags::OUT);
        }
        if let Some(relay) = &self.relay {
            add(Role::Relay, relay.as_fd(), PollFlags::IN);
        }
        // A client that does not read holds the container's output back, as a terminal would.
        if !congested {
            for (index, source) in self.sources.iter().enumerate() {
                add(Role::Source(index), source.output.as_fd(), PollFlags::IN);
            }
        }
        all.extend(self.clients.watch(!self.stdin.is_congested()).into_iter().map(|(door, fd)| (Role::Door(door), fd)));
        all
    }

    fn read_source(&mut self, index: usize, buffer: &mut [u8]) {
        let Some(source) = self.sources.get_mut(index).filter(|source| !source.ended) else { return };
        let stream = source.output.stream;
        let count = match source.output.read(buffer) {
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => return,
            // A terminal whose last user is gone answers EIO.
            Err(_) => 0,
        };
        if count == 0 {
            source.ended = true;
            return;
        }
        self.put_out(stream, buffer.get(..count).unwrap_or_default());
    }

    fn put_out(&mut self, stream: Stream, bytes: &[u8]) {
        // A full disk must not end the container. The log goes on when there is room again, whole lines only.
        if let Err(error) = self.log.write(stream, bytes)
            && !std::mem::replace(&mut self.log_failed, true)
        {
            let line = format!("{error:#}; the container goes on, and its log lacks what cannot be written");
            self.clients.tell(Kind::Warning, line.as_bytes());
        }
        let kind = match stream {
            Stream::Stdout => Kind::Stdout,
            Stream::Stderr => Kind::Stderr,
        };
        self.clients.put_out(kind, bytes);
    }

    fn serve_client(&mut self, index: usize, buffer: &mut [u8]) {
        let (requests, hung_up) = self.clients.serve(index, buffer);
        for request in requests {
            match request {
                Request::Input(bytes) => self.stdin.write(&bytes),
                Request::EndInput => self.stdin.end(),
                Request::Resize(size) => self.resize(size),
                Request::Signal(number, sender) => self.signal_of_user(number, sender),
                Request::CloseOutput(stream) => self.close_output(index, stream),
                // It runs already.
                Request::Start => {}
                Request::Hold => self.clients.await_check(index, None),
                Request::Check => self.clients.await_check(index, self.health.next()),
                Request::Changed => {
                    self.health.reconfigure((self.load)().and_then(|config| config.health));
                    self.clients.await_check(index, None);
                }
            }
        }
        if hung_up && self.console.is_none() {
            self.stdin.end();
        }
    }

    /// The client that started the container has nowhere to put its output: the container gets to know, as it would from
    /// a pipe. (`coracle run … | head`)
    fn close_output(&mut self, index: usize, stream: Stream) {
        if self.console.is_none() && self.clients.is_first(index) {
            self.sources
                .iter_mut()
                .filter(|source| source.output.stream == stream)
                .for_each(|source| source.ended = true);
        }
    }

    /// What the clock or somebody who asked for it has brought up.
    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.kill_at.is_some_and(|at| at <= now) {
            self.kill_at = None;
            self.timed_out = !self.stopping;
            self.signal(SIGKILL);
        }
        let asked = self.clients.awaited_check().is_some_and(|number| Some(number) == self.health.next());
        if asked || self.health.due().is_some_and(|due| due <= now) {
            // Whoever waits for one that could not begin would wait for ever where no other is due.
            if let Some(number) = self.health.begin() {
                self.clients.tell_checked(number, HealthStatus::Unhealthy.as_str());
            }
        }
    }

    fn take_health(&mut self) {
        let Some((number, outcome, consequence)) = self.health.finish() else { return };
        match consequence {
            None => self.clients.tell_checked(number, outcome.as_str()),
            Some(_) => self.clients.owe_checked(number, outcome.as_str()),
        }
        match consequence {
            None => {}
            Some(Consequence::Kill) => self.signal(SIGKILL),
            Some(Consequence::Restart) => {
                self.asked_to_restart = true;
                self.stop();
            }
            Some(Consequence::Stop) => {
                if let Err(error) = self.record.note_stopped() {
                    log::debug!("{error:#}");
                }
                self.stop();
            }
        }
    }

    /// Asks the container to end, and sees to it that it does.
    fn stop(&mut self) {
        self.stopping = true;
        self.shown_stopping = self.record.note_stopping().inspect_err(|error| log::debug!("{error:#}")).ok();
        self.signal(self.record.config.stop_signal);
        let patience = Duration::from_secs(self.record.config.stop_timeout.into());
        let deadline = Instant::now().checked_add(patience);
        self.kill_at = [self.kill_at, deadline].into_iter().flatten().min();
    }

    fn resize(&self, size: Winsize) {
        if let Some(console) = &self.console
            && let Err(error) = tty::set_size(console.as_fd(), size)
        {
            log::debug!("cannot set the terminal's size: {error}");
        }
    }

    /// A user who ends the container means it: no restart policy starts it again.
    fn signal_of_user(&mut self, number: i32, sender: u32) {
        if self.record.is_ended_by(number) {
            self.asked_to_end = true;
            if let Err(error) = self.record.note_stopped() {
                log::debug!("{error:#}");
            }
        }
        if self.is_new(Way::Forwarded, number, sender) {
            self.signal(number);
        }
    }

    fn is_new(&mut self, way: Way, number: i32, sender: u32) -> bool {
        self.heard.as_mut().is_none_or(|heard| heard.is_new(way, number, sender))
    }

    fn signal(&self, number: i32) {
        if let Err(error) = process::pidfd_send_signal(self.init, number) {
            log::debug!("cannot send signal {number}: {error}");
        }
    }

    /// Passes on what was sent to the monitor: a service manager stops what it has started by signalling it. It may do
    /// so because the machine goes down, so that this says nothing about the next boot.
    fn pass_signals(&mut self) {
        while let Ok(Some(arrived)) = self.signals.next() {
            // What this process has brought upon itself (SIGXFSZ) is not the container's.
            let own = arrived.pid == std::process::id();
            if arrived.signal != SIGCHLD && !own {
                self.asked_to_end |= self.record.is_ended_by(arrived.signal);
                if self.is_new(Way::Direct, arrived.signal, arrived.pid) {
                    self.signal(arrived.signal);
                }
            }
        }
    }

    fn drop_finished(&mut self) {
        self.clients.tidy();
        self.sources.retain(|source| !source.ended);
    }
}
