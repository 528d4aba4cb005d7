//! `coracle start` and `coracle init`.

use super::Attachment;
use super::select::{Selection, each};
use crate::cli::{InitArgs, StartArgs};
use crate::commands::Context;
use crate::container::{self, Engine, Purpose};
use crate::error::{Error, Result};
use crate::ui::out;

/// Starts containers. Detached ones are echoed; an attached one decides the exit code.
pub(crate) fn start(args: StartArgs, context: &Context) -> Result<u8> {
    let StartArgs { all, attach, detach_keys, filter, interactive, latest, sig_proxy, containers } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    if !attach && !interactive {
        if all && (latest || !containers.is_empty()) {
            let message = "either start all containers or the container(s) provided in the arguments";
            return Err(Error::new(message).into());
        }
        let selection = Selection { all, latest, filters: &filter, names: &containers, ..Selection::default() };
        return each(context, &selection, |record, typed| {
            // Of all, those are meant that do not run.
            if all && record.state.status.is_up() {
                return Ok(());
            }
            container::start(&engine, record, Purpose::Start)?.wait_started()?;
            out::line(typed)
        });
    }
    if all || !filter.is_empty() || containers.len() + usize::from(latest) != 1 {
        return Err(Error::new("you cannot start and attach multiple containers at once").into());
    }
    let record = super::select::one(context, containers.first().map(String::as_str), latest)?;
    let attachment = Attachment {
        stdin: interactive && record.config.process.stdin,
        stdout: true,
        stderr: true,
        proxy_signals: sig_proxy,
        detach_keys: &context.detach_keys(detach_keys)?,
    };
    let mut session = container::start(&engine, &record, Purpose::Attach)?;
    super::attach(&mut session, record.config.process.terminal, &attachment)
}

/// Makes containers ready and leaves them waiting for their start.
pub(crate) fn init(args: InitArgs, context: &Context) -> Result<u8> {
    let InitArgs { all, latest, containers } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let selection = Selection { all, latest, names: &containers, ..Selection::default() };
    each(context, &selection, |record, typed| {
        // Of all containers, those are meant that can be initialized.
        if !(all && record.is_alive()) {
            container::start(&engine, record, Purpose::Initialize)?.wait_initialized()?;
        }
        out::line(typed)
    })
}
