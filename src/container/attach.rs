//! The client's end of an attached container: the user's streams or terminal on one side, the monitor's socket on the other.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::net::RecvFlags;

use super::Engine;
use super::service::Announcement;
use super::start::Purpose;
use super::streams::{Arrived, Connected, Ending, Streams, Written, unless_lost, write_all};
use crate::error::{Context, Error, Kind, Result};
use crate::monitor::protocol::{self, Decoder, Failure, Kind as Frame, Outbox};
use crate::runtime::Stream;
use crate::store::containers::{HealthStatus, Record};
use crate::store::{self, Action};

/// A connection to a container's monitor.
pub(crate) struct Session<'a> {
    socket: OwnedFd,
    decoder: Decoder,
    outbox: Outbox,
    /// Whether the monitor has said that the container's command runs.
    started: bool,
    /// What came of a step.
    harvest: Option<Vec<u8>>,
    /// Why some of the output could not be written.
    lost: Option<(Stream, Errno)>,
    /// What a service manager is told then.
    announcement: Option<Announcement>,
    warn: &'a dyn Fn(&str),
}

/// What one frame from the monitor means for the session.
enum Event {
    Initialized,
    Started,
    Output,
    Exited(i32),
    /// What a health check has found.
    Checked(Option<HealthStatus>),
    /// The container is not started again while this client is there.
    Held,
}

/// The monitor has closed the connection and said nothing about the container's end.
#[derive(Debug)]
struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the container's monitor has let this client go, since it took no output, or has been killed")
    }
}

impl std::error::Error for Gone {}

impl<'a> Session<'a> {
    /// `warn` is told what the monitor wants the user to know.
    pub(crate) fn new(socket: OwnedFd, warn: &'a dyn Fn(&str)) -> Self {
        let (decoder, outbox) = (Decoder::default(), Outbox::default());
        Self { socket, decoder, outbox, started: false, harvest: None, lost: None, announcement: None, warn }
    }

    /// Has a service manager told when the container's command runs.
    pub(super) fn announcing(self, announcement: Option<Announcement>) -> Self {
        Self { announcement, ..self }
    }

    /// A connection to the monitor that a container has, for what `purpose` says; nothing when none listens, or the one
    /// that did was on its way out.
    pub(super) fn connect(engine: &Engine<'a>, record: &Record, purpose: Purpose) -> Result<Option<Self>> {
        let Some(socket) = record.connect()? else { return Ok(None) };
        let mut session = Self::new(socket, engine.warn);
        match purpose {
            Purpose::Attach => session.send(Frame::Attach, &[]),
            Purpose::Start => {}
            Purpose::Initialize => {
                let message = format!("the container {} is initialized or started already", record.config.name);
                return Err(Error::new(message).into());
            }
        }
        session.send(Frame::Start, &[]);
        match session.wait_for(|event| matches!(event, Event::Started)) {
            Err(error) if error.is::<Gone>() => Ok(None),
            result => result.map(|()| Some(session)),
        }
    }

    /// A connection to the monitor of a container that runs, which gets the container's output.
    pub(crate) fn attach_to(engine: &Engine<'a>, record: &Record) -> Result<Self> {
        let refused = || Error::new("you can only attach to running containers");
        if !record.state.status.is_up() {
            return Err(refused().hint(format!("start it first (`coracle start {}`)", record.config.name)).into());
        }
        if record.config.log.driver.passes_through() {
            let message =
                format!("the container {} has its caller's own streams (--log-driver passthrough)", record.config.name);
            return Err(Error::new(message).hint("there is nothing to attach to").into());
        }
        let socket = record.connect()?.ok_or_else(refused)?;
        let mut session = Self::new(socket, engine.warn);
        session.send(Frame::Attach, &[]);
        engine.store.note(&store::Event::container(Action::Attach, &record.config));
        Ok(session)
    }

    /// A connection to a monitor, if there is one that listens, which only hears what becomes of the container.
    pub(crate) fn watch(record: &Record, warn: &'a dyn Fn(&str)) -> Result<Option<Self>> {
        Ok(record.connect()?.map(|socket| Self::new(socket, warn)))
    }

    /// Waits until the container's command has been executed.
    ///
    /// # Errors
    /// What the monitor says: the kind tells 125, 126 and 127 apart.
    pub(crate) fn wait_started(&mut self) -> Result<()> {
        if self.started {
            return Ok(());
        }
        self.wait_for(|event| matches!(event, Event::Started | Event::Exited(_)))
    }

    /// Waits until the container has everything but the word to start.
    pub(crate) fn wait_initialized(&mut self) -> Result<()> {
        self.wait_for(|event| matches!(event, Event::Initialized))
    }

    /// Waits until the container has ended; its exit code, or nothing when the monitor is gone without a word.
    pub(crate) fn wait_exited(&mut self) -> Result<Option<i32>> {
        let mut code = None;
        let waited = self.wait_for(|event| {
            if let Event::Exited(number) = event {
                code = Some(*number);
            }
            code.is_some()
        });
        match waited {
            Err(error) if error.is::<Gone>() => Ok(None),
            result => result.map(|()| code),
        }
    }

    /// Tells the monitor that the container's settings have changed. Returns when it has taken note.
    pub(super) fn tell_changed(&mut self) -> Result<()> {
        self.ask(Frame::Changed).map(drop)
    }

    /// Has the container's health checked; nothing when it does not run any more.
    pub(super) fn check_health(&mut self) -> Result<Option<HealthStatus>> {
        self.ask(Frame::Check)
    }

    /// Has a monitor that is about to start the container again wait for as long as what comes back is open; nothing when
    /// it does something else by now.
    pub(super) fn hold(record: &Record) -> Result<Option<OwnedFd>> {
        let Some(mut session) = Session::watch(record, &|_| {})? else { return Ok(None) };
        session.send(Frame::Hold, &[]);
        let mut held = false;
        let waited = session.wait_for(|event| {
            held = matches!(event, Event::Held);
            held || matches!(event, Event::Checked(_) | Event::Exited(_))
        });
        match waited {
            Err(error) if error.is::<Gone>() => Ok(None),
            result => result.map(|()| held.then_some(session.socket)),
        }
    }

    fn ask(&mut self, question: Frame) -> Result<Option<HealthStatus>> {
        self.send(question, &[]);
        let mut found = None;
        let waited = self.wait_for(|event| {
            if let Event::Checked(status) = event {
                found = *status;
            }
            matches!(event, Event::Checked(_) | Event::Exited(_))
        });
        match waited {
            Err(error) if error.is::<Gone>() => Ok(None),
            result => result.map(|()| found),
        }
    }

    fn wait_for(&mut self, mut found: impl FnMut(&Event) -> bool) -> Result<()> {
        let mut buffer = [0; 4096];
        loop {
            match self.next_event(None)? {
                Some(event) if found(&event) => return Ok(()),
                Some(_) => {}
                None => self.receive(&mut buffer, RecvFlags::empty())?,
            }
        }
    }

    /// Connects the streams until the container ends or the user detaches.
    pub(crate) fn attach(&mut self, streams: Streams<'_>) -> Result<Ending> {
        let user = streams.connect()?;
        if streams.terminal {
            self.send_size(streams);
        }
        self.pump(user)
    }

    /// What the monitor of a step has said of it, after its end.
    pub(super) fn take_harvest(&mut self) -> Option<Vec<u8>> {
        self.harvest.take()
    }

    fn pump(&mut self, mut user: Connected<'_>) -> Result<Ending> {
        let streams = user.streams;
        let mut stdin = streams.stdin;
        let mut buffer = vec![0; 32 * 1024];
        loop {
            while let Some(event) = self.next_event(Some(streams))? {
                if let Event::Exited(code) = event {
                    return unless_lost(Ending::Exited(code), self.lost);
                }
            }
            let (from_socket, from_signals, from_stdin) = self.wait(&user, stdin)?;
            if from_signals && let Some(ending) = self.forward_signals(&user) {
                return Ok(ending);
            }
            if let (true, Some(fd)) = (from_stdin, stdin) {
                match self.forward_input(fd, &mut user, &mut buffer) {
                    Input::More => {}
                    Input::Ended => stdin = None,
                    Input::Detached => return Ok(Ending::Detached),
                }
            }
            if from_socket {
                let _ = self.outbox.flush(self.socket.as_fd());
                self.receive(&mut buffer, RecvFlags::DONTWAIT)?;
            }
        }
    }

    fn wait(&self, user: &Connected<'_>, stdin: Option<BorrowedFd<'_>>) -> Result<(bool, bool, bool)> {
        let writing = if self.outbox.is_empty() { PollFlags::empty() } else { PollFlags::OUT };
        let mut fds = vec![
            PollFd::new(&self.socket, PollFlags::IN | writing),
            PollFd::from_borrowed_fd(user.as_fd(), PollFlags::IN),
        ];
        // While the container does not take its input, ours waits; its output is read all the same.
        let stdin = stdin.filter(|_| self.outbox.len() < protocol::MAX_PAYLOAD);
        fds.extend(stdin.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
        match poll(&mut fds, None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error).context("poll"),
        }
        let ready = |index: usize| fds.get(index).is_some_and(|fd| !fd.revents().is_empty());
        Ok((ready(0), ready(1), ready(2)))
    }

    fn forward_input(&mut self, fd: BorrowedFd<'_>, user: &mut Connected<'_>, buffer: &mut [u8]) -> Input {
        let count = match rustix::io::read(fd, &mut *buffer) {
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => return Input::More,
            Err(_) => 0,
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        if bytes.is_empty() {
            self.send(Frame::StdinEof, &[]);
            return Input::Ended;
        }
        if let Some(end) = user.detach_position(bytes) {
            self.send(Frame::Stdin, bytes.get(..end).unwrap_or_default());
            self.send(Frame::Detach, &[]);
            return Input::Detached;
        }
        self.send(Frame::Stdin, bytes);
        Input::More
    }

    /// Passes on the signals that have arrived; what they end the session with, if they do.
    fn forward_signals(&mut self, user: &Connected<'_>) -> Option<Ending> {
        while let Some(arrived) = user.next_signal() {
            match arrived {
                Arrived::Resized => self.send_size(user.streams),
                Arrived::Proxied(number, sender) => {
                    self.send(Frame::Signal, &[number.to_le_bytes(), sender.to_le_bytes()].concat());
                }
                Arrived::Ends(number) => return Some(Ending::Signalled(number)),
            }
        }
        None
    }

    fn send_size(&mut self, streams: Streams<'_>) {
        let Some(size) = streams.size() else { return };
        let [rows, columns] = [size.ws_row.to_le_bytes(), size.ws_col.to_le_bytes()];
        self.send(Frame::Resize, &[rows, columns].concat());
    }

    /// A monitor that is gone shows when the socket is read; what is sent to it then is nobody's.
    fn send(&mut self, kind: Frame, payload: &[u8]) {
        self.outbox.push(kind, payload);
        let _ = self.outbox.flush(self.socket.as_fd());
    }

    fn receive(&mut self, buffer: &mut [u8], flags: RecvFlags) -> Result<()> {
        match rustix::net::recv(&self.socket, &mut *buffer, flags) {
            Ok((count, _)) if count > 0 => self.decoder.push(buffer.get(..count).unwrap_or_default()),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Ok(_) | Err(_) => return Err(Gone.into()),
        }
        Ok(())
    }

    /// Handles the next frame that has arrived, if one has. Output is dropped while there are no streams.
    fn next_event(&mut self, streams: Option<Streams<'_>>) -> Result<Option<Event>> {
        let Some((kind, payload)) = self.decoder.next()? else { return Ok(None) };
        match kind {
            Frame::Stdout | Frame::Stderr => {
                let Some(streams) = streams else { return Ok(Some(Event::Output)) };
                let (fd, number, stream) = match kind {
                    Frame::Stdout => (streams.stdout, 1, Stream::Stdout),
                    _ => (streams.stderr, 2, Stream::Stderr),
                };
                match fd.map_or(Written::Taken, |fd| write_all(fd, payload)) {
                    Written::Taken => {}
                    Written::Unwanted => self.send(Frame::CloseOutput, &[number]),
                    Written::Lost(error) => _ = self.lost.get_or_insert((stream, error)),
                }
                Ok(Some(Event::Output))
            }
            Frame::Initialized => Ok(Some(Event::Initialized)),
            Frame::Started => {
                self.started = true;
                self.announcement.take().into_iter().for_each(Announcement::send);
                Ok(Some(Event::Started))
            }
            Frame::Harvest => {
                self.harvest = Some(payload.to_vec());
                Ok(Some(Event::Output))
            }
            Frame::Exited => Ok(Some(Event::Exited(protocol::number(payload).unwrap_or(125)))),
            Frame::Failed => Err(failure(payload)),
            Frame::Checked => Ok(Some(Event::Checked(HealthStatus::from_bytes(payload)))),
            Frame::Warning => {
                (self.warn)(&String::from_utf8_lossy(payload));
                Ok(Some(Event::Output))
            }
            // What only a client says.
            Frame::Stdin | Frame::StdinEof | Frame::Resize | Frame::Signal => Ok(Some(Event::Output)),
            Frame::Check | Frame::Changed | Frame::Hold => Ok(Some(Event::Output)),
            Frame::Held => Ok(Some(Event::Held)),
            Frame::Detach | Frame::CloseOutput | Frame::Attach | Frame::Start => Ok(Some(Event::Output)),
        }
    }
}

impl AsFd for Session<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

enum Input {
    More,
    Ended,
    Detached,
}

fn failure(payload: &[u8]) -> anyhow::Error {
    let Ok(failure) = serde_json::from_slice::<Failure>(payload) else {
        return Error::new("the container could not be started, and its monitor gave no reason").into();
    };
    let kind = match failure.exit_code {
        126 => Kind::NotExecutable,
        127 => Kind::CommandNotFound,
        _ => Kind::Engine,
    };
    let error = Error::with_kind(kind, failure.line);
    match failure.hint {
        Some(hint) => error.hint(hint).into(),
        None => error.into(),
    }
}
