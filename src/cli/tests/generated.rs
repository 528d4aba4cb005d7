//! Manual pages are made from the tree of commands and kept in the repository; these tests hold them to
//! it. `UPDATE=1 cargo test --lib generated` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Command;

use crate::cli::help::tree;

/// Holds the files of `dir` to `expected`: file names and their contents.
fn hold(dir: &str, expected: &BTreeMap<String, String>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        for (name, text) in expected {
            fs::write(dir.join(name), text).unwrap();
        }
    }
    let files = fs::read_dir(&dir).into_iter().flatten().map(|entry| entry.unwrap().path());
    let committed: BTreeMap<String, String> =
        files.map(|path| (name_of(&path), fs::read_to_string(path).unwrap())).collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(expected), "run `UPDATE=1 cargo test --lib generated`");
    for (name, text) in expected {
        assert!(committed.get(name) == Some(text), "{name} is not current: run `UPDATE=1 cargo test --lib generated`");
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn manual_pages() {
    let mut pages = BTreeMap::new();
    add_page(&tree(), "coracle", &mut pages);
    hold("man", &pages);
}

/// The page of `command`, called `name`, and those below it.
fn add_page(command: &Command, name: &str, pages: &mut BTreeMap<String, String>) {
    let text = match twin(name) {
        Some(twin) => format!(".so man1/{twin}.1\n"),
        None => page(command, name),
    };
    pages.insert(format!("{name}.1"), text);
    for child in command.get_subcommands().filter(|child| !child.is_hide_set()) {
        add_page(child, &format!("{name}-{}", child.get_name()), pages);
    }
}

/// Verbs of a group that do something else than the one of that name without a group.
const ITS_OWN: [&str; 1] = ["coracle-image-diff"];

/// The page that a second spelling shares with the first one: `coracle-images` of `coracle-image-ls`.
fn twin(name: &str) -> Option<String> {
    let twin = match name {
        "coracle-image-ls" => "images",
        "coracle-image-rm" => "rmi",
        "coracle-container-ls" => "ps",
        _ => ["coracle-image-", "coracle-container-", "coracle-system-"]
            .iter()
            .find_map(|group| name.strip_prefix(group))
            .filter(|verb| tree().find_subcommand(verb).is_some() && !ITS_OWN.contains(&name))?,
    };
    Some(format!("coracle-{twin}"))
}

fn page(command: &Command, name: &str) -> String {
    let spelled = name.replacen("coracle-", "coracle ", 1);
    let usage = command.clone().bin_name(&spelled).render_usage().to_string();
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let command = command.clone().display_name(name.to_owned()).bin_name(spelled).after_help("");
    let (has_children, is_root) = (command.has_subcommands(), name == "coracle");
    let man = clap_mangen::Man::new(command)
        .title(name.to_uppercase())
        .section("1")
        .date("")
        .source("coracle")
        .manual("coracle");
    let mut page = Vec::new();
    man.render_title(&mut page).unwrap();
    man.render_name_section(&mut page).unwrap();
    page.extend(format!(".SH SYNOPSIS\n{}\n", roff(usage.trim_start_matches("Usage: "))).bytes());
    man.render_description_section(&mut page).unwrap();
    man.render_options_section(&mut page).unwrap();
    if has_children {
        man.render_subcommands_section(&mut page).unwrap();
    }
    let mut page = String::from_utf8(page).unwrap();
    if let Some(examples) = examples.strip_prefix("Examples:\n") {
        page.push_str(&format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", roff(examples)));
    }
    if !is_root {
        page.push_str(".SH \"SEE ALSO\"\n.BR coracle (1)\n");
    }
    page
}

/// Text as it is, for troff: nothing in it is an escape or a request.
fn roff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    escaped.lines().map(|line| format!("\\&{line}")).collect::<Vec<_>>().join("\n")
}
