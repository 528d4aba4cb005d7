//! Verbs that act on containers.

mod attach;
mod commit;
mod cp;
mod diff;
mod exec;
mod healthcheck;
mod image;
mod kill;
mod logs;
mod look;
mod mount;
mod pause;
mod prune;
mod ps;
pub(super) mod request;
mod restart;
mod rm;
mod run;
mod select;
mod start;
mod stats;
mod stop;
mod top;
pub(super) mod unsupported;
mod update;
mod wait;

use std::os::fd::AsFd;

use crate::cli::values::DetachKeys;
use crate::container::{Ending, Session, Streams};
use crate::error::Result;

pub(crate) use attach::attach as attach_to;
pub(crate) use commit::commit;
pub(crate) use cp::{cp, export};
pub(crate) use diff::diff;
pub(crate) use exec::exec;
pub(crate) use healthcheck::run as healthcheck;
pub(crate) use kill::kill;
pub(crate) use logs::{logs, parse_time, parse_until};
pub(crate) use look::{exists, port, rename};
pub(crate) use mount::{mount, umount};
pub(crate) use pause::{pause, unpause};
pub(crate) use prune::{prune, remove_stopped};
pub(crate) use ps::ps;
pub(crate) use restart::restart;
pub(crate) use rm::rm;
pub(crate) use run::{create, run};
pub(crate) use start::{init, start};
pub(crate) use stats::stats;
pub(crate) use stop::stop;
pub(crate) use top::top;
pub(crate) use update::update;
pub(crate) use wait::wait;

/// How this process is connected with a container.
struct Attachment<'a> {
    /// Which of the standard streams take part.
    stdin: bool,
    stdout: bool,
    stderr: bool,
    proxy_signals: bool,
    detach_keys: &'a DetachKeys,
}

/// Connects a container with this process's own streams. The exit code is the container's, or 0 after a detach.
fn attach(session: &mut Session<'_>, terminal: bool, how: &Attachment<'_>) -> Result<u8> {
    let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let streams = Streams {
        stdin: how.stdin.then_some(input.as_fd()),
        stdout: how.stdout.then_some(output.as_fd()),
        stderr: how.stderr.then_some(errors.as_fd()),
        terminal,
        proxy_signals: how.proxy_signals,
        detach_keys: &how.detach_keys.0,
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
