//! Random operations on a union and on a plain directory with the same content: whatever the kernel's own filesystem does,
//! the union does as well, and it still looks the same after it was mounted again.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rustix::fs::{RenameFlags, XattrFlags};

use super::fixture::{Fixture, in_namespace};

const PATHS: [&str; 16] =
    ["a", "b", "d", "d/a", "d/b", "d/c", "d/e", "d/e/a", "d/e/b", "e", "e/a", "e/d", "e/d/a", "f", "f/a", "l"];

type PathNo = usize;

#[derive(Debug, Clone)]
enum Step {
    Create(PathNo),
    Write(PathNo, u16, Vec<u8>),
    Append(PathNo, Vec<u8>),
    Truncate(PathNo, u16),
    Mkdir(PathNo),
    Rmdir(PathNo),
    Unlink(PathNo),
    Rename(PathNo, PathNo),
    NoReplace(PathNo, PathNo),
    Exchange(PathNo, PathNo),
    Link(PathNo, PathNo),
    Symlink(PathNo),
    Chmod(PathNo, u32),
    SetXattr(PathNo, u8),
    RemoveXattr(PathNo, u8),
    Open(PathNo, bool),
    WriteOpen(usize, u16, Vec<u8>),
    ChmodOpen(usize, u32),
    ReadOpen(usize),
    Close(usize),
    Touch(PathNo),
    Remount,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let path = || 0..PATHS.len();
    let data = || proptest::collection::vec(any::<u8>(), 0..20);
    let mode = || prop_oneof![Just(0o644u32), Just(0o600), Just(0o4755), Just(0o2711), Just(0o1777)];
    let step = prop_oneof![
        3 => path().prop_map(Step::Create),
        3 => (path(), 0..300u16, data()).prop_map(|(p, o, d)| Step::Write(p, o, d)),
        2 => (path(), data()).prop_map(|(p, d)| Step::Append(p, d)),
        2 => (path(), 0..300u16).prop_map(|(p, n)| Step::Truncate(p, n)),
        3 => path().prop_map(Step::Mkdir),
        3 => path().prop_map(Step::Rmdir),
        4 => path().prop_map(Step::Unlink),
        8 => (path(), path()).prop_map(|(a, b)| Step::Rename(a, b)),
        1 => (path(), path()).prop_map(|(a, b)| Step::NoReplace(a, b)),
        2 => (path(), path()).prop_map(|(a, b)| Step::Exchange(a, b)),
        4 => (path(), path()).prop_map(|(a, b)| Step::Link(a, b)),
        1 => path().prop_map(Step::Symlink),
        2 => (path(), mode()).prop_map(|(p, m)| Step::Chmod(p, m)),
        1 => (path(), 0..3u8).prop_map(|(p, n)| Step::SetXattr(p, n)),
        1 => (path(), 0..3u8).prop_map(|(p, n)| Step::RemoveXattr(p, n)),
        3 => (path(), any::<bool>()).prop_map(|(p, w)| Step::Open(p, w)),
        3 => (0..4usize, 0..300u16, data()).prop_map(|(h, o, d)| Step::WriteOpen(h, o, d)),
        1 => (0..4usize, mode()).prop_map(|(h, m)| Step::ChmodOpen(h, m)),
        2 => (0..4usize).prop_map(Step::ReadOpen),
        1 => (0..4usize).prop_map(Step::Close),
        1 => path().prop_map(Step::Touch),
        1 => Just(Step::Remount),
    ];
    proptest::collection::vec(step, 1..40)
}

/// One of the two trees, with files that are open in it.
struct Side {
    root: std::path::PathBuf,
    open: Vec<File>,
}

fn errno<T>(result: io::Result<T>) -> Result<T, i32> {
    result.map_err(|e| e.raw_os_error().unwrap_or(-1))
}

fn raw<T>(result: rustix::io::Result<T>) -> Result<T, i32> {
    result.map_err(|e| e.raw_os_error())
}

impl Side {
    fn path(&self, no: PathNo) -> std::path::PathBuf {
        self.root.join(PATHS[no])
    }

    /// What the step gave, as text.
    fn run(&mut self, step: &Step) -> String {
        format!("{:?}", self.try_run(step))
    }

    fn try_run(&mut self, step: &Step) -> Result<String, i32> {
        let done = |result: io::Result<()>| errno(result).map(|()| String::new());
        match step {
            Step::Create(p) => done(File::create_new(self.path(*p)).map(drop)),
            Step::Write(p, offset, data) => {
                let file = errno(OpenOptions::new().write(true).open(self.path(*p)))?;
                done(file.write_all_at(data, (*offset).into()))
            }
            Step::Append(p, data) => {
                let mut file = errno(OpenOptions::new().append(true).open(self.path(*p)))?;
                done(io::Write::write_all(&mut file, data))
            }
            Step::Truncate(p, len) => {
                let file = errno(OpenOptions::new().write(true).open(self.path(*p)))?;
                done(file.set_len((*len).into()))
            }
            Step::Mkdir(p) => done(fs::create_dir(self.path(*p))),
            Step::Rmdir(p) => done(fs::remove_dir(self.path(*p))),
            Step::Unlink(p) => done(fs::remove_file(self.path(*p))),
            Step::Rename(a, b) => done(fs::rename(self.path(*a), self.path(*b))),
            Step::NoReplace(a, b) => self.rename(*a, *b, RenameFlags::NOREPLACE),
            Step::Exchange(a, b) => self.rename(*a, *b, RenameFlags::EXCHANGE),
            Step::Link(a, b) => done(fs::hard_link(self.path(*a), self.path(*b))),
            Step::Symlink(p) => done(std::os::unix::fs::symlink("d/a", self.path(*p))),
            Step::Chmod(p, mode) => done(fs::set_permissions(self.path(*p), fs::Permissions::from_mode(*mode))),
            Step::SetXattr(p, n) => {
                let name = format!("user.x{n}");
                raw(rustix::fs::setxattr(self.path(*p), name, &[*n], XattrFlags::empty())).map(|()| String::new())
            }
            Step::RemoveXattr(p, n) => {
                raw(rustix::fs::removexattr(self.path(*p), format!("user.x{n}"))).map(|()| String::new())
            }
            Step::Open(p, write) => {
                let file = errno(OpenOptions::new().read(true).write(*write).open(self.path(*p)))?;
                if self.open.len() < 4 && errno(file.metadata())?.is_file() {
                    self.open.push(file);
                }
                Ok(String::new())
            }
            Step::WriteOpen(h, offset, data) => {
                self.open.get(*h).map_or(Ok(String::new()), |file| done(file.write_all_at(data, (*offset).into())))
            }
            Step::ChmodOpen(h, mode) => {
                let mode = fs::Permissions::from_mode(*mode);
                self.open.get(*h).map_or(Ok(String::new()), |file| done(file.set_permissions(mode)))
            }
            Step::ReadOpen(h) => self.open.get(*h).map_or(Ok(String::new()), |file| errno(describe_open(file))),
            Step::Close(h) => {
                if *h < self.open.len() {
                    drop(self.open.remove(*h));
                }
                Ok(String::new())
            }
            Step::Touch(p) => {
                let file = errno(File::open(self.path(*p)))?;
                done(file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)))
            }
            Step::Remount => Ok(String::new()),
        }
    }

    fn rename(&self, a: PathNo, b: PathNo, flags: RenameFlags) -> Result<String, i32> {
        let cwd = rustix::fs::CWD;
        raw(rustix::fs::renameat_with(cwd, self.path(a), cwd, self.path(b), flags)).map(|()| String::new())
    }
}

fn describe_open(file: &File) -> io::Result<String> {
    let meta = file.metadata()?;
    let mut content = vec![0; 1000];
    let len = file.read_at(&mut content, 0)?;
    content.truncate(len);
    Ok(format!("{:o} {} {} {content:?}", meta.mode(), meta.nlink(), meta.len()))
}

/// Everything that a tree shows, by path. Files that are one file show the same number.
fn describe(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut files: BTreeMap<u64, String> = BTreeMap::new();
    let mut todo = vec![root.to_owned()];
    while let Some(dir) = todo.pop() {
        let mut entries: Vec<_> = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            let meta = fs::symlink_metadata(&path).unwrap();
            if meta.is_dir() {
                todo.push(path.clone());
                found.insert(name, format!("dir {:o} {}", meta.mode(), xattrs(&path)));
                continue;
            }
            let first = files.entry(meta.ino()).or_insert_with(|| name.clone()).clone();
            let what = if meta.is_symlink() {
                format!("{:?}", fs::read_link(&path).unwrap())
            } else {
                let touched = meta.mtime() == 1_000_000_000;
                format!("{:?} {touched} {} {}", fs::read(&path).unwrap(), meta.len(), xattrs(&path))
            };
            found.insert(name, format!("{:o} {} is {first}: {what}", meta.mode(), meta.nlink()));
        }
    }
    // The first name of a file depends on the order of the walk, which is by directory: the same on both sides.
    found
}

fn xattrs(path: &Path) -> String {
    let mut found = Vec::new();
    for n in 0..3 {
        let mut value = [0; 8];
        if let Ok(len) = rustix::fs::getxattr(path, format!("user.x{n}"), &mut value[..]) {
            found.push(format!("{n}={:?}", &value[..len]));
        }
    }
    found.join(",")
}

fn layers(fixture: &mut Fixture) {
    fixture.layer(|l| {
        l.file("a", b"lower a");
        l.file("d/a", &[1; 250]);
        l.file("d/b", b"one of three");
        l.hardlink("d/c", "d/b");
        l.hardlink("e/a", "d/b");
        l.file("d/e/a", b"deep");
        l.file("d/e/b", b"deep b");
        l.file("f", b"a file below, a directory above");
        l.file_with("b", b"with attributes", 0o755, &[(b"user.x1".to_vec(), b"v".to_vec())]);
    });
    fixture.layer(|l| {
        l.whiteout("d/e/b");
        l.file("d/a", b"covers");
        l.file("e/d/a", b"x");
        l.symlink("l", "d/a");
        l.whiteout("f");
        l.file("f/a", b"in f");
    });
    fixture.layer(|l| {
        l.file("d/e/c", b"c");
        l.file("e/d/b", b"y");
    });
}

/// Copies what the union shows into a plain directory.
fn copy(from: &Path, to: &Path) {
    let status = std::process::Command::new("cp").arg("-aT").args([from, to]).status().unwrap();
    assert!(status.success());
}

fn compare(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut fixture = Fixture::new();
    layers(&mut fixture);
    fixture.mount();
    let plain = fixture.base.join("plain");
    copy(&fixture.mnt(), &plain);
    let mut union = Side { root: fixture.mnt(), open: Vec::new() };
    let mut plain = Side { root: plain, open: Vec::new() };
    for step in steps {
        prop_assert_eq!(union.run(step), plain.run(step), "{:?}", step);
        if matches!(step, Step::Remount) {
            union.open.clear();
            plain.open.clear();
            fixture.remount();
        }
        prop_assert_eq!(describe(&union.root), describe(&plain.root), "after {:?}", step);
    }
    union.open.clear();
    let inodes = |root: &Path| -> BTreeMap<String, u64> {
        describe(root).into_keys().map(|p| (p.clone(), fs::symlink_metadata(root.join(p)).unwrap().ino())).collect()
    };
    let before = inodes(&union.root);
    fixture.remount();
    prop_assert_eq!(describe(&union.root), describe(&plain.root), "after the last mount");
    prop_assert_eq!(inodes(&union.root), before);
    fixture.unmount();
    Ok(())
}

#[test]
fn does_what_a_plain_directory_does() {
    in_namespace("unionfs::tests::model::does_what_a_plain_directory_does", || {
        let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        if let Err(e) = TestRunner::new(config).run(&steps(), |steps| compare(&steps)) {
            panic!("{e}");
        }
    });
}
