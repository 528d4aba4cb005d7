//! Which ids a user namespace of this user has.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::subid::{self, Block};
use crate::error::{Context, Result};

/// Consecutive ids and what they are outside of the namespace (user_namespaces(7)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Range {
    pub(crate) inside: u32,
    pub(crate) outside: u32,
    pub(crate) len: u32,
}

/// The id maps of a user namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IdMaps {
    pub(crate) uid: Vec<Range>,
    pub(crate) gid: Vec<Range>,
}

impl IdMaps {
    /// Whether there is one user id only.
    pub(crate) fn is_single(&self) -> bool {
        self.uid.iter().map(|range| u64::from(range.len)).sum::<u64>() == 1
    }
}

/// How the maps came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Root: every id means the same inside and outside.
    Identity,
    /// Id 0 is the user, the others are subordinate ids.
    Subordinate,
    /// Id 0 is the user and there are no others; why, and how to get more, in words for the user.
    Single(String),
}

/// What the kernel takes at most (user_namespaces(7)).
pub(super) const MAX_RANGES: usize = 340;

/// The maps that the user namespace of this process's user gets.
pub(crate) fn id_maps() -> Result<(IdMaps, Mode)> {
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    if uid == 0 && can_set_ids() {
        return Ok((
            IdMaps { uid: identity("/proc/self/uid_map")?, gid: identity("/proc/self/gid_map")? },
            Mode::Identity,
        ));
    }
    let single = |reason: String| (single(uid, gid), Mode::Single(reason));
    if let Some(missing) = ["newuidmap", "newgidmap"].into_iter().find(|name| !super::userns::is_installed(name)) {
        let cure = "install the package `uidmap` (on Fedora `shadow-utils`)";
        return Ok(single(format!("{missing} is not installed, so only one user id is available: {cure}")));
    }
    let name = read("/etc/passwd").map(|text| subid::login_name(&text, uid).map(str::to_owned)).unwrap_or_default();
    let name = name.as_deref();
    let [subuid, subgid] = ["/etc/subuid", "/etc/subgid"].map(|file| read(file).unwrap_or_default());
    let (uids, gids) = (subid::blocks(&subuid, name, uid), subid::blocks(&subgid, name, uid));
    if uids.is_empty() || gids.is_empty() {
        let file = if uids.is_empty() { "/etc/subuid" } else { "/etc/subgid" };
        let who = name.map_or_else(|| uid.to_string(), str::to_owned);
        let free = subid::free(&[&subuid, &subgid]);
        let cure = format!("run `sudo usermod --add-subuids {free} --add-subgids {free} {who}`");
        return Ok(single(format!("{file} has no ids for {who}, so only one user id is available: {cure}")));
    }
    Ok((IdMaps { uid: subordinate(uid, &uids), gid: subordinate(gid, &gids) }, Mode::Subordinate))
}

/// Whether this process may write a map of many ids itself: CAP_SETUID and CAP_SETGID.
fn can_set_ids() -> bool {
    use rustix::thread::CapabilitySet;
    let wanted = CapabilitySet::SETUID | CapabilitySet::SETGID;
    rustix::thread::capabilities(None).is_ok_and(|sets| sets.effective.contains(wanted))
}

fn read(path: &str) -> Option<String> {
    let bytes = std::fs::read(Path::new(path)).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn identity(path: &str) -> Result<Vec<Range>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("read {path}"))?;
    parse_identity(&text).with_context(|| format!("{path}: {text:?} is no id map"))
}

/// The ids that exist in the namespace whose map `text` is, each as itself.
fn parse_identity(text: &str) -> Option<Vec<Range>> {
    let range = |line: &str| {
        let mut fields = line.split_whitespace();
        let (inside, len) = (fields.next()?.parse().ok()?, fields.nth(1)?.parse().ok()?);
        Some(Range { inside, outside: inside, len })
    };
    text.lines().map(range).collect::<Option<Vec<_>>>().filter(|ranges| !ranges.is_empty())
}

fn single(uid: u32, gid: u32) -> IdMaps {
    let one = |id| vec![Range { inside: 0, outside: id, len: 1 }];
    IdMaps { uid: one(uid), gid: one(gid) }
}

fn subordinate(own: u32, blocks: &[Block]) -> Vec<Range> {
    let mut ranges = vec![Range { inside: 0, outside: own, len: 1 }];
    let mut next = 1u32;
    for block in blocks.iter().filter(|b| !(b.start..b.start.saturating_add(b.len)).contains(&own)).take(MAX_RANGES - 1)
    {
        let len = block.len.min(u32::MAX - next);
        ranges.push(Range { inside: next, outside: block.start, len });
        next = next.saturating_add(len);
    }
    ranges
}

/// The text that the kernel takes for a map.
pub(super) fn map_text(ranges: &[Range]) -> String {
    let line = |r: &Range| format!("{} {} {}\n", r.inside, r.outside, r.len);
    ranges.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subordinate_maps_are_dense() {
        let blocks = [Block { start: 100_000, len: 65_536 }, Block { start: 500_000, len: 10 }];
        assert_eq!(map_text(&subordinate(1001, &blocks)), "0 1001 1\n1 100000 65536\n65537 500000 10\n");
    }

    #[test]
    fn a_block_around_the_own_id_is_left_out() {
        assert_eq!(subordinate(5, &[Block { start: 1, len: 10 }]).len(), 1);
    }

    #[test]
    fn identity_maps_name_the_ids_that_exist() {
        let range = Range { inside: 0, outside: 0, len: 65_536 };
        assert_eq!(parse_identity("         0     100000      65536\n"), Some(vec![range]));
        assert_eq!(parse_identity(""), None);
        assert_eq!(parse_identity("x y z"), None);
    }
}
