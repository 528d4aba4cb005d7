//! The lines that a container's files of users get for users whom the image does not know, as Podman adds them.

use super::Request;
use super::userns;
use crate::error::{Error, Result};
use crate::store::containers::Accounts;

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// No lines at all.
    pub(crate) none: bool,
    /// Instead of the lines of our making; variables in them are replaced.
    pub(crate) passwd_entry: Option<String>,
    pub(crate) group_entry: Option<String>,
    /// Users of the host who get lines as well, by name or id.
    pub(crate) host_users: Vec<String>,
}

/// One line of the host's passwd(5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct User {
    name: String,
    uid: String,
    gid: String,
    comment: String,
    home: String,
}

/// What the container's files of users get. `user` is who runs its command, `cwd` where.
pub(super) fn wanted(request: &Request, user: &str, cwd: &str) -> Result<Accounts> {
    let mut accounts = Accounts::default();
    let asked = &request.namespaces.accounts;
    if asked.none {
        return Ok(accounts);
    }
    let host = std::fs::read("/etc/passwd").unwrap_or_default();
    let host = users(&String::from_utf8_lossy(&host));
    let home = |user: &User| home_of(request, &user.home, cwd);
    for name in &asked.host_users {
        let found = host.iter().find(|user| user.name == *name || user.uid == *name);
        let found = found.ok_or_else(|| Error::new(format!("--hostuser {name}: the host has no such user")))?;
        accounts.passwd.push(line(found, &home(found)));
    }
    let (uid, gid) = user.split_once(':').unwrap_or((user, ""));
    let caller = keeps_caller(request).and_then(|caller| host.iter().find(|user| user.uid == caller.to_string()));
    let someone = uid.parse::<u32>().is_ok().then(|| User {
        name: uid.to_owned(),
        uid: uid.to_owned(),
        gid: if gid.parse::<u32>().is_ok() { gid } else { "0" }.to_owned(),
        comment: "container user".to_owned(),
        home: cwd.to_owned(),
    });
    // Whoever is known by name is not added once more as a number.
    let someone = someone.filter(|someone| caller.is_none_or(|caller| caller.uid != someone.uid));
    for (user, group) in
        caller.map(|user| (user, host_group(&user.gid))).into_iter().chain(someone.as_ref().map(|user| (user, None)))
    {
        let home = home(user);
        let line = asked.passwd_entry.as_ref().map_or_else(|| line(user, &home), |entry| filled(entry, user, &home));
        accounts.passwd.push(line);
        accounts.group.push(group_line(request, user, group.as_deref().unwrap_or(&user.gid)));
    }
    // The group of a user whom the image knows by name may be one that it does not know.
    if someone_named(uid) && gid.parse::<u32>().is_ok() {
        let user = User { name: uid.to_owned(), gid: gid.to_owned(), ..User::default() };
        accounts.group.push(group_line(request, &user, gid));
    }
    Ok(accounts)
}

fn someone_named(user: &str) -> bool {
    !user.is_empty() && user.parse::<u32>().is_err()
}

/// The caller's id, if it is the same inside.
fn keeps_caller(request: &Request) -> Option<u32> {
    matches!(request.namespaces.user, userns::Wanted::KeepId { uid: None, gid: None, .. }).then(|| userns::caller().0)
}

fn users(passwd: &str) -> Vec<User> {
    let user = |line: &str| {
        let fields: Vec<&str> = line.split(':').collect();
        let [name, _, uid, gid, comment, home, ..] = fields.as_slice() else { return None };
        let [name, uid, gid, comment, home] = [name, uid, gid, comment, home].map(|field| (*field).to_owned());
        Some(User { name, uid, gid, comment, home })
    };
    passwd.lines().filter_map(user).collect()
}

/// The home of a user of the host, if the container has it from the host; else where its command runs.
fn home_of(request: &Request, home: &str, cwd: &str) -> String {
    let mounted = |mount: &crate::store::containers::Mount| {
        let at = std::path::Path::new(&mount.destination);
        at.parent().is_some() && std::path::Path::new(home).starts_with(at)
    };
    if request.mounts.iter().any(mounted) { home.to_owned() } else { cwd.to_owned() }
}

fn line(user: &User, home: &str) -> String {
    format!("{}:*:{}:{}:{}:{home}:/bin/sh", user.name, user.uid, user.gid, user.comment)
}

fn filled(template: &str, user: &User, home: &str) -> String {
    let values = [
        ("$USERNAME", &user.name),
        ("$UID", &user.uid),
        ("$GID", &user.gid),
        ("$NAME", &user.comment),
        ("$HOME", &home.to_owned()),
    ];
    values.iter().fold(template.to_owned(), |text, (variable, value)| text.replace(variable, value))
}

fn group_line(request: &Request, user: &User, name: &str) -> String {
    match &request.namespaces.accounts.group_entry {
        Some(template) => {
            let values = [("$GROUPNAME", name), ("$GID", &user.gid), ("$USERLIST", &user.name)];
            values.iter().fold(template.clone(), |text, (variable, value)| text.replace(variable, value))
        }
        None => format!("{name}:x:{}:{}", user.gid, user.name),
    }
}

fn host_group(gid: &str) -> Option<String> {
    let text = std::fs::read("/etc/group").ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1) == Some(gid)).then(|| name.to_owned())
    })
}
