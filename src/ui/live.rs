//! Lines at the foot of a terminal that are drawn again and again, below those that stay.
//!
//! The terminal's modes are never changed and the cursor rests below the last line: whoever is killed leaves nothing behind that
//! would have to be restored.

use std::io::{IsTerminal, stderr, stdout};
use std::os::fd::AsFd;

use unicode_width::UnicodeWidthChar;

use super::out;
use crate::config::Env;
use crate::sys::tty;

/// What a terminal that does not know its size is taken for.
const DEFAULT_SIZE: Size = Size { rows: 24, columns: 80 };

/// Where a line was cut.
const CUT: char = '…';

/// A terminal's size in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Size {
    /// That of the terminal that standard error is.
    pub(crate) fn now() -> Self {
        match tty::size(stderr().as_fd()) {
            Ok(size) if size.ws_row > 0 && size.ws_col > 0 => {
                Size { rows: size.ws_row.into(), columns: size.ws_col.into() }
            }
            _ => DEFAULT_SIZE,
        }
    }
}

/// Whether standard error is a terminal that can move its cursor, and what is written to standard output is seen there as well.
pub(crate) fn is_possible(env: &Env) -> bool {
    stderr().is_terminal() && stdout().is_terminal() && env.get("TERM").is_some_and(|term| term != "dumb")
}

/// How a line looks (ECMA-48, SGR).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Bold,
    Faint,
    Red,
}

impl Look {
    fn code(self) -> Option<u8> {
        match self {
            Look::Plain => None,
            Look::Bold => Some(1),
            Look::Faint => Some(2),
            Look::Red => Some(31),
        }
    }
}

/// A line without control characters. Of one that is too long the end of `text` is left out, and `tail` is still shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) tail: String,
    pub(crate) look: Look,
}

/// What is drawn.
#[derive(Debug)]
pub(crate) struct Live {
    colour: bool,
    /// The lines that are there, as they were written, and how wide each is.
    drawn: Vec<(String, usize)>,
}

impl Live {
    pub(crate) fn new(env: &Env) -> Self {
        Live { colour: env.get("NO_COLOR").is_none(), drawn: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.drawn.is_empty()
    }

    /// Writes `above` where the lines are, to stay there, and `lines` below it in their place.
    pub(crate) fn draw(&mut self, above: &[u8], lines: &[Line]) {
        let bytes = self.frame(Size::now(), above, lines);
        if !bytes.is_empty() {
            out::err_bytes(&bytes);
        }
    }

    /// A line that is to stay, as bytes.
    pub(crate) fn line(&self, line: &Line) -> Vec<u8> {
        let (mut text, _) = self.written(Size::now(), line);
        text.push('\n');
        text.into_bytes()
    }

    /// What is to be written, at once, so that nobody sees less than a whole picture.
    fn frame(&mut self, size: Size, above: &[u8], lines: &[Line]) -> Vec<u8> {
        let lines: Vec<_> = lines.iter().map(|line| self.written(size, line)).collect();
        if above.is_empty() && lines == self.drawn {
            return Vec::new();
        }
        let mut bytes = Vec::new();
        if !self.drawn.is_empty() {
            bytes.extend(format!("\r\x1b[{}A\x1b[J", self.rows(size)).into_bytes());
        }
        bytes.extend(above);
        for (line, _) in &lines {
            bytes.extend(line.as_bytes());
            bytes.push(b'\n');
        }
        self.drawn = lines;
        bytes
    }

    /// How many rows the lines take up. A terminal that has become narrower has wrapped them.
    fn rows(&self, size: Size) -> usize {
        self.drawn.iter().map(|(_, width)| width.div_ceil(size.columns).max(1)).sum()
    }

    /// The line as it is written, and how wide it is: the last column stays free, where terminals differ.
    fn written(&self, size: Size, line: &Line) -> (String, usize) {
        let room = size.columns.saturating_sub(1);
        let tail = cut(&line.tail, room);
        let text = cut(&line.text, room - width(&tail)) + &tail;
        let width = width(&text);
        match line.look.code().filter(|_| self.colour) {
            Some(code) => (format!("\x1b[{code}m{text}\x1b[0m"), width),
            None => (text, width),
        }
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// As much of a text as fits into so many columns.
fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.width().unwrap_or(0)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let text: String = text.chars().take_while(fits).collect();
    if room == 0 { String::new() } else { text + CUT.encode_utf8(&mut [0; 4]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, tail: &str) -> Line {
        Line { text: text.to_owned(), tail: tail.to_owned(), look: Look::Bold }
    }

    fn live() -> Live {
        Live { colour: true, drawn: Vec::new() }
    }

    fn terminal(rows: u16, columns: u16) -> vt100::Parser {
        vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
    }

    /// What a terminal shows, row by row.
    fn shown(terminal: &vt100::Parser) -> Vec<String> {
        let rows: Vec<String> = terminal.screen().rows(0, 200).collect();
        let last = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
        rows.into_iter().take(last).collect()
    }

    /// As the terminal's driver does it (termios(3), ONLCR).
    fn feed(terminal: &mut vt100::Parser, bytes: &[u8]) {
        for byte in bytes {
            if *byte == b'\n' {
                terminal.process(b"\r");
            }
            terminal.process(&[*byte]);
        }
    }

    #[test]
    fn lines_take_the_place_of_those_before() {
        let (mut live, mut terminal) = (live(), terminal(10, 20));
        let size = Size { rows: 10, columns: 20 };
        terminal.process(b"before\r\n");
        feed(&mut terminal, &live.frame(size, b"", &[line("one", ""), line("two", ""), line("three", "")]));
        assert_eq!(shown(&terminal), ["before", "one", "two", "three"]);
        feed(&mut terminal, &live.frame(size, b"stays\n", &[line("four", " 1s")]));
        assert_eq!(shown(&terminal), ["before", "stays", "four 1s"]);
        assert_eq!(live.frame(size, b"", &[line("four", " 1s")]), b"");
        feed(&mut terminal, &live.frame(size, b"", &[]));
        assert_eq!(shown(&terminal), ["before", "stays"]);
        assert_eq!(terminal.screen().cursor_position(), (2, 0));
        assert_eq!(live.frame(size, b"x\n", &[]), b"x\n");
    }

    #[test]
    fn long_lines_are_cut_and_keep_their_tails() {
        let live = live();
        let written = |columns, text, tail| live.written(Size { rows: 9, columns }, &line(text, tail));
        assert_eq!(written(11, "0123456789", "").0, "\x1b[1m0123456789\x1b[0m");
        assert_eq!(written(10, "0123456789", " 1s"), ("\x1b[1m01234… 1s\x1b[0m".to_owned(), 9));
        assert_eq!(written(8, "漢字漢字漢字", ""), ("\x1b[1m漢字漢…\x1b[0m".to_owned(), 7));
        assert_eq!(written(1, "abc", " 1s").1, 0);
        assert_eq!(written(4, "abc", " 123s").1, 3);
    }

    #[test]
    fn wrapped_lines_are_taken_away_whole() {
        let mut live = live();
        live.frame(Size { rows: 9, columns: 41 }, b"", &[line(&"x".repeat(40), ""), line("y", "")]);
        let bytes = live.frame(Size { rows: 9, columns: 15 }, b"", &[]);
        assert_eq!(bytes, b"\r\x1b[4A\x1b[J");
    }

    #[test]
    fn colours_can_be_turned_off() {
        let live = Live { colour: false, drawn: Vec::new() };
        assert_eq!(live.written(DEFAULT_SIZE, &line("a", "b")), ("ab".to_owned(), 2));
    }
}
