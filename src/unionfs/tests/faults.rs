//! The disk below refuses: whatever fails, a file is as it was before the operation or as it is after it, nothing is half
//! made, and the server goes on.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit};

use super::fixture::{Fixture, in_namespace_of_many_ids};
use super::model::{Side, Step, copy, layers, step};
use super::snapshot::{differences, snapshot};
use crate::sys::mount::{self, Attributes, Opt};
use crate::sys::seccomp::{Filter, Listener};

const NO_SPACE: i32 = 28;
const IO: i32 = 5;

/// A union whose writable layer is on a small file system in memory, beside a plain directory with the same content.
struct Pair {
    fixture: Fixture,
    union: Side,
    plain: Side,
}

impl Pair {
    fn new() -> Pair {
        let mut fixture = Fixture::new();
        let small = fixture.base.join("small");
        fs::create_dir(&small).unwrap();
        let options = [Opt::Text("size", "600k"), Opt::Text("nr_inodes", "300"), Opt::Text("mode", "755")];
        let tmpfs = mount::new_filesystem("tmpfs", &options, Attributes::empty()).unwrap();
        mount::attach_at(std::os::fd::AsFd::as_fd(&tmpfs), &small).unwrap();
        (fixture.upper, fixture.work) = (small.join("upper"), small.join("work"));
        for dir in [&fixture.upper, &fixture.work] {
            fs::create_dir(dir).unwrap();
        }
        layers(&mut fixture);
        fixture.layer(|l| l.file("e/b", &[9; 200_000]));
        fixture.mount();
        let plain = fixture.base.join("plain");
        copy(&fixture.mnt(), &plain);
        let (union, plain) = (Side::new(fixture.mnt()), Side::new(plain));
        Pair { fixture, union, plain }
    }

    fn differences(&self) -> Vec<String> {
        differences(&snapshot(&self.union.root, false), &snapshot(&self.plain.root, false))
    }

    /// Does a step that may fail with `fault`, and says whether it did.
    fn step(&mut self, step: &Step, fault: i32, when: &str) -> bool {
        let outcome = self.union.run(step);
        if outcome == Err(fault) {
            let before = self.differences();
            if !before.is_empty() {
                let _ = self.plain.run(step);
                let after = self.differences();
                assert!(
                    after.is_empty(),
                    "{when}, {step:?} is half done:\n{}\nor\n{}",
                    before.join("\n"),
                    after.join("\n")
                );
            }
            return true;
        }
        assert_eq!(outcome, self.plain.run(step), "{when}, {step:?}");
        let found = self.differences();
        assert!(found.is_empty(), "{when}, {step:?}:\n{}", found.join("\n"));
        false
    }

    /// What was made whole stays so, and nothing else stays.
    fn remount(&mut self, when: &str) {
        self.union.close();
        self.plain.close();
        self.fixture.remount();
        let found = self.differences();
        assert!(found.is_empty(), "{when}, after another mount:\n{}", found.join("\n"));
        assert_eq!(fs::read_dir(self.fixture.work.join("tmp")).unwrap().count(), 0, "{when}");
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.union.close();
        self.fixture.unmount();
        let _ = mount::unmount(self.fixture.base.join("small"), true);
    }
}

/// Takes the space of a file system but for some pages and inodes; gives it back in the end.
struct Filler(PathBuf);

impl Filler {
    fn new(dir: &Path, pages: u64, inodes: usize) -> Filler {
        let filler = Filler(dir.join("filler"));
        fs::create_dir(&filler.0).unwrap();
        let file = File::create(filler.0.join("pages")).unwrap();
        let made: Vec<PathBuf> =
            (0..).map(|n| filler.0.join(format!("{n}"))).take_while(|p| File::create(p).is_ok()).collect();
        for path in made.iter().rev().take(inodes) {
            fs::remove_file(path).unwrap();
        }
        let mut end = 0;
        while file.write_at(&[1; 4096], end).is_ok_and(|len| len == 4096) {
            end += 4096;
        }
        file.set_len(end.saturating_sub(pages * 4096)).unwrap();
        filler
    }
}

impl Drop for Filler {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Steps that are done or not. A write may be done in part, and one that the kernel caches fails later.
fn is_whole(step: &Step) -> bool {
    !matches!(
        step,
        Step::Write(..) | Step::Append(..) | Step::WriteOpen(..) | Step::CopyRange(..) | Step::Remount | Step::Commit
    )
}

#[test]
fn a_full_disk() {
    in_namespace_of_many_ids("unionfs::tests::faults::a_full_disk", || {
        let start = Instant::now();
        let mut runner = TestRunner::new(proptest::test_runner::Config::default());
        let (mut steps, mut faults) = (0, 0);
        // On a busy machine it takes longer until enough has failed.
        let done = |faults| start.elapsed() > Duration::from_secs(if faults > 10 { 8 } else { 90 });
        while !done(faults) {
            let mut pair = Pair::new();
            for _ in 0..25 {
                let step = step().prop_filter("whole", is_whole).new_tree(&mut runner).unwrap().current();
                let (pages, inodes) = ((0..4u64), (0..8usize)).new_tree(&mut runner).unwrap().current();
                let filler = Filler::new(&pair.fixture.base.join("small"), pages, inodes);
                let when = format!("with {pages} pages and {inodes} inodes left");
                let failed = pair.step(&step, NO_SPACE, &when);
                drop(filler);
                steps += 1;
                // The kernel goes on showing what it knows, and asks only after another mount.
                if failed {
                    faults += 1;
                    pair.remount(&format!("{when}, {step:?}"));
                }
            }
            pair.remount("when the disk had been full");
        }
        assert!(faults > 10, "{faults} faults in {steps} steps");
        writeln!(std::io::stdout(), "{faults} faults in {steps} steps").unwrap();
    });
}

/// System calls that the server needs to change something, but not to start.
const CALLS: [(&str, i64); 13] = [
    ("fsync", libc::SYS_fsync),
    ("fallocate", libc::SYS_fallocate),
    ("fsetxattr", libc::SYS_fsetxattr),
    ("renameat2", libc::SYS_renameat2),
    ("renameat", libc::SYS_renameat),
    ("linkat", libc::SYS_linkat),
    ("unlinkat", libc::SYS_unlinkat),
    ("mknodat", libc::SYS_mknodat),
    ("ftruncate", libc::SYS_ftruncate),
    ("utimensat", libc::SYS_utimensat),
    ("copy_file_range", libc::SYS_copy_file_range),
    ("fdatasync", libc::SYS_fdatasync),
    ("pwrite64", libc::SYS_pwrite64),
];

/// Those that it needs to start as well.
const EARLY_CALLS: [i64; 2] = [libc::SYS_fremovexattr, libc::SYS_mkdirat];

/// A filter that does the same with each of some system calls (seccomp(2); struct sock_filter in linux/filter.h).
fn filter(calls: &[i64], action: u32) -> Filter {
    let instruction =
        |code: u16, jump_true: u8, k: u32| [&code.to_ne_bytes()[..], &[jump_true, 0], &k.to_ne_bytes()].concat();
    let mut program = instruction(0x20, 0, 0);
    for (left, call) in (1..=calls.len()).rev().zip(calls) {
        program.extend(instruction(0x15, left.try_into().unwrap(), (*call).try_into().unwrap()));
    }
    program.extend(instruction(0x06, 0, libc::SECCOMP_RET_ALLOW));
    program.extend(instruction(0x06, 0, action));
    Filter::from_bytes(&program).unwrap()
}

fn failing(call: i64, errno: i32) -> Filter {
    filter(&[call], libc::SECCOMP_RET_ERRNO | errno.cast_unsigned())
}

/// Mounts it with a server for which a system call fails.
fn mount_without(fixture: &mut Fixture, call: i64, errno: i32) {
    // The server's threads come from this one, and have its filter.
    std::thread::scope(|scope| {
        scope.spawn(move || {
            failing(call, errno).load().unwrap();
            fixture.mount();
        });
    });
}

/// Counts down with each call that changes something: the one that makes it 0 fails. At 0 none does.
type Countdown = Arc<AtomicUsize>;

/// Mounts it with a server whose calls count. The thread that lets them fail ends after the unmount.
fn mount_counted(fixture: &mut Fixture, countdown: &Countdown) -> JoinHandle<()> {
    let calls: Vec<i64> = CALLS.iter().map(|(_, call)| *call).chain(EARLY_CALLS).collect();
    let countdown = countdown.clone();
    let (send, receive) = std::sync::mpsc::channel();
    let answering = std::thread::spawn(move || {
        let listener: Listener = receive.recv().unwrap();
        let is_due = |n: usize| n.checked_sub(1);
        let due = || countdown.fetch_update(Ordering::SeqCst, Ordering::SeqCst, is_due) == Ok(1);
        listener.answer(|| due().then_some(Errno::IO)).unwrap();
    });
    std::thread::scope(|scope| {
        scope.spawn(move || {
            send.send(Listener::load(&filter(&calls, libc::SECCOMP_RET_USER_NOTIF)).unwrap()).unwrap();
            fixture.mount();
        });
    });
    answering
}

/// A layer with files that are hidden, one of them in a directory that goes as a whole.
fn hiding() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.layer(|l| {
        for name in ["file", "again", "dir/a", "dir/b", "kept/a", "kept/b", "moved"] {
            l.file(name, b"lower");
        }
    });
    fixture
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn whiteouts_where_no_device_can_be_made() {
    in_namespace_of_many_ids("unionfs::tests::faults::whiteouts_where_no_device_can_be_made", || {
        let mut fixture = hiding();
        mount_without(&mut fixture, libc::SYS_mknodat, 1);
        let hide = |fixture: &Fixture| {
            fs::remove_file(fixture.path("file")).unwrap();
            fs::remove_file(fixture.path("again")).unwrap();
            fs::write(fixture.path("again"), "").unwrap();
            fs::remove_dir_all(fixture.path("dir")).unwrap();
            fs::create_dir(fixture.path("dir")).unwrap();
            fs::remove_file(fixture.path("kept/a")).unwrap();
            fs::rename(fixture.path("moved"), fixture.path("moved-away")).unwrap();
        };
        hide(&fixture);
        let check = |fixture: &Fixture| {
            assert_eq!(names(&fixture.mnt()), ["again", "dir", "kept", "moved-away"]);
            assert_eq!(fs::read(fixture.path("again")).unwrap(), b"");
            assert_eq!(names(&fixture.path("dir")), [""; 0]);
            assert_eq!(names(&fixture.path("kept")), ["b"]);
            assert_eq!(fs::read(fixture.path("file")).unwrap_err().kind(), std::io::ErrorKind::NotFound);
        };
        check(&fixture);
        // They are marked files, and none has another meaning than a device.
        let mark = |path: &Path| rustix::fs::getxattr(path, "user.coracle.whiteout", &mut [0; 1][..]);
        assert_eq!(mark(&fixture.upper.join("file")), Ok(0));
        assert!(fs::metadata(fixture.upper.join("kept/a")).unwrap().is_file());
        fixture.remount();
        check(&fixture);
        fs::remove_file(fixture.path("kept/b")).unwrap();
        fs::remove_dir(fixture.path("kept")).unwrap();
        fs::write(fixture.path("file"), "new").unwrap();
        fixture.remount();
        assert_eq!(names(&fixture.mnt()), ["again", "dir", "file", "moved-away"]);
        assert_eq!(fs::read(fixture.path("file")).unwrap(), b"new");
    });
}

#[test]
fn a_count_that_cannot_be_written() {
    in_namespace_of_many_ids("unionfs::tests::faults::a_count_that_cannot_be_written", || {
        let mut fixture = Fixture::new();
        fixture.layer(|l| {
            l.file("a", b"linked");
            ["b", "c", "d"].iter().for_each(|name| l.hardlink(name, "a"));
        });
        fixture.mount();
        // Copied up while there was room.
        fs::set_permissions(fixture.path("a"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        fs::write(fixture.path("new"), "new").unwrap();
        fixture.unmount();
        mount_without(&mut fixture, libc::SYS_fsetxattr, NO_SPACE);
        fs::remove_file(fixture.path("b")).unwrap();
        fs::rename(fixture.path("new"), fixture.path("c")).unwrap();
        let links =
            |fixture: &Fixture, name| std::os::unix::fs::MetadataExt::nlink(&fs::metadata(fixture.path(name)).unwrap());
        assert_eq!(links(&fixture, "a"), 2);
        fixture.remount();
        assert_eq!(names(&fixture.mnt()), ["a", "c", "d"]);
        assert_eq!(fs::read(fixture.path("c")).unwrap(), b"new");
        assert_eq!(fs::read(fixture.path("d")).unwrap(), b"linked");
    });
}

#[test]
fn a_rename_that_fails_leaves_what_it_would_have_replaced() {
    in_namespace_of_many_ids("unionfs::tests::faults::a_rename_that_fails_leaves_what_it_would_have_replaced", || {
        let mut fixture = Fixture::new();
        fixture.layer(|l| l.file("below/file", b""));
        fixture.mount();
        for name in ["from", "to"] {
            fs::create_dir(fixture.path(name)).unwrap();
        }
        fs::remove_file(fixture.path("below/file")).unwrap();
        fixture.unmount();
        mount_without(&mut fixture, libc::SYS_renameat, IO);
        for name in ["to", "below"] {
            let failed = fs::rename(fixture.path("from"), fixture.path(name));
            // Where the layers have something, one exchange does it.
            assert_eq!(failed.is_err(), name == "to");
        }
        fixture.remount();
        assert_eq!(names(&fixture.mnt()), ["below", "to"]);
        assert_eq!(names(&fixture.path("below")), [""; 0]);
    });
}

#[test]
fn no_more_files_can_be_open() {
    in_namespace_of_many_ids("unionfs::tests::faults::no_more_files_can_be_open", || {
        let mut fixture = Fixture::new();
        fixture.layer(|l| (0..150).for_each(|n| l.file(&format!("lower/{n}/file"), format!("content {n}").as_bytes())));
        // This process serves, and looks as well; it needs few files for that.
        let open = fs::read_dir("/proc/self/fd").unwrap().count() as u64;
        let limit = Some(open + 40);
        rustix::process::setrlimit(Resource::Nofile, Rlimit { current: limit, maximum: limit }).unwrap();
        fixture.mount();
        for round in 0..2 {
            for n in 0..150 {
                let path = fixture.path(&format!("lower/{n}/file"));
                assert_eq!(fs::read(&path).unwrap(), format!("content {n}").as_bytes(), "round {round}");
                fs::write(fixture.path(&format!("lower/{n}/new-{round}")), format!("{n}")).unwrap();
                fs::rename(fixture.path(&format!("lower/{n}/new-{round}")), fixture.path(&format!("{n}-{round}")))
                    .unwrap();
                fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
            }
        }
        assert_eq!(fs::read_dir(fixture.mnt()).unwrap().count(), 301);
        fs::remove_dir_all(fixture.path("lower")).unwrap();
        fixture.remount();
        for n in 0..150 {
            assert_eq!(fs::read(fixture.path(&format!("{n}-1"))).unwrap(), format!("{n}").as_bytes());
        }
        assert_eq!(fs::read_dir(fixture.mnt()).unwrap().count(), 300);
    });
}

#[test]
fn errors_of_the_disk() {
    in_namespace_of_many_ids("unionfs::tests::faults::errors_of_the_disk", || {
        let mut runner = TestRunner::new(proptest::test_runner::Config::default());
        let (mut steps, mut faults) = (0, 0);
        for (name, call) in CALLS {
            let mut pair = Pair::new();
            let mut failed = 0;
            for _ in 0..3 {
                pair.fixture.unmount();
                mount_without(&mut pair.fixture, call, IO);
                for _ in 0..25 {
                    let step = step().prop_filter("whole", is_whole).new_tree(&mut runner).unwrap().current();
                    failed += usize::from(pair.step(&step, IO, &format!("without {name}")));
                    steps += 1;
                }
                pair.remount(&format!("when {name} had failed"));
            }
            faults += failed;
        }
        assert!(faults > 50, "{faults} faults in {steps} steps");
        writeln!(std::io::stdout(), "{faults} faults in {steps} steps").unwrap();
    });
}

#[test]
fn one_error_of_the_disk() {
    in_namespace_of_many_ids("unionfs::tests::faults::one_error_of_the_disk", || {
        let start = Instant::now();
        let mut runner = TestRunner::new(proptest::test_runner::Config::default());
        let countdown = Countdown::default();
        let (mut steps, mut faults) = (0, 0);
        // On a busy machine it takes longer until enough has failed.
        let done = |faults| start.elapsed() > Duration::from_secs(if faults > 30 { 8 } else { 90 });
        while !done(faults) {
            let mut pair = Pair::new();
            pair.fixture.unmount();
            let mut answering = mount_counted(&mut pair.fixture, &countdown);
            for _ in 0..25 {
                let step = step().prop_filter("whole", is_whole).new_tree(&mut runner).unwrap().current();
                let nth = (1..10usize).new_tree(&mut runner).unwrap().current();
                let when = format!("with an error of call {nth}");
                countdown.store(nth, Ordering::SeqCst);
                pair.step(&step, IO, &when);
                steps += 1;
                // One that was tried again, or only tidied up, failed as well.
                if countdown.swap(0, Ordering::SeqCst) == 0 {
                    faults += 1;
                    pair.remount(&format!("{when}, {step:?}"));
                    pair.fixture.unmount();
                    answering.join().unwrap();
                    answering = mount_counted(&mut pair.fixture, &countdown);
                }
            }
            pair.remount("after errors");
            answering.join().unwrap();
        }
        assert!(faults > 30, "{faults} faults in {steps} steps");
        writeln!(std::io::stdout(), "{faults} faults in {steps} steps").unwrap();
    });
}
