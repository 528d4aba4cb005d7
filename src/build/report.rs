//! What whoever shows a build is told.

use std::time::Duration;

/// One of a command's streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Output,
    Errors,
}

/// Somebody who shows a build. Stages are named by their numbers.
pub(crate) trait Report {
    /// The stage that makes the image, before anything else is told.
    fn target(&mut self, _stage: usize) {}
    /// A step begins.
    fn step(&mut self, stage: usize, number: usize, total: usize, text: &str);
    /// A command has written something.
    fn output(&mut self, stage: usize, stream: Stream, bytes: &[u8]);
    /// The step needs no work.
    fn reused(&mut self, stage: usize);
    /// Why the step is or is not reused.
    fn why(&mut self, stage: usize, text: &str);
    /// The step has ended well; the digits of the layer that it made.
    fn done(&mut self, stage: usize, layer: Option<&str>);
    /// The step has failed.
    fn failed(&mut self, stage: usize);
    /// The build has failed for this reason, and a shell is about to have the terminal. Nothing is shown from here on.
    fn shell(&mut self, message: &str);
    fn warning(&mut self, text: &str);
    /// How long nothing needs to be shown; nothing for as long as nothing happens.
    fn patience(&self) -> Option<Duration> {
        None
    }
    /// That time is over, or something happened.
    fn tick(&mut self) {}
}
