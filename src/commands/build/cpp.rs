//! Dockerfiles that cpp(1) reads first, as Buildah has it: those whose names end in `.in`.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::build::context::Found;
use crate::config::Env;
use crate::error::{Context as _, Error, Result};
use crate::ui::out;

/// More flags, in words of a shell.
const FLAGS: &str = "BUILDAH_CPPFLAGS";

/// What cpp makes of a Dockerfile; files that it includes are searched for in the directory `context`.
///
/// # Errors
/// When there is no cpp, or it writes nothing.
pub(super) fn preprocess(dockerfile: &Found, context: &Path, flags: &[String], env: &Env) -> Result<Vec<u8>> {
    let name = &dockerfile.name;
    let more = env.get(FLAGS).map(|text| shell_words::split(&text.to_string_lossy())).transpose().context(FLAGS)?;
    let mut command = Command::new("cpp");
    command.args(["-E", "-iquote"]).arg(context).args(["-traditional", "-undef", "-"]).args(more.unwrap_or_default());
    command.args(flags).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::new(format!("{name} is to be read by cpp, which is not installed"))
            .hint("install a C preprocessor, or give a file whose name does not end in .in"),
        _ => Error::new(format!("cannot start cpp: {error}")),
    })?;
    // What it complains about is the cause if it does not take all.
    let _ = process.stdin.take().map(|mut stdin| stdin.write_all(&dockerfile.text));
    let output = process.wait_with_output().context("cannot hear cpp")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && output.stdout.is_empty() {
        let cause = said.lines().next().unwrap_or("it says nothing");
        return Err(Error::new(format!("cpp cannot read {name}: {cause}")).into());
    }
    said.lines().for_each(|line| out::warn(format_args!("cpp: {line}")));
    Ok(output.stdout)
}
