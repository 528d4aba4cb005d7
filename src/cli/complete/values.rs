//! What values of flags and arguments may be: as their parsers say, else by what they are called.

use clap::{Arg, ValueHint};

use super::{Completion, Names, Thing, lists};
use crate::cli::values::signal;

const UP: &[&str] = &["running"];

/// What `argument` may be, behind so many others of the verb `path`.
pub(super) fn of(argument: &Arg, path: &[&str], before: usize, typed: &str) -> Completion {
    if argument.is_trailing_var_arg_set() && (before > 0 || argument.get_id() == "command") {
        return Completion { files: true, ..Completion::default() };
    }
    let possible = argument.get_possible_values();
    if !possible.is_empty() {
        let shown = possible.iter().filter(|value| !value.is_hide_set());
        let help = |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
        let words = shown.map(|value| (value.get_name().to_owned(), help(value))).collect();
        return Completion { words, ..Completion::default() };
    }
    if argument.get_long() == Some("filter") {
        let (words, names) = lists::filters(path, typed);
        let words = words.into_iter().map(|word| (word, String::new())).collect();
        return Completion { words, names, ..Completion::default() };
    }
    let called = argument.get_value_names().and_then(<[_]>::first).map(|name| name.as_str()).unwrap_or_default();
    let words = words(argument.get_long().unwrap_or_default(), path);
    Completion {
        words: words.into_iter().map(|word| (word, String::new())).collect(),
        names: names(argument, called, path),
        files: is_file(argument, called, path) && !typed.contains(':'),
        ..Completion::default()
    }
}

/// Names that a value may be.
fn names(argument: &Arg, called: &str, path: &[&str]) -> Vec<Names> {
    let plain = |of| Names { of, before: "", after: "" };
    let container = plain(Thing::Container(&[]));
    match (argument.get_long(), called, path) {
        (Some("volume"), ..) => vec![plain(Thing::Volume)],
        (Some("secret"), ..) => vec![plain(Thing::Secret)],
        (Some("volumes-from" | "requires"), ..) => vec![container],
        (Some("network" | "pid" | "ipc" | "uts" | "userns" | "cgroupns"), ..) => {
            vec![Names { of: Thing::Container(UP), before: "container:", after: "" }]
        }
        (None, _, ["cp" | "container", ..]) if is_side_of_copy(called) => vec![Names { after: ":", ..container }],
        (None, "NAME", ["inspect"]) => vec![container, plain(Thing::Image), plain(Thing::Volume)],
        (None, "NAME" | "BASE", ["diff"]) => vec![container, plain(Thing::Image)],
        (None, "NAME", ["untag"] | ["image", "untag"]) => vec![plain(Thing::Image)],
        (_, "IMAGE" | "LIST" | "[PLACE::]IMAGE", _) | (None, "BASE", _) => vec![plain(Thing::Image)],
        (_, "VOLUME", _) => vec![plain(Thing::Volume)],
        (_, "SECRET", _) => vec![plain(Thing::Secret)],
        (_, called, path) if called.starts_with("CONTAINER") => {
            vec![plain(Thing::Container(path.last().map_or(&[][..], |verb| states(verb))))]
        }
        _ => Vec::new(),
    }
}

fn is_side_of_copy(called: &str) -> bool {
    matches!(called, "SOURCE" | "DESTINATION")
}

/// The states of the containers that a verb has something to do with; none for all states.
fn states(verb: &str) -> &'static [&'static str] {
    match verb {
        "attach" | "exec" | "kill" | "pause" | "port" | "stats" | "top" => UP,
        "stop" => &["running", "paused", "restarting"],
        "start" => &["created", "exited"],
        "init" => &["created"],
        "unpause" => &["paused"],
        _ => &[],
    }
}

/// Values of flags that take others, too.
fn words(long: &str, path: &[&str]) -> Vec<String> {
    let words: &[&str] = match long {
        "network" => &["host", "none", "pasta", "slirp4netns"],
        "restart" => &["always", "no", "on-failure", "unless-stopped"],
        "userns" => &["auto", "host", "keep-id", "nomap"],
        "pid" | "ipc" | "uts" | "cgroupns" => &["host", "private"],
        "platform" => &["linux/amd64", "linux/arm64"],
        "format" => return lists::formats(path),
        "signal" | "stop-signal" => return signal::names().collect(),
        _ => &[],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn is_file(argument: &Arg, called: &str, path: &[&str]) -> bool {
    let hinted = !matches!(argument.get_value_hint(), ValueHint::Unknown | ValueHint::Other);
    let named = matches!(called, "FILE" | "CONTEXT") || (called == "DIR" && argument.get_long() != Some("workdir"));
    let copied = matches!(path, ["cp"] | ["container", "cp"]) && is_side_of_copy(called);
    let mounted = argument.get_long() == Some("volume") || argument.get_long() == Some("device");
    hinted || named || copied || mounted
}
