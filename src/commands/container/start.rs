//! `coracle start`.

use crate::cli::StartArgs;
use crate::commands::{Context, each};
use crate::container::{self, Engine};
use crate::error::{Error, Result};
use crate::ui::out;

/// Starts containers. Detached ones are echoed; an attached one decides the exit code.
pub(crate) fn start(args: StartArgs, context: &Context) -> Result<u8> {
    let StartArgs { attach, interactive, containers } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    if !attach && !interactive {
        return each(&containers, |name| {
            let record = container::find(engine.store, name)?;
            // As Docker and Podman have it: what runs already is started.
            if !record.is_alive() {
                container::start(&engine, &record)?.wait_started()?;
            }
            out::line(name)
        });
    }
    let [name] = containers.as_slice() else {
        return Err(Error::new("you cannot start and attach multiple containers at once").into());
    };
    let record = container::find(engine.store, name)?;
    let mut session = container::start(&engine, &record)?;
    super::attach(&mut session, record.config.process.terminal, interactive && record.config.process.stdin, &[16, 17])
}
