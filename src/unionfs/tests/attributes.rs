//! Attributes, special files, faults, and what lies on disk.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{FileExt, FileTypeExt, MetadataExt, PermissionsExt};

use rustix::fs::{FileType, Mode, XattrFlags};
use rustix::io::Errno;

use super::fixture::{Fixture, in_namespace};
use crate::store::containers::Plan;
use crate::unionfs::Ids;

macro_rules! test {
    ($name:ident, $body:expr) => {
        #[test]
        fn $name() {
            in_namespace(concat!("unionfs::tests::attributes::", stringify!($name)), $body);
        }
    };
}

/// cap_net_raw+ep, as the kernel stores it (version 2).
const CAPABILITY: [u8; 20] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

fn getxattr(path: &std::path::Path, name: &str) -> Result<Vec<u8>, Errno> {
    let mut value = [0; 100];
    rustix::fs::getxattr(path, name, &mut value[..]).map(|len| value[..len].to_vec())
}

fn one_file() -> Fixture {
    let mut fixture = Fixture::new();
    let xattrs =
        [(b"security.capability".to_vec(), CAPABILITY.to_vec()), (b"user.note".to_vec(), b"from the layer".to_vec())];
    fixture.layer(|l| l.file_with("ping", b"program", 0o6755, &xattrs));
    fixture
}

test!(capabilities_outlive_a_copy_up_and_go_with_a_write, || {
    let mut fixture = one_file();
    fixture.mount();
    let ping = fixture.path("ping");
    assert_eq!(getxattr(&ping, "security.capability").unwrap(), CAPABILITY);
    rustix::fs::setxattr(&ping, "user.more", b"more", XattrFlags::CREATE).unwrap();
    assert_eq!(rustix::fs::setxattr(&ping, "user.more", b"x", XattrFlags::CREATE), Err(Errno::EXIST));
    assert_eq!(rustix::fs::setxattr(&ping, "trusted.x", b"x", XattrFlags::empty()), Err(Errno::PERM));
    assert_eq!(getxattr(&ping, "security.capability").unwrap(), CAPABILITY);
    assert_eq!(getxattr(&ping, "user.note").unwrap(), b"from the layer");
    let mut list = [0; 200];
    let len = rustix::fs::listxattr(&ping, &mut list[..]).unwrap();
    let mut names: Vec<&[u8]> = list[..len].split(|b| *b == 0).filter(|n| !n.is_empty()).collect();
    names.sort();
    assert_eq!(names, [&b"security.capability"[..], b"user.more", b"user.note"]);
    File::options().append(true).open(&ping).unwrap().write_all(b"!").unwrap();
    assert_eq!(getxattr(&ping, "security.capability"), Err(Errno::NODATA));
    assert_eq!(fs::metadata(&ping).unwrap().mode(), 0o100755);
    fixture.remount();
    assert_eq!(fs::metadata(&ping).unwrap().mode(), 0o100755);
    assert_eq!(getxattr(&ping, "user.more").unwrap(), b"more");
});

test!(special_files_are_plain_files_on_disk, || {
    let mut fixture = one_file();
    fixture.mount();
    let mnt = File::open(fixture.mnt()).unwrap();
    rustix::fs::mknodat(&mnt, "fifo", FileType::Fifo, Mode::RWXU, 0).unwrap();
    std::os::unix::net::UnixListener::bind(fixture.path("socket")).unwrap();
    std::os::unix::fs::symlink("ping", fixture.path("symlink")).unwrap();
    drop(mnt);
    fixture.remount();
    let kind = |name| fs::symlink_metadata(fixture.path(name)).unwrap().file_type();
    assert!(kind("fifo").is_fifo() && kind("socket").is_socket() && kind("symlink").is_symlink());
    for entry in fs::read_dir(fixture.base.join("upper")).unwrap() {
        let meta = entry.unwrap().metadata().unwrap();
        assert!(meta.is_file() && meta.mode() & 0o777 == 0o600);
    }
    let writer = {
        let path = fixture.path("fifo");
        std::thread::spawn(move || fs::write(path, "through the fifo").unwrap())
    };
    let mut text = String::new();
    File::open(fixture.path("fifo")).unwrap().read_to_string(&mut text).unwrap();
    writer.join().unwrap();
    assert_eq!(text, "through the fifo");
});

test!(symlinks_show_every_permission, || {
    let mut fixture = Fixture::new();
    fixture.layer(|l| l.symlink("s", "nowhere"));
    fixture.mount();
    let mode = |fixture: &Fixture| fs::symlink_metadata(fixture.path("s")).unwrap().mode();
    assert_eq!(mode(&fixture), 0o120777);
    std::os::unix::fs::lchown(fixture.path("s"), Some(0), Some(0)).unwrap();
    assert_eq!(mode(&fixture), 0o120777);
    fixture.remount();
    assert_eq!(mode(&fixture), 0o120777);
});

test!(a_missing_object_is_an_error_of_that_file_alone, || {
    let mut fixture = one_file();
    fixture.layer(|l| l.file("other", b"other"));
    fixture.mount();
    let hex = crate::name::Digest::of(b"program").hex();
    fs::remove_file(fixture.base.join("objects").join(&hex[..2]).join(&hex[2..])).unwrap();
    assert_eq!(fs::read(fixture.path("ping")).unwrap_err().raw_os_error(), Some(5));
    // Permissions need no content, and part of the content needs it.
    fs::set_permissions(fixture.path("ping"), fs::Permissions::from_mode(0o600)).unwrap();
    let file = fs::File::options().write(true).open(fixture.path("ping")).unwrap();
    assert_eq!(file.set_len(3).unwrap_err().raw_os_error(), Some(5));
    assert_eq!(file.metadata().unwrap().len(), 7);
    assert_eq!(fs::read(fixture.path("other")).unwrap(), b"other");
    assert_eq!(fs::read_dir(fixture.base.join("work/tmp")).unwrap().count(), 0);
});

test!(with_a_single_id_everything_is_shown_as_that, || {
    let mut fixture = Fixture::new();
    let tree = fixture.base.join("tree");
    fs::create_dir(&tree).unwrap();
    fs::write(tree.join("file"), "x").unwrap();
    fixture.layer_from(&tree);
    fixture.ids = Ids::Single { uid: 0, gid: 0 };
    fixture.mount();
    let meta = fs::metadata(fixture.path("file")).unwrap();
    assert_eq!((meta.uid(), meta.gid()), (0, 0));
    fs::write(fixture.path("new"), "y").unwrap();
    assert_eq!(fs::metadata(fixture.path("new")).unwrap().uid(), 0);
});

test!(what_was_mapped_before_a_copy_up_sees_what_is_written_after_it, || {
    let mut fixture = Fixture::new();
    fixture.layer(|l| l.file("mapped", &[b'-'; 8192]));
    fixture.mount();
    let map = crate::sys::mmap::Mapped::open(&fixture.path("mapped")).unwrap();
    assert_eq!(map[5000], b'-');
    File::options().write(true).open(fixture.path("mapped")).unwrap().write_all_at(b"new", 5000).unwrap();
    assert_eq!(&map[5000..5003], b"new");
});

test!(deep_paths_and_long_names, || {
    let mut fixture = Fixture::new();
    let name = "n".repeat(255);
    fixture.layer(|l| l.file(&format!("{name}/{name}/{name}"), b"deep"));
    fixture.mount();
    let deep = fixture.path(&format!("{name}/{name}/{name}"));
    File::options().append(true).open(&deep).unwrap().write_all(b"er").unwrap();
    assert_eq!(fs::read_to_string(&deep).unwrap(), "deeper");
    let longer = fs::write(fixture.path(&"n".repeat(256)), "").unwrap_err();
    assert_eq!(longer.raw_os_error(), Some(Errno::NAMETOOLONG.raw_os_error()));
    fs::write(fixture.path(".wh.x"), "an ordinary name").unwrap();
    fixture.remount();
    assert_eq!(fs::read_to_string(fixture.path(".wh.x")).unwrap(), "an ordinary name");
    assert_eq!(fs::read_to_string(&deep).unwrap(), "deeper");
});

test!(a_set_group_id_directory_hands_down_its_group, || {
    let mut fixture = one_file();
    fixture.mount();
    fs::create_dir(fixture.path("shared")).unwrap();
    fs::set_permissions(fixture.path("shared"), fs::Permissions::from_mode(0o2775)).unwrap();
    fs::create_dir(fixture.path("shared/sub")).unwrap();
    assert_eq!(fs::metadata(fixture.path("shared/sub")).unwrap().mode() & 0o7000, 0o2000);
});

test!(everything_goes_with_rm, || {
    let mut fixture = one_file();
    fixture.layer(|l| (0..50).for_each(|n| l.file(&format!("d/{n}"), b"x")));
    fixture.mount();
    fs::remove_dir_all(fixture.path("d")).unwrap();
    fs::create_dir_all(fixture.path("d/e/f")).unwrap();
    fixture.unmount();
    let status = std::process::Command::new("rm").arg("-rf").arg(fixture.base.join("upper")).status().unwrap();
    assert!(status.success());
    assert!(!fixture.base.join("upper").exists());
});

test!(a_directory_that_an_archive_leaves_out_stays_what_it_is, || {
    for plan in [Plan::Userspace, Plan::Hybrid, Plan::Direct] {
        let mut fixture = Fixture::new();
        fixture.plan = plan;
        let note = [(b"user.note".to_vec(), b"below".to_vec())];
        fixture.layer(|l| l.directory_with("", 0o1711, &note));
        fixture.layer(|l| l.directory_with("dir", 0o1750, &note));
        fixture.layer(|l| l.file("dir/sub/file", b"x"));
        fixture.mount();
        let check = |fixture: &Fixture, when: &str| {
            let dir = fs::metadata(fixture.path("dir")).unwrap();
            assert_eq!((dir.mode(), dir.mtime()), (0o41750, 1_600_000_000), "{plan:?} {when}");
            assert_eq!(getxattr(&fixture.path("dir"), "user.note").unwrap(), b"below", "{plan:?} {when}");
            if plan == Plan::Userspace {
                assert_eq!(fs::metadata(fixture.mnt()).unwrap().mode(), 0o41711, "{when}");
            }
            assert_eq!(fs::metadata(fixture.path("dir/sub")).unwrap().mode(), 0o40755, "{plan:?} {when}");
        };
        check(&fixture, "before a copy-up");
        fs::set_permissions(fixture.path("dir/sub/file"), fs::Permissions::from_mode(0o600)).unwrap();
        fixture.remount();
        check(&fixture, "after it");
    }
});
