//! The client's end of an attached container: the user's streams or terminal on one side, the monitor's socket on the other.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::net::RecvFlags;

use super::streams::{Arrived, Connected, Ending, Streams, write_all};
use crate::error::{Context, Error, Kind, Result};
use crate::monitor::protocol::{self, Decoder, Failure, Kind as Frame, Outbox};

/// A connection to a container's monitor.
pub(crate) struct Session<'a> {
    socket: OwnedFd,
    decoder: Decoder,
    outbox: Outbox,
    warn: &'a dyn Fn(&str),
}

/// What one frame from the monitor means for the session.
enum Event {
    Started,
    Output,
    Exited(i32),
}

impl<'a> Session<'a> {
    /// `warn` is told what the monitor wants the user to know.
    pub(crate) fn new(socket: OwnedFd, warn: &'a dyn Fn(&str)) -> Self {
        Self { socket, decoder: Decoder::default(), outbox: Outbox::default(), warn }
    }

    /// Waits until the container's command has been executed.
    ///
    /// # Errors
    /// What the monitor says: the kind tells 125, 126 and 127 apart.
    pub(crate) fn wait_started(&mut self) -> Result<()> {
        let mut buffer = [0; 4096];
        loop {
            match self.next_event(None)? {
                Some(Event::Started | Event::Exited(_)) => return Ok(()),
                Some(Event::Output) => {}
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

    fn pump(&mut self, mut user: Connected<'_>) -> Result<Ending> {
        let streams = user.streams;
        let mut stdin = streams.stdin;
        let mut buffer = vec![0; 32 * 1024];
        loop {
            while let Some(event) = self.next_event(Some(streams))? {
                if let Event::Exited(code) = event {
                    return Ok(Ending::Exited(code));
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
                Arrived::Proxied(number) => self.send(Frame::Signal, &number.to_le_bytes()),
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
            Ok(_) | Err(_) => {
                return Err(Error::new("the container's monitor has gone without a word, and the container with it")
                    .hint("see `coracle ps -a`")
                    .into());
            }
        }
        Ok(())
    }

    /// Handles the next frame that has arrived, if one has. Output is dropped while there are no streams.
    fn next_event(&mut self, streams: Option<Streams<'_>>) -> Result<Option<Event>> {
        let Some((kind, payload)) = self.decoder.next()? else { return Ok(None) };
        match kind {
            Frame::Stdout | Frame::Stderr => {
                let Some(streams) = streams else { return Ok(Some(Event::Output)) };
                let (fd, number) = if kind == Frame::Stdout { (streams.stdout, 1) } else { (streams.stderr, 2) };
                if !write_all(fd, payload) {
                    self.send(Frame::CloseOutput, &[number]);
                }
                Ok(Some(Event::Output))
            }
            Frame::Started => Ok(Some(Event::Started)),
            Frame::Exited => Ok(Some(Event::Exited(protocol::number(payload).unwrap_or(125)))),
            Frame::Failed => Err(failure(payload)),
            Frame::Warning => {
                (self.warn)(&String::from_utf8_lossy(payload));
                Ok(Some(Event::Output))
            }
            Frame::Stdin | Frame::StdinEof | Frame::Resize | Frame::Signal | Frame::Detach | Frame::CloseOutput => {
                Ok(Some(Event::Output))
            }
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
    Error::with_kind(kind, failure.line).into()
}
