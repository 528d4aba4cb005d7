//! Random operations on a union and on a plain directory with the same content: whatever the kernel's own filesystem does,
//! the union does as well. It still looks the same after it was mounted again, and after its changes became a layer.

mod side;
mod steps;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::fixture::{Fixture, in_namespace_of_many_ids};
use super::sealing::check_stream;
use super::snapshot::{differences, snapshot};
use crate::store::Contents;
use crate::sys::mount::{self, Attributes, Opt};
pub(super) use side::Side;
use steps::steps;
pub(super) use steps::{Step, step};

/// How long random sequences are tried, in seconds, unless the variable says otherwise.
const SECONDS: u64 = 20;
const VARIABLE: &str = "CORACLE_MODEL_SECONDS";

/// Times up to this were set; later ones are those of the test itself, and differ.
const NEWEST: i64 = 1_700_000_000;

/// Three layers in which names hide, merge with and replace each other.
pub(super) fn layers(fixture: &mut Fixture) {
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
pub(super) fn copy(from: &Path, to: &Path) {
    let status = std::process::Command::new("cp").arg("-aT").args([from, to]).status().unwrap();
    assert!(status.success());
}

/// What is to be the same on both sides.
fn shown(root: &Path) -> BTreeMap<String, String> {
    let mut shown = snapshot(root, true);
    for text in shown.values_mut() {
        let is_new =
            |word: &str| word.split('.').next().and_then(|secs| secs.parse().ok()).is_some_and(|s: i64| s > NEWEST);
        let words: Vec<&str> = text.split(' ').map(|word| if is_new(word) { "now" } else { word }).collect();
        *text = words.join(" ");
    }
    // Made by the archive that the image came from, or by the copy.
    shown.remove("");
    shown
}

fn inodes(root: &Path) -> BTreeMap<String, u64> {
    let paths = snapshot(root, false).into_keys();
    paths.map(|path| (path.clone(), fs::symlink_metadata(root.join(path)).unwrap().ino())).collect()
}

fn same(union: &Path, plain: &Path, when: &str) -> Result<(), TestCaseError> {
    let differences = differences(&shown(union), &shown(plain));
    prop_assert!(differences.is_empty(), "{} (union, plain):\n{}", when, differences.join("\n"));
    Ok(())
}

/// What is mounted again is what it was, to the nanosecond.
fn remount(fixture: &mut Fixture) -> Result<(), TestCaseError> {
    let before = (snapshot(&fixture.mnt(), true), inodes(&fixture.mnt()));
    fixture.remount();
    let differences = differences(&before.0, &snapshot(&fixture.mnt(), true));
    prop_assert!(differences.is_empty(), "after another mount:\n{}", differences.join("\n"));
    prop_assert_eq!(before.1, inodes(&fixture.mnt()));
    Ok(())
}

fn commit(fixture: &mut Fixture) -> Result<(), TestCaseError> {
    let before = snapshot(&fixture.mnt(), true);
    let info = fixture.commit(Contents::Keep);
    let differences = differences(&before, &snapshot(&fixture.mnt(), true));
    prop_assert!(differences.is_empty(), "as a layer:\n{}", differences.join("\n"));
    check_stream(&fixture.store(), &info);
    Ok(())
}

fn compare(base: &Path, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut fixture = Fixture::at(base);
    layers(&mut fixture);
    fixture.mount();
    let plain = base.join("plain");
    copy(&fixture.mnt(), &plain);
    let mut union = Side::new(fixture.mnt());
    let mut plain = Side::new(plain);
    for step in steps {
        prop_assert_eq!(union.run(step), plain.run(step), "{:?}", step);
        prop_assert_eq!(union.mapped(), plain.mapped(), "mapped, after {:?}", step);
        if matches!(step, Step::Remount | Step::Commit) {
            union.close();
            plain.close();
        }
        match step {
            Step::Forget => forget(),
            Step::Remount => remount(&mut fixture)?,
            Step::Commit => commit(&mut fixture)?,
            _ => {}
        }
        same(&union.root, &plain.root, &format!("after {step:?}"))?;
    }
    union.close();
    remount(&mut fixture)?;
    commit(&mut fixture)?;
    same(&union.root, &plain.root, "in the end")?;
    fixture.unmount();
    Ok(())
}

/// Makes the kernel forget names and nodes that nobody uses, where it lets us.
fn forget() {
    let _ = fs::write("/proc/sys/vm/drop_caches", "2");
}

/// The same in a new directory in memory, which is where thousands of mounts and syncs take the least time.
fn try_steps(steps: &[Step]) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let tmpfs = mount::new_filesystem("tmpfs", &[Opt::Text("mode", "755")], Attributes::empty()).unwrap();
    mount::attach_at(std::os::fd::AsFd::as_fd(&tmpfs), dir.path()).unwrap();
    drop(tmpfs);
    let result = compare(dir.path(), steps);
    mount::unmount(dir.path(), true).unwrap();
    result
}

#[test]
fn does_what_a_plain_directory_does() {
    in_namespace_of_many_ids("unionfs::tests::model::does_what_a_plain_directory_does", || {
        let seconds = std::env::var(VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS);
        let config = Config { cases: 1, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        let (start, mut cases) = (Instant::now(), 0);
        while start.elapsed() < Duration::from_secs(seconds) {
            // A runner is done when it has run its cases.
            match TestRunner::new(config.clone()).run(&steps(), |steps| try_steps(&steps)) {
                Ok(()) => cases += 1,
                Err(TestError::Fail(why, steps)) => panic!("{why}\nafter {cases} sequences, with {steps:?}"),
                Err(e) => panic!("{e}"),
            }
        }
        writeln!(std::io::stdout(), "{cases} sequences").unwrap();
    });
}

/// What once failed.
#[test]
fn what_failed_before() {
    in_namespace_of_many_ids("unionfs::tests::model::what_failed_before", || {
        for steps in regressions() {
            if let Err(e) = try_steps(&steps) {
                panic!("{e}\n{steps:?}");
            }
        }
    });
}

fn regressions() -> Vec<Vec<Step>> {
    use Step::{Allocate, Chmod};
    vec![vec![Chmod(4, 0o4755), Allocate(4, 0, 1, false)]]
}
