//! `--userns`, `--uidmap`, `--gidmap`, and the flags of the other namespaces.

use std::path::PathBuf;

/// Which user namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Userns {
    /// The one that all of the user's containers share, unless ids are mapped by other flags.
    Host,
    /// One of its own, with the same ids.
    Private,
    KeepId(KeepId),
    Auto(Auto),
    NoMap,
    Container(String),
    Path(PathBuf),
}

/// `keep-id`: what the caller's ids are in the container, if not the same; how many ids there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeepId {
    pub(crate) uid: Option<u32>,
    pub(crate) gid: Option<u32>,
    pub(crate) size: Option<u32>,
}

/// `auto`: how many ids, and which are mapped in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Auto {
    pub(crate) size: Option<u32>,
    pub(crate) uid: Vec<Mapping>,
    pub(crate) gid: Vec<Mapping>,
}

/// One range of an id map as Podman spells it: `[+ug]CONTAINER:[@]FROM[:AMOUNT]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// `+`: the ids that nothing else maps are filled in.
    pub(crate) extends: bool,
    /// `u` or `g`: for users only, for groups only.
    pub(crate) users: bool,
    pub(crate) groups: bool,
    pub(crate) container: u32,
    pub(crate) from: u32,
    /// `@`: `from` is an id of the host, not of the user's own user namespace.
    pub(crate) host: bool,
    pub(crate) amount: u32,
}

/// Parses `host`, `private`, `keep-id[:uid=,gid=,size=]`, `auto[:size=,uidmapping=,gidmapping=]`, `nomap`,
/// `container:NAME` or `ns:PATH`.
pub(crate) fn parse(text: &str) -> Result<Userns, String> {
    let (mode, rest) = text.split_once(':').map_or((text, None), |(mode, rest)| (mode, Some(rest)));
    match (mode, rest) {
        ("" | "host", None) => Ok(Userns::Host),
        ("private", None) => Ok(Userns::Private),
        ("nomap", None) => Ok(Userns::NoMap),
        ("keep-id", rest) => keep_id(rest).map(Userns::KeepId),
        ("auto", rest) => auto(rest).map(Userns::Auto),
        ("container", Some(name)) if !name.is_empty() => Ok(Userns::Container(name.to_owned())),
        ("ns", Some(path)) => absolute(path).map(Userns::Path),
        _ => Err(format!(
            "unknown user namespace {text:?}: it is host, private, keep-id, auto, nomap, container:NAME or ns:PATH"
        )),
    }
}

fn options(rest: Option<&str>) -> impl Iterator<Item = Result<(&str, &str), String>> {
    let options = rest.into_iter().flat_map(|rest| rest.split(','));
    options.map(|option| option.split_once('=').ok_or_else(|| format!("{option:?} has no value")))
}

fn keep_id(rest: Option<&str>) -> Result<KeepId, String> {
    let mut found = KeepId::default();
    for option in options(rest) {
        match option? {
            ("uid", value) => found.uid = Some(id(value)?),
            ("gid", value) => found.gid = Some(id(value)?),
            ("size", value) => found.size = Some(amount(value)?),
            (key, _) => return Err(format!("keep-id has no option {key:?}: there are uid, gid and size")),
        }
    }
    Ok(found)
}

fn auto(rest: Option<&str>) -> Result<Auto, String> {
    let mut found = Auto::default();
    for option in options(rest) {
        match option? {
            ("size", value) => found.size = Some(amount(value)?),
            ("uidmapping", value) => found.uid.push(parse_mapping(value)?),
            ("gidmapping", value) => found.gid.push(parse_mapping(value)?),
            (key, _) => {
                return Err(format!("auto has no option {key:?}: there are size, uidmapping and gidmapping"));
            }
        }
    }
    Ok(found)
}

/// Parses one value of `--uidmap` or `--gidmap`.
pub(crate) fn parse_mapping(text: &str) -> Result<Mapping, String> {
    let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (flags, rest) = text.split_at(digits);
    if let Some(odd) = flags.chars().find(|flag| !"+ug".contains(*flag)) {
        return Err(format!("{odd:?} in {text:?} is not one of the flags +, u and g"));
    }
    let malformed = || format!("{text:?} is not CONTAINER:FROM[:AMOUNT]");
    let mut fields = rest.split(':');
    let (container, from) = (fields.next().ok_or_else(malformed)?, fields.next().ok_or_else(malformed)?);
    let count = fields.next().map_or(Ok(1), amount)?;
    if fields.next().is_some() {
        return Err(malformed());
    }
    let (host, from) = from.strip_prefix('@').map_or((false, from), |from| (true, from));
    let mapping = Mapping {
        extends: flags.contains('+'),
        users: flags.contains('u') || !flags.contains('g'),
        groups: flags.contains('g') || !flags.contains('u'),
        container: id(container)?,
        from: id(from)?,
        host,
        amount: count,
    };
    let ends = [mapping.container, mapping.from].map(|start| start.checked_add(count));
    if ends.contains(&None) { Err(format!("{text:?} goes beyond the largest id")) } else { Ok(mapping) }
}

fn id(text: &str) -> Result<u32, String> {
    // The last one means "none" to the kernel.
    text.parse().ok().filter(|id| *id != u32::MAX).ok_or_else(|| format!("{text:?} is not an id"))
}

fn amount(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|amount| *amount > 0).ok_or_else(|| format!("{text:?} is not a number of ids"))
}

/// Where one of the other namespaces comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Namespace {
    Private,
    Host,
    Container(String),
    Path(PathBuf),
}

/// Parses `private`, `host`, `container:NAME` or `ns:PATH`; `shareable` is private, as all can be shared.
pub(crate) fn parse_namespace(text: &str) -> Result<Namespace, String> {
    match text.split_once(':') {
        None if matches!(text, "" | "private" | "shareable") => Ok(Namespace::Private),
        None if text == "host" => Ok(Namespace::Host),
        Some(("container", name)) if !name.is_empty() => Ok(Namespace::Container(name.to_owned())),
        Some(("ns", path)) => absolute(path).map(Namespace::Path),
        _ => Err(format!("unknown namespace {text:?}: it is host, private, container:NAME or ns:PATH")),
    }
}

fn absolute(path: &str) -> Result<PathBuf, String> {
    let found = PathBuf::from(path);
    if found.is_absolute() { Ok(found) } else { Err(format!("{path:?} is not an absolute path")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Mapping =
        Mapping { extends: false, users: true, groups: true, container: 0, from: 1, host: false, amount: 1 };

    #[test]
    fn user_namespaces() {
        let keep = |uid, gid, size| Userns::KeepId(KeepId { uid, gid, size });
        let auto = |size, uid, gid| Userns::Auto(Auto { size, uid, gid });
        let cases = [
            ("", Userns::Host),
            ("host", Userns::Host),
            ("nomap", Userns::NoMap),
            ("keep-id", keep(None, None, None)),
            ("keep-id:uid=200,gid=210", keep(Some(200), Some(210), None)),
            ("keep-id:size=70000", keep(None, None, Some(70_000))),
            ("auto", auto(None, vec![], vec![])),
            ("auto:size=10,uidmapping=0:1", auto(Some(10), vec![PLAIN], vec![])),
            ("container:web", Userns::Container("web".into())),
            ("ns:/proc/1/ns/user", Userns::Path("/proc/1/ns/user".into())),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        let bad =
            ["keep", "host:x", "keep-id:uid=x", "keep-id:u=1", "keep-id:", "auto:size=0", "container:", "ns:x", "pod"];
        for text in bad {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn mappings() {
        let cases = [
            ("0:1", PLAIN),
            ("0:1:1", PLAIN),
            ("5:@1000:3", Mapping { container: 5, from: 1000, host: true, amount: 3, ..PLAIN }),
            ("+0:1", Mapping { extends: true, ..PLAIN }),
            ("+u0:1", Mapping { extends: true, groups: false, ..PLAIN }),
            ("g0:1", Mapping { users: false, ..PLAIN }),
            ("ug0:1", PLAIN),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_mapping(text), Ok(expected), "{text}");
        }
        for text in ["", "0", "0:1:0", "0:1:1:1", "x0:1", "0:-1", "4294967295:0", "4294967290:0:9", "+:1"] {
            assert!(parse_mapping(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_namespaces() {
        assert_eq!(parse_namespace("shareable"), Ok(Namespace::Private));
        assert_eq!(parse_namespace("host"), Ok(Namespace::Host));
        assert_eq!(parse_namespace("container:x"), Ok(Namespace::Container("x".into())));
        assert_eq!(parse_namespace("ns:/x"), Ok(Namespace::Path("/x".into())));
        for text in ["hots", "container:", "ns:", "pod", "none:x"] {
            assert!(parse_namespace(text).is_err(), "{text}");
        }
    }
}
