//! What the process that builds a stage tells the one that made it.

use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};

use serde::{Deserialize, Serialize};

use super::stage::State;
use crate::error::{Context, Error, Result};

/// One thing that happened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Event {
    /// A step begins: its number, how many there are, its text.
    Step {
        number: usize,
        total: usize,
        text: String,
    },
    /// The step needed no work.
    Reused,
    /// Why the step was or was not reused.
    Why(String),
    /// The step has ended well; the layer that it made.
    Done {
        layer: Option<String>,
    },
    Warning(String),
    /// The stage is built.
    Built(Box<State>),
    /// The stage has failed, and waits for the word that the terminal is free for whoever wants to look around.
    Waits(Failure),
    Failed(Failure),
}

/// Why a stage was not built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Failure {
    pub(super) exit_code: u8,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// A command that ended with something else than 0.
#[derive(Debug)]
pub(super) struct CommandFailed {
    pub(super) code: u8,
}

impl std::fmt::Display for CommandFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code {
            code @ 129..=165 => write!(f, "the command was killed by signal {}", code - 128),
            code => write!(f, "the command ended with exit code {code}"),
        }
    }
}

impl std::error::Error for CommandFailed {}

impl Failure {
    pub(super) fn of(error: &anyhow::Error) -> Self {
        let failed = error.chain().find_map(|cause| cause.downcast_ref::<CommandFailed>());
        Failure {
            exit_code: failed.map_or_else(|| crate::error::kind(error).exit_code(), |failed| failed.code),
            message: crate::error::cause(error),
            hint: crate::error::hint(error).map(str::to_owned),
        }
    }
}

/// The sending end.
pub(super) struct Reporter(std::fs::File);

impl Reporter {
    pub(super) fn new(pipe: OwnedFd) -> Self {
        Reporter(pipe.into())
    }

    pub(super) fn try_clone(&self) -> Result<Self> {
        Ok(Reporter(self.0.try_clone().context("dup")?))
    }

    /// Tells it. When nobody listens any more, the build is over.
    pub(super) fn tell(&mut self, event: &Event) -> Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        self.0.write_all(&line).context("the build was ended")
    }
}

/// The receiving end: bytes become events.
#[derive(Default)]
pub(super) struct Receiver {
    bytes: Vec<u8>,
    /// The other end is closed.
    pub(super) ended: bool,
}

impl Receiver {
    /// Reads what there is.
    pub(super) fn read(&mut self, pipe: impl AsFd) -> Result<()> {
        self.ended = !super::schedule::read_ready(pipe, &mut self.bytes)?;
        Ok(())
    }

    /// The next event that has arrived.
    pub(super) fn next(&mut self) -> Result<Option<Event>> {
        let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let line: Vec<u8> = self.bytes.drain(..=end).collect();
        let event = serde_json::from_slice(&line);
        event.map(Some).map_err(|error| Error::new(format!("a stage said what it cannot have meant: {error}")).into())
    }
}
