//! `--chown` and users of the image: names are looked up in the image's own files.

use std::io::Read;

use super::origin::Origin;
use super::walk::{self, Links};
use crate::error::{Context, Error, Result};
use crate::unionfs::View;

/// No file of users is longer, in bytes.
const LIMIT: u64 = 4 << 20;

/// The ids of `user[:group]`, by name or number. A user who is named brings the group that the image gives him; a number
/// that stands alone is both.
pub(in crate::build) fn owner(view: &View, text: &str) -> Result<(u32, u32)> {
    let (user, group) = text.split_once(':').map_or((text, None), |(user, group)| (user, Some(group)));
    let (uid, own_gid) = match user.parse::<u32>() {
        Ok(uid) => (uid, uid),
        Err(_) if user.is_empty() => (0, 0),
        Err(_) => named(view, user)?,
    };
    let gid = match group {
        None | Some("") => own_gid,
        Some(group) => match group.parse() {
            Ok(gid) => gid,
            Err(_) => group_id(view, group)?,
        },
    };
    Ok((uid, gid))
}

/// The ids of whoever `USER` names: as [`owner`], but a number that the image's file of users has brings its group, and
/// one that it does not have brings group 0.
pub(in crate::build) fn user(view: &View, text: &str) -> Result<(u32, u32)> {
    let (user, group) = text.split_once(':').map_or((text, ""), |(user, group)| (user, group));
    match user.parse::<u32>() {
        Ok(uid) if group.is_empty() => {
            let passwd = read(view, b"etc/passwd")?;
            let own = lines(&passwd).find(|fields| fields.get(2) == Some(&user));
            Ok((uid, own.and_then(|fields| fields.get(3)?.parse().ok()).unwrap_or(0)))
        }
        _ => owner(view, text),
    }
}

fn named(view: &View, name: &str) -> Result<(u32, u32)> {
    let passwd = read(view, b"etc/passwd")?;
    let found = lines(&passwd).find(|fields| fields.first() == Some(&name));
    let ids = found.and_then(|fields| Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?)));
    ids.ok_or_else(|| missing("user", name, "/etc/passwd"))
}

fn group_id(view: &View, name: &str) -> Result<u32> {
    let group = read(view, b"etc/group")?;
    let found = lines(&group).find(|fields| fields.first() == Some(&name));
    found.and_then(|fields| fields.get(2)?.parse().ok()).ok_or_else(|| missing("group", name, "/etc/group"))
}

fn missing(what: &str, name: &str, file: &str) -> anyhow::Error {
    Error::new(format!("the image has no {what} {name:?} in {file}"))
        .hint("make it in a step before, or write its number")
        .into()
}

fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().map(|line| line.split(':').collect())
}

/// A file of the image as text; empty when there is none.
fn read(view: &View, path: &[u8]) -> Result<String> {
    let origin = Origin::Image(view);
    let Some(spot) = walk::follow(&origin, path, Links::All).ok().and_then(|located| located.file?.spot()) else {
        return Ok(String::new());
    };
    let Some(file) = view.open(&spot)? else { return Ok(String::new()) };
    let mut bytes = Vec::new();
    file.take(LIMIT).read_to_end(&mut bytes).context("cannot read the image's users")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
