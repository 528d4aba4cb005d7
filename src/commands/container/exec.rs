//! `coracle exec`.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use crate::cli::ExecArgs;
use crate::commands::Context;
use crate::container::{self, Engine, ExecOutcome, ExecRequest, Streams};
use crate::error::{self, Error, Result};
use crate::store::Store;
use crate::store::containers::{self, Record, Status};
use crate::sys::process::{self, Descriptors};
use crate::ui::out;

/// Runs a command in a container that runs. Gives back the exit code of this process.
pub(crate) fn exec(args: ExecArgs, context: &Context) -> Result<u8> {
    // Before anything is opened here.
    let preserved = process::take_inherited(args.preserve.fds, &args.preserve.fd)?;
    let (name, command) = args.split();
    if command.is_empty() {
        let message = "must provide a non-empty command to start an exec session";
        return Err(Error::new(message).hint("name it after the container").into());
    }
    let store = context.store()?;
    let record = match (name, &args.cidfile) {
        (Some(name), _) if args.wait > 0 => wait_for(store, name, Duration::from_secs(args.wait.into()))?,
        (Some(name), _) => container::find(store, name)?,
        (None, Some(file)) => container::find(store, &super::select::read_id(file)?)?,
        (None, None) => container::latest(store)?,
    };
    let keys = context.detach_keys(args.detach_keys.clone())?.0;
    let (detach, stdin) = (args.detach, args.interactive);
    let request = request(args, preserved, context)?;
    if request.terminal && stdin && !detach {
        super::run::warn_without_terminal();
    }
    let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let streams = Streams {
        stdin: stdin.then_some(input.as_fd()),
        stdout: Some(output.as_fd()),
        stderr: Some(errors.as_fd()),
        terminal: request.terminal,
        proxy_signals: true,
        detach_keys: &keys,
    };
    let engine = Engine { store, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let outcome = container::exec(&engine, &record, request, (!detach).then_some(streams));
    // Podman's code: nobody sees the command's own.
    let outcome = if detach { outcome.map_err(|error| Error::new(error::one_line(&error)).into()) } else { outcome };
    match outcome? {
        ExecOutcome::Ended(ending) => Ok(super::exit_code(ending)),
        ExecOutcome::Detached(id) => out::line(id).map(|()| 0),
    }
}

/// How often it is looked whether a container runs.
const PAUSE: Duration = Duration::from_millis(50);

/// Waits for a container that is perhaps not made yet to run.
fn wait_for(store: &Store, name: &str, patience: Duration) -> Result<Record> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(record) = containers::find(store, name)?.filter(|record| record.state.status == Status::Running) {
            return Ok(record);
        }
        if Instant::now() > deadline {
            return Err(Error::new(format!("timed out waiting for container: {name}")).into());
        }
        std::thread::sleep(PAUSE);
    }
}

fn request(args: ExecArgs, preserved: Descriptors, context: &Context) -> Result<ExecRequest> {
    let command = args.split().1.to_vec();
    let ExecArgs {
        cidfile: _,
        detach: _,
        detach_keys: _,
        env,
        env_file,
        interactive: _,
        latest: _,
        no_session: _,
        preserve: _,
        privileged,
        tty,
        user,
        wait: _,
        workdir,
        container_and_command: _,
    } = args;
    Ok(ExecRequest {
        command,
        env: super::request::environment(&env_file, env, &context.env)?,
        user: user.map(super::request::user_text),
        workdir,
        terminal: tty,
        privileged,
        preserved,
    })
}
