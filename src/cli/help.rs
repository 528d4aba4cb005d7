//! The help of the whole program, in groups, and of any command by its name.

use clap::{Arg, Command, CommandFactory};

use super::Cli;

/// The first line of the program's own help.
pub(super) const ABOUT: &str = "A daemonless, rootless container engine";

/// Which verb is shown where; a test holds this to the tree.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "Containers",
        &[
            "run",
            "create",
            "init",
            "start",
            "attach",
            "exec",
            "stop",
            "kill",
            "restart",
            "pause",
            "unpause",
            "wait",
            "rm",
            "rename",
            "update",
            "port",
            "top",
            "cp",
            "diff",
            "commit",
            "export",
            "mount",
            "umount",
            "ps",
            "stats",
            "logs",
            "healthcheck",
            "inspect",
            "container",
        ],
    ),
    (
        "Images",
        &[
            "build", "builder", "pull", "push", "login", "logout", "search", "images", "history", "tag", "untag",
            "rmi", "save", "load", "import", "manifest", "image",
        ],
    ),
    ("Volumes, secrets, networks, pods", &["volume", "secret", "network", "pod"]),
    ("System", &["info", "version", "events", "completion", "help", "system", "unshare"]),
];

/// `coracle --help`: the verbs in groups.
fn grouped(tree: &Command) -> String {
    let mut text = format!("{ABOUT}\n\nUsage: coracle [OPTIONS] COMMAND\n");
    for (title, verbs) in GROUPS {
        text.push_str(&format!("\n{title}:\n"));
        for verb in verbs {
            let command = tree.find_subcommand(verb);
            let about = command.and_then(Command::get_about).map(ToString::to_string);
            text.push_str(&format!("  {verb:<12}{}\n", about.unwrap_or_default()));
        }
    }
    text.push_str("\nOptions:\n");
    let shown = || tree.get_arguments().filter(|arg| !arg.is_hide_set());
    let width = shown().map(|arg| spelling(arg).len()).max().unwrap_or_default();
    for arg in shown() {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("  {:<width$}  {help}\n", spelling(arg)));
    }
    text.push_str("\nRun 'coracle COMMAND --help' for more about a command.\n");
    text
}

/// `-h, --help` or `    --root DIR`.
fn spelling(arg: &Arg) -> String {
    let short = arg.get_short().map_or("    ".to_owned(), |c| format!("-{c}, "));
    let long = arg.get_long().unwrap_or_default();
    let takes_value = arg.get_action().takes_values();
    let value = arg.get_value_names().and_then(<[_]>::first).filter(|_| takes_value);
    value.map_or(format!("{short}--{long}"), |value| format!("{short}--{long} {value}"))
}

/// The help of the command with these names, `["image", "ls"]`; of the program when there are none.
pub(crate) fn page(names: &[String]) -> Result<String, String> {
    let tree = tree();
    if names.is_empty() {
        return Ok(grouped(&tree));
    }
    let mut command = &tree;
    for (at, name) in names.iter().enumerate() {
        let found = command.find_subcommand(name);
        command = found.ok_or_else(|| super::usage::unknown_command(&names[..at], name, &[]))?;
    }
    // The short form has one line for each flag; the description is the long one all the same.
    let about = command.get_long_about().or(command.get_about()).cloned().unwrap_or_default();
    Ok(command.clone().about(about).render_help().to_string())
}

/// The tree of all verbs, each built and with its full name.
pub(super) fn tree() -> Command {
    let mut tree = Cli::command();
    tree.build();
    plain_help(tree)
}

/// There is one form of help, so the flag's own text does not speak of two.
fn plain_help(command: Command) -> Command {
    let command =
        command.mut_args(|arg| if arg.get_id() == "help" { arg.help("Print help").long_help(None) } else { arg });
    command.mut_subcommands(plain_help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_every_verb_once() {
        let tree = tree();
        let mut in_tree: Vec<&str> =
            tree.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| c.get_name()).collect();
        let mut in_groups: Vec<&str> = GROUPS.iter().flat_map(|(_, verbs)| verbs.iter().copied()).collect();
        in_tree.sort_unstable();
        in_groups.sort_unstable();
        assert_eq!(in_tree, in_groups);
    }

    #[test]
    fn the_page_of_the_program_is_short() {
        let page = page(&[]).unwrap();
        assert!(page.lines().count() <= 79, "{page}");
        assert!(page.lines().all(|line| line.len() <= 80), "{page}");
        assert!(page.contains(&format!("      --root DIR{:15}Directory", "")), "{page}");
    }

    #[test]
    fn every_verb_has_an_example_and_every_flag_one_line() {
        let tree = tree();
        let mut todo: Vec<&Command> = tree.get_subcommands().collect();
        while let Some(command) = todo.pop() {
            let name = command.get_name();
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty() && !help.contains('\n'), "{name} {}: {help:?}", arg.get_id());
            }
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let has_children = command.has_subcommands();
            assert!(has_children || examples.starts_with("Examples:\n  "), "{name} has no example");
            todo.extend(command.get_subcommands());
        }
    }
}
