//! `RUN --mount=…`.

use super::error::Fault;
use crate::error::{Error, Result};

/// One mount of a RUN. Targets and sources may be relative: targets to the working directory, sources to their root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mount {
    /// None for a secret that is a variable only, and for what has a default of its kind.
    pub(crate) target: Option<String>,
    pub(crate) read_only: bool,
    pub(crate) kind: MountKind,
}

/// What is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MountKind {
    /// A directory or file of the context or of a stage, image or named context. What is written is lost.
    Bind { from: Option<String>, source: String },
    /// A directory that lasts, named by its id; new ones begin as a copy of `source` in `from`.
    Cache { id: String, from: Option<String>, source: String, sharing: Sharing, owner: Owner },
    /// A secret as a file at the target, or, with `env`, as a variable.
    Secret { id: String, env: Option<String>, required: bool, owner: Owner },
    /// A socket of an SSH agent.
    Ssh { id: String, required: bool, owner: Owner },
    /// A directory in memory; its size in bytes, and whether it begins with what the image has there.
    Tmpfs { size: Option<u64>, copy_up: bool },
}

/// Who owns what is mounted, and its mode. What is not given is the kind's default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) uid: Option<u32>,
    pub(crate) gid: Option<u32>,
    pub(crate) mode: Option<u32>,
}

/// What steps that run at the same time do with one cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    Shared,
    Private,
    Locked,
}

const KINDS: [&str; 5] = ["bind", "cache", "secret", "ssh", "tmpfs"];
const KEYS: [&str; 22] = [
    "type",
    "from",
    "source",
    "src",
    "target",
    "dst",
    "destination",
    "readonly",
    "ro",
    "readwrite",
    "rw",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "env",
    "tmpcopyup",
    "relabel",
    "z",
];

/// The keys of a mount as they were given.
#[derive(Default)]
struct Given {
    kind: Option<String>,
    from: Option<String>,
    source: Option<String>,
    target: Option<String>,
    read_only: Option<bool>,
    id: Option<String>,
    sharing: Option<Sharing>,
    required: Option<bool>,
    env: Option<String>,
    size: Option<u64>,
    copy_up: bool,
    owner: Owner,
}

/// Reads one value of `--mount`, after `expand` has expanded the value of each key but `from`.
pub(super) fn parse(text: &str, expand: &mut dyn FnMut(&str) -> Result<String>) -> Result<Mount> {
    let mut given = Given::default();
    for field in fields(text) {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) if key.eq_ignore_ascii_case("from") => (key, Some(value.to_owned())),
            Some((key, value)) => (key, Some(expand(value)?)),
            None => (field.as_str(), None),
        };
        given.set(&key.to_ascii_lowercase(), value).map_err(|fault| fault.error(text))?;
    }
    Ok(given.mount().map_err(|fault| fault.error(text))?)
}

/// Checks what can be known before anything is expanded.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    if text.contains('$') {
        return Ok(());
    }
    parse(text, &mut |value| Ok(value.to_owned()))
        .map(drop)
        .map_err(|error| Fault { cause: error.to_string(), cure: crate::error::hint(&error).map(str::to_owned) })
}

/// The value of `from`.
pub(super) fn from(text: &str) -> Option<String> {
    let fields = fields(text).into_iter();
    let mut values = fields.filter_map(|field| {
        field.split_once('=').filter(|(key, _)| key.eq_ignore_ascii_case("from")).map(|(_, value)| value.to_owned())
    });
    values.next_back().filter(|value| !value.is_empty())
}

/// The mount with another value of `from`.
pub(super) fn with_from(text: &str, from: &str) -> String {
    let is_from = |field: &String| field.split_once('=').is_some_and(|(key, _)| key.eq_ignore_ascii_case("from"));
    let field = |field: String| if is_from(&field) { format!("from={from}") } else { field };
    let quoted = |field: String| match field.contains([',', '"']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    };
    fields(text).into_iter().map(field).map(quoted).collect::<Vec<_>>().join(",")
}

impl Fault {
    fn error(self, text: &str) -> Error {
        let error = Error::new(format!("RUN --mount={text}: {}", self.cause));
        match self.cure {
            Some(cure) => error.hint(cure),
            None => error,
        }
    }
}

/// The fields between the commas. A field in quotes may contain commas, and quotes as two of them.
fn fields(text: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let field = fields.last_mut().expect("there is always one");
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => field.push(c),
        }
    }
    fields
}

impl Given {
    fn set(&mut self, key: &str, value: Option<String>) -> Result<(), Fault> {
        match key {
            "readonly" | "ro" => self.read_only = Some(switch(key, value)?),
            "readwrite" | "rw" => self.read_only = Some(!switch(key, value)?),
            "required" => self.required = Some(switch(key, value)?),
            "tmpcopyup" => self.copy_up = switch(key, value)?,
            // Labels of SELinux, in Buildah's words: there are none here.
            "z" => _ = switch(key, value)?,
            key if !KEYS.contains(&key) => return Err(Fault::new(format!("there is no key {key}")).suggest(key, KEYS)),
            key => match value {
                Some(value) => self.set_value(key, value)?,
                None => return Err(Fault::new(format!("{key} has no value")).cure(format!("write {key}=VALUE"))),
            },
        }
        Ok(())
    }

    fn set_value(&mut self, key: &str, value: String) -> Result<(), Fault> {
        match key {
            "relabel" if !matches!(value.as_str(), "shared" | "private") => {
                return Err(Fault::new(format!("relabel cannot be {value}")).cure("it is shared or private"));
            }
            "relabel" => {}
            "type" => self.kind = Some(value.to_ascii_lowercase()),
            "from" => self.from = Some(value).filter(|value| !value.is_empty()),
            "source" | "src" => self.source = Some(value),
            "id" => self.id = Some(value),
            "env" => self.env = Some(value),
            "sharing" => self.sharing = Some(sharing(&value)?),
            "size" => self.size = Some(size(&value)?),
            "mode" => self.owner.mode = Some(number(key, &value, 8)?),
            "uid" => self.owner.uid = Some(number(key, &value, 10)?),
            "gid" => self.owner.gid = Some(number(key, &value, 10)?),
            _ => self.target = Some(value),
        }
        Ok(())
    }

    /// The mount, when all keys are allowed for its type.
    fn mount(mut self) -> Result<Mount, Fault> {
        let name = self.kind.take().unwrap_or_else(|| "bind".to_owned());
        let keys = match name.as_str() {
            "bind" => &["from", "source"][..],
            "cache" => &["id", "from", "source", "sharing", "mode", "uid", "gid"],
            "secret" => &["id", "source", "env", "required", "mode", "uid", "gid"],
            "ssh" => &["id", "required", "mode", "uid", "gid"],
            "tmpfs" => &["size"],
            _ => return Err(Fault::new(format!("there is no type {name}")).suggest(&name, KINDS)),
        };
        if let Some(key) = self.keys().into_iter().find(|key| !keys.contains(key)) {
            return Err(Fault::new(format!("a mount of type {name} has no {key}")));
        }
        let target = self.target.take().filter(|target| !target.is_empty());
        let read_only = self.read_only.unwrap_or(!matches!(name.as_str(), "cache" | "tmpfs"));
        let kind = self.kind(&name, target.as_deref())?;
        if target.is_none() && !matches!(kind, MountKind::Secret { .. } | MountKind::Ssh { .. }) {
            return Err(Fault::new(format!("a mount of type {name} needs a target")).cure("add target=PATH"));
        }
        Ok(Mount { target, read_only, kind })
    }

    /// The keys that not all types have and that are given.
    fn keys(&self) -> Vec<&'static str> {
        let given = [
            ("from", self.from.is_some()),
            ("source", self.source.is_some()),
            ("id", self.id.is_some()),
            ("sharing", self.sharing.is_some()),
            ("required", self.required.is_some()),
            ("env", self.env.is_some()),
            ("size", self.size.is_some()),
            ("mode", self.owner.mode.is_some()),
            ("uid", self.owner.uid.is_some()),
            ("gid", self.owner.gid.is_some()),
        ];
        given.into_iter().filter_map(|(key, given)| given.then_some(key)).collect()
    }

    fn kind(self, name: &str, target: Option<&str>) -> Result<MountKind, Fault> {
        let source = self.source.clone().unwrap_or_else(|| "/".to_owned());
        Ok(match name {
            "bind" => MountKind::Bind { from: self.from, source },
            "cache" => MountKind::Cache {
                id: self.id.filter(|id| !id.is_empty()).unwrap_or_else(|| target.unwrap_or_default().to_owned()),
                from: self.from,
                source,
                sharing: self.sharing.unwrap_or(Sharing::Shared),
                owner: self.owner,
            },
            "secret" => {
                if self.id.is_some() && self.source.is_some() {
                    return Err(Fault::new("a secret has both id and source").cure("keep id"));
                }
                let id = self.id.or(self.source).or_else(|| target.map(last_part));
                MountKind::Secret {
                    id: id.filter(|id| !id.is_empty()).ok_or_else(|| Fault::new("a secret needs an id or a target"))?,
                    env: self.env,
                    required: self.required.unwrap_or(false),
                    owner: self.owner,
                }
            }
            "ssh" => MountKind::Ssh {
                id: self.id.filter(|id| !id.is_empty()).unwrap_or_else(|| "default".to_owned()),
                required: self.required.unwrap_or(false),
                owner: self.owner,
            },
            _ => MountKind::Tmpfs { size: self.size, copy_up: self.copy_up },
        })
    }
}

fn last_part(path: &str) -> String {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

fn sharing(value: &str) -> Result<Sharing, Fault> {
    match value.to_ascii_lowercase().as_str() {
        "shared" => Ok(Sharing::Shared),
        "private" => Ok(Sharing::Private),
        "locked" => Ok(Sharing::Locked),
        _ => Err(Fault::new(format!("sharing cannot be {value}")).cure("it is shared, private or locked")),
    }
}

/// A key that is true when it stands alone, with the spellings of Go.
fn switch(key: &str, value: Option<String>) -> Result<bool, Fault> {
    match value.as_deref() {
        None | Some("1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(true),
        Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(false),
        Some(value) => Err(Fault::new(format!("{key} cannot be {value}")).cure("it is true or false")),
    }
}

fn number(key: &str, value: &str, radix: u32) -> Result<u32, Fault> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = u32::from_str_radix(value, radix).ok().filter(|_| digits);
    let kind = if radix == 8 { "an octal number" } else { "a number" };
    number.ok_or_else(|| Fault::new(format!("{key} cannot be {value}")).cure(format!("it is {kind}")))
}

/// A size in bytes: a number, perhaps with a fraction, and a unit of 1024 (`k`, `m`, `g`, `t`, with or without `b` or `ib`).
fn size(value: &str) -> Result<u64, Fault> {
    let wrong = || Fault::new(format!("size cannot be {value}")).cure("write it as in 64m or 1g");
    let at = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let unit = unit.trim().to_ascii_lowercase();
    let power = match unit.strip_suffix("ib").or_else(|| unit.strip_suffix('b')).unwrap_or(&unit) {
        "" => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        _ => return Err(wrong()),
    };
    Ok((number * 1024_f64.powi(power)) as u64)
}
