//! `coracle unshare`.

use std::process::Command;

use super::Context;
use crate::cli::UnshareArgs;
use crate::container;
use crate::error::{Error, Result};

/// Runs a command in the user's namespace; its exit code.
pub(crate) fn unshare(args: UnshareArgs, context: &Context) -> Result<u8> {
    if context.env.uid() == 0 {
        return Err(Error::new("root has all ids already")
            .hint("run unshare as the user whose containers they are")
            .into());
    }
    let shell = || context.env.path("SHELL").unwrap_or_else(|| "/bin/sh".into()).into_os_string();
    let (program, arguments) = match args.command.split_first() {
        Some((program, arguments)) => (program.clone(), arguments),
        None => (shell(), &[][..]),
    };
    let mut command = Command::new(program);
    command.args(arguments);
    command.env("CONTAINERS_GRAPHROOT", &context.dirs.data).env("CONTAINERS_RUNROOT", &context.dirs.runtime);
    container::unshare(&context.dirs, command)
}
