//! What whoever shows a build is told.

/// One of a command's streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Output,
    Errors,
}

/// Somebody who shows a build. Stages are named by their numbers.
pub(crate) trait Report {
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
    fn warning(&mut self, text: &str);
    /// How long nothing needs to be shown; nothing for as long as nothing happens.
    fn patience(&self) -> Option<rustix::event::Timespec> {
        None
    }
    /// That time is over, or something happened.
    fn tick(&mut self) {}
}
