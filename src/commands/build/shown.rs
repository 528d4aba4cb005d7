//! How a build is shown, and the terminal that a shell in what failed has.

use std::fs::File;
use std::io::{IsTerminal, Stdin, stderr, stdin, stdout};
use std::os::fd::{AsFd, OwnedFd};

use super::display::Display;
use super::lines::Lines;
use crate::build::{Console, Options, Report};
use crate::cli::BuildProgress;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::ui::{live, out};

/// What of a build is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Steps that are drawn.
    Drawn,
    /// A line for each thing that happens.
    Plain,
    /// Nothing but the id.
    Quiet,
}

impl How {
    /// What was asked for.
    ///
    /// # Errors
    /// When it cannot be had here.
    pub(super) fn of(progress: BuildProgress, quiet: bool, logged: bool, context: &Context) -> Result<Self> {
        match progress {
            BuildProgress::Quiet => Ok(How::Quiet),
            _ if quiet => Ok(How::Quiet),
            _ if logged => Ok(How::Plain),
            BuildProgress::Auto if live::is_possible(&context.env) => Ok(How::Drawn),
            BuildProgress::Auto | BuildProgress::Plain => Ok(How::Plain),
            BuildProgress::Tty if stderr().is_terminal() => Ok(How::Drawn),
            BuildProgress::Tty => Err(Error::new("--progress tty: standard error is no terminal")
                .hint("leave it out: plain lines are written where no terminal is")
                .into()),
        }
    }
}

/// Somebody who shows a build.
pub(super) enum Shown {
    Lines(Lines),
    Drawn(Display),
}

impl Shown {
    /// Plain lines go to `log`, if there is one.
    pub(super) fn new(
        how: How,
        options: &Options<'_>,
        name: Option<&str>,
        log: Option<File>,
        context: &Context,
    ) -> Self {
        match how {
            How::Drawn => Shown::Drawn(Display::new(options, &context.env)),
            How::Plain | How::Quiet => Shown::Lines(Lines::new(options, name, how == How::Quiet, log)),
        }
    }

    /// Shows what `work` tells. However it ends, nothing is left half shown.
    pub(super) fn during<T>(&mut self, work: impl FnOnce(&mut dyn Report) -> T) -> T {
        match self {
            Shown::Lines(lines) => {
                let result = work(lines);
                lines.end();
                result
            }
            Shown::Drawn(display) => {
                let result = work(display);
                display.end();
                result
            }
        }
    }
}

/// The terminal that a shell gets which is opened in what a RUN has left.
pub(super) struct Terminal {
    input: Stdin,
    output: OwnedFd,
}

impl Terminal {
    /// The one of this process, if it has one.
    pub(super) fn open() -> Result<Option<Self>> {
        let (input, output, errors) = (stdin(), stdout(), stderr());
        let output = if output.is_terminal() { output.as_fd() } else { errors.as_fd() };
        if input.is_terminal() && output.is_terminal() {
            return Ok(Some(Terminal { input, output: output.try_clone_to_owned()? }));
        }
        let what = if input.is_terminal() { "output" } else { "input" };
        out::warn(format_args!("--shell-on-failure opens no shell: standard {what} is no terminal"));
        Ok(None)
    }

    pub(super) fn console(&self) -> Console<'_> {
        Console { input: self.input.as_fd(), output: self.output.as_fd() }
    }
}

/// What is said before the shell opens.
pub(super) fn announce_shell(message: &str) {
    out::err_line(format_args!("Error: {message}"));
    out::err_line("A shell opens in what the command has left. The build ends when it does.");
}
