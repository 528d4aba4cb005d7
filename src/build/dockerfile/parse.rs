//! From a file's bytes to its stages.

use super::error::{Fault, Place as _};
use super::instruction::{self, KEYWORDS};
use super::lines::{Line, Lines};
use super::syntax::*;
use super::words;
use crate::error::Result;

/// Parses a Dockerfile that messages call `name`.
pub(crate) fn parse(name: &str, text: &[u8]) -> Result<Dockerfile> {
    let mut lines = Lines::new(name, text);
    let mut parser = Parser { name, global: Vec::new(), stages: Vec::new(), empty_continuations: Vec::new() };
    while let Some(line) = lines.next()? {
        parser.line(&mut lines, line)?;
    }
    if parser.stages.is_empty() {
        let cause = if parser.global.is_empty() { "no instructions" } else { "no FROM" };
        return Err(Fault::new(format!("the file has {cause}")).cure("begin with FROM IMAGE")).at(name, 1);
    }
    Ok(Dockerfile {
        name: name.to_owned(),
        directives: lines.directives().clone(),
        global: parser.global,
        stages: parser.stages,
        empty_continuations: parser.empty_continuations,
    })
}

/// Parses the instruction that an image keeps for builds based on it. `name` and `span` say which FROM it comes by.
pub(crate) fn parse_trigger(name: &str, span: Span, text: &str) -> Result<Instruction> {
    let wrong = |fault: Fault| Fault { cause: format!("ONBUILD {text} of the image: {}", fault.cause), ..fault };
    let mut lines = Lines::new(name, text.as_bytes());
    let parsed = lines.next()?.map(|mut line| read(&mut lines, &mut line).map(|read| (line, read))).transpose()?;
    let extra = lines.next()?;
    let Some((line, read)) = parsed.filter(|_| extra.is_none()) else {
        return Err(wrong(Fault::new("it is not one instruction"))).at(name, span.first);
    };
    let kind = read.and_then(|read| {
        if matches!(read.keyword, "FROM" | "ONBUILD" | "MAINTAINER") {
            return Err(Fault::new(format!("{} cannot be the instruction of ONBUILD", read.keyword)));
        }
        let kind = instruction::kind(read.keyword, &read.text, read.heredocs, '\\')?;
        Ok((read.written, kind))
    });
    let (keyword, kind) = kind.map_err(wrong).at(name, span.first)?;
    let written = Written { span, keyword, line: line.text, comments: Vec::new(), escape: '\\' };
    Ok(Instruction { written, kind })
}

struct Parser<'a> {
    name: &'a str,
    global: Vec<Instruction>,
    stages: Vec<Stage>,
    empty_continuations: Vec<u32>,
}

/// A line split into what its instruction is made of.
struct Read {
    keyword: &'static str,
    /// The keyword as it is in the file.
    written: String,
    text: String,
    heredocs: Vec<Heredoc>,
}

/// Reads the keyword of a line, and the documents that follow it.
fn read(lines: &mut Lines<'_>, line: &mut Line) -> Result<std::result::Result<Read, Fault>> {
    let takes_heredocs = instruction::takes_heredocs(&line.text, lines.directives().escape);
    let heredocs = if takes_heredocs { lines.heredocs(line)? } else { Vec::new() };
    let (written, text) = words::first(&line.text);
    let read = |keyword| Read { keyword, written: written.to_owned(), text: text.to_owned(), heredocs };
    Ok(instruction::keyword(written).map(read))
}

impl Parser<'_> {
    fn line(&mut self, lines: &mut Lines<'_>, mut line: Line) -> Result<()> {
        let first = line.span.first;
        let read = read(lines, &mut line)?.at(self.name, first)?;
        if line.has_empty {
            self.empty_continuations.push(line.span.last);
        }
        let escape = lines.directives().escape;
        let written = Written {
            span: line.span,
            keyword: read.written,
            line: line.text.trim().to_owned(),
            comments: line.comments,
            escape,
        };
        if read.keyword == "FROM" {
            let (from, name) = instruction::from(&read.text, escape).at(self.name, first)?;
            self.stages.push(Stage { from, name, written, instructions: Vec::new() });
            return Ok(());
        }
        let kind = instruction::kind(read.keyword, &read.text, read.heredocs, escape).at(self.name, first)?;
        let instruction = Instruction { written, kind };
        match (self.stages.last_mut(), &instruction.kind) {
            (Some(stage), _) => stage.instructions.push(instruction),
            (None, Kind::Arg(_)) => self.global.push(instruction),
            (None, _) => {
                debug_assert!(KEYWORDS.contains(&read.keyword));
                return Err(Fault::new(format!("{} comes before the first FROM", read.keyword))
                    .cure("only ARG may; begin with FROM IMAGE"))
                .at(self.name, first);
            }
        }
        Ok(())
    }
}
