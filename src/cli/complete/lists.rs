//! What `--filter` and `--format` may say, verb by verb.

use super::{Names, Thing};

/// A key of `--filter`.
struct Key {
    /// With the sign behind it: `status=`.
    name: &'static str,
    values: Values,
}

/// What the values of a key may be.
enum Values {
    Any,
    Words(&'static [&'static str]),
    Names(Thing),
}

const fn any(name: &'static str) -> Key {
    Key { name, values: Values::Any }
}

const fn words(name: &'static str, words: &'static [&'static str]) -> Key {
    Key { name, values: Values::Words(words) }
}

const fn names(name: &'static str, of: Thing) -> Key {
    Key { name, values: Values::Names(of) }
}

const ALL: Thing = Thing::Container(&[]);
const TRUTH: &[&str] = &["true", "false"];

const CONTAINERS: &[Key] = &[
    names("ancestor=", Thing::Image),
    names("before=", ALL),
    any("command="),
    any("exited="),
    words("health=", &["healthy", "none", "starting", "unhealthy"]),
    any("id="),
    words("is-task=", TRUTH),
    any("label="),
    any("label!="),
    names("name=", ALL),
    words("network=", &["host", "none", "pasta", "slirp4netns"]),
    any("pod="),
    words("restart-policy=", &["always", "no", "on-failure", "unless-stopped"]),
    words("should-start-on-boot=", TRUTH),
    names("since=", ALL),
    words("status=", &["created", "exited", "initialized", "paused", "restarting", "running", "stopping"]),
    any("until="),
    names("volume=", Thing::Volume),
];

const IMAGES: &[Key] = &[
    names("before=", Thing::Image),
    words("containers=", TRUTH),
    words("dangling=", TRUTH),
    any("digest="),
    any("id="),
    words("intermediate=", TRUTH),
    any("label="),
    any("label!="),
    words("manifest=", TRUTH),
    words("readonly=", TRUTH),
    names("reference=", Thing::Image),
    names("since=", Thing::Image),
    any("until="),
];

const VOLUMES: &[Key] = &[
    words("anonymous=", TRUTH),
    words("dangling=", TRUTH),
    words("driver=", &["local"]),
    any("label="),
    any("label!="),
    names("name=", Thing::Volume),
    any("opt="),
    words("scope=", &["local"]),
    any("since="),
    any("until="),
];

const EVENTS: &[Key] = &[
    names("container=", ALL),
    any("event="),
    names("image=", Thing::Image),
    any("label="),
    names("secret=", Thing::Secret),
    words("type=", &["container", "image", "secret", "system", "volume"]),
    names("volume=", Thing::Volume),
];

const PRUNE: &[Key] = &[any("label="), any("label!="), any("until=")];
const SECRETS: &[Key] = &[any("id="), names("name=", Thing::Secret)];
const SEARCH: &[Key] = &[words("is-automated=", TRUTH), words("is-official=", TRUTH), any("stars=")];

/// What may follow `--filter` of the verb `path`, where `typed` is typed: words, and names with what stands before them.
pub(super) fn filters(path: &[&str], typed: &str) -> (Vec<String>, Vec<Names>) {
    let keys = keys(path);
    let Some(key) = keys.iter().find(|key| typed.starts_with(key.name)) else {
        return (keys.iter().map(|key| key.name.to_owned()).collect(), Vec::new());
    };
    match key.values {
        Values::Any => (Vec::new(), Vec::new()),
        Values::Words(words) => (words.iter().map(|word| format!("{}{word}", key.name)).collect(), Vec::new()),
        Values::Names(of) => (Vec::new(), vec![Names { of, before: key.name, after: "" }]),
    }
}

fn keys(path: &[&str]) -> &'static [Key] {
    match path {
        ["volume", ..] => VOLUMES,
        ["secret", ..] => SECRETS,
        ["container" | "image" | "system", "prune"] => PRUNE,
        ["builder", "prune"] => &PRUNE[2..],
        ["images"] | ["image", "ls"] => IMAGES,
        ["events"] | ["system", "events"] => EVENTS,
        ["search"] | ["image", "search"] => SEARCH,
        ["pod" | "network", ..] => &[],
        _ => CONTAINERS,
    }
}

/// The templates of `--format` of the verb `path` that show one field, beside `json`.
pub(super) fn formats(path: &[&str]) -> Vec<String> {
    let fields: &[&str] = match path {
        ["ps"] | ["container", "ls"] => &[
            "Command",
            "CreatedAt",
            "CreatedHuman",
            "ExitCode",
            "ID",
            "Image",
            "ImageID",
            "Labels",
            "Mounts",
            "Names",
            "Networks",
            "Pid",
            "Ports",
            "Restarts",
            "RunningFor",
            "Size",
            "State",
            "Status",
        ],
        ["images"] | ["image", "ls"] => {
            &["Created", "CreatedAt", "Digest", "ID", "Labels", "Names", "Repository", "Size", "Tag"]
        }
        ["volume", "ls"] => &["Anonymous", "CreatedAt", "Driver", "Labels", "Mountpoint", "Name", "Options", "Scope"],
        ["secret", "ls"] => &["CreatedAt", "Driver", "ID", "Name", "UpdatedAt"],
        ["history"] | ["image", "history"] => &["Comment", "Created", "CreatedAt", "CreatedBy", "ID", "Size"],
        ["system", "df"] => &["Active", "Reclaimable", "Size", "Total", "Type"],
        ["events"] | ["system", "events"] => &["Attributes", "ID", "Image", "Name", "Status", "Time", "Type"],
        _ => &[],
    };
    let field = |name: &&str| format!("{{{{.{name}}}}}");
    std::iter::once("json".to_owned()).chain(fields.iter().map(field)).collect()
}
