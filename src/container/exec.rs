//! Commands that join a container which runs. Its monitor is not asked: this process enters the namespaces of the
//! container's first process, makes the command there, and moves its bytes itself.

use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;

use oci_spec::runtime::Spec;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Pid;

use super::relay::{self, Relay};
use super::streams::{Ending, Streams};
use super::{Engine, bundle};
use crate::error::{Context, Error, Kind, Result};
use crate::monitor::stdin::Stdin;
use crate::runtime::{self, Ends, Join, Starting, Stdio};
use crate::store::containers::{ExecSession, Groups, ProcessId, Record, Status};
use crate::store::{Action, Event};
use crate::sys::process::{self, Descriptors, Fork};
use crate::sys::{namespace, proc};

/// What the user asked for.
#[derive(Debug, Default)]
pub(crate) struct ExecRequest {
    pub(crate) command: Vec<String>,
    /// Variables for this command: they override the container's.
    pub(crate) env: Vec<(String, String)>,
    /// Instead of the container's own user.
    pub(crate) user: Option<String>,
    pub(crate) workdir: Option<String>,
    pub(crate) terminal: bool,
    pub(crate) privileged: bool,
    /// Become descriptors 3, 4 … of the command.
    pub(crate) preserved: Descriptors,
}

/// How `exec` ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ExecOutcome {
    /// The command runs in the background, as the session of this id.
    Detached(String),
    Ended(Ending),
}

/// Runs a command in a container, with `streams` or in the background. This process must have one thread; afterwards it
/// is of no use for anything else, since it has entered the container's user namespace.
pub(crate) fn exec(
    engine: &Engine<'_>,
    record: &Record,
    request: ExecRequest,
    streams: Option<Streams<'_>>,
) -> Result<ExecOutcome> {
    let (stdio, mut ends) = make_streams(&request, streams)?;
    // From the container's user namespace it could not be opened.
    let log = engine.store.event_log();
    let starting = begin(engine, record, request, stdio)?;
    let session = Session::start(engine, record, starting, &mut ends)?;
    log.note(&Event::container(Action::Exec, &record.config));
    let outcome = match streams {
        Some(streams) => session.attached(streams, ends),
        None => session.in_background(&ends),
    }?;
    if let ExecOutcome::Ended(Ending::Exited(code)) = outcome {
        log.note(&Event { exit_code: Some(code), ..Event::container(Action::ExecDied, &record.config) });
    }
    Ok(outcome)
}

/// Makes the process of a command in a container, which waits for the word. As after [`exec`], this process is of no use
/// for anything else.
pub(super) fn begin(engine: &Engine<'_>, record: &Record, request: ExecRequest, stdio: Stdio) -> Result<Starting> {
    if record.state.status == Status::Paused {
        let message = format!("the container {} is paused, and runs no commands", record.config.name);
        let hint = format!("let it go on first (`coracle unpause {}`)", record.config.name);
        return Err(Error::with_kind(Kind::NotExecutable, message).hint(hint).into());
    }
    let (target, handle) = target(record)?;
    let spec = specification(record, &request)?;
    let filter = match request.privileged {
        true => None,
        false => bundle::filter(&record.config, &spec, &engine.dirs.cache.join("seccomp"))?,
    };
    let process = spec.process().as_ref().context("the specification has no process")?;
    let user = request.user.as_deref().unwrap_or(&record.config.process.user);
    let join = || {
        let namespaces = namespace::foreign(target)?;
        let join = Join {
            process,
            target: handle.as_fd(),
            namespaces,
            stdio,
            user: Some(user),
            groups: record.config.groups.added(),
            keep_groups: record.config.groups == Groups::Keep,
            seccomp: filter,
            preserved: request.preserved,
        };
        runtime::join(join)
    };
    let starting = join().map_err(|error| if has_ended(&handle) { not_running(record) } else { error })?;
    super::group::adopt(engine, record, starting.pid().as_raw_nonzero().get());
    Ok(starting)
}

/// A command that runs in a container.
struct Session {
    id: String,
    command: OwnedFd,
    note: ExecSession,
}

impl Session {
    fn start(engine: &Engine<'_>, record: &Record, mut starting: Starting, ends: &mut Ends) -> Result<Self> {
        let prepared = starting.prepared()?;
        prepared.warnings.iter().for_each(|warning| (engine.warn)(warning));
        ends.use_console(prepared.console)?;
        let pid = starting.pid().as_raw_nonzero().get();
        let id = crate::name::random_id()?;
        let process = ProcessId { pid, start_time: proc::start_time(pid).unwrap_or_default() };
        let note = record.note_exec(&id, process)?;
        Ok(Self { id, command: starting.start()?, note })
    }

    fn attached(self, streams: Streams<'_>, mut ends: Ends) -> Result<ExecOutcome> {
        let mut user = streams.connect()?;
        let stdin = Stdin::new(ends.stdin.take(), ends.console.is_some());
        let mut relay = Relay { command: self.command.as_fd(), stdin, ends, lost: None };
        let ending = relay.run(&mut user)?;
        let ends = relay.ends;
        drop(user);
        if ending == Ending::Detached {
            self.in_background(&ends)?;
        }
        Ok(ExecOutcome::Ended(ending))
    }

    /// Leaves the command to itself. Somebody has to read its terminal, for as long as it has one.
    fn in_background(self, ends: &Ends) -> Result<ExecOutcome> {
        self.note.keep();
        if let Some(console) = &ends.console
            && matches!(process::fork()?, Fork::Child)
        {
            let _ = relay::drain_alone(console);
            process::exit_now(0);
        }
        Ok(ExecOutcome::Detached(self.id))
    }
}

/// A process whose namespaces are the container's, and a handle on it.
pub(super) fn target(record: &Record) -> Result<(Pid, OwnedFd)> {
    let init = running(record)?;
    let target = match record.config.runs_our_init() {
        // Our own init cannot be traced; its only child of its own making is the command, which lives as long.
        true => proc::first_child(init).and_then(Pid::from_raw),
        false => Pid::from_raw(init),
    };
    let target = target.ok_or_else(|| not_running(record))?;
    let handle = process::pidfd_open(target).map_err(|_| not_running(record))?;
    // The handle was taken first: if the number means the recorded process now, so does the handle.
    running(record)?;
    // One that has ended and that its monitor has not noticed yet has no namespaces any more.
    if has_ended(&handle) {
        return Err(not_running(record));
    }
    Ok((target, handle))
}

/// The container's first process.
fn running(record: &Record) -> Result<i32> {
    let (Status::Running | Status::Paused | Status::Stopping, Some(process)) =
        (record.state.status, record.state.process)
    else {
        return Err(not_running(record));
    };
    match proc::start_time(process.pid) == Some(process.start_time) {
        true => Ok(process.pid),
        false => Err(not_running(record)),
    }
}

fn not_running(record: &Record) -> anyhow::Error {
    let name = &record.config.name;
    let (why, hint) = match record.state.status {
        Status::Restarting => (
            ": it waits to be restarted",
            format!("`coracle stop {name}` ends that, `coracle logs {name}` may say why it ends"),
        ),
        _ => ("", format!("start it first (`coracle start {name}`)")),
    };
    Error::with_kind(Kind::NotExecutable, format!("the container {name} is not running{why}")).hint(hint).into()
}

fn has_ended(process: &OwnedFd) -> bool {
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut [PollFd::new(process, PollFlags::IN)], Some(&at_once)).is_ok_and(|ready| ready > 0)
}

/// The container's own specification, with what this command has of its own.
fn specification(record: &Record, request: &ExecRequest) -> Result<Spec> {
    let mut spec = bundle::joined(&record.config, request.privileged)?;
    let Some(process) = spec.process_mut() else { return Ok(spec) };
    let mut env = record.config.process.env.clone();
    env.extend(super::secrets::variables(record)?);
    let added = request.env.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let terminal = Some(("TERM", "xterm")).filter(|_| request.terminal && !env.iter().any(|e| e.starts_with("TERM=")));
    for (key, value) in terminal.into_iter().chain(added) {
        let entry = format!("{key}={value}");
        match env.iter_mut().find(|known| known.split_once('=').is_some_and(|(known, _)| known == key)) {
            Some(known) => *known = entry,
            None => env.push(entry),
        }
    }
    process
        .set_args(Some(request.command.clone()))
        .set_env(Some(env))
        .set_terminal(Some(request.terminal))
        .set_cwd(PathBuf::from(request.workdir.as_ref().unwrap_or(&record.config.process.cwd)));
    Ok(spec)
}

/// The command's streams. Those of the user are never handed down: whoever has a file can open it anew for reading and
/// writing.
fn make_streams(request: &ExecRequest, streams: Option<Streams<'_>>) -> Result<(Stdio, Ends)> {
    match streams {
        _ if request.terminal => {
            Ok((Stdio::Terminal { size: streams.and_then(|streams| streams.size()) }, Ends::default()))
        }
        Some(streams) => Ends::pipes(streams.stdin.is_some(), false),
        None => Ok((Stdio::null()?, Ends::default())),
    }
}
