//! Variables: what ARG and ENV set, where it is seen, and instructions with their variables expanded.

use super::error::{Fault, Place as _};
use super::expand::{Expanded, Style, expand};
use super::ports;
use super::syntax::*;
use super::{Mount, mount};
use crate::error::{Result, one_line};
use crate::name::Platform;
use std::collections::{BTreeMap, BTreeSet};

/// The proxy variables that RUN sees when they are build arguments, declared or not, without a trace in the image.
const PROXIES: [&str; 5] = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

/// What the build was asked for, as far as variables show it.
#[derive(Debug, Clone)]
pub(crate) struct Arguments {
    /// `--build-arg`.
    pub(crate) given: BTreeMap<String, String>,
    pub(crate) build_platform: Platform,
    pub(crate) target_platform: Platform,
    /// The name of the stage that is built (`TARGETSTAGE`), when it has one.
    pub(crate) target_stage: Option<String>,
}

impl Arguments {
    /// The platform arguments, which `--build-arg` may override.
    fn predefined(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for (prefix, platform) in [("BUILD", &self.build_platform), ("TARGET", &self.target_platform)] {
            values.insert(format!("{prefix}PLATFORM"), platform.to_string());
            values.insert(format!("{prefix}OS"), platform.os.clone());
            values.insert(format!("{prefix}OSVERSION"), String::new());
            values.insert(format!("{prefix}ARCH"), platform.arch.clone());
            values.insert(format!("{prefix}VARIANT"), platform.variant.clone().unwrap_or_default());
        }
        values.insert("TARGETSTAGE".to_owned(), self.target_stage.clone().unwrap_or_else(|| "default".to_owned()));
        for (name, value) in &mut values {
            if let Some(given) = self.given.get(name) {
                value.clone_from(given);
            }
        }
        values
    }

    /// The proxy variables for RUN.
    pub(crate) fn proxies(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_proxy = |name: &str| PROXIES.iter().any(|proxy| proxy.eq_ignore_ascii_case(name));
        self.given.iter().filter(move |(name, _)| is_proxy(name)).map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The build arguments that no ARG declares and that are not predefined, since they are probably misspelt.
    pub(crate) fn unused<'a>(&'a self, dockerfile: &'a Dockerfile) -> impl Iterator<Item = &'a str> {
        let stages = dockerfile.stages.iter().flat_map(|stage| &stage.instructions);
        let mut declared: BTreeSet<&str> = dockerfile.global.iter().chain(stages).flat_map(declares).collect();
        declared.extend(self.proxies().map(|(name, _)| name));
        let predefined = self.predefined();
        let names = self.given.keys().map(String::as_str);
        names.filter(move |name| {
            !declared.contains(name)
                && !predefined.contains_key(*name)
                && !name.starts_with("BUILDKIT_")
                && *name != "SOURCE_DATE_EPOCH"
        })
    }
}

fn declares(instruction: &Instruction) -> Vec<&str> {
    match &instruction.kind {
        Kind::Arg(args) => args.iter().map(|arg| arg.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The variables that FROM sees: the platform arguments and the ARGs before the first FROM.
#[derive(Debug, Clone)]
pub(crate) struct Globals {
    values: BTreeMap<String, String>,
    /// The names of those ARGs, with and without values.
    declared: BTreeSet<String>,
}

impl Globals {
    /// Evaluates the ARGs before the first FROM of `dockerfile`.
    pub(crate) fn new(dockerfile: &Dockerfile, arguments: &Arguments) -> Result<Self> {
        let mut globals = Self { values: arguments.predefined(), declared: BTreeSet::new() };
        for instruction in &dockerfile.global {
            let Kind::Arg(args) = &instruction.kind else { continue };
            for arg in args {
                let default = arg.default.as_deref().filter(|_| !arguments.given.contains_key(&arg.name));
                let default = default.map(|word| globals.expand(word, instruction.written.escape));
                let default = default.transpose().at(&dockerfile.name, instruction.written.span.first)?;
                let value = arguments.given.get(&arg.name).cloned().or(default.map(|expanded| expanded.text));
                if let Some(value) = value {
                    globals.values.insert(arg.name.clone(), value);
                }
                globals.declared.insert(arg.name.clone());
            }
        }
        Ok(globals)
    }

    /// A word of FROM.
    pub(super) fn expand(&self, word: &str, escape: char) -> std::result::Result<Expanded, Fault> {
        expand(word, Style::word(escape), &|name| self.get(name).map(str::to_owned))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The names that FROM may use.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().chain(&self.declared).map(String::as_str)
    }
}

/// The variables of one stage, from its FROM up to the instruction that was stepped over last.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Scope {
    /// The environment that the image will have, in the order in which names were set first.
    env: Vec<(String, String)>,
    args: BTreeMap<String, Option<String>>,
    /// Variables that were used and are neither set nor declared, each with the line of its instruction.
    pub(crate) undefined: Vec<(Span, String)>,
}

impl Scope {
    /// The scope at the beginning of a stage. `env` are the `NAME=value` of the base image.
    pub(crate) fn new<'a>(env: impl IntoIterator<Item = &'a str>) -> Self {
        let pair =
            |text: &str| text.split_once('=').map_or((text.to_owned(), String::new()), |(n, v)| (n.into(), v.into()));
        Self { env: env.into_iter().map(pair).collect(), args: BTreeMap::new(), undefined: Vec::new() }
    }

    /// The scope of a stage that is FROM the one whose scope at its end this is: arguments are inherited.
    pub(crate) fn child(&self) -> Self {
        Self { undefined: Vec::new(), ..self.clone() }
    }

    /// The environment as the image's config has it: `NAME=value`.
    #[cfg(test)]
    pub(crate) fn env(&self) -> Vec<String> {
        self.env.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// The declared arguments that have a value and that no ENV hides: what RUN sees besides the environment.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = (&str, &str)> {
        let hidden = |name: &str| self.env.iter().any(|(set, _)| set == name);
        let args = self.args.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)));
        args.filter(move |(name, _)| !hidden(name))
    }

    /// A variable's value: the environment hides arguments.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let set = self.env.iter().find(|(set, _)| set == name).map(|(_, value)| value.as_str());
        set.or_else(|| self.args.get(name)?.as_deref())
    }

    /// The names that have a value.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.env.iter().map(|(name, _)| name.as_str()).chain(self.args.keys().map(String::as_str))
    }

    /// The next instruction with its variables expanded; ARG and ENV have their effect. After it, ARG has the value that
    /// counts as its default, EXPOSE has ports as `80/tcp`, and documents of COPY and ADD have lost their tabs.
    /// RUN's mounts are left to [`Scope::mounts`]. `file` is for errors.
    pub(crate) fn step(
        &mut self,
        file: &str,
        instruction: &Instruction,
        globals: &Globals,
        arguments: &Arguments,
    ) -> Result<Instruction> {
        let written = &instruction.written;
        let kind = match &instruction.kind {
            Kind::Arg(args) => {
                let args = args.iter().map(|arg| self.declare(arg, written, globals, arguments));
                args.collect::<std::result::Result<_, Fault>>().map(Kind::Arg)
            }
            kind => self.kind(kind, written),
        };
        let kind = kind.at(file, written.span.first)?;
        if let Kind::Env(pairs) = &kind {
            pairs.iter().for_each(|pair| self.set(&pair.name, &pair.value));
        }
        Ok(Instruction { kind, written: written.clone() })
    }

    /// The mounts of a RUN.
    pub(crate) fn mounts(&mut self, file: &str, written: &Written, run: &Run) -> Result<Vec<Mount>> {
        let mounts = run.mounts.iter().map(|text| {
            mount::parse(text, &mut |value| {
                let word = self.word(value, written).at(file, written.span.first)?;
                Ok(word)
            })
        });
        let mounts: Result<Vec<Mount>> = mounts.collect();
        mounts.map_err(|error| match crate::error::hint(&error) {
            _ if one_line(&error).starts_with(file) => error,
            hint => {
                let fault = Fault { cause: format!("{error:#}"), cure: hint.map(str::to_owned) };
                fault.at(file, written.span.first).into()
            }
        })
    }

    /// The words that a word of EXPOSE expands to; none if that fails.
    pub(super) fn words(&self, text: &str, written: &Written) -> Vec<String> {
        let lookup = |name: &str| self.get(name).map(str::to_owned);
        expand(text, Style::word(written.escape), &lookup).map(|expanded| expanded.words).unwrap_or_default()
    }

    /// Sets a variable of the environment, as ENV does.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.env.iter_mut().find(|(set, _)| set == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.env.push((name.to_owned(), value.to_owned())),
        }
    }

    /// ARG: the build argument, else the default, else the value before the first FROM.
    fn declare(
        &mut self,
        arg: &Arg,
        written: &Written,
        globals: &Globals,
        arguments: &Arguments,
    ) -> std::result::Result<Arg, Fault> {
        let value = match (arguments.given.get(&arg.name), &arg.default) {
            (Some(given), _) => Some(given.clone()),
            (None, Some(default)) => Some(self.word(default, written)?),
            (None, None) => globals.get(&arg.name).map(str::to_owned),
        };
        // Without any value, an inherited one stays.
        let known = value.clone().or_else(|| self.args.get(&arg.name).cloned().flatten());
        self.args.insert(arg.name.clone(), known);
        Ok(Arg { name: arg.name.clone(), default: value })
    }

    fn expand(&mut self, text: &str, style: Style, written: &Written) -> std::result::Result<Expanded, Fault> {
        let expanded = expand(text, style, &|name| self.get(name).map(str::to_owned))?;
        let undeclared = expanded.undefined.iter().filter(|name| !self.args.contains_key(*name));
        self.undefined.extend(undeclared.map(|name| (written.span, name.clone())));
        Ok(expanded)
    }

    pub(super) fn word(&mut self, text: &str, written: &Written) -> std::result::Result<String, Fault> {
        Ok(self.expand(text, Style::word(written.escape), written)?.text)
    }

    fn kind(&mut self, kind: &Kind, written: &Written) -> std::result::Result<Kind, Fault> {
        Ok(match kind {
            Kind::Env(pairs) => Kind::Env(self.pairs(pairs, written)?),
            Kind::Label(pairs) => Kind::Label(self.pairs(pairs, written)?),
            Kind::Copy(copy) => Kind::Copy(Copy { transfer: self.transfer(&copy.transfer, written)?, ..copy.clone() }),
            Kind::Add(add) => Kind::Add(Add {
                transfer: self.transfer(&add.transfer, written)?,
                checksum: self.optional(add.checksum.as_ref(), written)?,
                ..add.clone()
            }),
            Kind::Workdir(path) => Kind::Workdir(self.word(path, written)?),
            Kind::User(user) => Kind::User(self.word(user, written)?),
            Kind::StopSignal(signal) => Kind::StopSignal(self.word(signal, written)?),
            Kind::Volume(paths) => {
                Kind::Volume(paths.iter().map(|path| self.word(path, written)).collect::<std::result::Result<_, _>>()?)
            }
            Kind::Expose(words) => {
                let mut ports = Vec::new();
                for word in words {
                    for word in self.expand(word, Style::word(written.escape), written)?.words {
                        ports.extend(ports::parse(&word)?);
                    }
                }
                Kind::Expose(ports)
            }
            // The shell expands these, or nobody does.
            Kind::Arg(_)
            | Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Healthcheck(_)
            | Kind::Maintainer(_)
            | Kind::Onbuild(_)
            | Kind::Run(_)
            | Kind::Shell(_) => kind.clone(),
        })
    }

    fn optional(&mut self, word: Option<&String>, written: &Written) -> std::result::Result<Option<String>, Fault> {
        let word = word.map(|word| self.word(word, written)).transpose()?;
        Ok(word.filter(|word| !word.is_empty()))
    }

    fn pairs(&mut self, pairs: &[Pair], written: &Written) -> std::result::Result<Vec<Pair>, Fault> {
        let pair = |pair: &Pair| {
            let name = self.word(&pair.name, written)?;
            if name.is_empty() {
                return Err(Fault::new(format!("the name {} is empty", pair.name)));
            }
            Ok(Pair { name, value: self.word(&pair.value, written)?, legacy: pair.legacy })
        };
        pairs.iter().map(pair).collect()
    }

    fn transfer(&mut self, transfer: &Transfer, written: &Written) -> std::result::Result<Transfer, Fault> {
        let mut sources = Vec::with_capacity(transfer.sources.len());
        for source in &transfer.sources {
            sources.push(match source {
                Source::Path(path) => Source::Path(self.word(path, written)?),
                Source::Heredoc(heredoc) => {
                    let mut content = heredoc.text();
                    if heredoc.expand {
                        content = self.expand(&content, Style::document(), written)?.text;
                    }
                    Source::Heredoc(Heredoc { content, chomp: false, expand: false, ..heredoc.clone() })
                }
            });
        }
        Ok(Transfer {
            sources,
            destination: self.word(&transfer.destination, written)?,
            chown: self.optional(transfer.chown.as_ref(), written)?,
            chmod: self.optional(transfer.chmod.as_ref(), written)?,
            ..transfer.clone()
        })
    }
}
