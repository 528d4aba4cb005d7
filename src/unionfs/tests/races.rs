//! Many threads at once, in the same directories and in different ones. Afterwards the union is still one tree: what it lists
//! is what it finds, it says the same when it is mounted again, and everything can be removed.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::fixture::{Fixture, in_namespace};
use super::snapshot::{assert_same, snapshot};

const THREADS: u64 = 6;
const ROUNDS: u64 = 150;

/// What may come of it when others work on the same names. Anything else, EIO and ESTALE before all, is our fault.
fn expect_a_lost_race<T>(result: std::io::Result<T>) {
    if let Err(e) = result {
        let known = [
            ErrorKind::NotFound,
            ErrorKind::AlreadyExists,
            ErrorKind::DirectoryNotEmpty,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::InvalidInput,
        ];
        assert!(known.contains(&e.kind()), "{e}");
    }
}

/// One step of a thread, chosen by a number.
fn step(root: &Path, number: u64) {
    let dir = |n: u64| root.join(format!("d{}", n % 3)).join(if n.is_multiple_of(5) { "sub" } else { "" });
    let file = |n: u64| dir(n).join(format!("f{}", n % 7));
    let (one, two) = (number % 1009, number % 2003);
    match number % 13 {
        0 | 1 => expect_a_lost_race(fs::write(file(one), number.to_string())),
        2 => expect_a_lost_race(fs::remove_file(file(one))),
        3 | 4 => expect_a_lost_race(fs::rename(file(one), file(two))),
        5 => expect_a_lost_race(fs::create_dir(dir(one).join("sub"))),
        6 => expect_a_lost_race(fs::remove_dir(dir(one).join("sub"))),
        7 => expect_a_lost_race(fs::hard_link(file(one), file(two))),
        8 => expect_a_lost_race(fs::rename(root.join("d0/sub"), root.join(format!("d{}/sub", one % 3)))),
        9 => expect_a_lost_race(fs::read_dir(dir(one)).map(|entries| entries.flatten().count())),
        10 => expect_a_lost_race(fs::set_permissions(file(one), std::os::unix::fs::PermissionsExt::from_mode(0o640))),
        11 => expect_a_lost_race(fs::read(file(one))),
        _ => expect_a_lost_race(write_removed(&file(one))),
    }
}

/// A file that is open stays what it is, whatever becomes of its names.
fn write_removed(path: &Path) -> std::io::Result<()> {
    let file = fs::File::options().read(true).append(true).open(path)?;
    let number = file.metadata()?.ino();
    let _ = fs::remove_file(path);
    file.write_all_at(b"x", 0)?;
    file.read_at(&mut [0; 8], 0)?;
    assert_eq!(file.metadata()?.ino(), number);
    Ok(())
}

#[test]
fn threads_leave_one_tree() {
    in_namespace("unionfs::tests::races::threads_leave_one_tree", || {
        let mut fixture = Fixture::new();
        for layer in 0..2 {
            fixture.layer(|l| {
                for n in 0..7 {
                    l.file(&format!("d{layer}/f{n}"), format!("lower {n}").as_bytes());
                    l.file(&format!("d{}/sub/f{n}", layer + 1), b"below");
                }
                l.hardlink(&format!("d{layer}/f9"), &format!("d{layer}/f1"));
            });
        }
        fixture.mount();
        let root = fixture.mnt();
        thread::scope(|scope| {
            for seed in 0..THREADS {
                let root = &root;
                scope.spawn(move || (0..ROUNDS).for_each(|n| step(root, mix(seed * ROUNDS + n))));
            }
        });
        let before = snapshot(&root, true);
        fixture.remount();
        assert_same(&snapshot(&root, true), &before, "after mounting again");
        for dir in fs::read_dir(&root).unwrap() {
            fs::remove_dir_all(dir.unwrap().path()).unwrap();
        }
        fixture.remount();
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
        fixture.unmount();
        assert_eq!(fs::read_dir(fixture.base.join("work/tmp")).unwrap().count(), 0);
    });
}

#[test]
fn listings_miss_nothing_that_stays() {
    in_namespace("unionfs::tests::races::listings_miss_nothing_that_stays", || {
        let mut fixture = Fixture::new();
        fixture.layer(|l| (0..40).for_each(|n| l.file(&format!("d/lower{n}"), b"x")));
        fixture.mount();
        let dir = fixture.path("d");
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let work = |seed: u64| {
                for n in 0..200 {
                    let name = dir.join(format!("new{seed}-{n}"));
                    fs::write(&name, b"y").unwrap();
                    fs::rename(&name, dir.join(format!("moved{seed}"))).unwrap();
                }
            };
            let lister = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let names = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
                    assert_eq!(names.filter(|name| name.starts_with("lower")).count(), 40);
                }
            });
            let workers: Vec<_> = (0..3).map(|seed| scope.spawn(move || work(seed))).collect();
            workers.into_iter().for_each(|worker| worker.join().unwrap());
            done.store(true, Ordering::Relaxed);
            lister.join().unwrap();
        });
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 43);
        fixture.unmount();
    });
}

/// Numbers that look random and are the same each time (splitmix64).
fn mix(n: u64) -> u64 {
    let n = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
