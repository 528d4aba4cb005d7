//! The lint: the rules that BuildKit has, by their names there. All stages are looked at.

mod files;
mod options;
mod rules;
mod stage;

pub(crate) use options::Check;
pub(crate) use rules::Rule;

use std::collections::BTreeSet;

use super::scope::{Arguments, Globals, Scope};
use super::stages::{Graph, Origin};
use super::syntax::*;
use crate::build::context::Ignore;
use crate::error::Result;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Warning {
    /// The line that it is about.
    pub(crate) line: u32,
    pub(crate) rule: Rule,
    pub(crate) message: String,
}

/// What the lint knows besides the Dockerfile.
pub(crate) struct Known<'a> {
    pub(crate) arguments: &'a Arguments,
    /// What of the context is no part of it.
    pub(crate) ignore: &'a Ignore,
    /// The environment of a base image, `NAME=value`, when the image is there.
    pub(crate) env_of: &'a dyn Fn(&str) -> Option<Vec<String>>,
    pub(crate) is_context: &'a dyn Fn(&str) -> bool,
}

/// What was found, in the order of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Findings {
    pub(crate) warnings: Vec<Warning>,
    /// The Dockerfile asks that a build with warnings fails.
    pub(crate) is_error: bool,
}

/// Looks for whatever is allowed and probably not meant. `Err` is what no build would get over.
pub(crate) fn lint(dockerfile: &Dockerfile, known: &Known<'_>) -> Result<Findings> {
    let globals = Globals::new(dockerfile, known.arguments)?;
    let graph = Graph::new(dockerfile, &globals, None, known.is_context)?;
    let check = Check::of(dockerfile)?;
    let mut lint = Lint { check: &check, found: BTreeSet::new() };
    files::look(&mut lint, dockerfile, &globals, known.arguments)?;
    let mut ends: Vec<(Scope, stage::State)> = Vec::new();
    for (node, stage) in graph.nodes.iter().zip(&dockerfile.stages) {
        let (scope, state) = match &node.base {
            Origin::Stage(index) => (ends[*index].0.child(), ends[*index].1.child()),
            Origin::Scratch => (Scope::new([]), stage::State::new(true)),
            Origin::Image(name) => match (known.env_of)(name) {
                Some(env) => (Scope::new(env.iter().map(String::as_str)), stage::State::new(true)),
                None => (Scope::new([]), stage::State::new(false)),
            },
            Origin::Context(_) => (Scope::new([]), stage::State::new(false)),
        };
        let mut walker = stage::Walker { lint: &mut lint, dockerfile, globals: &globals, known, scope, state };
        if !node.is_replaced {
            walker.walk(stage)?;
        }
        ends.push((walker.scope, walker.state));
    }
    Ok(Findings { warnings: lint.found.into_iter().collect(), is_error: check.is_error })
}

/// Gathers findings.
struct Lint<'a> {
    check: &'a Check,
    found: BTreeSet<Warning>,
}

impl Lint<'_> {
    /// Reports what was found in an instruction, unless the file or a comment above the instruction says not to.
    fn report(&mut self, rule: Rule, written: &Written, message: String) {
        if self.check.allows(rule) && options::comments_allow(&written.comments, rule) {
            self.found.insert(Warning { line: written.span.first, rule, message });
        }
    }
}
