//! What is shown while an image is pulled: bars on a terminal, plain lines elsewhere. All of it goes to standard error.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{human, out};
use crate::config::Env;
use crate::image::{LayerProgress, Progress};
use crate::name::{Digest, Reference};

/// How often bars are drawn anew, per second.
const FRAMES: u8 = 12;

/// Bars when standard error is a terminal that can move its cursor, else lines.
pub(crate) fn of_pull(env: &Env) -> Box<dyn Progress> {
    let is_dumb = env.get("TERM").is_none_or(|term| term == "dumb");
    if io::stderr().is_terminal() && !is_dumb {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(FRAMES));
        let colour = env.get("NO_COLOR").is_none();
        return Box::new(Bars { bars, colour, drawn: AtomicBool::new(false) });
    }
    Box::new(Lines)
}

fn trying(name: &Reference) -> String {
    format!("Trying to pull {name}...")
}

/// As many digits of a digest as a line has room for.
fn short(digest: &Digest) -> String {
    digest.hex().chars().take(12).collect()
}

/// One line when a layer is there.
struct Lines;

impl Progress for Lines {
    fn trying(&self, name: &Reference) {
        out::err_line(trying(name));
    }

    fn present(&self, digest: &Digest) {
        out::err_line(format_args!("Copying blob {digest} skipped: already exists"));
    }

    fn layer(&self, digest: &Digest, _total: u64) -> Box<dyn LayerProgress> {
        Box::new(LayerLine(*digest))
    }
}

struct LayerLine(Digest);

impl LayerProgress for LayerLine {
    fn advance(&mut self, _bytes: u64) {}

    fn done(&mut self) {
        out::err_line(format_args!("Copying blob {} done", self.0));
    }
}

/// A bar for each layer, with bytes and speed.
struct Bars {
    bars: MultiProgress,
    colour: bool,
    /// Whether there was a bar.
    drawn: AtomicBool,
}

impl Bars {
    fn style(&self) -> ProgressStyle {
        // As wide as there is room for: a line that wraps is drawn wrong.
        let bar = if self.colour { "{wide_bar:.cyan/blue}" } else { "{wide_bar}" };
        let template = format!("Copying blob {{prefix}} [{bar}] {{msg}}");
        let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
        style.progress_chars("=>-")
    }

    /// Writes a line above the bars. Not by way of their own `println`, which fills lines up with blanks instead of
    /// ending them.
    fn line(&self, text: String) {
        self.bars.suspend(|| out::err_line(text));
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        // The last bar's line is full but not ended, and the next output would continue it.
        if *self.drawn.get_mut() {
            out::err_line("");
        }
    }
}

impl Progress for Bars {
    fn trying(&self, name: &Reference) {
        self.line(trying(name));
    }

    fn present(&self, digest: &Digest) {
        self.line(format!("Copying blob {} skipped: already exists", short(digest)));
    }

    fn layer(&self, digest: &Digest, total: u64) -> Box<dyn LayerProgress> {
        self.drawn.store(true, Ordering::Relaxed);
        let bar = ProgressBar::new(total).with_style(self.style()).with_prefix(short(digest));
        Box::new(LayerBar { bar: self.bars.add(bar), seen: 0, total, told: 0 })
    }
}

struct LayerBar {
    bar: ProgressBar,
    /// Bytes that have come.
    seen: u64,
    total: u64,
    /// `seen` when the text was last made: making it costs more than counting.
    told: u64,
}

/// The text is made anew when so many more bytes have come.
const STEP: u64 = 256 << 10;

impl LayerProgress for LayerBar {
    fn advance(&mut self, bytes: u64) {
        self.seen += bytes;
        self.bar.set_position(self.seen);
        if self.seen - self.told >= STEP || self.seen >= self.total {
            self.told = self.seen;
            let per_second = self.bar.per_sec().max(0.0) as u64;
            let (seen, total, speed) = (human::size(self.seen), human::size(self.total), human::size(per_second));
            self.bar.set_message(format!("{seen} / {total}  {speed}/s"));
        }
    }

    fn done(&mut self) {
        self.bar.set_position(self.total);
        self.bar.finish_with_message(format!("{} done", human::size(self.total)));
    }
}

impl Drop for LayerBar {
    fn drop(&mut self) {
        if !self.bar.is_finished() {
            self.bar.abandon();
        }
    }
}
