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
use crate::store::containers::Plan;
use crate::sys::mount::{self, Attributes, Opt};
pub(super) use side::Side;
use steps::steps;
pub(super) use steps::{Step, step};

/// How long random sequences are tried on each plan, in seconds, unless the variable says otherwise.
const SECONDS: u64 = 8;
const VARIABLE: &str = "CORACLE_MODEL_SECONDS";

/// Times up to this were set; later ones are those of the test itself, and differ.
const NEWEST: i64 = 1_700_000_000;

/// A plan, steps that it is not asked to do, and why.
type Exception = (&'static str, fn(&Step, &Side) -> bool);

/// What the kernel's overlayfs cannot do, and so neither `hybrid` nor `direct`. Their images also have no hard links, which it
/// breaks when it copies up.
const OVERLAYFS: &[Exception] = &[
    ("renaming a directory of the layers gives EXDEV", |step, plain| match step {
        Step::Rename(a, b) | Step::NoReplace(a, b) | Step::Exchange(a, b) => plain.is_dir(*a) || plain.is_dir(*b),
        _ => false,
    }),
    ("a file of the layers that lost its name shows one, and cannot be copied up: EEXIST", |step, plain| match step {
        Step::ReadOpen(handle) | Step::ChmodOpen(handle, _) => plain.has_no_name(*handle),
        _ => false,
    }),
    ("one name of a file of the layers cannot replace a link of it: ESTALE", |step, plain| match step {
        Step::Rename(a, b) | Step::NoReplace(a, b) | Step::Exchange(a, b) => plain.are_one_file(*a, *b),
        _ => false,
    }),
    ("copy_file_range from the file system of the layers gives EXDEV", |step, _| matches!(step, Step::CopyRange(..))),
    ("what was mapped before a copy-up stays as it was", |step, _| matches!(step, Step::Map(_))),
    ("links made by an earlier layer break like all links of layers", |step, _| matches!(step, Step::Commit)),
];

/// Three layers in which names hide, merge with and replace each other.
pub(super) fn layers(fixture: &mut Fixture) {
    let links = fixture.plan == Plan::Userspace;
    fixture.layer(|l| {
        l.file("a", b"lower a");
        l.file("d/a", &[1; 250]);
        l.file("d/b", b"one of three");
        if links {
            l.hardlink("d/c", "d/b");
            l.hardlink("e/a", "d/b");
        } else {
            l.file("d/c", &[3; 70_000]);
            l.file("e/a", b"of its own");
        }
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

fn same(plan: Plan, union: &Path, plain: &Path, when: &str) -> Result<(), TestCaseError> {
    let (mut union, mut plain) = (shown(union), shown(plain));
    if plan != Plan::Userspace {
        [&mut union, &mut plain].into_iter().for_each(without_numbers);
    }
    let differences = differences(&union, &plain);
    prop_assert!(differences.is_empty(), "{} (union, plain):\n{}", when, differences.join("\n"));
    Ok(())
}

/// Overlayfs gives a file of the layers and a link of it two numbers for as long as it knows the file, so that which name is
/// the first says nothing.
fn without_numbers(shown: &mut BTreeMap<String, String>) {
    for text in shown.values_mut() {
        text.truncate(text.rfind(" is ").unwrap_or(text.len()));
    }
}

/// Everything that a union shows.
fn whole(fixture: &Fixture) -> BTreeMap<String, String> {
    let mut shown = snapshot(&fixture.mnt(), true);
    if fixture.plan != Plan::Userspace {
        without_numbers(&mut shown);
        // These are the upper directory's own, which is a new one after a commit.
        shown.remove("");
    }
    shown
}

/// What is mounted again is what it was, to the nanosecond.
fn remount(fixture: &mut Fixture) -> Result<(), TestCaseError> {
    let before = (whole(fixture), inodes(&fixture.mnt()));
    fixture.remount();
    let differences = differences(&before.0, &whole(fixture));
    prop_assert!(differences.is_empty(), "after another mount:\n{}", differences.join("\n"));
    // Overlayfs finds out where a copy came from only if the lower file system has file handles.
    if fixture.plan == Plan::Userspace {
        prop_assert_eq!(before.1, inodes(&fixture.mnt()));
    }
    Ok(())
}

fn commit(fixture: &mut Fixture) -> Result<(), TestCaseError> {
    let before = whole(fixture);
    let info = fixture.commit(Contents::Keep);
    let differences = differences(&before, &whole(fixture));
    prop_assert!(differences.is_empty(), "as a layer:\n{}", differences.join("\n"));
    check_stream(&fixture.store(), &info);
    Ok(())
}

fn compare(base: &Path, plan: Plan, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut fixture = Fixture::at(base);
    fixture.plan = plan;
    layers(&mut fixture);
    fixture.mount();
    let plain = base.join("plain");
    copy(&fixture.mnt(), &plain);
    let mut union = Side::new(fixture.mnt());
    let mut plain = Side::new(plain);
    let exceptions = if plan == Plan::Userspace { &[] } else { OVERLAYFS };
    for step in steps {
        if exceptions.iter().any(|(_, is_one)| is_one(step, &plain)) {
            continue;
        }
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
        same(plan, &union.root, &plain.root, &format!("after {step:?}"))?;
    }
    union.close();
    remount(&mut fixture)?;
    commit(&mut fixture)?;
    same(plan, &union.root, &plain.root, "in the end")?;
    fixture.unmount();
    Ok(())
}

/// Makes the kernel forget names and nodes that nobody uses, where it lets us.
fn forget() {
    let _ = fs::write("/proc/sys/vm/drop_caches", "2");
}

/// The same in a new directory in memory, which is where thousands of mounts and syncs take the least time.
fn try_steps(plan: Plan, steps: &[Step]) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let tmpfs = mount::new_filesystem("tmpfs", &[Opt::Text("mode", "755")], Attributes::empty()).unwrap();
    mount::attach_at(std::os::fd::AsFd::as_fd(&tmpfs), dir.path()).unwrap();
    drop(tmpfs);
    let result = compare(dir.path(), plan, steps);
    mount::unmount(dir.path(), true).unwrap();
    result
}

/// Tries random sequences for as long as the variable says.
fn try_random_steps(plan: Plan) {
    let seconds = std::env::var(VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS);
    let config = Config { cases: 1, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    let (start, mut cases) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        // A runner is done when it has run its cases.
        match TestRunner::new(config.clone()).run(&steps(), |steps| try_steps(plan, &steps)) {
            Ok(()) => cases += 1,
            Err(TestError::Fail(why, steps)) => panic!("{why}\nafter {cases} sequences, with {steps:?}"),
            Err(e) => panic!("{e}"),
        }
    }
    writeln!(std::io::stdout(), "{cases} sequences").unwrap();
}

macro_rules! plan {
    ($name:ident, $plan:expr) => {
        #[test]
        fn $name() {
            let name = concat!("unionfs::tests::model::", stringify!($name));
            in_namespace_of_many_ids(name, || try_random_steps($plan));
        }
    };
}

plan!(userspace_does_what_a_plain_directory_does, Plan::Userspace);
plan!(hybrid_does_what_a_plain_directory_does, Plan::Hybrid);
plan!(direct_does_what_a_plain_directory_does, Plan::Direct);

/// What once failed.
#[test]
fn what_failed_before() {
    in_namespace_of_many_ids("unionfs::tests::model::what_failed_before", || {
        for steps in regressions() {
            if let Err(e) = try_steps(Plan::Userspace, &steps) {
                panic!("{e}\n{steps:?}");
            }
        }
    });
}

fn regressions() -> Vec<Vec<Step>> {
    use Step::{Allocate, Chmod, Create};
    vec![vec![Chmod(4, 0o4755), Allocate(4, 0, 1, false)], vec![Create(8), Allocate(8, 7084, 6989, true), Create(9)]]
}
