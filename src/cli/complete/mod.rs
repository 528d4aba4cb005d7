//! What may stand at the cursor of a command line that is being typed: read off the tree of commands, for the scripts of the
//! shells (`completions/`), which know nothing of it themselves.

mod lists;
mod values;

use std::path::PathBuf;

use clap::{Arg, Command};

use super::help;

/// What may stand in the place of the last word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Completion {
    /// What of the word is fixed: `--name=`. All words below have it in front.
    pub(crate) head: String,
    /// What is typed behind that.
    pub(crate) typed: String,
    /// Words that are known without a look at the store, with what they mean.
    pub(crate) words: Vec<(String, String)>,
    /// Names of things in the store.
    pub(crate) names: Vec<Names>,
    /// Files of the host as well.
    pub(crate) files: bool,
    /// The store that the line itself names.
    pub(crate) root: Option<PathBuf>,
}

/// Names of things in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) of: Thing,
    /// What stands before each name: `container:`.
    pub(crate) before: &'static str,
    /// What stands behind it: the `:` that a path of a container follows.
    pub(crate) after: &'static str,
}

/// What has names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    /// Containers in one of these states, or in any if there are none.
    Container(&'static [&'static str]),
    Image,
    Volume,
    Secret,
}

/// What may stand in the place of the last of `words`, which follow the program's name.
pub(crate) fn complete(words: &[String]) -> Completion {
    let Some((last, before)) = words.split_last() else { return Completion::default() };
    let tree = help::tree();
    let mut place =
        Place { command: &tree, path: Vec::new(), arguments: 0, value_of: None, are_flags_over: false, root: None };
    for word in before {
        place.pass(word);
    }
    let root = place.root.take();
    Completion { root, ..place.offer(last) }
}

/// Where in a command line we are.
struct Place<'a> {
    command: &'a Command,
    /// The verbs: `["image", "rm"]`.
    path: Vec<&'a str>,
    /// How many arguments that are no flags have been passed.
    arguments: usize,
    /// The flag whose value comes next.
    value_of: Option<&'a Arg>,
    are_flags_over: bool,
    root: Option<PathBuf>,
}

impl<'a> Place<'a> {
    fn pass(&mut self, word: &str) {
        if let Some(flag) = self.value_of.take() {
            self.note_root(flag, word);
        } else if self.are_flags_over || !word.starts_with('-') || word == "-" {
            self.pass_argument(word);
        } else if word == "--" {
            self.are_flags_over = true;
        } else if let Some(long) = word.strip_prefix("--") {
            match long.split_once('=') {
                Some((name, value)) => self.long(name).into_iter().for_each(|flag| self.note_root(flag, value)),
                None => self.value_of = self.long(long).filter(|flag| wants_value(flag)),
            }
        } else {
            self.value_of = self.short_that_waits(&word[1..]);
        }
    }

    fn pass_argument(&mut self, word: &str) {
        if self.arguments == 0
            && let Some(child) = self.command.find_subcommand(word)
        {
            self.command = child;
            self.path.push(child.get_name());
            return;
        }
        // What follows the image of `run` are words of the container's command.
        self.are_flags_over |= self.argument().is_some_and(Arg::is_trailing_var_arg_set);
        self.arguments += 1;
    }

    fn note_root(&mut self, flag: &Arg, value: &str) {
        if flag.get_id() == "root" {
            self.root = Some(value.into());
        }
    }

    fn long(&self, name: &str) -> Option<&'a Arg> {
        let is_called = |arg: &&Arg| {
            arg.get_long() == Some(name) || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
        };
        self.command.get_arguments().find(is_called)
    }

    /// The flag of `-itv` that takes the next word.
    fn short_that_waits(&self, letters: &str) -> Option<&'a Arg> {
        let flag = |letter| self.command.get_arguments().find(|arg| arg.get_short() == Some(letter));
        let (at, found) = letters
            .char_indices()
            .find_map(|(at, letter)| Some((at, flag(letter).filter(|flag| wants_value(flag))?)))?;
        (at + 1 == letters.len()).then_some(found)
    }

    /// The argument that the next word without a dash is.
    fn argument(&self) -> Option<&'a Arg> {
        let all: Vec<&Arg> = self.command.get_positionals().collect();
        let last = all.last().copied().filter(|arg| arg.get_num_args().is_some_and(|range| range.max_values() > 1));
        all.get(self.arguments).copied().or(last)
    }

    fn offer(&self, last: &str) -> Completion {
        if let Some(flag) = self.value_of {
            return self.value(flag, "", last);
        }
        if !self.are_flags_over && last.starts_with('-') {
            return match last.split_once('=') {
                Some((flag, typed)) => {
                    let flag = self.long(flag.trim_start_matches('-'));
                    flag.map_or_else(Completion::default, |flag| {
                        self.value(flag, &last[..last.len() - typed.len()], typed)
                    })
                }
                None => self.flags(last),
            };
        }
        if self.command.has_subcommands() && self.arguments == 0 {
            return self.verbs(last);
        }
        self.argument().map_or_else(Completion::default, |argument| self.value(argument, "", last))
    }

    fn value(&self, argument: &Arg, head: &str, typed: &str) -> Completion {
        let offered = values::of(argument, &self.path, self.arguments, typed);
        Completion { head: head.to_owned(), typed: typed.to_owned(), ..offered }
    }

    fn flags(&self, typed: &str) -> Completion {
        let all = self.command.get_arguments().filter(|arg| !arg.is_hide_set());
        let words = all.filter_map(|arg| {
            let name = arg.get_long().map(|long| format!("--{long}"));
            Some((name.or_else(|| Some(format!("-{}", arg.get_short()?)))?, help_of(arg)))
        });
        Completion { typed: typed.to_owned(), words: words.collect(), ..Completion::default() }
    }

    fn verbs(&self, typed: &str) -> Completion {
        let shown = self.command.get_subcommands().filter(|child| !child.is_hide_set());
        let words = shown.flat_map(|child| {
            let about = child.get_about().map(ToString::to_string).unwrap_or_default();
            let names = std::iter::once(child.get_name()).chain(child.get_visible_aliases());
            names.map(move |name| (name.to_owned(), about.clone())).collect::<Vec<_>>()
        });
        Completion { typed: typed.to_owned(), words: words.collect(), ..Completion::default() }
    }
}

fn help_of(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}

/// Whether the word behind the flag is its value, whatever that looks like.
fn wants_value(flag: &Arg) -> bool {
    let least = flag.get_num_args().map_or(0, |range| range.min_values());
    flag.get_action().takes_values() && least > 0 && !flag.is_require_equals_set()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str) -> Completion {
        complete(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    fn words(line: &str) -> Vec<String> {
        at(line).words.into_iter().map(|(word, _)| word).collect()
    }

    fn things(line: &str) -> Vec<Thing> {
        at(line).names.into_iter().map(|names| names.of).collect()
    }

    #[test]
    fn verbs_and_flags() {
        let verbs = words("");
        assert!(verbs.iter().any(|verb| verb == "run") && !verbs.iter().any(|verb| verb.starts_with('_')), "{verbs:?}");
        assert!(words("image ").contains(&"prune".to_owned()));
        assert!(words("run --").contains(&"--name".to_owned()));
        assert!(words("rm -").contains(&"--force".to_owned()));
        assert_eq!(words("nosuchverb "), [""; 0]);
        assert_eq!(complete(&[]), Completion::default());
    }

    #[test]
    fn names_stand_where_arguments_do() {
        for line in ["run ", "run --rm -it ", "run --name x ", "run -itv a:b ", "run --name=x ", "rmi a ", "image rm "]
        {
            assert_eq!(things(line), [Thing::Image], "{line}");
        }
        for line in ["rm ", "rm -f ", "rm a ", "--root /x rm ", "container rm ", "logs -f ", "rename "] {
            assert_eq!(things(line), [Thing::Container(&[])], "{line}");
        }
        assert_eq!(things("exec -it "), [Thing::Container(&["running"])]);
        assert_eq!(things("volume rm "), [Thing::Volume]);
        assert_eq!(things("secret inspect "), [Thing::Secret]);
        assert_eq!(things("inspect "), [Thing::Container(&[]), Thing::Image, Thing::Volume]);
        assert_eq!(things("rename old "), []);
        assert_eq!(at("--root /x rm ").root, Some("/x".into()));
        assert_eq!(at("rm --root=/x ").root, Some("/x".into()));
    }

    #[test]
    fn a_containers_command_is_no_command_of_ours() {
        for line in ["run busybox ", "run busybox -", "run busybox ls -", "exec web rm "] {
            let found = at(line);
            assert!(found.files && found.words.is_empty() && found.names.is_empty(), "{line} {found:?}");
        }
    }

    #[test]
    fn values_of_flags() {
        assert!(words("run --restart ").contains(&"on-failure".to_owned()));
        assert!(words("run --network ").contains(&"pasta".to_owned()));
        assert!(words("run --pull=").contains(&"never".to_owned()));
        assert_eq!(words("volume ls --filter dangling="), ["dangling=true", "dangling=false"]);
        assert_eq!(things("ps -f volume="), [Thing::Volume]);
        assert!(words("ps --filter ").contains(&"status=".to_owned()));
        assert!(words("builder prune --filter ") == ["until="] && words("pod ps --filter ").is_empty());
        assert!(words("images --format ").contains(&"{{.Repository}}".to_owned()));
        assert_eq!(words("inspect --format "), ["json"]);
        assert!(words("kill -s ").contains(&"SIGKILL".to_owned()));
        assert!(words("completion ").contains(&"bash".to_owned()));
        let found = at("run --volume=da");
        assert_eq!((found.head.as_str(), found.typed.as_str(), found.files), ("--volume=", "da", true));
        assert_eq!(things("run -v "), [Thing::Volume]);
        assert!(!at("run -v data:/").files);
        assert!(at("run --env-file ").files && at("build ").files && at("load -i ").files);
        assert_eq!(at("run --name "), Completion::default());
        let copy = at("cp ");
        assert!(copy.files && copy.names[0].after == ":");
    }
}
