//! Verbs that act on containers.

mod exec;
mod image;
mod logs;
mod ps;
mod request;
mod rm;
mod run;
mod select;
mod start;
mod stop;

use std::os::fd::AsFd;

use crate::container::{Ending, Session, Streams};
use crate::error::Result;

pub(crate) use exec::exec;
pub(crate) use logs::logs;
pub(crate) use ps::ps;
pub(crate) use rm::rm;
pub(crate) use run::{create, run};
pub(crate) use start::start;
pub(crate) use stop::stop;

/// Connects a container with this process's own streams. The exit code is the container's, or 0 after a detach.
fn attach(session: &mut Session<'_>, terminal: bool, stdin: bool, detach_keys: &[u8]) -> Result<u8> {
    let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let streams = Streams {
        stdin: stdin.then_some(input.as_fd()),
        stdout: output.as_fd(),
        stderr: errors.as_fd(),
        terminal,
        proxy_signals: true,
        detach_keys,
    };
    session.attach(streams).map(exit_code)
}

/// What this process says about how a session ended.
fn exit_code(ending: Ending) -> u8 {
    match ending {
        Ending::Exited(code) => u8::try_from(code).unwrap_or(125),
        Ending::Detached => 0,
        Ending::Signalled(number) => u8::try_from(number + 128).unwrap_or(125),
    }
}
