//! A build on a terminal: the steps that run with their time and the last of what they have written, each step that has
//! ended as one line above them.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::lines::prefixes;
use crate::build::{Options, Report, Stream};
use crate::config::Env;
use crate::ui::live::{Line, Live, Look, Size};
use crate::ui::{clean, out};

/// Between two pictures.
const FRAME: Duration = Duration::from_millis(100);

/// So many lines of a step's output are shown at most while it runs.
const OUTPUT_LINES: usize = 6;

/// So much of a step's output is kept, to be shown should it fail, and half of it when that is full.
const KEPT: usize = 2 << 20;

/// Steps that took no longer are shown without a time.
const NOTABLE: Duration = Duration::from_millis(50);

/// Draws what happens.
pub(super) struct Display {
    live: Live,
    /// The name of each stage before its steps, when there are several.
    prefixes: Vec<String>,
    /// What each stage does.
    steps: Vec<Option<Step>>,
    /// What is to stay and was not written yet.
    above: Vec<u8>,
    drawn: Instant,
}

struct Step {
    title: String,
    begun: Instant,
    reused: bool,
    why: Option<String>,
    output: Output,
}

/// What a step has written.
#[derive(Default)]
struct Output {
    all: Vec<u8>,
    /// The beginning of it is not there any more.
    is_cut: bool,
    last: VecDeque<String>,
    /// Lines without an end yet, for each stream.
    pending: [Vec<u8>; 2],
}

impl Output {
    fn add(&mut self, stream: Stream, bytes: &[u8]) {
        self.all.extend_from_slice(bytes);
        if self.all.len() > KEPT {
            self.all.drain(..self.all.len() - KEPT / 2);
            self.is_cut = true;
        }
        let Output { last, pending, .. } = self;
        let pending = match stream {
            Stream::Output => &mut pending[0],
            Stream::Errors => &mut pending[1],
        };
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            pending.extend_from_slice(part);
            if part.ends_with(b"\n") {
                last.push_back(clean::line(pending));
                pending.clear();
            }
        }
        pending.drain(..pending.len().saturating_sub(KEPT));
        last.drain(..last.len().saturating_sub(OUTPUT_LINES));
    }

    /// The last lines, those without an end as well.
    fn lines(&self, count: usize) -> Vec<String> {
        let unfinished = self.pending.iter().filter(|text| !text.is_empty()).map(|text| clean::line(text));
        let lines: Vec<String> = self.last.iter().cloned().chain(unfinished).collect();
        let first = lines.len().saturating_sub(count);
        lines.into_iter().skip(first).collect()
    }
}

impl Display {
    pub(super) fn new(options: &Options<'_>, env: &Env) -> Self {
        let prefixes = prefixes(options);
        let steps = prefixes.iter().map(|_| None).collect();
        Display { live: Live::new(env), prefixes, steps, above: Vec::new(), drawn: Instant::now() }
    }

    /// Takes everything away that does not stay: steps that still ran are over.
    pub(super) fn end(&mut self) {
        for stage in 0..self.steps.len() {
            if let Some(step) = self.take(stage) {
                self.stays(step.title, format!(" canceled{}", time(step.begun.elapsed())), Look::Faint);
            }
        }
        self.draw();
    }

    fn take(&mut self, stage: usize) -> Option<Step> {
        self.steps.get_mut(stage)?.take()
    }

    fn step_mut(&mut self, stage: usize) -> Option<&mut Step> {
        self.steps.get_mut(stage)?.as_mut()
    }

    fn stays(&mut self, text: String, tail: String, look: Look) {
        self.above.extend(self.live.line(&Line { text, tail, look }));
    }

    fn draw(&mut self) {
        let lines = self.lines(Size::now());
        self.live.draw(&self.above, &lines);
        self.above.clear();
        self.drawn = Instant::now();
    }

    /// The steps that run, with as much of their output as there is room for.
    fn lines(&self, size: Size) -> Vec<Line> {
        let running: Vec<&Step> = self.steps.iter().flatten().collect();
        // One row is the cursor's.
        let room = size.rows.saturating_sub(1);
        let each = (room.saturating_sub(running.len()) / running.len().max(1)).min(OUTPUT_LINES);
        let mut lines = Vec::new();
        for step in running {
            lines.push(Line { text: step.title.clone(), tail: time(step.begun.elapsed()), look: Look::Bold });
            let output = step.output.lines(each).into_iter().map(|text| format!("  {text}"));
            lines.extend(output.map(|text| Line { text, tail: String::new(), look: Look::Faint }));
        }
        lines.truncate(room);
        lines
    }
}

impl Report for Display {
    fn step(&mut self, stage: usize, number: usize, total: usize, text: &str) {
        let prefix = self.prefixes.get(stage).map(String::as_str).unwrap_or_default();
        let text = clean::line(text.lines().next().unwrap_or_default().as_bytes());
        let title = format!("{prefix}STEP {number}/{total}: {text}");
        let (begun, reused, why, output) = (Instant::now(), false, None, Output::default());
        if let Some(place) = self.steps.get_mut(stage) {
            *place = Some(Step { title, begun, reused, why, output });
        }
    }

    fn output(&mut self, stage: usize, stream: Stream, bytes: &[u8]) {
        if let Some(step) = self.step_mut(stage) {
            step.output.add(stream, bytes);
        }
    }

    fn reused(&mut self, stage: usize) {
        if let Some(step) = self.step_mut(stage) {
            step.reused = true;
        }
    }

    fn why(&mut self, stage: usize, text: &str) {
        if let Some(step) = self.step_mut(stage) {
            step.why = Some(text.to_owned());
        }
    }

    fn done(&mut self, stage: usize, _layer: Option<&str>) {
        let Some(Step { title, begun, reused, why, output: _ }) = self.take(stage) else { return };
        let took = begun.elapsed();
        let (tail, look) = match reused {
            true => (" cached".to_owned(), Look::Faint),
            false if took < NOTABLE => (String::new(), Look::Plain),
            false => (time(took), Look::Plain),
        };
        self.stays(title, tail, look);
        if let Some(why) = why {
            self.stays(format!("--> {why}"), String::new(), Look::Plain);
        }
    }

    fn failed(&mut self, stage: usize) {
        let Some(Step { title, begun, output, .. }) = self.take(stage) else { return };
        self.stays(title, format!(" failed{}", time(begun.elapsed())), Look::Red);
        if output.is_cut {
            self.stays("(the beginning of its output is left out)".to_owned(), String::new(), Look::Faint);
        }
        self.above.extend(&output.all);
        if !output.all.is_empty() && !output.all.ends_with(b"\n") {
            self.above.push(b'\n');
        }
    }

    fn shell(&mut self, message: &str) {
        self.end();
        super::shown::announce_shell(message);
    }

    fn warning(&mut self, text: &str) {
        self.above.extend(format!("Warning: {text}\n").into_bytes());
    }

    fn patience(&self) -> Option<Duration> {
        let next = FRAME.saturating_sub(self.drawn.elapsed());
        let is_busy = self.steps.iter().any(Option::is_some) || !self.above.is_empty() || !self.live.is_empty();
        is_busy.then_some(next)
    }

    fn tick(&mut self) {
        // Steps that are over are shown at once, and running ones when they have run for a moment.
        if self.drawn.elapsed() >= FRAME {
            self.draw();
        } else if !self.above.is_empty() && self.live.is_empty() {
            out::err_bytes(&std::mem::take(&mut self.above));
        }
    }
}

/// ` 1.5s`, ` 1m05s`, ` 2h10m`.
fn time(span: Duration) -> String {
    let seconds = span.as_secs();
    match seconds {
        0..60 => format!(" {:.1}s", span.as_secs_f64()),
        60..3600 => format!(" {}m{:02}s", seconds / 60, seconds % 60),
        _ => format!(" {}h{:02}m", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (millis, expected) in [(0, " 0.0s"), (1540, " 1.5s"), (65_000, " 1m05s"), (7_800_000, " 2h10m")] {
            assert_eq!(time(Duration::from_millis(millis)), expected);
        }
    }

    #[test]
    fn the_last_lines_of_output_are_known() {
        let mut output = Output::default();
        output.add(Stream::Output, b"1\n2\n3\n4\n5\n6\n7");
        output.add(Stream::Errors, b"oops\n");
        output.add(Stream::Output, b"7");
        assert_eq!(output.lines(3), ["6", "oops", "77"]);
        assert_eq!(output.lines(99).len(), OUTPUT_LINES + 1);
        output.add(Stream::Output, &vec![b'x'; KEPT]);
        assert!(output.is_cut && output.all.len() <= KEPT);
    }
}
