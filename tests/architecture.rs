//! Holds the source to ARCHITECTURE.md: which room may use which, and what only some rooms may do.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the top down: a room uses those of its own row and of the rows below it, never those above.
const ROWS: [&[&str]; 5] = [
    &["cli", "commands", "ui", "fuzz"],
    &["build", "container", "image"],
    &[
        "archive", "cgroup", "config", "monitor", "network", "registry", "rootfs", "rootless", "runtime", "store",
        "systemd", "unionfs",
    ],
    &["layer", "name", "sys"],
    &["error"],
];

/// The rooms near the kernel, which may use the safe interfaces to it.
const NEAR_THE_KERNEL: [&str; 12] = [
    "archive",
    "build",
    "cgroup",
    "container",
    "monitor",
    "network",
    "rootfs",
    "rootless",
    "runtime",
    "store",
    "sys",
    "unionfs",
];

const LONGEST_FILE: usize = 600;

/// One source file: its room, and its code without comments and without its unit tests.
struct Source {
    path: PathBuf,
    room: String,
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    assert!(files.len() > 20, "no source under {}", root.display());
    let tests = test_modules(&files);
    files.into_iter().map(|path| read(&root, &tests, path)).collect()
}

/// The files and directories of modules that are compiled for unit tests only: `#[cfg(test)]` before `mod name;`.
fn test_modules(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).expect("source is text");
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let dir = if matches!(stem.as_str(), "mod" | "lib" | "main") {
            file.with_file_name("")
        } else {
            file.with_extension("")
        };
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let name =
                pair[1].trim_start_matches("pub(crate) ").strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
            found.extend(name.into_iter().flat_map(|name| [dir.join(name), dir.join(format!("{name}.rs"))]));
        }
    }
    found
}

fn gather(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a directory of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(root: &Path, tests: &[PathBuf], path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).expect("source is text");
    let inside = path.strip_prefix(root).expect("under the root").to_string_lossy().into_owned();
    let room = inside.split('/').next().expect("a name").trim_end_matches(".rs").to_owned();
    let is_tests = tests.iter().any(|module| path.starts_with(module));
    let code = if is_tests { String::new() } else { without_tests_and_comments(&text) };
    Source { path, room, code, lines: text.lines().count() }
}

fn without_tests_and_comments(text: &str) -> String {
    // Unit tests that are in the same file are at its end.
    let code = text.find("\n#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at]);
    code.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n")
}

/// The rooms that code names as `crate::room` or in `crate::{room, …}`.
fn rooms_used(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => rooms.extend(first_names(list)),
            None => rooms.push(leading_name(rest)),
        }
    }
    rooms
}

/// The first name of every item of a `use` list, up to the brace that closes it.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut at_start) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' => at_start |= depth == 0,
            c if at_start && (c.is_alphabetic() || c == '_') => {
                names.push(leading_name(&list[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn row(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

/// Fails with one line per finding.
fn report(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Every place where a room that is not among `allowed` has one of `words` in its code.
fn uses(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| !allowed.contains(&source.room.as_str())) {
        for word in words.iter().filter(|word| has_word(&source.code, word)) {
            findings.push(format!("{}: {word}", source.path.display()));
        }
    }
    findings
}

/// Whether `code` has `word` where no longer name precedes it.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn every_room_is_in_the_table() {
    let unknown =
        sources().into_iter().filter(|s| row(&s.room).is_none() && !matches!(s.room.as_str(), "main" | "lib"));
    report(&unknown.map(|s| format!("{}: no such room in the table", s.path.display())).collect::<Vec<_>>());
}

#[test]
fn no_room_uses_one_above_it() {
    let mut findings = Vec::new();
    for source in sources() {
        let Some(own) = row(&source.room) else { continue };
        let above = rooms_used(&source.code).into_iter().filter(|used| row(used).is_some_and(|other| other < own));
        findings.extend(above.map(|used| format!("{}: uses {used}", source.path.display())));
    }
    report(&findings);
}

#[test]
fn only_sys_is_unsafe() {
    report(&uses(&["unsafe ", "unsafe{", "libc::", "nix::"], &["sys"]));
}

#[test]
fn only_rooms_near_the_kernel_call_it() {
    report(&uses(&["rustix::", "caps::"], &NEAR_THE_KERNEL));
}

#[test]
fn only_config_reads_the_environment() {
    // The arguments are for `commands`, and so is the path of the running program.
    let words = ["env::var", "env::vars", "env::var_os", "env::home_dir", "env::temp_dir", "env::set_var"];
    report(&uses(&words, &["config"]));
    report(&uses(&["env::args", "env::current_exe", "env::current_dir"], &["config", "commands", "lib"]));
}

#[test]
fn only_commands_and_ui_write_to_the_terminal() {
    let words =
        ["print!", "println!", "eprint!", "eprintln!", "io::stdout", "io::stderr", "stdio::stdout", "stdio::stderr"];
    report(&uses(&words, &["commands", "ui"]));
}

#[test]
fn the_engine_never_exits() {
    report(&uses(&["process::exit(", "process::abort("], &["commands", "sys"]));
}

#[test]
fn no_file_is_too_long() {
    let long = sources().into_iter().filter(|source| source.lines > LONGEST_FILE);
    report(&long.map(|source| format!("{}: {} lines", source.path.display(), source.lines)).collect::<Vec<_>>());
}

#[test]
fn lists_in_use_lines_are_understood() {
    let code = "use crate::{error::{Context, Result}, sys::fs, name};\ncrate::store::files::replace(x)";
    assert_eq!(rooms_used(code), ["error", "sys", "name", "store"]);
}
