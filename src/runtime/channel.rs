//! What a container's first process and its maker say to each other before the command runs.
//!
//! Up: "network" with a descriptor of a new network namespace, if there is one; one "prepared" (with the terminal's master) or one failure, later perhaps a failure. Down: one "start". The end of
//! the connection means that the command runs, since the socket is closed by a successful execve.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};

use super::Prepared;
use crate::error::{Context, Error, Kind, Result};
use crate::sys::socket;

const LIMIT: usize = 16 * 1024;
const START: &[u8] = b"start";

#[derive(Debug)]
pub(super) struct Parent(OwnedFd);

#[derive(Debug)]
pub(super) struct Child(OwnedFd);

/// Both ends.
pub(super) fn pair() -> Result<(Parent, Child)> {
    let (parent, child) = socket::seqpacket_pair()?;
    Ok((Parent(parent), Child(child)))
}

/// A message of the first process, in bytes: a letter, then fields that each end with a NUL.
#[derive(Debug, PartialEq, Eq)]
enum Message {
    Network,
    Prepared(Vec<String>),
    Failed { kind: Kind, message: String, hint: Option<String> },
}

impl Message {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let field = |text: &str, bytes: &mut Vec<u8>| {
            bytes.extend(text.bytes().filter(|b| *b != 0));
            bytes.push(0);
        };
        match self {
            Message::Network => bytes.push(b'W'),
            Message::Prepared(warnings) => {
                bytes.push(b'P');
                warnings.iter().for_each(|warning| field(warning, &mut bytes));
            }
            Message::Failed { kind, message, hint } => {
                bytes.push(kind_letter(*kind));
                field(message, &mut bytes);
                hint.iter().for_each(|hint| field(hint, &mut bytes));
            }
        }
        if bytes.len() > LIMIT {
            bytes.truncate(LIMIT - 1);
            bytes.push(0);
        }
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (letter, rest) = bytes.split_first()?;
        let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        let mut fields = rest.split(|b| *b == 0).map(text).filter(|field| !field.is_empty());
        match letter {
            b'W' => Some(Message::Network),
            b'P' => Some(Message::Prepared(fields.collect())),
            letter => {
                let kind = letter_kind(*letter)?;
                Some(Message::Failed { kind, message: fields.next().unwrap_or_default(), hint: fields.next() })
            }
        }
    }
}

fn kind_letter(kind: Kind) -> u8 {
    match kind {
        Kind::CommandNotFound => b'N',
        Kind::NotExecutable => b'X',
        _ => b'E',
    }
}

fn letter_kind(letter: u8) -> Option<Kind> {
    match letter {
        b'N' => Some(Kind::CommandNotFound),
        b'X' => Some(Kind::NotExecutable),
        b'E' => Some(Kind::Engine),
        _ => None,
    }
}

impl Parent {
    /// The next message; nothing when the connection has ended.
    fn next(&self) -> Result<Option<(Message, Vec<OwnedFd>)>> {
        let (bytes, fds) = socket::receive(self.0.as_fd(), LIMIT)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let message =
            Message::decode(&bytes).ok_or_else(|| Error::new("the container's first process talks nonsense"))?;
        Ok(Some((message, fds)))
    }

    /// The network namespace, which is the first thing that is said.
    pub(super) fn network(&self) -> Result<OwnedFd> {
        match self.next()? {
            Some((Message::Network, fds)) => fds.into_iter().next().context("no descriptor of the network namespace"),
            Some((failed, _)) => Err(failed.into_error().into()),
            None => Err(Error::new("the container's first process ended before it had a network").into()),
        }
    }

    /// Why there is no first process.
    pub(super) fn failure(&self) -> anyhow::Error {
        match self.next() {
            Ok(Some((failed, _))) => failed.into_error().into(),
            Ok(None) => Error::new("the container's first process could not be made").into(),
            Err(error) => error,
        }
    }

    pub(super) fn prepared(&self) -> Result<Prepared> {
        match self.next()? {
            // Nobody asked for it.
            Some((Message::Network, _)) => self.prepared(),
            Some((Message::Prepared(warnings), fds)) => Ok(Prepared { console: fds.into_iter().next(), warnings }),
            Some((failed, _)) => Err(failed.into_error().into()),
            None => Err(Error::new("the container's first process ended before it was ready").into()),
        }
    }

    pub(super) fn start(&self) -> Result<()> {
        socket::send(self.0.as_fd(), START, &[])
            .context("the container's first process has ended before its command")?;
        match self.next()? {
            None => Ok(()),
            Some((message, _)) => Err(message.into_error().into()),
        }
    }
}

impl Message {
    fn into_error(self) -> Error {
        match self {
            Message::Network | Message::Prepared(_) => Error::new("the container's first process repeats itself"),
            Message::Failed { kind, message, hint } => {
                let error = Error::with_kind(kind, message);
                match hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                }
            }
        }
    }
}

impl Child {
    /// Moves this end to a descriptor of at least `lowest`.
    pub(super) fn move_above(&mut self, lowest: RawFd) -> Result<()> {
        self.0 = rustix::io::fcntl_dupfd_cloexec(&self.0, lowest).context("fcntl(F_DUPFD_CLOEXEC)")?;
        Ok(())
    }

    /// Hands this process's network namespace over.
    pub(super) fn network(&self) -> Result<()> {
        let namespace = std::fs::File::open("/proc/self/ns/net").context("open /proc/self/ns/net")?;
        socket::send(self.0.as_fd(), &Message::Network.encode(), &[namespace.as_fd()])
    }

    /// Says that everything is ready, then waits for the word. False: nobody is there any more to give it.
    pub(super) fn ready(&self, console: Option<BorrowedFd<'_>>, warnings: Vec<String>) -> Result<bool> {
        let console: Vec<_> = console.into_iter().collect();
        socket::send(self.0.as_fd(), &Message::Prepared(warnings).encode(), &console)?;
        Ok(socket::receive(self.0.as_fd(), START.len())?.0 == START)
    }

    /// Says why the container cannot start.
    pub(super) fn failed(&self, error: &anyhow::Error) {
        let kind = crate::error::kind(error);
        let hint = crate::error::hint(error).map(str::to_owned);
        let message = Message::Failed { kind, message: format!("{error:#}"), hint };
        let _ = socket::send(self.0.as_fd(), &message.encode(), &[]);
    }
}

impl AsRawFd for Child {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_they_went() {
        let failed = |hint| Message::Failed { kind: Kind::NotExecutable, message: "m".into(), hint };
        let cases = [
            Message::Network,
            Message::Prepared(vec![]),
            Message::Prepared(vec!["a".into(), "b c".into()]),
            failed(None),
            failed(Some("h".into())),
        ];
        for message in cases {
            assert_eq!(Message::decode(&message.encode()), Some(message));
        }
        assert_eq!(Message::decode(b""), None);
        assert_eq!(Message::decode(b"?x"), None);
        assert_eq!(Message::Prepared(vec!["x".repeat(2 * LIMIT)]).encode().len(), LIMIT);
    }

    #[test]
    fn the_end_of_the_connection_means_success_only_after_start() {
        let (parent, child) = pair().unwrap();
        drop(child);
        assert!(parent.prepared().is_err());
        let (parent, child) = pair().unwrap();
        let thread = std::thread::spawn(move || {
            child.network().unwrap();
            child.ready(None, vec!["w".into()]).unwrap()
        });
        assert_eq!(parent.prepared().unwrap().warnings, ["w"]);
        parent.start().unwrap();
        assert!(thread.join().unwrap());
    }
}
