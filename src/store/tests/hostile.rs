//! Archives that mean harm or came to harm: one clear line, and nothing left.

use std::io::{self, Read};

use super::*;

#[test]
fn refused_with_a_reason() {
    let (_dir, store) = new_store();
    let outside = store.path().parent().unwrap().to_owned();
    let file = || TestEntry::file("file", b"x");
    for (entries, reason) in [
        (vec![TestEntry::file("../escape", b"x")], "a name with ..: '../escape'"),
        (vec![TestEntry::file("a/../../escape", b"x")], "a name with .."),
        (vec![TestEntry::pax(b'x', &[("path", b"/../../etc/passwd")]), file()], "a name with .."),
        (vec![TestEntry::long(b'L', b"../escape"), file()], "a name with .."),
        (vec![TestEntry::pax(b'x', &[("path", b"a\0b")]), file()], "a name with a NUL byte"),
        (vec![TestEntry::hardlink("h", "../../etc/passwd")], "a name with .."),
        (vec![TestEntry::hardlink("h", "/etc/passwd")], "hard link to etc/passwd, which is not in the layer"),
        (vec![TestEntry::hardlink("h", "later"), TestEntry::file("later", b"")], "which is not in the layer"),
        (vec![TestEntry::dir("d"), TestEntry::hardlink("h", "d")], "hard link to the directory"),
        (vec![TestEntry::hardlink("h", "")], "hard link to"),
        (
            vec![TestEntry::file("./", b"x").bytes(156, b"2").bytes(157, b"/etc")],
            "the root of a layer must be a directory",
        ),
        (vec![TestEntry::file("file", b"x"), TestEntry::file("file/below", b"x")], "file"),
        (vec![TestEntry::symlink("a", "b"), TestEntry::symlink("b", "a"), TestEntry::file("a/x", b"")], "symlink"),
        (vec![TestEntry::symlink("s", "")], "symlink to"),
        (vec![TestEntry::long(b'L', &[b'n'; 256]), file()], "255"),
        (vec![TestEntry::long(b'L', &[b'n'; 5000]), file()], "a name of 5000 bytes, the limit is 4096"),
        (vec![TestEntry::file("d/.wh.", b"")], "a whiteout of nothing"),
        (vec![TestEntry::file("d/.wh...", b"")], "a whiteout of nothing"),
        (vec![file().octal(124, 12, 1 << 26)], "cut short"),
        (vec![TestEntry::new(b'M', b"m")], "unsupported entry type"),
        (vec![file().base256(124, 12, -1)], "the size of 'file' cannot be read"),
        (vec![file(), TestEntry::pax(b'x', &[("comment", b"x")])], "cut short"),
    ] {
        let error = one_line(&store.add_layer(&archive(&entries)[..], None).unwrap_err());
        assert!(error.contains(reason), "{error}\nlacks: {reason}");
        assert!(!error.contains('\n') && error.len() < 400, "{error}");
        assert_empty(&store);
    }
    assert_eq!(std::fs::read_dir(outside).unwrap().count(), 1);
    for (bytes, reason) in [(vec![b'x'; 2000], "this is not a tar archive"), (vec![0x1f; 100], "cut short")] {
        assert!(one_line(&store.add_layer(&bytes[..], None).unwrap_err()).contains(reason));
        assert_empty(&store);
    }
}

#[test]
fn tolerated() {
    let (_dir, store) = new_store();
    for entries in [
        vec![],
        vec![TestEntry::file("/absolute", b"x")],
        vec![TestEntry::symlink("s", "/etc"), TestEntry::file("s/x", b"x")],
        vec![TestEntry::symlink("s", "../../.."), TestEntry::file("s/x", b"x")],
        vec![TestEntry::dir("d"), TestEntry::file("d", b"x"), TestEntry::dir("d"), TestEntry::file("d/x", b"x")],
        vec![TestEntry::file("a", b"x"), TestEntry::hardlink("b", "/a"), TestEntry::hardlink("a", "b")],
        vec![TestEntry::pax(b'g', &[("comment", b"0123")]), TestEntry::file("a", b"x")],
    ] {
        let tar = archive(&entries);
        let info = add(&store, &tar);
        store.index(&info.diff_id).unwrap().verify().unwrap();
        assert!(export(&store, &info.diff_id).unwrap() == tar);
    }
    add(&store, &[]);
}

fn typical() -> Vec<u8> {
    archive(&[
        TestEntry::dir("d"),
        TestEntry::pax(b'x', &[("mtime", b"1.5"), ("SCHILY.xattr.user.a", b"b")]),
        TestEntry::file("d/a", &[b'a'; 1500]),
        TestEntry::hardlink("d/b", "d/a"),
        TestEntry::symlink("c", "d/a"),
    ])
}

#[test]
fn cut_short_anywhere() {
    let (_dir, store) = new_store();
    let tar = typical();
    for len in (0..tar.len()).step_by(73) {
        store.add_layer(&tar[..len], Some(&Digest::of(&tar))).unwrap_err();
        assert_empty(&store);
    }
}

/// Only the digest could tell that the end is missing between two entries or in the padding; everywhere else it shows.
#[test]
fn cut_short_inside_content() {
    let (_dir, store) = new_store();
    let tar =
        [TestEntry::file("first", b"1234"), TestEntry::file("last", &[b'l'; 700])].map(|file| file.build()).concat();
    for (len, whole) in
        [(515, false), (516, true), (1023, true), (1024, true), (1025, false), (1535, false), (1536, false)]
            .into_iter()
            .chain([(2235, false), (2236, true), (2237, true), (2559, true), (2560, true)])
    {
        let added = store.add_layer(&tar[..len], None);
        assert_eq!(added.is_ok(), whole, "{len}");
        match added {
            Ok(info) => {
                assert_eq!((info.diff_id, info.size), (Digest::of(&tar[..len]), len as u64));
                assert!(export(&store, &info.diff_id).unwrap() == tar[..len]);
            }
            Err(error) => assert!(one_line(&error).contains("cut short"), "{len}"),
        }
        store.collect().unwrap();
        assert_empty(&store);
    }
}

#[test]
fn flipped_anywhere() {
    let (_dir, store) = new_store();
    let tar = typical();
    for at in (0..tar.len()).step_by(37) {
        let mut flipped = tar.clone();
        flipped[at] ^= 0x10;
        store.add_layer(&flipped[..], Some(&Digest::of(&tar))).unwrap_err();
        assert_empty(&store);
    }
}

#[test]
fn a_source_that_fails() {
    struct Fails(usize);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let tar = typical();
            let left = tar.get(self.0..3000).filter(|left| !left.is_empty());
            let mut left =
                left.ok_or_else(|| io::Error::new(io::ErrorKind::ConnectionReset, "the registry hung up"))?;
            let count = left.read(buffer)?;
            self.0 += count;
            Ok(count)
        }
    }
    let (_dir, store) = new_store();
    let error = one_line(&store.add_layer(Fails(0), None).unwrap_err());
    assert_eq!(error, "cannot read the layer: the registry hung up");
    assert_empty(&store);
}
