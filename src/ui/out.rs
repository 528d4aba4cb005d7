//! The one writer of standard output and standard error.

use std::fmt;
use std::io::{self, Write};

use crate::error::{Context, Result};

/// Whoever read our output went away. This ends a command, and is no failure.
#[derive(Debug)]
pub(crate) struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody reads the output any more")
    }
}

impl std::error::Error for ReaderGone {}

/// Writes text to standard output as it is, at once.
pub(crate) fn text(text: &str) -> Result<()> {
    bytes(text.as_bytes())
}

/// Writes one line to standard output.
pub(crate) fn line(line: impl fmt::Display) -> Result<()> {
    text(&format!("{line}\n"))
}

/// Writes bytes to standard output, at once.
pub(crate) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        result => result.context("cannot write to standard output"),
    }
}

/// Writes one line to standard error. There is nobody left to tell when that fails.
pub(crate) fn err_line(line: impl fmt::Display) {
    let _ = io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Writes bytes to standard error, at once. There is nobody left to tell when that fails.
pub(crate) fn err_bytes(bytes: &[u8]) {
    let _ = io::stderr().lock().write_all(bytes);
}

/// Writes a warning to standard error: one sentence, without a full stop.
pub(crate) fn warn(message: impl fmt::Display) {
    err_line(format_args!("Warning: {message}"));
}
