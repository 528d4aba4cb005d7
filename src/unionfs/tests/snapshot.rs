//! What a tree shows, to be compared with what another one shows.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use crate::name::Digest;

/// By path: type, permissions, owner, names, size, content, attributes, and with `times` the time of the last
/// modification. Names of one file say which is the first. The root's path is empty.
pub(super) fn snapshot(root: &Path, times: bool) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut first = BTreeMap::new();
    let mut todo = vec![root.to_owned()];
    found.insert(String::new(), describe(root, times));
    while let Some(dir) = todo.pop() {
        let mut entries: Vec<_> = fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            let meta = fs::symlink_metadata(&path).unwrap();
            let mut text = describe(&path, times);
            if meta.is_dir() {
                todo.push(path);
            } else {
                // The first on the walk, which is by directory: the same on both sides.
                let first = first.entry(meta.ino()).or_insert_with(|| name.clone());
                text += &format!(" is {first}");
            }
            found.insert(name, text);
        }
    }
    found
}

fn describe(path: &Path, times: bool) -> String {
    let meta = fs::symlink_metadata(path).unwrap();
    let kind = meta.file_type();
    let what = match () {
        () if kind.is_dir() => String::new(),
        () if kind.is_symlink() => format!("{:?}", fs::read_link(path).unwrap()),
        () if kind.is_file() => {
            let content = fs::read(path).unwrap();
            let shown =
                if content.len() < 64 { content.escape_ascii().to_string() } else { Digest::of(&content).hex() };
            format!("{} {shown}", meta.len())
        }
        () if kind.is_char_device() || kind.is_block_device() => format!("{:x}", meta.rdev()),
        () => String::new(),
    };
    let links = if kind.is_dir() { 0 } else { meta.nlink() };
    let time = if times { format!("{}.{:09}", meta.mtime(), meta.mtime_nsec()) } else { String::new() };
    let (mode, uid, gid) = (meta.mode(), meta.uid(), meta.gid());
    format!("{mode:o} {uid}:{gid} x{links} {time} {what} {}", xattrs(path))
}

fn xattrs(path: &Path) -> String {
    let mut list = vec![0; 65536];
    let len = rustix::fs::llistxattr(path, &mut list[..]).unwrap_or(0);
    let mut found: Vec<String> = list[..len]
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let mut value = vec![0; 65536];
            let len = rustix::fs::lgetxattr(path, name, &mut value[..]).unwrap();
            format!("{}={}", name.escape_ascii(), value[..len].escape_ascii())
        })
        .collect();
    found.sort();
    found.join(",")
}

/// Panics with the lines that differ.
pub(super) fn assert_same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>, when: &str) {
    let differences = differences(one, other);
    assert!(differences.is_empty(), "{when}:\n{}", differences.join("\n"));
}

/// The lines that differ; none when all are the same.
pub(super) fn differences(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ = paths.into_iter().filter(|path| one.get(*path) != other.get(*path));
    let side = |side: &BTreeMap<String, String>, path| side.get(path).cloned().unwrap_or_else(|| "nothing".into());
    differ.map(|path| format!("{path:?}\n  {}\n  {}", side(one, path), side(other, path))).collect()
}
