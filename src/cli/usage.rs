//! From the words that were typed to a [`Cli`], or to what is shown instead: help, or what is wrong with the words.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use super::{Cli, help};

/// What a command line comes to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is a command.
    Run(Box<Cli>),
    /// It asks for this help text, which goes to standard output.
    Help(String),
    /// It is wrong: the text for standard error, in full, without the final line break.
    Wrong(String),
}

/// Reads a command line, program name included.
pub(crate) fn parse(mut words: Vec<OsString>) -> Outcome {
    loop {
        let error = match Cli::try_parse_from(&words) {
            Ok(cli) => return checked(cli),
            Err(error) => error,
        };
        let settled = settle_switch(&mut words, &error)
            || settle_short_switch(&mut words, &error)
            || settle_value(&mut words, &error);
        if !settled {
            return explain(&error, &words);
        }
    }
}

fn checked(cli: Cli) -> Outcome {
    if cli.command.is_some() || cli.version {
        return Outcome::Run(Box::new(cli));
    }
    Outcome::Wrong("Error: missing command 'coracle COMMAND'\nTry 'coracle --help' for more information".to_owned())
}

/// Lets switches have values, as in `--rm=true` or `--init=false`: such a word is replaced by the plain switch, or taken
/// away, and says so. Whatever else is wrong is left alone.
fn settle_switch(words: &mut Vec<OsString>, error: &clap::Error) -> bool {
    if error.kind() != ErrorKind::TooManyValues {
        return false;
    }
    let (Some(flag), Some(value)) =
        (context(error, ContextKind::InvalidArg), context(error, ContextKind::InvalidValue))
    else {
        return false;
    };
    let Some(switch) = truth(&value) else { return false };
    let typed = |word: &&str| *word == format!("{}={value}", flag.split([' ', '=']).next().unwrap_or_default());
    let Some(at) = words.iter().position(|word| word.to_str().as_ref().is_some_and(typed)) else { return false };
    if switch {
        let plain = flag.split([' ', '=']).next().unwrap_or_default();
        words.splice(at..=at, [OsString::from(plain)]);
    } else {
        words.remove(at);
    }
    true
}

/// The same for short switches, as in `-t=false`: of several the value is the last one's.
fn settle_short_switch(words: &mut Vec<OsString>, error: &clap::Error) -> bool {
    let is_it = error.kind() == ErrorKind::UnknownArgument;
    if !is_it || context(error, ContextKind::InvalidArg).is_none_or(|flag| flag != "-=") {
        return false;
    }
    let settled = words.iter().enumerate().find_map(|(at, word)| {
        let (flags, value) = word.to_str()?.strip_prefix('-')?.split_once('=')?;
        let kept = if truth(value)? { flags } else { flags.get(..flags.len().checked_sub(1)?)? };
        flags.bytes().all(|byte| byte.is_ascii_alphabetic()).then(|| (at, kept.to_owned()))
    });
    let Some((at, kept)) = settled else { return false };
    words.splice(at..=at, (!kept.is_empty()).then(|| OsString::from(format!("-{kept}"))));
    true
}

/// What switches take for a value.
fn truth(value: &str) -> Option<bool> {
    match value {
        "true" | "1" | "t" | "T" | "TRUE" | "True" => Some(true),
        "false" | "0" | "f" | "F" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// Lets values begin with a hyphen, as in `--tail -1` or `--format --{{.ID}}`: whatever follows a flag that takes a value is
/// its value.
fn settle_value(words: &mut Vec<OsString>, error: &clap::Error) -> bool {
    if error.kind() != ErrorKind::UnknownArgument {
        return false;
    }
    let Some(unknown) = context(error, ContextKind::InvalidArg) else { return false };
    let is_it = |word: &OsString| {
        let word = word.to_str().unwrap_or_default();
        word == unknown || (unknown.len() == 2 && word.starts_with(&unknown) && !word.starts_with("--"))
    };
    let Some(at) = words.iter().position(is_it).filter(|at| *at > 1) else { return false };
    let (Some(flag), Some(value)) = (words[at - 1].to_str(), words[at].to_str()) else { return false };
    if !takes_value(flag, &command_path(&words[..at])) {
        return false;
    }
    let joined = OsString::from(format!("{flag}={value}"));
    words.splice(at - 1..=at, [joined]);
    true
}

/// Whether `flag`, as typed, is one of this command's that takes a value.
fn takes_value(flag: &str, path: &[String]) -> bool {
    let tree = help::tree();
    let command = path.iter().try_fold(&tree, |command, name| command.find_subcommand(name));
    let is_it = |arg: &clap::Arg| match flag.strip_prefix("--") {
        Some(long) => arg.get_long_and_visible_aliases().is_some_and(|names| names.contains(&long)),
        None => flag.strip_prefix('-').is_some_and(|short| arg.get_short().is_some_and(|c| short == c.to_string())),
    };
    // What takes a value after = alone does not take the next word.
    let takes = |arg: &clap::Arg| arg.get_action().takes_values() && !arg.is_require_equals_set();
    command.is_some_and(|command| command.get_arguments().any(|arg| is_it(arg) && takes(arg)))
}

fn explain(error: &clap::Error, words: &[OsString]) -> Outcome {
    let path = command_path(words);
    match error.kind() {
        ErrorKind::DisplayHelp => Outcome::Help(help::page(&path).unwrap_or_else(|_| error.to_string())),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let name = full_name(&path);
            let text = format!("Error: missing command '{name} COMMAND'\nTry '{name} --help' for more information");
            Outcome::Wrong(text)
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            Outcome::Wrong(format!("Error: {}", unknown_command(&path, &name, &suggestions(error))))
        }
        _ => Outcome::Wrong(format!("Error: {}\nSee '{} --help'", cause(error, &path), full_name(&path))),
    }
}

/// The complaint about a command that does not exist below `path`, with those that were perhaps meant: those that are a slip
/// of the fingers away, else those that `suggestions` has.
pub(super) fn unknown_command(path: &[String], typed: &str, suggestions: &[String]) -> String {
    let (group, slips) = (full_name(path), slips(path, typed));
    let meant = if slips.is_empty() { suggestions } else { &slips };
    let mut text = format!("unrecognized command `{group} {typed}`\n");
    if !meant.is_empty() {
        text.push_str(&format!("\nDid you mean this?\n\t{}\n", meant.join("\n\t")));
    }
    text.push_str(&format!("\nTry '{group} --help' for more information"));
    text
}

/// The commands below `path` that `typed` is a slip of: one letter more, less, other or swapped, two in long words.
fn slips(path: &[String], typed: &str) -> Vec<String> {
    let tree = help::tree();
    let Some(group) = path.iter().try_fold(&tree, |command, name| command.find_subcommand(name)) else {
        return Vec::new();
    };
    let most = if typed.len() > 4 { 2 } else { 1 };
    let names = group.get_subcommands().filter(|child| !child.is_hide_set()).map(clap::Command::get_name);
    let mut near: Vec<(usize, &str)> = names.map(|name| (strsim::osa_distance(typed, name), name)).collect();
    near.retain(|(far, _)| *far <= most);
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name.to_owned()).collect()
}

fn cause(error: &clap::Error, path: &[String]) -> String {
    let flag = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(&flag, path, &suggestions(error)),
        ErrorKind::InvalidValue if value.is_empty() => format!("flag needs an argument: {}", flag_name(&flag)),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue).unwrap_or_default();
            format!("invalid argument {value:?} for {}: there are {valid}", quoted_flag(&flag))
        }
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("invalid argument {value:?} for {}: {source}", quoted_flag(&flag))
        }
        ErrorKind::MissingRequiredArgument => format!("missing argument: {}", flag_name(&flag)),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            format!("{} and {} cannot be used together", flag_name(&flag), flag_name(&other))
        }
        _ => first_line(error),
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn unknown_argument(typed: &str, path: &[String], suggestions: &[String]) -> String {
    let mut text = match typed.strip_prefix('-') {
        None => return format!("`{}` does not take the argument {typed:?}", full_name(path)),
        Some(long) if long.starts_with('-') => format!("unknown flag: {typed}"),
        Some(short) => format!("unknown shorthand flag: '{}' in {typed}", short.chars().next().unwrap_or('-')),
    };
    if let Some(first) = suggestions.first() {
        text.push_str(&format!("\nHint: did you mean {first}?"));
    }
    text
}

/// `--name` of what clap calls `--name <NAME>`.
fn flag_name(clap_name: &str) -> &str {
    match clap_name.starts_with('-') {
        true => clap_name.split([' ', '[', '=', '.']).next().unwrap_or(clap_name),
        // The name of an argument may have anything in it.
        false => clap_name.trim_end_matches('.'),
    }
}

/// `"--name" flag`, or just `IMAGE` for an argument that is not a flag.
fn quoted_flag(clap_name: &str) -> String {
    let name = flag_name(clap_name);
    if name.starts_with('-') { format!("\"{name}\" flag") } else { name.trim_matches(['<', '>', '.']).to_owned() }
}

fn suggestions(error: &clap::Error) -> Vec<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
    let values = kinds.iter().filter_map(|kind| error.get(*kind));
    values.flat_map(strings).collect()
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(|value| strings(value).join(", ").replace(['<', '>'], ""))
}

fn strings(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(one) => vec![one.clone()],
        ContextValue::Strings(many) => many.clone(),
        other => vec![other.to_string()],
    }
}

fn full_name(path: &[String]) -> String {
    ["coracle".to_owned()].iter().chain(path).cloned().collect::<Vec<_>>().join(" ")
}

/// The names of the command and, perhaps, its subcommand in `words`, as far as they exist.
fn command_path(words: &[OsString]) -> Vec<String> {
    let tree = Cli::command();
    let mut command = &tree;
    let mut path = Vec::new();
    let mut words = words.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if let Some(long) = word.strip_prefix("--") {
            let flag = tree.get_arguments().find(|arg| arg.get_long() == Some(long));
            if flag.is_some_and(|flag| flag.get_action().takes_values()) {
                words.next();
            }
        } else if !word.starts_with('-') {
            let Some(found) = command.find_subcommand(word.as_ref()) else { break };
            path.push(word.into_owned());
            command = found;
        }
    }
    path
}
