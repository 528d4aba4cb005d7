//! From a container's changes to a layer, and that layer mounted again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{FallocateFlags, FileType, Mode, XattrFlags};

use super::fixture::{Fixture, in_namespace};
use super::snapshot::{assert_same, snapshot};
use crate::error::Result;
use crate::layer::change::{Change, Difference, Source, What};
use crate::layer::index::Target;
use crate::name::Digest;
use crate::rootless::{IdMaps, Range};
use crate::store::containers::Plan;
use crate::store::{Contents, LayerInfo, Store};
use crate::unionfs::{Changes, Format};

macro_rules! test {
    ($name:ident, $body:expr) => {
        #[test]
        fn $name() {
            in_namespace(concat!("unionfs::tests::sealing::", stringify!($name)), $body);
        }
    };
}

impl Fixture {
    pub(super) fn store(&self) -> Store {
        Store::open(&self.base).unwrap()
    }

    pub(super) fn changes(&self) -> Changes {
        let open = |path: &Path| OwnedFd::from(File::open(path).unwrap());
        let format = match self.plan {
            Plan::Userspace => Format::Own { work: open(&self.work) },
            Plan::Hybrid | Plan::Direct => Format::Overlay { owners: no_translation() },
        };
        Changes::new(self.layers(), open(&self.base.join("objects")), open(&self.upper), format).unwrap()
    }

    /// Adds a layer that was sealed.
    pub(super) fn push_sealed(&mut self, info: &LayerInfo) {
        self.push(fs::read(self.base.join("layers").join(info.diff_id.hex()).join("index")).unwrap());
    }

    /// Makes a layer of the changes, puts it on top of the others and starts with an empty writable layer.
    pub(super) fn commit(&mut self, contents: Contents) -> LayerInfo {
        self.unmount();
        let info = self.store().seal_layer(&self.changes(), contents).unwrap();
        self.mount_on(&info);
        info
    }

    fn mount_on(&mut self, info: &LayerInfo) {
        self.unmount();
        self.push_sealed(info);
        for dir in ["upper", "work"] {
            fs::remove_dir_all(self.base.join(dir)).unwrap();
            fs::create_dir(self.base.join(dir)).unwrap();
        }
        self.mount();
    }
}

/// The tar stream of a sealed layer is its diff id's, and adding it to another store gives the same tree.
pub(super) fn check_stream(store: &Store, info: &LayerInfo) {
    let mut tar = Vec::new();
    store.export_layer(&info.diff_id, &mut tar).unwrap();
    assert_eq!((Digest::of(&tar), tar.len() as u64), (info.diff_id, info.size));
    let dir = tempfile::tempdir_in(store.path()).unwrap();
    let other = Store::open(&dir.path().join("store")).unwrap();
    let added = other.add_layer(&tar[..], Some(&info.diff_id)).unwrap();
    assert_eq!(added, *info);
    let index = |store: &Store| fs::read(store.path().join("layers").join(info.diff_id.hex()).join("index")).unwrap();
    assert!(index(&other) == index(store), "the index is not that of the tar stream");
}

/// Seals, mounts again, and compares.
fn seal_and_compare(fixture: &mut Fixture, contents: Contents) -> LayerInfo {
    let before = snapshot(&fixture.mnt(), true);
    let info = fixture.commit(contents);
    assert_same(&before, &snapshot(&fixture.mnt(), true), "after sealing");
    check_stream(&fixture.store(), &info);
    info
}

fn differences(fixture: &Fixture) -> BTreeMap<String, Difference> {
    let mut found = BTreeMap::new();
    let mut each = |change: Change| -> Result<()> {
        let path = String::from_utf8(change.path.clone()).unwrap();
        assert!(found.insert(path, change.difference()).is_none(), "{change:?} twice");
        Ok(())
    };
    fixture.changes().walk(&mut each).unwrap();
    found
}

fn image() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.layer(|l| {
        l.file("etc/passwd", b"root");
        l.file("etc/gone", b"x");
        l.file("dir/a", b"a-lower");
        l.file("dir/sub/deep", b"deep");
        l.file("dir/sub/hidden", b"hidden");
        l.file("replaced/old", b"old");
        l.file("one", b"linked");
        l.hardlink("links/two", "one");
        l.hardlink("links/deep/three", "one");
        l.symlink("link", "etc/passwd");
        l.file("moved-one", b"pair");
        l.hardlink("dir/pair", "moved-one");
    });
    fixture.layer(|l| {
        l.file("dir/b", b"b");
        l.whiteout("dir/sub/hidden");
        l.file("file-now", b"a file");
    });
    fixture.mount();
    fixture
}

test!(every_kind_of_change, || {
    let mut fixture = image();
    let path = |name: &str| fixture.path(name);
    fs::write(path("etc/passwd"), "root and more").unwrap();
    fs::remove_file(path("etc/gone")).unwrap();
    fs::write(path("new"), vec![7; 100_000]).unwrap();
    fs::hard_link(path("new"), path("dir/also-new")).unwrap();
    fs::write(path("empty"), "").unwrap();
    fs::set_permissions(path("new"), fs::Permissions::from_mode(0o4755)).unwrap();
    let capability = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    rustix::fs::setxattr(path("new"), "security.capability", &capability, XattrFlags::empty()).unwrap();
    rustix::fs::setxattr(path("dir"), "user.note", b"=\n\0", XattrFlags::empty()).unwrap();
    std::os::unix::fs::symlink("a/b", path("symlink")).unwrap();
    let mnt = File::open(fixture.mnt()).unwrap();
    rustix::fs::mknodat(&mnt, "fifo", FileType::Fifo, Mode::RWXU, 0).unwrap();
    drop(mnt);
    fs::remove_dir_all(path("replaced")).unwrap();
    fs::create_dir(path("replaced")).unwrap();
    fs::write(path("replaced/new"), "n").unwrap();
    fs::remove_file(path("file-now")).unwrap();
    fs::create_dir_all(path("file-now/sub")).unwrap();
    fs::create_dir(path(&"n".repeat(255))).unwrap();
    fs::write(path(&format!("{0}/{0}", "n".repeat(255))), "long").unwrap();
    let kept = fixture.store().layer(&Digest::of(b"")).unwrap();
    assert!(kept.is_none());
    let info = seal_and_compare(&mut fixture, Contents::Keep);
    assert_eq!(info.file_bytes, 13 + 100_000 + 1 + 4);
});

test!(the_same_changes_give_the_same_layer, || {
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut fixture = image();
        let time = |name: &str, fixture: &Fixture| {
            let file = File::open(fixture.path(name)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::new(1_500_000_000, 7)).unwrap();
        };
        for name in ["z", "a", "m"] {
            fs::write(fixture.path(name), name).unwrap();
            time(name, &fixture);
        }
        time("", &fixture);
        ids.push(fixture.commit(Contents::Keep).diff_id);
    }
    assert_eq!(ids[0], ids[1]);
});

test!(sealing_twice_changes_nothing, || {
    let mut fixture = image();
    fs::write(fixture.path("new"), "new").unwrap();
    fixture.unmount();
    let store = fixture.store();
    let first = store.seal_layer(&fixture.changes(), Contents::Keep).unwrap();
    let second = store.seal_layer(&fixture.changes(), Contents::Keep).unwrap();
    assert_eq!(first, second);
    fixture.mount();
    assert_eq!(fs::read(fixture.path("new")).unwrap(), b"new");
});

test!(files_of_the_layers_cost_no_object, || {
    let mut fixture = image();
    let objects = |fixture: &Fixture| {
        fs::read_dir(fixture.base.join("objects"))
            .unwrap()
            .map(|dir| fs::read_dir(dir.unwrap().path()).unwrap().count())
            .sum::<usize>()
    };
    let before = objects(&fixture);
    fs::set_permissions(fixture.path("dir/a"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::rename(fixture.path("dir"), fixture.path("renamed")).unwrap();
    fs::hard_link(fixture.path("one"), fixture.path("four")).unwrap();
    seal_and_compare(&mut fixture, Contents::Keep);
    assert_eq!(objects(&fixture), before);
});

test!(renamed_directories_are_expanded, || {
    let mut fixture = image();
    fs::rename(fixture.path("dir/sub"), fixture.path("links/sub")).unwrap();
    fs::create_dir(fixture.path("dir/sub")).unwrap();
    fs::write(fixture.path("dir/sub/other"), "other").unwrap();
    fs::rename(fixture.path("dir"), fixture.path("renamed")).unwrap();
    fs::write(fixture.path("renamed/a"), "changed").unwrap();
    fs::rename(fixture.path("links"), fixture.path("dir")).unwrap();
    seal_and_compare(&mut fixture, Contents::Keep);
    assert_eq!(fs::read(fixture.path("dir/sub/deep")).unwrap(), b"deep");
    assert_eq!(fs::read(fixture.path("renamed/sub/other")).unwrap(), b"other");
});

test!(lower_hard_links_stay_one_file, || {
    let mut fixture = image();
    fs::write(fixture.path("links/two"), "changed").unwrap();
    fs::rename(fixture.path("dir"), fixture.path("renamed")).unwrap();
    seal_and_compare(&mut fixture, Contents::Keep);
    for name in ["one", "links/two", "links/deep/three"] {
        let meta = fs::metadata(fixture.path(name)).unwrap();
        assert_eq!((fs::read(fixture.path(name)).unwrap(), meta.nlink()), (b"changed".to_vec(), 3), "{name}");
    }
});

test!(holes_stay_holes, || {
    let mut fixture = image();
    let file = File::create_new(fixture.path("sparse")).unwrap();
    file.write_all_at(b"begin", 0).unwrap();
    file.write_all_at(b"middle", 5_000_001).unwrap();
    file.set_len(300 << 20).unwrap();
    let punched = File::create_new(fixture.path("punched")).unwrap();
    punched.write_all_at(&vec![1; 3 << 20], 0).unwrap();
    let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    rustix::fs::fallocate(&punched, hole, 1 << 20, 1 << 20).unwrap();
    drop((file, punched));
    let info = seal_and_compare(&mut fixture, Contents::Keep);
    assert!(info.size < 3 << 20, "{}", info.size);
    let index = fixture.store().index(&info.diff_id).unwrap();
    let Target::Inode(no) = index.lookup(0, b"sparse").unwrap().unwrap().target else { unreachable!() };
    let object = fixture.store().object_path(&index.inode(no).unwrap().object.unwrap());
    assert!(fs::metadata(object).unwrap().blocks() * 512 < 1 << 20);
    // From a layer's own object, under another name.
    fs::create_dir(fixture.path("d")).unwrap();
    fs::rename(fixture.path("sparse"), fixture.path("d/sparse")).unwrap();
    let info = seal_and_compare(&mut fixture, Contents::Take);
    assert!(info.size < 1 << 20, "{}", info.size);
});

test!(what_is_taken_is_not_copied, || {
    let mut fixture = image();
    for (name, len) in [("small", 5000), ("large", 3 << 20)] {
        fs::write(fixture.path(name), vec![b'x'; len]).unwrap();
        rustix::fs::setxattr(fixture.path(name), "user.x", b"x", XattrFlags::empty()).unwrap();
    }
    fs::hard_link(fixture.path("large"), fixture.path("again")).unwrap();
    let inodes: Vec<u64> =
        ["small", "large"].map(|name| fs::metadata(fixture.base.join("upper").join(name)).unwrap().ino()).to_vec();
    seal_and_compare(&mut fixture, Contents::Take);
    for (ino, len) in inodes.into_iter().zip([5000, 3 << 20]) {
        let object = fixture.store().object_path(&Digest::of(&vec![b'x'; len]));
        let meta = fs::metadata(&object).unwrap();
        assert_eq!((meta.ino(), meta.mode(), meta.nlink()), (ino, 0o100444, 1));
        assert_eq!(rustix::fs::listxattr(&object, &mut [0; 100][..]).unwrap(), 0);
    }
});

test!(differences_are_shown, || {
    use Difference::{Added, Changed, Deleted};
    let fixture = image();
    fs::write(fixture.path("etc/passwd"), "x").unwrap();
    fs::remove_file(fixture.path("etc/gone")).unwrap();
    fs::write(fixture.path("etc/new"), "x").unwrap();
    fs::remove_dir_all(fixture.path("replaced")).unwrap();
    fs::create_dir(fixture.path("replaced")).unwrap();
    fs::rename(fixture.path("dir/sub"), fixture.path("sub")).unwrap();
    let expected = [
        ("", Changed),
        ("dir", Changed),
        ("dir/sub", Deleted),
        ("etc", Changed),
        ("etc/gone", Deleted),
        ("etc/new", Added),
        ("etc/passwd", Changed),
        ("replaced", Changed),
        ("replaced/old", Deleted),
        ("sub", Added),
        ("sub/deep", Added),
    ];
    assert_eq!(differences(&fixture), expected.map(|(path, what)| (path.to_owned(), what)).into());
});

test!(what_archives_cannot_hold_is_left_out, || {
    let mut fixture = image();
    std::os::unix::net::UnixListener::bind(fixture.path("socket")).unwrap();
    fs::hard_link(fixture.path("socket"), fixture.path("socket2")).unwrap();
    fs::create_dir(fixture.path(".wh.dir")).unwrap();
    fs::write(fixture.path(".wh.dir/x"), "x").unwrap();
    fs::write(fixture.path(".wh.etc"), "x").unwrap();
    let info = fixture.commit(Contents::Keep);
    check_stream(&fixture.store(), &info);
    for name in ["socket", "socket2", ".wh.dir", ".wh.etc"] {
        assert!(!fixture.path(name).exists(), "{name}");
    }
    assert!(fixture.path("etc").exists());
});

test!(an_error_leaves_nothing_behind, || {
    struct Failing<'a>(&'a Changes);
    impl Source for Failing<'_> {
        fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
            let mut left = 3;
            self.0.walk(&mut |change| {
                left -= 1;
                assert!(!matches!(change.what, What::HardLink { .. }));
                if left == 0 { Err(std::io::Error::other("unplugged").into()) } else { each(change) }
            })
        }
    }
    let mut fixture = image();
    for n in 0..5 {
        fs::write(fixture.path(&format!("{n}")), format!("content {n}")).unwrap();
    }
    fixture.unmount();
    let error = fixture.store().seal_layer(&Failing(&fixture.changes()), Contents::Keep).unwrap_err();
    assert!(format!("{error:#}").contains("unplugged"), "{error:#}");
    for name in ["layers", "staging"] {
        assert_eq!(fs::read_dir(fixture.base.join(name)).unwrap().count(), 0, "{name}");
    }
});

/// Shows the image through the kernel's overlayfs; `change` works on its mount. Gives back what it showed in the end.
fn with_overlay(fixture: &Fixture, change: impl FnOnce(&std::path::Path)) -> BTreeMap<String, String> {
    let base = &fixture.base;
    let mnt = base.join("overlay");
    for dir in ["lower", "overlay", "upper2", "work2"] {
        fs::create_dir(base.join(dir)).unwrap();
    }
    let run = |command: &str, args: &[&std::ffi::OsStr]| {
        assert!(std::process::Command::new(command).args(args).status().unwrap().success(), "{command}");
    };
    run("cp", &["-aT".as_ref(), fixture.mnt().as_ref(), base.join("lower").as_ref()]);
    let options = format!("userxattr,lowerdir={0}/lower,upperdir={0}/upper2,workdir={0}/work2", base.display());
    run(
        "mount",
        &["-t".as_ref(), "overlay".as_ref(), "-o".as_ref(), options.as_ref(), "overlay".as_ref(), mnt.as_ref()],
    );
    change(&mnt);
    let shown = snapshot(&mnt, true);
    run("umount", &[mnt.as_ref()]);
    shown
}

/// Makes a layer of what the kernel's overlayfs wrote and puts it on top.
fn commit_overlay(fixture: &mut Fixture, owners: IdMaps) -> LayerInfo {
    let open = |name: &str| OwnedFd::from(File::open(fixture.base.join(name)).unwrap());
    let changes = Changes::new(fixture.layers(), open("objects"), open("upper2"), Format::Overlay { owners }).unwrap();
    let info = fixture.store().seal_layer(&changes, Contents::Take).unwrap();
    check_stream(&fixture.store(), &info);
    fixture.mount_on(&info);
    info
}

fn no_translation() -> IdMaps {
    IdMaps { uid: Vec::new(), gid: Vec::new() }
}

test!(what_overlayfs_wrote, || {
    let mut fixture = image();
    let shown = with_overlay(&fixture, |mnt| {
        fs::write(mnt.join("etc/passwd"), "root and more").unwrap();
        fs::remove_file(mnt.join("etc/gone")).unwrap();
        fs::write(mnt.join("new"), vec![7; 3 << 20]).unwrap();
        fs::hard_link(mnt.join("new"), mnt.join("dir/also-new")).unwrap();
        fs::set_permissions(mnt.join("new"), fs::Permissions::from_mode(0o4755)).unwrap();
        let capability = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        rustix::fs::setxattr(mnt.join("new"), "security.capability", &capability, XattrFlags::empty()).unwrap();
        rustix::fs::setxattr(mnt.join("dir"), "user.overlay.opaque", b"y", XattrFlags::empty()).unwrap();
        std::os::unix::fs::symlink("a/b", mnt.join("symlink")).unwrap();
        rustix::fs::mknodat(File::open(mnt).unwrap(), "fifo", FileType::Fifo, Mode::RWXU, 0).unwrap();
        fs::remove_dir_all(mnt.join("replaced")).unwrap();
        fs::create_dir(mnt.join("replaced")).unwrap();
        fs::write(mnt.join("replaced/new"), "n").unwrap();
        fs::remove_file(mnt.join("file-now")).unwrap();
        fs::create_dir_all(mnt.join("file-now/sub")).unwrap();
        fs::rename(mnt.join("file-now"), mnt.join("dir/sub/moved")).unwrap();
    });
    commit_overlay(&mut fixture, no_translation());
    assert_same(&shown, &snapshot(&fixture.mnt(), true), "after sealing");
});

test!(owners_on_disk_are_translated, || {
    let mut fixture = image();
    // version 2; user 0: rw, owner: rw, group: r, mask: rw, others: none (linux/posix_acl_xattr.h)
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 6, 0), (4, 4, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
    let acl = |user: u32| {
        let id = |(tag, perm, id): (u16, u16, u32)| (tag, perm, if tag == 2 { user } else { id });
        let bytes = entries
            .map(id)
            .map(|(tag, perm, id)| [&tag.to_le_bytes()[..], &perm.to_le_bytes(), &id.to_le_bytes()].concat());
        [&2u32.to_le_bytes()[..], &bytes.concat()].concat()
    };
    with_overlay(&fixture, |mnt| {
        fs::write(mnt.join("new"), "x").unwrap();
        rustix::fs::setxattr(mnt.join("new"), "system.posix_acl_access", &acl(0), XattrFlags::empty()).unwrap();
    });
    let range = |inside| vec![Range { inside, outside: 0, len: 1 }];
    let info = commit_overlay(&mut fixture, IdMaps { uid: range(1000), gid: range(100) });
    let index = fixture.store().index(&info.diff_id).unwrap();
    let Target::Inode(no) = index.lookup(0, b"new").unwrap().unwrap().target else { unreachable!() };
    let inode = index.inode(no).unwrap();
    assert_eq!((inode.uid, inode.gid), (1000, 100));
    assert_eq!(index.xattr(no, b"system.posix_acl_access").unwrap(), acl(1000));
});
