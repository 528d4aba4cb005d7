//! Rules about how the file is written, and about its FROMs.

use std::collections::BTreeSet;

use super::super::error::{Place as _, similar};
use super::super::scope::{Arguments, Globals};
use super::super::syntax::*;
use super::{Lint, Rule};
use crate::error::Result;
use crate::name::{ImageName, Platform};

pub(super) fn look(lint: &mut Lint<'_>, file: &Dockerfile, globals: &Globals, arguments: &Arguments) -> Result<()> {
    casing(lint, file);
    names(lint, file);
    for stage in &file.stages {
        from(lint, file, stage, globals, arguments)?;
    }
    for instruction in file.global.iter().chain(file.stages.iter().flat_map(|stage| &stage.instructions)) {
        let written = &instruction.written;
        if let Kind::Maintainer(_) = instruction.kind {
            let message = format!("MAINTAINER is deprecated; write LABEL {}=\"…\"", "org.opencontainers.image.authors");
            lint.report(Rule::MaintainerDeprecated, written, message);
        }
        if let Kind::Arg(args) = &instruction.kind {
            description(lint, written, &args.iter().map(|arg| arg.name.as_str()).collect::<Vec<_>>());
        }
        if file.empty_continuations.contains(&written.span.last) {
            let message = format!("{} has an empty line in it", written.keyword);
            lint.report(Rule::NoEmptyContinuation, written, message);
        }
    }
    Ok(())
}

/// Keywords are all in upper or all in lower case, whichever most are in.
fn casing(lint: &mut Lint<'_>, file: &Dockerfile) {
    let all = || {
        file.stages.iter().flat_map(|s| std::iter::once(&s.written).chain(s.instructions.iter().map(|i| &i.written)))
    };
    let is_lower = |word: &str| word == word.to_lowercase();
    let is_upper = |word: &str| word == word.to_uppercase();
    let lower = all().filter(|written| is_lower(&written.keyword)).count();
    let upper = all().filter(|written| is_upper(&written.keyword)).count();
    for written in all() {
        let (good, case) = match lower > upper {
            true => (is_lower(&written.keyword), "lower"),
            false => (is_upper(&written.keyword), "upper"),
        };
        if !good {
            let message = format!("{} should be in {case} case, as most instructions here are", written.keyword);
            lint.report(Rule::ConsistentInstructionCasing, written, message);
        }
    }
}

fn names(lint: &mut Lint<'_>, file: &Dockerfile) {
    let mut seen = BTreeSet::new();
    for stage in &file.stages {
        let Some(name) = &stage.name else { continue };
        if matches!(name.as_str(), "context" | "scratch") {
            lint.report(
                Rule::ReservedStageName,
                &stage.written,
                format!("{name} means something else and cannot name a stage"),
            );
        }
        if !seen.insert(name) {
            lint.report(Rule::DuplicateStageName, &stage.written, format!("there is another stage called {name}"));
        }
        description(lint, &stage.written, &[name]);
    }
}

/// A comment right above a definition is taken for its description, which begins with the name.
fn description(lint: &mut Lint<'_>, written: &Written, names: &[&str]) {
    let Some(comment) = written.comments.last() else { return };
    let first = comment.split(' ').next().unwrap_or_default();
    if !names.contains(&first) {
        let message =
            format!("the comment above should begin with {}, or have an empty line below it", names.join(" or "));
        lint.report(Rule::InvalidDefinitionDescription, written, message);
    }
}

fn from(lint: &mut Lint<'_>, file: &Dockerfile, stage: &Stage, globals: &Globals, arguments: &Arguments) -> Result<()> {
    let written = &stage.written;
    let words: Vec<&str> = written.line.split_whitespace().collect();
    if let [.., word, name] = words.as_slice()
        && stage.name.is_some()
    {
        if *name != name.to_lowercase() {
            lint.report(Rule::StageNameCasing, written, format!("the name {name} should be in lower case"));
        }
        let keyword = &written.keyword;
        let differs = (*keyword == keyword.to_lowercase() && *word != word.to_lowercase())
            || (*keyword == keyword.to_uppercase() && *word != word.to_uppercase());
        if differs {
            lint.report(Rule::FromAsCasing, written, format!("{word} should be in the case of {keyword}"));
        }
    }
    let base = globals.expand(&stage.from.base, written.escape).at(&file.name, written.span.first)?;
    undefined(lint, written, &base.undefined, globals);
    let without = Arguments { given: Default::default(), ..arguments.clone() };
    let default = Globals::new(file, &without).ok().and_then(|g| g.expand(&stage.from.base, written.escape).ok());
    if default.is_some_and(|default| ImageName::parse(&default.text).is_err()) {
        let message = format!("with the default values, {} is no name of an image", stage.from.base);
        lint.report(Rule::InvalidDefaultArgInFrom, written, message);
    }
    if let Some(platform) = &stage.from.platform {
        let expanded = globals.expand(platform, written.escape).at(&file.name, written.span.first)?;
        undefined(lint, written, &expanded.undefined, globals);
        let only_target = expanded.undefined.is_empty() && expanded.used.iter().eq(["TARGETPLATFORM"]);
        if only_target && globals.get("TARGETPLATFORM") == Some(&expanded.text) {
            let message = format!("--platform={platform} is what a FROM without it means");
            lint.report(Rule::RedundantTargetPlatform, written, message);
        }
        if expanded.used.is_empty() && expanded.undefined.is_empty() {
            constant(lint, stage, &expanded.text);
        }
    }
    Ok(())
}

fn undefined(lint: &mut Lint<'_>, written: &Written, names: &BTreeSet<String>, globals: &Globals) {
    let known: Vec<&str> = globals.names().collect();
    for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
        let near = similar(name, known.iter().copied()).map_or(String::new(), |near| format!("; did you mean {near}?"));
        let message = format!("no ARG before the first FROM declares {name}{near}");
        lint.report(Rule::UndefinedArgInFrom, written, message);
    }
}

/// A stage that is meant for one platform says so in its name.
fn constant(lint: &mut Lint<'_>, stage: &Stage, text: &str) {
    let Ok(platform) = text.parse::<Platform>() else { return };
    let name = stage.name.as_deref().unwrap_or_default();
    if !name.contains(&platform.os) && !name.contains(&platform.arch) {
        let message = format!("--platform={text} should be a variable, so that the build can be for other platforms");
        lint.report(Rule::FromPlatformFlagConstDisallowed, &stage.written, message);
    }
}
