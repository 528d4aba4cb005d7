//! `coracle attach`.

use super::Attachment;
use crate::cli::AttachArgs;
use crate::commands::Context;
use crate::container::{Engine, Session};
use crate::error::Result;
use crate::ui::out;

/// Attaches to a container that runs. The exit code is the container's, or 0 after a detach.
pub(crate) fn attach(args: AttachArgs, context: &Context) -> Result<u8> {
    let AttachArgs { detach_keys, latest, no_stdin, sig_proxy, container } = args;
    let record = super::select::one(context, container.as_deref(), latest)?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let mut session = Session::attach_to(&engine, &record)?;
    let attachment = Attachment {
        stdin: record.config.process.stdin && !no_stdin,
        stdout: true,
        stderr: true,
        proxy_signals: sig_proxy,
        detach_keys: &context.detach_keys(detach_keys)?,
    };
    super::attach(&mut session, record.config.process.terminal, &attachment)
}
