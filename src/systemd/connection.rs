//! A connection to a D-Bus server: one call at a time, every wait bounded, no threads.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use super::wire::{self, Call, FIXED, Kind, Message, Reader, Writer};
use super::{Address, Socket};
use crate::error::{Context, Error, Result};

/// How long the manager may take for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Names of errors that callers mind.
pub(super) const UNIT_EXISTS: &str = "org.freedesktop.systemd1.UnitExists";

#[derive(Debug)]
pub(super) struct Connection {
    stream: UnixStream,
    serial: u32,
    /// Signals that came while something else was waited for.
    signals: Vec<Message>,
}

/// What the other side refused, by name.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) name: String,
    text: String,
}

impl From<Refused> for anyhow::Error {
    fn from(refused: Refused) -> Self {
        let Refused { name, text } = refused;
        Error::new(if text.is_empty() { name } else { text.trim_end_matches('.').to_owned() }).into()
    }
}

impl Connection {
    /// Connects and, on a bus, gets a name there. The kernel tells the server who we are.
    pub(super) fn open(address: &Address) -> Result<Self> {
        let stream = address.connect().with_context(|| format!("cannot connect to {address}"))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut connection = Connection { stream, serial: 0, signals: Vec::new() };
        connection.authenticate().with_context(|| format!("{address} does not let us in"))?;
        if matches!(address.socket, Socket::Bus) {
            connection.bus("Hello", "", |_| {})?;
        }
        Ok(connection)
    }

    /// SASL as the specification has it: the words that need no answer go at once.
    fn authenticate(&mut self) -> Result<()> {
        self.stream.write_all(b"\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n")?;
        loop {
            let line = self.line()?;
            match line.split(' ').next() {
                Some("OK") => return Ok(()),
                Some("DATA") => {}
                _ => return Err(Error::new(format!("the answer was {line:?}")).into()),
            }
        }
    }

    /// One line of the handshake, byte by byte: what follows it is messages.
    fn line(&mut self) -> Result<String> {
        let (mut line, mut byte) = (Vec::new(), [0]);
        while !line.ends_with(b"\r\n") {
            anyhow::ensure!(line.len() < 512, "the answer is too long");
            self.stream.read_exact(&mut byte)?;
            line.extend(byte);
        }
        Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    /// A call of the bus itself.
    pub(super) fn bus(&mut self, member: &str, signature: &str, body: impl FnOnce(&mut Writer)) -> Result<()> {
        let (destination, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let call = Call { destination, path, interface: destination, member, signature };
        self.call(&call, body)?.map(drop).map_err(Into::into)
    }

    /// Calls and waits for the answer.
    pub(super) fn call(
        &mut self,
        call: &Call<'_>,
        body: impl FnOnce(&mut Writer),
    ) -> Result<std::result::Result<Message, Refused>> {
        self.serial += 1;
        self.stream
            .write_all(&wire::call(call, self.serial, body))
            .with_context(|| format!("calling {}", call.member))?;
        loop {
            let message = self.receive().with_context(|| format!("waiting for the answer to {}", call.member))?;
            match message.kind {
                Kind::Return if message.reply_to == Some(self.serial) => return Ok(Ok(message)),
                Kind::Error if message.reply_to == Some(self.serial) => {
                    let text = message.body().string().unwrap_or_default();
                    return Ok(Err(Refused { name: message.error, text }));
                }
                Kind::Signal => self.signals.push(message),
                _ => {}
            }
        }
    }

    /// The first signal that `wanted` makes something of.
    pub(super) fn signal<T>(&mut self, member: &str, wanted: impl Fn(Reader<'_>) -> Result<Option<T>>) -> Result<T> {
        let mut waiting = std::mem::take(&mut self.signals);
        loop {
            for message in waiting.iter().filter(|message| message.member == member) {
                if let Some(found) = wanted(message.body())? {
                    return Ok(found);
                }
            }
            waiting = vec![self.receive().with_context(|| format!("waiting for {member}"))?];
        }
    }

    fn receive(&mut self) -> Result<Message> {
        let mut bytes = vec![0; FIXED];
        self.stream.read_exact(&mut bytes)?;
        let fixed: [u8; FIXED] = bytes[..].try_into()?;
        bytes.resize(FIXED + wire::rest(&fixed)?, 0);
        self.stream.read_exact(&mut bytes[FIXED..])?;
        Message::parse(&bytes)
    }
}
