//! A container that is one step of something larger: nobody sees it, it ends with whoever made it, and all that stays of
//! it is what its maker takes out of its writable layer.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{Defaults, Ending, Engine, Purpose, Request, Streams, Workplace, request, start};
use crate::error::{Context, Result};
use crate::monitor;
use crate::rootfs::Reach;
use crate::store::containers::{self, ContainerSecret, NetworkMode, Record, SdNotify};
use crate::sys::process::Descriptors;

/// A secret of a step, which no store has: how the container sees it, and what it says.
pub(crate) type StepSecret = (ContainerSecret, Vec<u8>);

/// How long the monitor of a step may take to go.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a step ended.
#[derive(Debug)]
pub(crate) struct StepEnd {
    pub(crate) ending: Ending,
    /// What `harvest` gave, when the command ended with 0.
    pub(crate) harvest: Option<Vec<u8>>,
}

/// Makes the container of a step in `dir`, an empty directory that the caller takes away again. Whoever calls this holds
/// [`crate::store::Store::share`] for as long as the container is needed.
pub(crate) fn make_step(
    engine: &Engine<'_>,
    request: Request,
    image: Defaults,
    secrets: Vec<StepSecret>,
    dir: &Path,
) -> Result<Record> {
    let host_name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let default = if request.network.is_none() { start::default_network()? } else { NetworkMode::None };
    let plan = request.plan;
    let directories = image.volumes.clone();
    let mut config = request::resolve(engine.store, request, image, default, &host_name)?;
    config.plan = engine.host().choose(plan, Reach::of(&config.namespaces.user))?.plan;
    let (secrets, data): (Vec<_>, Vec<_>) = secrets.into_iter().unzip();
    config.secrets = secrets;
    config.process.directories = directories;
    // It is no service, wherever the image is built.
    config.settings.sdnotify = SdNotify::Ignore;
    containers::unlisted(dir, config, &data)
}

/// Runs a step to its end. `harvest` is called in the process that ran it, as root of the user's namespace, when the
/// command has ended with 0 and its files are nobody's any more.
///
/// This process must have one thread.
///
/// # Errors
/// When it cannot be started; the kind tells 125, 126 and 127 apart.
pub(crate) fn run_step(
    engine: &Engine<'_>,
    record: &Record,
    streams: Streams<'_>,
    workplace: &mut Workplace,
    harvest: &dyn Fn(&Record) -> Result<Vec<u8>>,
) -> Result<StepEnd> {
    let alive = record.lock_alive()?.context("a step is run by another process")?;
    let step = monitor::Step { maker: rustix::process::getpid(), harvest };
    let step = start::Step { step, place: workplace.of(engine, &record.config)? };
    let mut session = start::launch(engine, record, Purpose::Attach, alive, Descriptors::new(), Some(step))?;
    let ending = session.attach(streams)?;
    Ok(StepEnd { ending, harvest: session.take_harvest() })
}

/// Runs an interactive shell where a step has run and failed: in the files that it left, with all else that it had.
///
/// This process must have one thread.
///
/// # Errors
/// When it cannot be started; the kind tells 126 and 127 apart.
pub(crate) fn run_shell(
    engine: &Engine<'_>,
    record: &Record,
    shell: &str,
    streams: Streams<'_>,
    workplace: &mut Workplace,
) -> Result<Ending> {
    let mut record = record.clone();
    let process = &mut record.config.process;
    (process.entrypoint, process.command) = (Vec::new(), vec![shell.to_owned()]);
    (process.terminal, process.stdin) = (true, true);
    if !process.env.iter().any(|item| item.starts_with("TERM=")) {
        process.env.push("TERM=xterm".to_owned());
    }
    await_end(&record)?;
    run_step(engine, &record, streams, workplace, &|_| Ok(Vec::new())).map(|end| end.ending)
}

/// The monitor of a step says how it ended before it goes.
fn await_end(record: &Record) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while record.lock_alive()?.is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
