//! `coracle __complete`: what a shell offers at its cursor, a line each; what follows a tab tells what it means. The last line
//! is `:` and words for the script: `files` (offer files as well), `nospace` (more follows in the same word).

use crate::cli::{self, CompleteArgs, Completion, Names, Thing};
use crate::container::listing;
use crate::error::Result;
use crate::store::{Store, containers, secrets, volumes};
use crate::ui::out;

use super::Context;

/// Prints what may stand there. What goes wrong is not said, in the middle of a line that is typed.
pub(crate) fn complete(args: &CompleteArgs, context: &Context) -> Result<u8> {
    let completion = cli::complete(&args.words);
    let mut lines: Vec<String> = Vec::new();
    for (word, help) in completion.words.iter().filter(|(word, _)| word.starts_with(&completion.typed)) {
        lines.push(format!("{}{word}\t{help}", completion.head));
    }
    for names in &completion.names {
        lines.extend(found(names, &completion, context).into_iter().map(|name| format!("{}{name}", completion.head)));
    }
    lines.push(format!(":{}", directives(&completion)));
    out::text(&format!("{}\n", lines.join("\n")))?;
    Ok(0)
}

fn directives(completion: &Completion) -> String {
    let goes_on = |(word, _): &(String, String)| word.ends_with('=') && word.starts_with(&completion.typed);
    let more = completion.names.iter().any(|names| !names.after.is_empty()) || completion.words.iter().any(goes_on);
    let words = [(completion.files, "files"), (more, "nospace")];
    words.iter().filter(|(is_so, _)| *is_so).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// The names that go on from what is typed. A store that is not there is not made.
fn found(names: &Names, completion: &Completion, context: &Context) -> Vec<String> {
    let root = completion.root.as_ref().unwrap_or(&context.dirs.data);
    let typed = completion.typed.strip_prefix(names.before).unwrap_or_default();
    let is_wanted = |name: &String| format!("{}{name}", names.before).starts_with(&completion.typed);
    let known = match root.is_dir().then(|| Store::open(root)) {
        Some(Ok(store)) => of(names.of, typed, &store).unwrap_or_default(),
        _ => Vec::new(),
    };
    known.into_iter().filter(is_wanted).map(|name| format!("{}{name}{}", names.before, names.after)).collect()
}

/// All names of a kind, and the ids that go on from `typed`.
fn of(thing: Thing, typed: &str, store: &Store) -> Result<Vec<String>> {
    let mut found = Vec::new();
    match thing {
        Thing::Container(states) => {
            let all = containers::list(store)?;
            for record in all.iter().filter(|one| states.is_empty() || states.contains(&listing::state_of(one))) {
                found.push(record.config.name.clone());
                found.extend(id(record.id(), typed));
            }
        }
        Thing::Image => {
            let names = store.names()?;
            found.extend(names.iter().flat_map(|(name, _)| spellings(&name.to_string(), typed)));
            let mut ids: Vec<_> = names.iter().filter_map(|(_, image)| id(&image.hex(), typed)).collect();
            ids.dedup();
            found.extend(ids);
        }
        Thing::Volume => found.extend(volumes::list(store)?.iter().map(|volume| volume.name().to_owned())),
        Thing::Secret => found.extend(secrets::list(store)?.iter().map(|secret| secret.name().to_owned())),
    }
    Ok(found)
}

/// The short form of an id that goes on from two characters or more.
fn id(id: &str, typed: &str) -> Option<String> {
    (typed.len() > 1 && id.starts_with(typed)).then(|| id[..id.len().min(typed.len().max(12))].to_owned())
}

/// How an image may be called: in full, and where something is typed without the registry and the directories before it.
fn spellings(name: &str, typed: &str) -> Vec<String> {
    let mut found = vec![name.to_owned()];
    if !typed.is_empty() {
        let parts = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
        found.extend(parts.map(|short| short.strip_suffix(":latest").unwrap_or(short).to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_found_by_each_part_of_their_names() {
        let name = "docker.io/library/debian:12";
        assert_eq!(spellings(name, ""), [name]);
        assert_eq!(spellings(name, "d"), [name, "library/debian:12", "debian:12"]);
        assert_eq!(spellings("localhost/app:latest", "a"), ["localhost/app:latest", "app"]);
    }

    #[test]
    fn ids_are_offered_from_two_characters_on() {
        let long = "0123456789abcdef";
        assert_eq!(id(long, "0"), None);
        assert_eq!(id(long, "01").as_deref(), Some("0123456789ab"));
        assert_eq!(id(long, "0123456789abcd").as_deref(), Some("0123456789abcd"));
        assert_eq!(id(long, "12"), None);
    }
}
