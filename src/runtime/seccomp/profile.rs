//! Profiles: the default one, and those in Docker's JSON format.

use serde::Deserialize;

use super::table;
use crate::error::{Context, Error, Result};
use crate::runtime::spec::{CapabilitySet, parse_capability};

/// A profile in Docker's JSON format, as far as a filter depends on it.
#[derive(Debug, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rules {
    pub(super) default_action: String,
    #[serde(default)]
    pub(super) default_errno_ret: Option<u32>,
    #[serde(default)]
    pub(super) syscalls: Vec<Rule>,
}

/// One rule: calls, what happens to them, and when the rule counts.
#[derive(Debug, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    #[serde(default)]
    pub(super) names: Vec<String>,
    /// The older form of `names`.
    #[serde(default)]
    name: Option<String>,
    pub(super) action: String,
    #[serde(default)]
    pub(super) errno_ret: Option<u32>,
    #[serde(default)]
    pub(super) args: Option<Vec<Argument>>,
    #[serde(default)]
    includes: Option<Conditions>,
    #[serde(default)]
    excludes: Option<Conditions>,
}

/// A comparison of one argument of a call.
#[derive(Debug, Deserialize, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct Argument {
    pub(super) index: u32,
    pub(super) value: u64,
    #[serde(default)]
    pub(super) value_two: u64,
    pub(super) op: String,
}

#[derive(Debug, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Conditions {
    #[serde(default)]
    caps: Option<Vec<String>>,
    #[serde(default)]
    arches: Option<Vec<String>>,
    #[serde(default)]
    min_kernel: Option<String>,
}

/// Reads a profile. Fields that do not matter here are passed over.
pub(super) fn parse(bytes: &[u8]) -> Result<Rules> {
    let mut rules: Rules = serde_json::from_slice(bytes).context("it is not in Docker's JSON format")?;
    for rule in &mut rules.syscalls {
        rule.names.extend(rule.name.take());
    }
    Ok(rules)
}

impl Rule {
    /// Whether the rule counts for a container with these capabilities on this machine.
    pub(super) fn applies(&self, capabilities: CapabilitySet) -> bool {
        let included = self.includes.as_ref().is_none_or(|c| c.hold(capabilities, true));
        let excluded = self.excludes.as_ref().is_some_and(|c| c.hold(capabilities, false));
        included && !excluded
    }
}

impl Conditions {
    /// Of an include everything must hold; of an exclude, anything that is said.
    fn hold(&self, capabilities: CapabilitySet, all: bool) -> bool {
        let has = |name: &String| parse_capability(name).is_ok_and(|one| capabilities.contains(one));
        let caps = self.caps.as_deref().filter(|list| !list.is_empty());
        let caps = caps.map(|list| if all { list.iter().all(has) } else { list.iter().any(has) });
        let arches = self.arches.as_deref().filter(|list| !list.is_empty());
        let arches = arches.map(|list| list.iter().any(|name| name == docker_architecture()));
        let kernel = self.min_kernel.as_deref().map(|version| kernel_is_at_least(version).unwrap_or(false));
        let mut said = [caps, arches, kernel].into_iter().flatten();
        if all { said.all(|holds| holds) } else { said.any(|holds| holds) }
    }
}

fn docker_architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64le",
        other => other,
    }
}

fn kernel_is_at_least(version: &str) -> Option<bool> {
    let number = |text: &str| -> Option<(u32, u32)> {
        let mut parts = text.split(['.', '-', '+']);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    let uname = rustix::system::uname();
    Some(number(uname.release().to_str().ok()?)? >= number(version)?)
}

const EPERM: u32 = 1;
const EINVAL: u32 = 22;
const ENOSYS: u32 = 38;
const ALLOW: &str = "SCMP_ACT_ALLOW";
const ERRNO: &str = "SCMP_ACT_ERRNO";
const AF_NETLINK: u64 = 16;
const NETLINK_AUDIT: u64 = 9;

/// The default profile, from the table. What it does not know gives ENOSYS, so that programs fall back to older calls.
pub(super) fn default() -> Rules {
    let mut rules = vec![errno(table::REFUSED, EPERM, &[]), allow(table::ALLOWED, &[]), allow(table::YOUNGER, &[])];
    rules.extend(table::PERSONALITIES.iter().map(|value| allow("personality", &[equal(0, *value)])));
    for (capability, names) in table::BY_CAPABILITY {
        let when = || Some(Conditions { caps: Some(vec![(*capability).to_owned()]), ..Conditions::default() });
        rules.push(Rule { includes: when(), ..allow(names, &[]) });
        rules.push(Rule { excludes: when(), ..errno(names, EPERM, &[]) });
    }
    let here = table::BY_ARCHITECTURE.iter().filter(|(name, _)| *name == std::env::consts::ARCH);
    rules.extend(here.map(|(_, names)| allow(names, &[])));
    rules.extend(sockets());
    Rules { default_action: ERRNO.to_owned(), default_errno_ret: Some(ENOSYS), syscalls: rules }
}

/// Every socket but the kernel's audit socket, which is for those who may write audit records.
fn sockets() -> Vec<Rule> {
    let audit = || Some(Conditions { caps: Some(vec!["AUDIT_WRITE".to_owned()]), ..Conditions::default() });
    let (netlink, protocol) = (equal(0, AF_NETLINK), equal(2, NETLINK_AUDIT));
    let not = |argument: &Argument| Argument { op: "SCMP_CMP_NE".to_owned(), ..argument.clone() };
    vec![
        Rule { includes: audit(), ..allow("socket", &[]) },
        Rule { excludes: audit(), ..errno("socket", EINVAL, &[netlink.clone(), protocol.clone()]) },
        Rule { excludes: audit(), ..allow("socket", &[not(&netlink)]) },
        Rule { excludes: audit(), ..allow("socket", &[not(&protocol)]) },
    ]
}

fn allow(names: &str, args: &[Argument]) -> Rule {
    Rule {
        names: names.split_whitespace().map(str::to_owned).collect(),
        action: ALLOW.to_owned(),
        args: Some(args.to_vec()),
        ..Rule::default()
    }
}

fn errno(names: &str, number: u32, args: &[Argument]) -> Rule {
    Rule { action: ERRNO.to_owned(), errno_ret: Some(number), ..allow(names, args) }
}

fn equal(index: u32, value: u64) -> Argument {
    Argument { index, value, value_two: 0, op: "SCMP_CMP_EQ".to_owned() }
}

/// The error for a word of a profile that nobody knows.
pub(super) fn unknown(what: &str, word: &str) -> anyhow::Error {
    Error::new(format!("unknown {what} {word:?} in a seccomp profile")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// What each call gets: the first rule that counts, arguments aside.
    fn verdicts(rules: &Rules, capabilities: CapabilitySet) -> BTreeMap<&str, (String, Option<u32>)> {
        let mut found = BTreeMap::new();
        for rule in rules.syscalls.iter().filter(|rule| rule.applies(capabilities)) {
            for name in &rule.names {
                let errno = rule.errno_ret.filter(|_| rule.action == ERRNO);
                found.entry(name.as_str()).or_insert((rule.action.clone(), errno));
            }
        }
        found
    }

    #[test]
    fn the_default_is_what_podman_installs() {
        let Ok(bytes) = std::fs::read("/usr/share/containers/seccomp.json") else { return };
        let (theirs, ours) = (parse(&bytes).unwrap(), default());
        for capabilities in [CapabilitySet::default(), CapabilitySet::SYS_ADMIN, CapabilitySet::all_known()] {
            let (theirs, ours) = (verdicts(&theirs, capabilities), verdicts(&ours, capabilities));
            let younger: Vec<&str> = table::YOUNGER.split_whitespace().collect();
            let differ = |name: &str| !younger.contains(&name) && theirs.get(name) != ours.get(name);
            let names: Vec<_> = theirs.keys().chain(ours.keys()).filter(|name| differ(name)).collect();
            assert_eq!(names, Vec::<&&str>::new());
        }
        assert_eq!(theirs.default_errno_ret, ours.default_errno_ret);
    }

    #[test]
    fn conditions() {
        let rule =
            |text: &str| parse(format!(r#"{{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{text}]}}"#).as_bytes());
        let cases = [
            (r#"{"name":"x","action":"A"}"#, true),
            (r#"{"names":["x"],"action":"A","includes":{"caps":["CAP_SYS_ADMIN"]}}"#, false),
            (r#"{"names":["x"],"action":"A","excludes":{"caps":["CAP_SYS_ADMIN"]}}"#, true),
            (r#"{"names":["x"],"action":"A","includes":{"arches":["vax"]},"excludes":{}}"#, false),
            (r#"{"names":["x"],"action":"A","includes":{"minKernel":"4.8"}}"#, true),
            (r#"{"names":["x"],"action":"A","includes":{"minKernel":"99.0"}}"#, false),
        ];
        for (text, expected) in cases {
            let rules = rule(text).unwrap();
            assert_eq!(rules.syscalls[0].applies(CapabilitySet::default()), expected, "{text}");
            assert_eq!(rules.syscalls[0].names, ["x"]);
        }
        assert!(rule("{").is_err());
    }
}
