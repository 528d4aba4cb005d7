use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;

use super::fixture::{Fixture, in_namespace};
use super::snapshot::{assert_same, snapshot};

/// `test!(name, body)`: a test in a namespace of its own.
macro_rules! test {
    ($name:ident, $body:expr) => {
        #[test]
        fn $name() {
            in_namespace(concat!("unionfs::tests::basics::", stringify!($name)), $body);
        }
    };
}

fn names(dir: impl AsRef<Path>) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

/// Two layers with something of everything.
fn two_layers() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.layer(|l| {
        l.file("etc/passwd", b"root");
        l.file("etc/old", b"old");
        l.file("dir/a", b"a-lower");
        l.file("dir/sub/deep", b"deep");
        l.file("opaque/hidden", b"x");
        l.file("gone/x", b"x");
        l.file("big", &[7; 20_000]);
        l.file("one", b"linked");
        l.hardlink("two", "one");
        l.hardlink("dir/three", "one");
        l.symlink("link", "etc/passwd");
        l.file("empty", b"");
    });
    fixture.layer(|l| {
        l.file("etc/passwd", b"root:new");
        l.whiteout("etc/old");
        l.file("dir/b", b"b-upper");
        l.opaque("opaque");
        l.file("opaque/shown", b"y");
        l.whiteout("gone");
    });
    fixture.mount();
    fixture
}

test!(layers_are_merged, || {
    let fixture = two_layers();
    assert_eq!(names(fixture.mnt()), ["big", "dir", "empty", "etc", "link", "one", "opaque", "two"]);
    assert_eq!(names(fixture.path("dir")), ["a", "b", "sub", "three"]);
    assert_eq!(names(fixture.path("opaque")), ["shown"]);
    assert_eq!(names(fixture.path("etc")), ["passwd"]);
    assert_eq!(read(fixture.path("link")), "root:new");
    assert_eq!(read(fixture.path("empty")), "");
    assert!(fs::metadata(fixture.path("gone")).is_err());
    let one = fs::metadata(fixture.path("one")).unwrap();
    assert_eq!((one.nlink(), one.ino()), (3, fs::metadata(fixture.path("dir/three")).unwrap().ino()));
    assert_eq!((one.mtime(), one.mtime_nsec()), (1_600_000_000, 5));
});

test!(writes_reach_the_upper_directory_only, || {
    let mut fixture = two_layers();
    let ino = fs::metadata(fixture.path("dir/sub/deep")).unwrap().ino();
    File::options().append(true).open(fixture.path("dir/sub/deep")).unwrap().write_all(b"er").unwrap();
    fs::write(fixture.path("dir/new"), "new").unwrap();
    fs::set_permissions(fixture.path("dir/a"), fs::Permissions::from_mode(0o4711)).unwrap();
    std::os::unix::fs::symlink("somewhere", fixture.path("dir/symlink")).unwrap();
    let check = |fixture: &Fixture| {
        assert_eq!(read(fixture.path("dir/sub/deep")), "deeper");
        assert_eq!(fs::metadata(fixture.path("dir/sub/deep")).unwrap().ino(), ino);
        assert_eq!(names(fixture.path("dir")), ["a", "b", "new", "sub", "symlink", "three"]);
        assert_eq!(fs::metadata(fixture.path("dir/a")).unwrap().mode(), 0o104711);
        assert_eq!(fs::read_link(fixture.path("dir/symlink")).unwrap(), Path::new("somewhere"));
    };
    check(&fixture);
    fixture.remount();
    check(&fixture);
    assert_eq!(fs::metadata(fixture.base.join("upper/dir/a")).unwrap().mode(), 0o100600);
    assert_eq!(read(fixture.base.join("upper/dir/sub/deep")), "deeper");
});

// The kernel keeps the time of a write that it caches, and says it before or after the write itself.
test!(times_are_those_of_the_writes, || {
    let mut fixture = two_layers();
    for n in 0..200 {
        fs::write(fixture.path(&format!("dir/new-{n}")), "new").unwrap();
    }
    fs::write(fixture.path("big"), vec![1; 3 << 20]).unwrap();
    fs::write(fixture.path("two"), "linked and changed").unwrap();
    let before = snapshot(&fixture.mnt(), true);
    fixture.remount();
    assert_same(&before, &snapshot(&fixture.mnt(), true), "after another mount");
});

test!(removed_and_made_again, || {
    let mut fixture = two_layers();
    fs::remove_file(fixture.path("dir/a")).unwrap();
    assert!(fs::metadata(fixture.path("dir/a")).is_err());
    fs::remove_dir_all(fixture.path("dir/sub")).unwrap();
    fs::create_dir(fixture.path("dir/sub")).unwrap();
    assert_eq!(names(fixture.path("dir/sub")), Vec::<String>::new());
    fs::write(fixture.path("dir/a"), "again").unwrap();
    assert_eq!(fs::remove_dir(fixture.path("etc")).unwrap_err().raw_os_error(), Some(39));
    fixture.remount();
    assert_eq!(names(fixture.path("dir")), ["a", "b", "sub", "three"]);
    assert_eq!(read(fixture.path("dir/a")), "again");
    assert_eq!(names(fixture.path("dir/sub")), Vec::<String>::new());
});

test!(lower_directories_can_be_renamed, || {
    let mut fixture = two_layers();
    let ino = fs::metadata(fixture.path("dir")).unwrap().ino();
    fs::create_dir(fixture.path("dir2")).unwrap();
    fs::rename(fixture.path("dir"), fixture.path("dir2/moved")).unwrap();
    fs::write(fixture.path("dir2/moved/sub/more"), "more").unwrap();
    File::options().append(true).open(fixture.path("dir2/moved/a")).unwrap().write_all(b"+").unwrap();
    fs::rename(fixture.path("dir2/moved/sub"), fixture.path("sub")).unwrap();
    let check = |fixture: &Fixture| {
        assert!(fs::metadata(fixture.path("dir")).is_err());
        assert_eq!(fs::metadata(fixture.path("dir2/moved")).unwrap().ino(), ino);
        assert_eq!(names(fixture.path("dir2/moved")), ["a", "b", "three"]);
        assert_eq!(names(fixture.path("sub")), ["deep", "more"]);
        assert_eq!(read(fixture.path("dir2/moved/a")), "a-lower+");
        assert_eq!(read(fixture.path("sub/deep")), "deep");
    };
    check(&fixture);
    fixture.remount();
    check(&fixture);
});

test!(lower_hard_links_stay_one_file, || {
    let mut fixture = two_layers();
    fs::write(fixture.path("two"), "changed").unwrap();
    fs::hard_link(fixture.path("one"), fixture.path("four")).unwrap();
    let nlink = |fixture: &Fixture, name: &str| fs::metadata(fixture.path(name)).unwrap().nlink();
    assert_eq!(nlink(&fixture, "one"), 4);
    fs::remove_file(fixture.path("one")).unwrap();
    fs::rename(fixture.path("dir/three"), fixture.path("dir/3")).unwrap();
    let check = |fixture: &Fixture| {
        for name in ["two", "four", "dir/3"] {
            assert_eq!((read(fixture.path(name)), nlink(fixture, name)), ("changed".into(), 3), "{name}");
        }
    };
    check(&fixture);
    fixture.remount();
    check(&fixture);
    for name in ["two", "four", "dir/3"] {
        fs::remove_file(fixture.path(name)).unwrap();
    }
    assert_eq!(names(fixture.base.join("work/links")), ["whiteout"]);
});

test!(files_without_a_name_live_on, || {
    let fixture = two_layers();
    let lower = File::options().read(true).write(true).open(fixture.path("dir/a")).unwrap();
    let mut upper = File::create_new(fixture.path("new")).unwrap();
    fs::remove_file(fixture.path("dir/a")).unwrap();
    fs::remove_file(fixture.path("new")).unwrap();
    lower.write_all_at(b"A", 0).unwrap();
    lower.sync_all().unwrap();
    upper.write_all(b"text").unwrap();
    upper.sync_all().unwrap();
    lower.set_permissions(fs::Permissions::from_mode(0o600)).unwrap();
    let mut text = String::new();
    (&lower).read_to_string(&mut text).unwrap();
    assert_eq!(text, "A-lower");
    let meta = lower.metadata().unwrap();
    assert_eq!((meta.nlink(), meta.mode(), upper.metadata().unwrap().nlink()), (0, 0o100600, 0));
});

test!(rename_over_and_exchange, || {
    let mut fixture = two_layers();
    let target = File::open(fixture.path("etc/passwd")).unwrap();
    fs::rename(fixture.path("dir/a"), fixture.path("etc/passwd")).unwrap();
    assert_eq!(target.metadata().unwrap().nlink(), 0);
    let mnt = File::open(fixture.mnt()).unwrap();
    let exchange = rustix::fs::RenameFlags::EXCHANGE;
    rustix::fs::renameat_with(&mnt, "dir", &mnt, "big", exchange).unwrap();
    let no_replace = rustix::fs::RenameFlags::NOREPLACE;
    let refused = rustix::fs::renameat_with(&mnt, "dir", &mnt, "big", no_replace);
    assert_eq!(refused, Err(rustix::io::Errno::EXIST));
    drop(mnt);
    let check = |fixture: &Fixture| {
        assert_eq!(read(fixture.path("etc/passwd")), "a-lower");
        assert_eq!(names(fixture.path("big")), ["b", "sub", "three"]);
        assert_eq!(fs::metadata(fixture.path("dir")).unwrap().len(), 20_000);
    };
    check(&fixture);
    drop(target);
    fixture.remount();
    check(&fixture);
});

test!(a_large_directory_can_be_listed_while_it_is_emptied, || {
    let mut fixture = Fixture::new();
    fixture.layer(|l| (0..10_000).for_each(|n| l.file(&format!("many/lower-{n}"), b"x")));
    fixture.mount();
    for n in 0..2000 {
        fs::write(fixture.path(&format!("many/upper-{n}")), "").unwrap();
    }
    let mut seen = std::collections::HashSet::new();
    for (n, entry) in fs::read_dir(fixture.path("many")).unwrap().enumerate() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        fs::remove_file(entry.path()).unwrap();
        fs::write(fixture.path(&format!("many/again-{n}")), "").unwrap();
        if !name.starts_with("again") {
            assert!(seen.insert(name));
        }
    }
    assert_eq!(seen.len(), 12_000);
    fs::remove_dir_all(fixture.path("many")).unwrap();
    assert_eq!(names(fixture.mnt()), Vec::<String>::new());
});
