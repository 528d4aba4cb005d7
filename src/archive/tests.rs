//! The reader against archives made here, field by field.

use std::io::Read;

use super::testing::{TestEntry, archive};
use super::*;
use crate::error::{Result, one_line};
use crate::layer::index::Time;

/// Entries with their contents.
fn read(tar: &[u8]) -> Result<Vec<(Entry, Vec<u8>)>> {
    let mut entries = Entries::new(std::io::BufReader::with_capacity(700, tar));
    let mut out = Vec::new();
    while let Some(entry) = entries.next()? {
        let mut content = Vec::new();
        entries.contents(&entry).read_to_end(&mut content)?;
        assert_eq!(content.len() as u64, entry.size);
        out.push((entry, content));
    }
    Ok(out)
}

fn only(entries: &[TestEntry]) -> (Entry, Vec<u8>) {
    let mut all = read(&archive(entries)).unwrap();
    assert_eq!(all.len(), 1);
    all.pop().unwrap()
}

fn refused(entries: &[TestEntry]) -> String {
    one_line(&read(&archive(entries)).unwrap_err())
}

#[test]
fn plain_fields() {
    let (entry, content) =
        only(&[TestEntry::file("a/b", b"text").octal(100, 8, 0o4755).octal(108, 8, 7).octal(116, 8, 8)]);
    assert_eq!((entry.name.as_slice(), entry.mode, entry.uid, entry.gid), (&b"a/b"[..], 0o4755, 7, 8));
    assert_eq!((entry.kind, content.as_slice()), (EntryKind::Regular, &b"text"[..]));
    assert_eq!(entry.mtime, Time { secs: 1_700_000_000, nanos: 0 });
}

#[test]
fn numbers_too_large_for_octal() {
    let file = TestEntry::file("a", b"").base256(108, 8, 4_000_000_000).base256(116, 8, -2).base256(136, 12, -5);
    let (entry, _) = only(&[file]);
    assert_eq!((entry.uid, entry.gid, entry.mtime.secs), (4_000_000_000, u32::MAX - 1, -5));
    assert!(refused(&[TestEntry::file("a", b"").base256(108, 8, 1 << 32)]).contains("owner of 'a'"));
    assert!(refused(&[TestEntry::file("a", b"").base256(124, 12, -1)]).contains("size of 'a'"));
    assert!(refused(&[TestEntry::file("a", b"").bytes(124, b"12x45678901")]).contains("size of 'a'"));
}

#[test]
fn kinds() {
    let tar = archive(&[
        TestEntry::dir("d/"),
        TestEntry::new(0, b"v7dir/").bytes(257, &[0; 8]),
        TestEntry::symlink("s", "../x"),
        TestEntry::hardlink("h", "d/f"),
        TestEntry::new(b'6', b"p"),
        TestEntry::device(b'3', "c", 1, 3),
        TestEntry::device(b'4', "b", 259, 70_000),
        TestEntry::new(b'7', b"contiguous"),
        TestEntry::new(b'V', b"volume"),
    ]);
    let kinds: Vec<_> =
        read(&tar).unwrap().into_iter().map(|(entry, _)| (entry.kind, entry.device, entry.link)).collect();
    let plain = |kind| (kind, (0, 0), Vec::new());
    assert_eq!(
        kinds,
        [
            plain(EntryKind::Directory),
            plain(EntryKind::Directory),
            (EntryKind::Symlink, (0, 0), b"../x".to_vec()),
            (EntryKind::HardLink, (0, 0), b"d/f".to_vec()),
            plain(EntryKind::Fifo),
            (EntryKind::CharDevice, (1, 3), Vec::new()),
            (EntryKind::BlockDevice, (259, 70_000), Vec::new()),
            plain(EntryKind::Regular),
        ]
    );
    assert!(refused(&[TestEntry::new(b'M', b"part")]).contains("unsupported entry type 'M'"));
}

#[test]
fn long_names() {
    let (long, link) = ("n".repeat(300), "l".repeat(200));
    let symlink = TestEntry::symlink("short", "short");
    let gnu = [TestEntry::long(b'K', link.as_bytes()), TestEntry::long(b'L', long.as_bytes()), symlink.clone()];
    let pax = [TestEntry::pax(b'x', &[("path", long.as_bytes()), ("linkpath", link.as_bytes())]), symlink];
    for entries in [&gnu[..], &pax[..]] {
        let (entry, _) = only(entries);
        assert_eq!((entry.name, entry.link), (long.clone().into_bytes(), link.clone().into_bytes()));
    }
    let (entry, _) = only(&[TestEntry::file("name", b"").bytes(345, b"some/prefix")]);
    assert_eq!(entry.name, b"some/prefix/name");
    let gnu_magic = TestEntry::file("name", b"").bytes(257, b"ustar  \0").bytes(345, b"00000000000\0");
    assert_eq!(only(&[gnu_magic]).0.name, b"name");

    let limit = vec![b'n'; 4096];
    assert_eq!(only(&[TestEntry::long(b'L', &limit), TestEntry::file("a", b"")]).0.name, limit);
    let over = vec![b'n'; 4097];
    assert!(refused(&[TestEntry::long(b'L', &over), TestEntry::file("a", b"")]).contains("a name of 4097 bytes"));
    assert!(refused(&[TestEntry::pax(b'x', &[("path", &over)]), TestEntry::file("a", b"")]).contains("4097 bytes"));
}

#[test]
fn pax_records() {
    let (entry, content) = only(&[
        TestEntry::pax(b'g', &[("mtime", b"5"), ("gid", b"9")]),
        TestEntry::pax(
            b'x',
            &[
                ("uid", b"4000000000"),
                ("size", b"3"),
                ("mtime", b"-1.5"),
                ("gid", b""),
                ("SCHILY.xattr.user.a", b"v\n"),
            ],
        ),
        TestEntry::file("a", b"abc").octal(124, 12, 0),
    ]);
    assert_eq!((entry.uid, entry.gid, content.as_slice()), (4_000_000_000, 0, &b"abc"[..]));
    assert_eq!(entry.mtime, Time { secs: -2, nanos: 500_000_000 });
    assert_eq!(entry.xattrs, [(b"user.a".to_vec(), b"v\n".to_vec())]);

    assert!(refused(&[TestEntry::pax(b'x', &[("uid", b"x")]), TestEntry::file("a", b"")]).contains("'uid'='x'"));
    let big = vec![b'x'; 2 << 20];
    assert!(
        refused(&[TestEntry::pax(b'x', &[("comment", &big)]), TestEntry::file("a", b"")]).contains("extended headers")
    );
    let many: Vec<_> = (0..300).map(|_| TestEntry::pax(b'x', &[("comment", &[b'x'; 4000])])).collect();
    assert!(refused(&many).contains("extended headers"));
    assert!(refused(&[TestEntry::pax(b'x', &[("uid", b"1")])]).contains("cut short"));
}

#[test]
fn sparse_files_of_all_formats() {
    let stored = b"headtail".as_slice();
    let mut expected = vec![0; 1000];
    expected[..4].copy_from_slice(b"head");
    expected[600..604].copy_from_slice(b"tail");

    let old =
        TestEntry::new(b'S', b"name").bytes(257, b"ustar  \0").content(stored).octal(386, 12, 0).octal(398, 12, 4);
    let old = old.octal(410, 12, 600).octal(422, 12, 4).octal(434, 12, 1000).octal(446, 12, 0).octal(483, 12, 1000);
    let pax_00 = TestEntry::pax(
        b'x',
        &[
            ("GNU.sparse.size", b"1000"),
            ("GNU.sparse.numblocks", b"2"),
            ("GNU.sparse.offset", b"0"),
            ("GNU.sparse.numbytes", b"4"),
            ("GNU.sparse.offset", b"600"),
            ("GNU.sparse.numbytes", b"4"),
        ],
    );
    let name = ("GNU.sparse.name", &b"name"[..]);
    let pax_01 = TestEntry::pax(b'x', &[name, ("GNU.sparse.size", b"1000"), ("GNU.sparse.map", b"0,4,600,4")]);
    let major = ("GNU.sparse.major", &b"1"[..]);
    let pax_10 = TestEntry::pax(b'x', &[major, ("GNU.sparse.minor", b"0"), name, ("GNU.sparse.realsize", b"1000")]);
    let mut with_map = b"2\n0\n4\n600\n4\n".to_vec();
    with_map.resize(512, 0);
    with_map.extend_from_slice(stored);

    for entries in [
        vec![old.clone()],
        vec![pax_00, TestEntry::file("name", stored)],
        vec![pax_01.clone(), TestEntry::file("GNUSparseFile.0/name", stored)],
        vec![pax_10.clone(), TestEntry::file("GNUSparseFile.0/name", &with_map)],
    ] {
        let (entry, content) = only(&entries);
        assert_eq!(entry.name, b"name");
        assert!(content == expected);
    }

    let lies = [
        vec![old.clone().octal(483, 12, 602)],
        vec![old.octal(410, 12, 2)],
        vec![pax_01.clone(), TestEntry::file("name", b"less")],
        vec![pax_10.clone(), TestEntry::file("name", b"9999999\n")],
        vec![pax_10.clone(), TestEntry::file("name", &[b'1'; 512])],
        vec![pax_10, TestEntry::file("name", b"2\n0\n4\n600\n")],
    ];
    for entries in lies {
        assert!(refused(&entries).contains("sparse file"), "{}", refused(&entries));
    }
    let huge = TestEntry::pax(b'x', &[("GNU.sparse.size", b"9000000000000000000"), ("GNU.sparse.map", b"0,4")]);
    assert!(refused(&[huge, TestEntry::file("name", b"four")]).contains("the limit is 256 GiB"));
}

#[test]
fn content_of_what_has_none() {
    let next = TestEntry::file("next", b"n");
    // The size field means nothing, or the content is there: both occur.
    for link in [TestEntry::hardlink("h", "t").octal(124, 12, 700), TestEntry::hardlink("h", "t").content(&[b'x'; 700])]
    {
        let entries = read(&archive(&[link, next.clone()])).unwrap();
        let names: Vec<_> = entries.iter().map(|(entry, content)| (entry.name.as_slice(), content.len())).collect();
        assert_eq!(names, [(&b"h"[..], 0), (b"next", 1)]);
    }
    let at_end = read(&archive(&[TestEntry::hardlink("h", "t").octal(124, 12, 700)])).unwrap();
    assert_eq!(at_end.len(), 1);
}

#[test]
fn ends() {
    let file = TestEntry::file("a", b"text").build();
    for (tail, entries) in [
        (vec![], Some(1)),
        (vec![0; 512], Some(1)),
        (vec![0; 1024], Some(1)),
        (vec![0; 10240], Some(1)),
        ([vec![0; 1024], b"anything".to_vec()].concat(), Some(1)),
        ([vec![0; 512], file.clone()].concat(), None),
        (vec![0; 100], None),
        (b"junk".repeat(128), None),
    ] {
        let read = read(&[file.clone(), tail].concat());
        assert_eq!(read.ok().map(|all| all.len()), entries);
    }
    assert!(read(&[]).unwrap().is_empty());
    for len in [1, 511, 512, 513, 515] {
        let error = one_line(&read(&file[..len]).unwrap_err());
        assert!(error.contains("cut short"), "{len}: {error}");
    }
    // In the padding behind the last content, as umoci ends its layers.
    for len in [516, 517, 1000, 1023] {
        assert_eq!(read(&file[..len]).unwrap()[0].1, b"text");
    }
    let next = TestEntry::dir("next").build();
    read(&[&file[..1000], &next].concat()).unwrap_err();
    assert_eq!(one_line(&read(&[b'x'; 4096]).unwrap_err()), "this is not a tar archive");
    let lie = TestEntry::file("a", b"text").octal(124, 12, 1 << 30);
    assert!(refused(&[lie]).contains("cut short: the stream ends after 2048 bytes"));
}

#[test]
fn flipped_bits_never_panic() {
    let tar = archive(&[
        TestEntry::pax(b'x', &[("GNU.sparse.size", b"10"), ("GNU.sparse.map", b"0,4"), ("mtime", b"1.5")]),
        TestEntry::file("name", b"four"),
        TestEntry::long(b'L', b"long"),
        TestEntry::symlink("a", "b"),
    ]);
    for at in 0..tar.len() {
        for bit in [0, 3, 7] {
            let mut tar = tar.clone();
            tar[at] ^= 1 << bit;
            let _ = read(&tar);
        }
    }
}
