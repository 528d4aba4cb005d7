//! Who the command runs as: looked up in the container's own files, never the host's. Parsing apart from reading.

use std::os::fd::BorrowedFd;
use std::path::Path;

use oci_spec::runtime::Process;

use crate::error::{Context, Error, Result};
use crate::sys::path;

/// More of a passwd or group file is not read.
const LIMIT: usize = 4 << 20;

/// A user of the container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Identity {
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) groups: Vec<u32>,
    /// Whether somebody named the user or a group: it then matters that there are no groups.
    pub(super) groups_asked_for: bool,
    /// The home directory that the passwd file knows.
    pub(super) home: Option<String>,
}

/// The identity that `user`, as typed, has in the container; without it, the numbers of the specification. The groups
/// that the specification adds are included, and those of `groups`, by name or number.
pub(super) fn resolve(
    user: Option<&str>,
    groups: &[String],
    process: &Process,
    root: BorrowedFd<'_>,
) -> Result<Identity> {
    let passwd = path::read_in(root, Path::new("/etc/passwd"), LIMIT).unwrap_or_default().unwrap_or_default();
    let mut identity = match user {
        Some(user) => {
            let group = || path::read_in(root, Path::new("/etc/group"), LIMIT).map(Option::unwrap_or_default);
            find(user, &passwd, group).with_context(|| format!("user {user:?}"))?
        }
        None => {
            let numbers = process.user();
            let home = entry_of_uid(&passwd, numbers.uid()).map(|entry| entry.home);
            Identity { uid: numbers.uid(), gid: numbers.gid(), groups: Vec::new(), groups_asked_for: false, home }
        }
    };
    let added = process.user().additional_gids().iter().flatten();
    identity.groups.extend(added);
    if !groups.is_empty() {
        let file = path::read_in(root, Path::new("/etc/group"), LIMIT).unwrap_or_default().unwrap_or_default();
        for group in groups {
            identity.groups.push(group_id(group, &file)?);
        }
    }
    identity.groups_asked_for = user.is_some_and(|user| !user.is_empty()) || !groups.is_empty();
    identity.groups.sort_unstable();
    identity.groups.dedup();
    Ok(identity)
}

/// One line of passwd(5).
#[derive(Debug)]
struct Entry {
    name: String,
    uid: u32,
    gid: u32,
    home: String,
}

/// One line of group(5).
#[derive(Debug)]
struct Group {
    name: String,
    gid: u32,
    members: Vec<String>,
}

/// Looks `user` up: `name`, `uid`, `name:group`, `uid:gid`; an empty user is root. A number need not be in the files; a
/// name must. Supplementary groups come only when no group was named, as Docker has it.
fn find(user: &str, passwd: &[u8], group: impl FnOnce() -> Result<Vec<u8>>) -> Result<Identity> {
    let (who, which) = user.split_once(':').map_or((user, None), |(who, which)| (who, Some(which)));
    let who = if who.is_empty() { "0" } else { who };
    let number: Option<u32> = who.parse().ok();
    let entry = passwd_entries(passwd).find(|entry| entry.name == who || number == Some(entry.uid));
    let uid = entry.as_ref().map(|entry| entry.uid).or(number);
    let uid = uid.ok_or_else(|| Error::new("no such user in the container's /etc/passwd"))?;
    let mut found = Identity { uid, ..Identity::default() };
    found.home = entry.as_ref().map(|entry| entry.home.clone());
    match (which.filter(|which| !which.is_empty()), entry) {
        (Some(which), _) => found.gid = group_id(which, &group()?)?,
        (None, Some(entry)) => {
            found.gid = entry.gid;
            let member = |group: &Group| group.members.contains(&entry.name);
            found.groups = group_entries(&group()?).filter(member).map(|group| group.gid).collect();
        }
        (None, None) => found.gid = 0,
    }
    Ok(found)
}

fn group_id(which: &str, file: &[u8]) -> Result<u32> {
    let number: Option<u32> = which.parse().ok();
    let entry = group_entries(file).find(|group| group.name == which || number == Some(group.gid));
    let gid = entry.map(|group| group.gid).or(number);
    gid.ok_or_else(|| Error::new(format!("no such group {which:?} in the container's /etc/group")).into())
}

fn entry_of_uid(passwd: &[u8], uid: u32) -> Option<Entry> {
    passwd_entries(passwd).find(|entry| entry.uid == uid)
}

fn passwd_entries(file: &[u8]) -> impl Iterator<Item = Entry> {
    lines(file).filter_map(|fields| {
        let [name, _, uid, gid, _, home, ..] = fields.as_slice() else { return None };
        Some(Entry { name: name.clone(), uid: uid.parse().ok()?, gid: gid.parse().ok()?, home: home.clone() })
    })
}

fn group_entries(file: &[u8]) -> impl Iterator<Item = Group> {
    lines(file).filter_map(|fields| {
        let [name, _, gid, members @ ..] = fields.as_slice() else { return None };
        let members = members.first().map(|list| list.split(',').map(|name| name.trim().to_owned()).collect());
        Some(Group { name: name.clone(), gid: gid.parse().ok()?, members: members.unwrap_or_default() })
    })
}

fn lines(file: &[u8]) -> impl Iterator<Item = Vec<String>> {
    file.split(|byte| *byte == b'\n')
        .map(|line| String::from_utf8_lossy(line).trim().split(':').map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &[u8] =
        b"root:x:0:0:root:/root:/bin/sh\nbroken\n\nwww:x:33:33::/var/www:\napp:x:1000:1000::/home/app:\n";
    const GROUP: &[u8] = b"root:x:0:\nwww:x:33:\nstaff:x:50:app,www\naudio:x:29:app\nempty:x:7";

    fn identity(uid: u32, gid: u32, groups: &[u32], home: Option<&str>) -> Identity {
        let home = home.map(str::to_owned);
        Identity { uid, gid, groups: groups.to_vec(), groups_asked_for: false, home }
    }

    #[test]
    fn users_and_groups() {
        let cases = [
            ("", identity(0, 0, &[], Some("/root"))),
            ("root", identity(0, 0, &[], Some("/root"))),
            ("app", identity(1000, 1000, &[50, 29], Some("/home/app"))),
            ("1000", identity(1000, 1000, &[50, 29], Some("/home/app"))),
            ("app:www", identity(1000, 33, &[], Some("/home/app"))),
            ("app:7", identity(1000, 7, &[], Some("/home/app"))),
            ("4242", identity(4242, 0, &[], None)),
            ("4242:4343", identity(4242, 4343, &[], None)),
            (":50", identity(0, 50, &[], Some("/root"))),
            ("www:", identity(33, 33, &[50], Some("/var/www"))),
        ];
        for (user, expected) in cases {
            assert_eq!(find(user, PASSWD, || Ok(GROUP.to_vec())).unwrap(), expected, "{user:?}");
        }
        for bad in ["nobody", "app:nogroup", "-1", "4294967296", "app:x:y"] {
            assert!(find(bad, PASSWD, || Ok(GROUP.to_vec())).is_err(), "{bad:?}");
        }
    }
}
