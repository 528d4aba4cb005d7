//! Layers in: what becomes of their entries, and what two adders do to each other.

use super::*;
use crate::layer::index::{Entry, Kind, Target};

/// The inode at a path of a layer.
fn find(index: &crate::layer::index::Index, path: &str) -> Option<u32> {
    path.split('/').try_fold(0, |dir, name| match index.lookup(dir, name.as_bytes()).unwrap()?.target {
        Target::Inode(no) => Some(no),
        Target::Whiteout => None,
    })
}

#[test]
fn what_is_known_of_a_layer() {
    let (_dir, store) = new_store();
    let tar = archive(&[TestEntry::dir("d"), TestEntry::file("d/a", b"text"), TestEntry::file("d/b", b"text")]);
    let info = add(&store, &tar);
    assert_eq!((info.diff_id, info.size, info.entries, info.file_bytes), (Digest::of(&tar), tar.len() as u64, 3, 8));
    assert_eq!(store.layer(&info.diff_id).unwrap(), Some(info.clone()));
    assert_eq!((count(&store, "objects"), count(&store, "staging")), (1, 0));
    assert_eq!(std::fs::read(store.object_path(&Digest::of(b"text"))).unwrap(), b"text");
    assert!(store.layer(&Digest::of(b"other")).unwrap().is_none());

    let blob =
        Blob { digest: Digest::of(b"blob"), size: 4, media_type: "type".into(), annotations: Default::default() };
    store.add_blob(&info.diff_id, blob.clone()).unwrap();
    store.add_blob(&info.diff_id, blob.clone()).unwrap();
    assert_eq!(store.layer(&info.diff_id).unwrap().unwrap().blobs, [blob]);
    // Known by its digest: the stream is not touched.
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("unplugged"))
        }
    }
    store.add_layer(Broken, Some(&info.diff_id)).unwrap();
    assert!(one_line(&store.add_layer(Broken, None).unwrap_err()).contains("unplugged"));
}

#[test]
fn entries_get_into_the_index() {
    let (_dir, store) = new_store();
    let tar = archive(&[
        TestEntry::dir("./"),
        TestEntry::dir("/etc").octal(108, 8, 70_000),
        TestEntry::pax(b'x', &[("SCHILY.xattr.security.capability", b"\x01\0\0\x02"), ("mtime", b"5.5")]),
        TestEntry::file("etc/ping", b"#!").octal(100, 8, 0o4755),
        TestEntry::hardlink("etc/ping6", "./etc/ping"),
        TestEntry::symlink("escape", "../../outside"),
        TestEntry::file("escape/x", b"inside"),
        TestEntry::device(b'3', "null", 1, 3),
        TestEntry::new(b'6', b"fifo"),
        TestEntry::file("etc/empty", b""),
        TestEntry::file("etc/.wh.gone", b""),
        TestEntry::file("var/.wh..wh..opq", b""),
        TestEntry::file(".wh..wh.plnk/1.2", b"aufs"),
    ]);
    let info = add(&store, &tar);
    let index = store.index(&info.diff_id).unwrap();
    index.verify().unwrap();
    let inode = |path| index.inode(find(&index, path).unwrap()).unwrap();
    let ping = inode("etc/ping");
    assert_eq!(
        (ping.perm, ping.nlink, ping.object, ping.mtime.nanos),
        (0o4755, 2, Some(Digest::of(b"#!")), 500_000_000)
    );
    assert_eq!(find(&index, "etc/ping"), find(&index, "etc/ping6"));
    assert_eq!(index.xattr(find(&index, "etc/ping").unwrap(), b"security.capability").unwrap(), b"\x01\0\0\x02");
    assert_eq!(inode("etc").uid, 70_000);
    assert_eq!((inode("escape").kind, inode("escape").target), (Kind::Symlink, &b"../../outside"[..]));
    // What leads through a symlink stays inside, at the place that it would have with the layer as the root.
    assert_eq!(inode("outside/x").object, Some(Digest::of(b"inside")));
    assert_eq!((inode("null").kind, inode("null").rdev), (Kind::CharDevice, (1, 3)));
    assert_eq!(inode("fifo").kind, Kind::Fifo);
    assert_eq!((inode("etc/empty").size, inode("etc/empty").object), (0, None));
    let gone = index.lookup(find(&index, "etc").unwrap(), b"gone").unwrap().unwrap();
    assert!(matches!(gone, Entry { target: Target::Whiteout, .. }));
    assert!(inode("var").opaque);
    assert!(find(&index, ".wh..wh.plnk").is_none());
    assert!(export(&store, &info.diff_id).unwrap() == tar);
}

#[test]
fn what_a_later_entry_replaces_is_still_needed() {
    let (_dir, store) = new_store();
    let tar = archive(&[TestEntry::file("a", b"first"), TestEntry::file("a", b"second")]);
    let info = add(&store, &tar);
    put_image(&store, "{}", &[info.diff_id]);
    store.collect().unwrap();
    assert!(export(&store, &info.diff_id).unwrap() == tar);
}

#[test]
fn a_wrong_digest_is_refused() {
    let (_dir, store) = new_store();
    let error = store.add_layer(&one_file("a", b"text")[..], Some(&Digest::of(b"other"))).unwrap_err();
    assert!(one_line(&error).contains("the layer is not what its image says: expected sha256:"), "{error:#}");
    assert_empty(&store);
}

#[test]
fn the_same_layer_at_the_same_time() {
    let (dir, store) = new_store();
    let entries: Vec<_> =
        (0..500).map(|n| TestEntry::file(&format!("{n}"), format!("content {}", n / 2).as_bytes())).collect();
    let tar = archive(&entries);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| add(&Store::open(&dir.path().join("store")).unwrap(), &tar));
        }
    });
    assert_eq!((count(&store, "objects"), count(&store, "layers"), count(&store, "staging")), (250, 3, 0));
    assert!(export(&store, &Digest::of(&tar)).unwrap() == tar);
}

#[test]
fn a_million_entries_and_a_hundred_levels() {
    let (_dir, store) = new_store();
    let deep = vec!["d"; 100].join("/");
    let first = [TestEntry::long(b'L', deep.as_bytes()).build(), TestEntry::file("", b"deep").build()].concat();
    let mut header = TestEntry::file("0000000", b"");
    let mut headers = Vec::new();
    for n in 0..1_000_000u32 {
        header = header.bytes(0, format!("{:03}/{:03}", n / 1000, n % 1000).as_bytes());
        headers.push(header.build());
    }
    let tar = first.into_iter().chain(headers.into_iter().flatten()).collect::<Vec<u8>>();
    let info = store.add_layer(&tar[..], None).unwrap();
    assert_eq!(info.entries, 1_000_001);
    let index = store.index(&info.diff_id).unwrap();
    assert_eq!(index.inode(find(&index, &deep).unwrap()).unwrap().object, Some(Digest::of(b"deep")));
    assert!(find(&index, "999/999").is_some());
    let recipe = std::fs::metadata(store.layer_dir(&info.diff_id).join("recipe")).unwrap().len();
    assert!(recipe < 30 << 20, "{recipe}");
}

#[test]
fn large_contents_are_compared_with_those_that_are_as_long() {
    let (dir, store) = new_store();
    let with = |at: usize, byte: u8| {
        let mut content = vec![7; 3 << 20];
        content[at] = byte;
        content
    };
    let contents = [with(0, 7), with(0, 1), with(1 << 20, 2), with((3 << 20) - 1, 3)];
    add(&store, &archive(&[TestEntry::file("a", &contents[0]), TestEntry::file("b", &contents[3])]));
    // Another process knows all that there is when it is first asked.
    let store = Store::open(&dir.path().join("store")).unwrap();
    let entries: Vec<_> =
        contents.iter().enumerate().map(|(at, bytes)| TestEntry::file(&at.to_string(), bytes)).collect();
    let tar = archive(&entries);
    let info = add(&store, &tar);
    assert!(export(&store, &info.diff_id).unwrap() == tar);
    assert_eq!(count(&store, "objects"), 4);
    for content in &contents {
        assert!(std::fs::read(store.object_path(&Digest::of(content))).unwrap() == *content);
    }
}

#[test]
fn damaged_contents_stand_in_for_nothing() {
    let (dir, store) = new_store();
    let (right, wrong) = (vec![7; 2 << 20], vec![8; 2 << 20]);
    add(&store, &one_file("a", &right));
    let object = store.object_path(&Digest::of(&right));
    std::fs::remove_file(&object).unwrap();
    std::fs::write(&object, &wrong).unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    let tar = one_file("b", &wrong);
    let info = add(&store, &tar);
    assert!(export(&store, &info.diff_id).unwrap() == tar);
    assert!(std::fs::read(store.object_path(&Digest::of(&wrong))).unwrap() == wrong);
}
