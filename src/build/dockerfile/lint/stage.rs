//! Rules about the instructions of a stage, whose variables are followed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::error::similar;
use super::super::ports;
use super::super::scope::{Globals, Scope};
use super::super::syntax::*;
use super::{Known, Lint, Rule};
use crate::error::Result;

static SECRET: LazyLock<Regex> = LazyLock::new(|| {
    let words = "apikey|auth|credentials?|key|password|pword|passwd|secret|token";
    Regex::new(&format!("(?i)(?:_|^)(?:{words})(?:_|$)")).expect("a constant")
});
static NO_SECRET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?i)(?:_|^)(?:public|file|version)(?:_|$)").expect("a constant"));

/// What was seen in a stage so far.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The environment of the base image is known.
    knows_env: bool,
    has_shell: bool,
    has_workdir: bool,
    /// Where the instructions were that count only once.
    once: BTreeMap<&'static str, Written>,
}

impl State {
    pub(super) fn new(knows_env: bool) -> Self {
        Self { knows_env, has_shell: false, has_workdir: false, once: BTreeMap::new() }
    }

    /// The state of a stage that is based on this one.
    pub(super) fn child(&self) -> Self {
        Self { once: BTreeMap::new(), ..self.clone() }
    }
}

/// Goes through a stage.
pub(super) struct Walker<'a, 'b> {
    pub(super) lint: &'a mut Lint<'b>,
    pub(super) dockerfile: &'a Dockerfile,
    pub(super) globals: &'a Globals,
    pub(super) known: &'a Known<'a>,
    pub(super) scope: Scope,
    pub(super) state: State,
}

impl Walker<'_, '_> {
    pub(super) fn walk(&mut self, stage: &Stage) -> Result<()> {
        for instruction in &stage.instructions {
            let written = &instruction.written;
            self.before(instruction);
            let name = &self.dockerfile.name;
            let stepped = self.scope.step(name, instruction, self.globals, self.known.arguments)?;
            if let Kind::Run(run) = &stepped.kind {
                self.scope.mounts(name, written, run)?;
            }
            self.after(&stepped);
            self.undefined(written);
        }
        Ok(())
    }

    /// Rules about what is written.
    fn before(&mut self, instruction: &Instruction) {
        let written = &instruction.written;
        let keyword = instruction.kind.keyword();
        match &instruction.kind {
            Kind::Env(pairs) | Kind::Label(pairs) => {
                if let Some(pair) = pairs.iter().find(|pair| pair.legacy) {
                    let message = format!("write {keyword} {}=\"…\", with =", pair.name);
                    self.lint.report(Rule::LegacyKeyValueFormat, written, message);
                }
            }
            Kind::Cmd(command) | Kind::Entrypoint(command) => {
                self.once(keyword, written);
                if matches!(command, CommandLine::Shell(_)) && !self.state.has_shell {
                    let message = format!("{keyword} should be in JSON form, so that signals reach the command");
                    self.lint.report(Rule::JsonArgsRecommended, written, message);
                }
            }
            Kind::Healthcheck(_) => self.once(keyword, written),
            Kind::Shell(_) => self.state.has_shell = true,
            Kind::Expose(words) => self.ports(written, words),
            Kind::Arg(args) => args.iter().for_each(|arg| self.secret(written, &arg.name)),
            _ => {}
        }
    }

    /// Rules about what it means.
    fn after(&mut self, instruction: &Instruction) {
        let written = &instruction.written;
        match &instruction.kind {
            Kind::Env(pairs) => pairs.iter().for_each(|pair| self.secret(written, &pair.name)),
            Kind::Workdir(path) => {
                if !path.starts_with('/') && !self.state.has_workdir {
                    let message = format!("where {path} is depends on the base image; write WORKDIR with a / in front");
                    self.lint.report(Rule::WorkdirRelativePath, written, message);
                }
                self.state.has_workdir = true;
            }
            Kind::Copy(Copy { transfer, from: None, .. }) | Kind::Add(Add { transfer, .. }) => {
                self.ignored(written, transfer);
            }
            _ => {}
        }
    }

    /// Only the last one of a stage counts.
    fn once(&mut self, keyword: &'static str, written: &Written) {
        if let Some(before) = self.state.once.insert(keyword, written.clone()) {
            let message = format!("another {keyword} in line {} takes this one's place", written.span.first);
            self.lint.report(Rule::MultipleInstructionsDisallowed, &before, message);
        }
    }

    fn ports(&mut self, written: &Written, words: &[String]) {
        for word in words {
            // What is wrong with it is told when it is stepped over.
            for port in self.scope.words(word, written) {
                if ports::has_upper_protocol(&port) {
                    self.lint.report(
                        Rule::ExposeProtoCasing,
                        written,
                        format!("the protocol of {port} should be in lower case"),
                    );
                }
                if ports::has_host(&port) {
                    let message = format!("{port} has an address or a port of the host, which means nothing here");
                    self.lint.report(Rule::ExposeInvalidFormat, written, message);
                }
            }
        }
    }

    fn secret(&mut self, written: &Written, name: &str) {
        if SECRET.is_match(name) && !NO_SECRET.is_match(name) {
            let message = format!("everybody who has the image can read {name}; use RUN --mount=type=secret");
            self.lint.report(Rule::SecretsUsedInArgOrEnv, written, message);
        }
    }

    fn ignored(&mut self, written: &Written, transfer: &Transfer) {
        let ignore = self.known.ignore;
        for source in &transfer.sources {
            let Source::Path(path) = source else { continue };
            let is_url = path.starts_with("http://") || path.starts_with("https://");
            // With exceptions, a file in an ignored directory may be there.
            if is_url || !ignore.only_ignores() {
                continue;
            }
            let clean = crate::build::context::clean(path);
            let ignored = match clean.trim_start_matches('/') {
                "" | "." => ignore.ignores_everything(),
                path => ignore.matches(path.as_bytes()),
            };
            if ignored {
                self.lint.report(
                    Rule::CopyIgnoredFile,
                    written,
                    format!("the ignore file leaves {path} out of the context"),
                );
            }
        }
    }

    fn undefined(&mut self, written: &Written) {
        for (_, name) in std::mem::take(&mut self.scope.undefined) {
            if self.state.knows_env {
                let near = similar(&name, self.scope.names());
                let near = near.map_or(String::new(), |near| format!("; did you mean ${near}?"));
                self.lint.report(Rule::UndefinedVar, written, format!("${name} is not defined{near}"));
            }
        }
    }
}
