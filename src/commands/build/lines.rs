//! A build as plain lines, in Podman's words.

use std::fs::File;
use std::io::Write;

use crate::build::{Options, Report, Stream};
use crate::ui::out;

/// So much is kept of a line without an end, in bytes; then it is a line.
const LONGEST: usize = 1 << 20;

/// Writes a line for each thing that happens.
pub(super) struct Lines {
    quiet: bool,
    /// Where everything goes, in place of the standard streams.
    log: Option<File>,
    /// The name of each stage before its lines, when there are several.
    prefixes: Vec<String>,
    /// Output that has no end of line yet, for each stage and stream.
    pending: Vec<[Vec<u8>; 2]>,
    /// Whether output of several stages may come at once.
    several: bool,
    /// What is said of the image after its last step.
    commit: String,
    /// The stage that makes the image, and whether its last step has begun.
    target: Option<usize>,
    last: bool,
}

impl Lines {
    /// `name` is what the image is to be called, in the words of who builds it.
    pub(super) fn new(options: &Options<'_>, name: Option<&str>, quiet: bool, log: Option<File>) -> Self {
        let prefixes = prefixes(options);
        let count = prefixes.len();
        Lines {
            quiet,
            log,
            prefixes,
            pending: vec![<[Vec<u8>; 2]>::default(); count],
            several: count > 1 && options.jobs != 1,
            commit: ["COMMIT"].into_iter().chain(name).collect::<Vec<_>>().join(" "),
            target: None,
            last: false,
        }
    }

    /// Writes what has no end of line.
    pub(super) fn end(&mut self) {
        for stage in 0..self.pending.len() {
            for stream in [Stream::Output, Stream::Errors] {
                self.flush(stage, stream, true);
            }
        }
    }

    fn line(&self, stage: usize, text: &str) {
        if !self.quiet {
            let prefix = self.prefixes.get(stage).map(String::as_str).unwrap_or_default();
            self.write(Stream::Output, format!("{prefix}{text}\n").as_bytes());
        }
    }

    /// Writes the whole lines of a stage's output, each behind its name.
    fn flush(&mut self, stage: usize, stream: Stream, all: bool) {
        let Some(pending) = self.pending.get_mut(stage).and_then(|streams| streams.get_mut(place(stream))) else {
            return;
        };
        let end = match pending.iter().rposition(|byte| *byte == b'\n') {
            _ if all => pending.len(),
            Some(end) => end + 1,
            None => return,
        };
        let prefix = self.prefixes.get(stage).map(String::as_str).unwrap_or_default();
        let mut text = Vec::new();
        for line in pending.drain(..end).as_slice().split_inclusive(|byte| *byte == b'\n') {
            text.extend(prefix.as_bytes());
            text.extend(line);
        }
        if all && !text.is_empty() && !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        self.write(stream, &text);
    }

    fn write(&self, stream: Stream, bytes: &[u8]) {
        // A reader that went away, or a full disk, is no reason to end the build.
        match (&self.log, stream) {
            (Some(log), _) => _ = (&mut &*log).write_all(bytes),
            (None, Stream::Output) => _ = out::bytes(bytes),
            (None, Stream::Errors) => out::err_bytes(bytes),
        }
    }
}

/// The name of each stage before its lines, when there are several.
pub(super) fn prefixes(options: &Options<'_>) -> Vec<String> {
    let count = options.dockerfile.stages.len();
    let prefix = |number| if count > 1 { format!("[{}/{count}] ", number + 1) } else { String::new() };
    (0..count).map(prefix).collect()
}

fn place(stream: Stream) -> usize {
    match stream {
        Stream::Output => 0,
        Stream::Errors => 1,
    }
}

impl Report for Lines {
    fn target(&mut self, stage: usize) {
        self.target = Some(stage);
    }

    fn step(&mut self, stage: usize, number: usize, total: usize, text: &str) {
        self.last |= self.target == Some(stage) && number == total;
        self.line(stage, &format!("STEP {number}/{total}: {text}"));
    }

    fn output(&mut self, stage: usize, stream: Stream, bytes: &[u8]) {
        if self.quiet && stream == Stream::Output {
            return;
        }
        if !self.several {
            return self.write(stream, bytes);
        }
        if let Some(pending) = self.pending.get_mut(stage).and_then(|streams| streams.get_mut(place(stream))) {
            pending.extend_from_slice(bytes);
            let all = pending.len() > LONGEST;
            self.flush(stage, stream, all);
        }
    }

    fn reused(&mut self, stage: usize) {
        self.line(stage, "--> Using cache");
    }

    fn why(&mut self, stage: usize, text: &str) {
        self.line(stage, &format!("--> {text}"));
    }

    fn done(&mut self, stage: usize, layer: Option<&str>) {
        for stream in [Stream::Output, Stream::Errors] {
            self.flush(stage, stream, true);
        }
        if self.target == Some(stage) && self.last {
            self.line(stage, &self.commit);
        }
        if let Some(layer) = layer {
            self.line(stage, &format!("--> {layer:.12}"));
        }
    }

    fn failed(&mut self, stage: usize) {
        for stream in [Stream::Output, Stream::Errors] {
            self.flush(stage, stream, true);
        }
    }

    fn shell(&mut self, message: &str) {
        self.end();
        super::shown::announce_shell(message);
    }

    fn warning(&mut self, text: &str) {
        match self.log {
            Some(_) => self.write(Stream::Errors, format!("Warning: {text}\n").as_bytes()),
            None => out::warn(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_end_are_not_kept_for_ever_and_warnings_go_to_the_log() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let log = Some(File::create(&path).unwrap());
        let prefixes = vec!["[1/2] ".to_owned(), "[2/2] ".to_owned()];
        let pending = vec![Default::default(); 2];
        let (commit, target) = (String::new(), None);
        let mut lines = Lines { quiet: false, log, prefixes, pending, several: true, commit, target, last: false };
        lines.output(0, Stream::Output, b"short");
        assert_eq!(std::fs::read(&path).unwrap(), b"");
        lines.output(0, Stream::Output, &vec![b'x'; LONGEST]);
        assert!(lines.pending[0][0].is_empty());
        lines.warning("look");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("[1/2] shortxx") && text.ends_with("x\nWarning: look\n"), "{}", text.len());
    }
}
