//! The graph of stages: what each is based on, what it copies from, and which of them a build needs.

use super::error::{Fault, Place as _, similar};
use super::scope::Globals;
use super::syntax::*;
use crate::error::Result;
use crate::name::Platform;
use std::collections::BTreeSet;

/// Where files come from: `FROM`, `COPY --from`, `RUN --mount=from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing at all.
    Scratch,
    /// The stage with this number.
    Stage(usize),
    /// A named context (`--build-context`).
    Context(String),
    /// The image with this name.
    Image(String),
}

/// One stage in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) base: Origin,
    /// `FROM --platform`.
    pub(crate) platform: Option<Platform>,
    /// A named context stands for the whole stage: its instructions mean nothing.
    pub(crate) is_replaced: bool,
    /// The stages that must be there before this one; all have lower numbers.
    pub(crate) needs: BTreeSet<usize>,
    /// The target needs it, or it is the target.
    pub(crate) is_needed: bool,
}

/// All stages, in the order of the file, which is one in which they can be built.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    /// The number of the stage that is asked for.
    pub(crate) target: usize,
    names: Vec<Option<String>>,
    /// The stages that each names, wherever they stand.
    edges: Vec<Vec<usize>>,
    file: String,
}

impl Graph {
    /// The graph of `dockerfile`. `target` is a name or a number, by itself the last stage; `is_context` says which named
    /// contexts there are.
    pub(crate) fn new(
        dockerfile: &Dockerfile,
        globals: &Globals,
        target: Option<&str>,
        is_context: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let names = dockerfile.stages.iter().map(|stage| stage.name.clone()).collect();
        let mut graph = Self { nodes: Vec::new(), target: 0, names, edges: Vec::new(), file: dockerfile.name.clone() };
        for (number, stage) in dockerfile.stages.iter().enumerate() {
            let node = graph.node(number, stage, globals, is_context)?;
            graph.nodes.push(node);
        }
        graph.edges =
            dockerfile.stages.iter().enumerate().map(|(number, stage)| graph.named_by(number, stage)).collect();
        for (number, stage) in dockerfile.stages.iter().enumerate() {
            graph.connect(dockerfile, number, stage, is_context)?;
        }
        graph.target = graph.target(target)?;
        graph.mark(graph.target);
        Ok(graph)
    }

    /// Has the stages built as well that the target does not need.
    pub(crate) fn need_all(&mut self) {
        self.nodes.iter_mut().for_each(|node| node.is_needed = true);
    }

    /// Where an instruction of the stage `number` takes files from, when it says so.
    pub(crate) fn origins(
        &self,
        number: usize,
        instruction: &Instruction,
        is_context: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Origin>> {
        let from = sources(instruction);
        let origins = from.iter().map(|from| self.origin(number, from, is_context));
        origins.collect::<std::result::Result<_, _>>().at(&self.file, instruction.written.span.first)
    }

    /// What `--from=from` means in the stage `number`.
    fn origin(
        &self,
        number: usize,
        from: &str,
        is_context: &dyn Fn(&str) -> bool,
    ) -> std::result::Result<Origin, Fault> {
        if from.contains('$') {
            return Err(
                Fault::new(format!("--from={from} of ONBUILD cannot have variables")).cure("name a stage or an image")
            );
        }
        if from.eq_ignore_ascii_case("scratch") {
            return Ok(Origin::Scratch);
        }
        if is_context(from) {
            return Ok(Origin::Context(from.to_owned()));
        }
        if let Some(index) = from.parse::<usize>().ok().filter(|index| *index >= self.names.len()) {
            return Err(Fault::new(format!("there is no stage {index}"))
                .cure(format!("the last one is {}", self.names.len() - 1)));
        }
        let found = self.find(from, number);
        match found {
            Some(index) if index < number => Ok(Origin::Stage(index)),
            Some(index) if index == number => {
                Err(Fault::new("the stage copies from itself").cure("copy from an earlier one"))
            }
            Some(index) if self.reaches(index, number) => {
                Err(Fault::new(format!("this stage and {from} need each other")).cure("split one of them in two"))
            }
            Some(_) => Err(Fault::new(format!("the stage {from} comes only after this one")).cure("move it up")),
            None => Ok(Origin::Image(from.to_owned())),
        }
    }

    /// The last stage before the one numbered `before` that has this name.
    fn named(&self, name: &str, before: usize) -> Option<usize> {
        let has_name = |index: &usize| self.names[*index].as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name));
        (0..before).rev().find(has_name)
    }

    /// The stage that `from` means in the stage `number`: by number, by name before it, by name anywhere.
    fn find(&self, from: &str, number: usize) -> Option<usize> {
        let index = from.parse::<usize>().ok().filter(|index| *index < self.names.len());
        index.or_else(|| self.named(from, number)).or_else(|| self.named(from, self.names.len()))
    }

    fn named_by(&self, number: usize, stage: &Stage) -> Vec<usize> {
        let sources = stage.instructions.iter().flat_map(sources);
        sources.filter_map(|from| self.find(&from, number)).chain(self.nodes[number].needs.clone()).collect()
    }

    /// Whether the stage `from` needs `to`, directly or through others.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(next) = waiting.pop() {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                waiting.extend(&self.edges[next]);
            }
        }
        false
    }

    fn node(&self, number: usize, stage: &Stage, globals: &Globals, is_context: &dyn Fn(&str) -> bool) -> Result<Node> {
        let line = stage.written.span.first;
        let escape = stage.written.escape;
        let base = globals.expand(&stage.from.base, escape).at(&self.file, line)?.text;
        if base.is_empty() {
            let fault = Fault::new(format!("FROM {} names no image, since it expands to nothing", stage.from.base));
            return Err(fault.cure("give the variable a default with ARG before the first FROM, or use --build-arg"))
                .at(&self.file, line);
        }
        let platform = stage.from.platform.as_deref().map(|text| platform(text, escape, globals)).transpose();
        let platform = platform.at(&self.file, line)?;
        let own_context = stage.name.as_deref().filter(|name| is_context(name));
        let earlier = self.named(&base, number).or(base.parse().ok().filter(|index| *index < number));
        let origin = match (own_context, earlier) {
            (Some(name), _) => Origin::Context(name.to_owned()),
            (None, Some(index)) => Origin::Stage(index),
            (None, None) if base == "scratch" => Origin::Scratch,
            (None, None) if is_context(&base) => Origin::Context(base),
            (None, None) => Origin::Image(base),
        };
        let mut needs = if let Origin::Stage(index) = origin { BTreeSet::from([index]) } else { BTreeSet::new() };
        for after in &stage.from.after {
            needs.insert(self.after(number, after, escape, globals).at(&self.file, line)?);
        }
        Ok(Node { base: origin, platform, is_replaced: own_context.is_some(), needs, is_needed: false })
    }

    /// The stage that `FROM --after=text` names in the stage `number`.
    fn after(&self, number: usize, text: &str, escape: char, globals: &Globals) -> std::result::Result<usize, Fault> {
        let name = globals.expand(text, escape)?.text;
        let index = name.parse::<usize>().ok().filter(|index| *index < number);
        let wrong = || match self.find(&name, number) {
            Some(_) => Fault::new(format!("FROM --after={name}: cannot depend on later stage")).cure("move it up"),
            None => Fault::new(format!("FROM --after={name}: stage {name:?} not found")),
        };
        self.named(&name, number).or(index).ok_or_else(wrong)
    }

    /// Adds what the instructions of a stage need, and what ONBUILD of the stage that it is based on does.
    fn connect(
        &mut self,
        dockerfile: &Dockerfile,
        number: usize,
        stage: &Stage,
        is_context: &dyn Fn(&str) -> bool,
    ) -> Result<()> {
        if self.nodes[number].is_replaced {
            return Ok(());
        }
        let base = match self.nodes[number].base {
            Origin::Stage(index) if !self.nodes[index].is_replaced => &dockerfile.stages[index].instructions[..],
            _ => &[],
        };
        let mut instructions = stage.instructions.clone();
        for instruction in base {
            if let Kind::Onbuild(trigger) = &instruction.kind {
                instructions.push(super::parse_trigger(&self.file, stage.written.span, &trigger.text)?);
            }
        }
        for instruction in &instructions {
            for origin in self.origins(number, instruction, is_context)? {
                if let Origin::Stage(index) = origin {
                    self.nodes[number].needs.insert(index);
                }
            }
        }
        Ok(())
    }

    fn target(&self, wanted: Option<&str>) -> Result<usize> {
        let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(self.nodes.len() - 1) };
        let number = wanted.parse().ok().filter(|index| *index < self.nodes.len());
        let found = self.named(wanted, self.nodes.len()).or(number);
        found.ok_or_else(|| {
            let error = crate::error::Error::new(format!("{} has no stage {wanted}", self.file));
            let names: Vec<&str> = self.names.iter().flatten().map(String::as_str).collect();
            let hint = match similar(wanted, names.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None if names.is_empty() => "its stages have no names; --target takes numbers too".to_owned(),
                None => format!("its stages are {}", names.join(", ")),
            };
            error.hint(hint).into()
        })
    }

    /// Marks a stage and all that it needs.
    pub(crate) fn mark(&mut self, number: usize) {
        if !std::mem::replace(&mut self.nodes[number].is_needed, true) {
            for needed in self.nodes[number].needs.clone() {
                self.mark(needed);
            }
        }
    }
}

/// The words of `--from` and of `from=` in an instruction.
fn sources(instruction: &Instruction) -> Vec<String> {
    match &instruction.kind {
        Kind::Copy(copy) => copy.from.iter().cloned().collect(),
        Kind::Run(run) => run.mounted_from().collect(),
        _ => Vec::new(),
    }
}

fn platform(text: &str, escape: char, globals: &Globals) -> std::result::Result<Platform, Fault> {
    let expanded = globals.expand(text, escape)?;
    if expanded.text.is_empty() {
        let fault = Fault::new(format!("FROM --platform={text} names no platform, since it expands to nothing"));
        let undefined = expanded.undefined.first();
        return Err(match undefined.and_then(|name| similar(name, globals.names())) {
            Some(near) => fault.cure(format!("did you mean ${near}?")),
            None => fault,
        });
    }
    expanded.text.parse().map_err(|error| Fault::new(format!("FROM --platform={text}: {error}")))
}
