use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::archive::testing::{TestEntry, archive};

#[path = "../../../tests/harness/stargz.rs"]
mod stargz_maker;
use stargz_maker::Stargz;

fn noise(len: u32, seed: u32) -> Vec<u8> {
    (0..len / 4).flat_map(|n| (n ^ seed).wrapping_mul(2_654_435_761).rotate_left(n % 31).to_le_bytes()).collect()
}

fn layer() -> Vec<TestEntry> {
    let big = noise(700_000, 1);
    vec![
        TestEntry::dir("etc/"),
        TestEntry::file("etc/motd", b"hello"),
        TestEntry::file("etc/empty", b""),
        TestEntry::symlink("etc/link", "motd"),
        TestEntry::hardlink("etc/hard", "etc/motd"),
        TestEntry::device(b'3', "null", 1, 3),
        TestEntry::file("big", &big),
        TestEntry::file("same", b"hello"),
        TestEntry::dir("last/").bytes(265, b"root"),
    ]
}

fn write_all(tar: &[u8]) -> (Vec<u8>, BTreeMap<String, String>) {
    let mut blob = Vec::new();
    let annotations = write(tar, &mut blob, 3).unwrap();
    (blob, annotations)
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    crate::archive::decompress(packed)?.1.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The stream by the table, and how many bytes of files come from elsewhere than the blob: from `known`.
fn put_together(blob: &[u8], format: &Format, known: &HashMap<Digest, Vec<u8>>) -> Result<(Vec<u8>, usize)> {
    let size = blob.len() as u64;
    let part = |range: &Range<u64>| within(blob, 0, range);
    let table = format.table(size, &mut |range| part(&range))?;
    let (mut stream, mut spared) = (Vec::new(), 0);
    for next in table.parts()? {
        match next? {
            Part::Literal(bytes) => stream.extend(bytes),
            Part::Packed(span) => stream.extend(unpack(&part(&span)?)?),
            Part::Content(content) => {
                match known.get(&content.digest).filter(|bytes| bytes.len() as u64 == content.size) {
                    Some(bytes) => {
                        let piece = &bytes[content.piece.start as usize..content.piece.end as usize];
                        stream.extend_from_slice(piece);
                        stream.extend(content.after);
                        spared += piece.len();
                    }
                    None => stream.extend(unpack(&part(&content.span)?)?),
                }
            }
        }
    }
    Ok((stream, spared))
}

fn contents(list: &[&[u8]]) -> HashMap<Digest, Vec<u8>> {
    list.iter().map(|bytes| (Digest::of(bytes), bytes.to_vec())).collect()
}

#[test]
fn chunked_layers_come_back_in_every_way() {
    let tar = archive(&layer());
    let (blob, annotations) = write_all(&tar);
    assert!(unpack(&blob).unwrap() == tar, "a plain stream for who knows no more");
    assert!(write_all(&tar) == (blob.clone(), annotations.clone()), "the same bytes each time");
    let format = Format::of(&annotations, blob.len() as u64).unwrap();
    let big = noise(700_000, 1);
    for (known, spared) in [(contents(&[]), 0), (contents(&[b"hello"]), 10), (contents(&[b"hello", &big]), 700_010)] {
        assert!(put_together(&blob, &format, &known).unwrap() == (tar.clone(), spared));
        // As tools wrote it before 2023.
        let mut old: BTreeMap<_, _> =
            annotations.iter().map(|(key, value)| (key.replace(".github", ""), value.clone())).collect();
        old.remove("io.containers.zstd-chunked.tarsplit-position");
        let format = Format::of(&old, blob.len() as u64).unwrap();
        assert!(put_together(&blob, &format, &known).unwrap() == (tar.clone(), spared));
    }
}

#[test]
fn what_go_reads_from_the_headers_is_in_the_table() {
    let times = TestEntry::pax(b'x', &[("mtime", b"1700000000.25"), ("atime", b"1"), ("SCHILY.xattr.user.a", b"v")]);
    let tar = archive(&[
        times,
        TestEntry::file("f", b"x").octal(108, 8, 1000),
        TestEntry::long(b'L', b"long"),
        TestEntry::file("l", b""),
    ]);
    let (blob, annotations) = write_all(&tar);
    let at: Vec<usize> = annotations[chunked::TABLE].split(':').map(|number| number.parse().unwrap()).collect();
    let table: Value = serde_json::from_slice(&unpack(&blob[at[0]..at[0] + at[1]]).unwrap()).unwrap();
    let entry = &table["entries"][0];
    let expected = json!({"type": "reg", "name": "f", "mode": 0o644, "size": 1, "uid": 1000,
        "modtime": "2023-11-14T22:13:20.25Z", "accesstime": "1970-01-01T00:00:01Z", "xattrs": {"user.a": "dg=="},
        "digest": Digest::of(b"x"), "offset": entry["offset"], "endOffset": entry["endOffset"]});
    assert_eq!(*entry, expected);
    assert_eq!(table["entries"][1]["name"], "long");
    assert_eq!(blob[blob.len() - 64..][..8], (at[0] as u64).to_le_bytes());
    assert!(blob.ends_with(b"GNUlInUx"));
}

#[test]
fn layers_that_no_table_can_tell_have_none() {
    let sparse =
        TestEntry::pax(b'x', &[("GNU.sparse.size", b"9"), ("GNU.sparse.numblocks", b"1"), ("GNU.sparse.map", b"4,5")]);
    for odd in [
        vec![sparse, TestEntry::file("s", b"12345")],
        vec![TestEntry::pax(b'g', &[("comment", b"x")]), TestEntry::file("f", b"1")],
        vec![TestEntry::file("f", b"1"), TestEntry::file("./f", b"2")],
        vec![TestEntry::new(b'0', b"\xff\xfe").content(b"x")],
        vec![TestEntry::new(b'7', b"contiguous").content(b"x")],
    ] {
        let tar = archive(&odd);
        let (blob, annotations) = write_all(&tar);
        assert!(annotations.is_empty() && unpack(&blob).unwrap() == tar, "{odd:?}");
    }
}

#[test]
fn tables_that_were_tampered_with_are_refused() {
    let (blob, annotations) = write_all(&archive(&layer()));
    let size = blob.len() as u64;
    let format = Format::of(&annotations, size).unwrap();
    let refused = |blob: &[u8], format: &Format| put_together(blob, format, &contents(&[b"hello"])).is_err();
    for key in [chunked::TABLE, chunked::TAR_SPLIT] {
        let mut spoilt = blob.clone();
        spoilt[annotations[key].split(':').next().unwrap().parse::<usize>().unwrap() + 20] ^= 1;
        assert!(refused(&spoilt, &format), "{key}");
    }
    for (key, value) in [
        (chunked::CHECKSUM, "nonsense"),
        (chunked::TABLE, "1:2"),
        (chunked::TABLE, "18446744073709551615:9:9:1"),
        (chunked::TABLE, "0:9:9:1"),
        (chunked::TABLE, "9:99999999:9:1"),
        (chunked::TABLE, "9:9:9:2"),
    ] {
        let mut odd = annotations.clone();
        odd.insert(key.into(), value.into());
        assert_eq!(Format::of(&odd, size), None, "{key} {value}");
    }
    assert_eq!(Format::of(&BTreeMap::new(), size), None);
}

fn stargz(entries: &[TestEntry], chunk: usize) -> (Stargz, Format) {
    // As Go writes them: also what is no device has numbers.
    let entries: Vec<_> = entries.iter().map(|entry| entry.clone().octal(329, 8, 0).octal(337, 8, 0)).collect();
    let layer = Stargz::of(&archive(&entries), chunk, |_| ());
    let annotations = BTreeMap::from([(stargz::DIGEST.to_owned(), layer.toc.clone())]);
    let format = Format::of(&annotations, layer.blob.len() as u64).unwrap();
    (layer, format)
}

#[test]
fn stargz_layers_come_back_in_every_way() {
    let big = noise(700_000, 1);
    for chunk in [4 << 20, 300_000] {
        let (layer, format) = stargz(&layer(), chunk);
        assert!(unpack(&layer.blob).unwrap() == layer.tar);
        for (known, spared) in [(contents(&[]), 0), (contents(&[b"hello"]), 10), (contents(&[b"hello", &big]), 700_010)]
        {
            let (tar, actual) = put_together(&layer.blob, &format, &known).unwrap();
            assert!(tar == layer.tar && actual == spared, "{chunk} {spared} {actual}");
        }
    }
}

#[test]
fn stargz_headers_that_are_not_known_are_fetched() {
    let odd = || TestEntry::pax(b'x', &[("mtime", b"1700000000.25")]);
    let big = noise(700_000, 1);
    let known = contents(&[b"first", b"second", &big]);
    // The first member shows that the table does not tell all: only whole pieces of the large file are spared.
    let (first, format) = stargz(&[odd(), TestEntry::file("a", b"first"), TestEntry::file("big", &big)], 300_000);
    assert!(put_together(&first.blob, &format, &known).unwrap() == (first.tar, 600_000));
}

#[test]
fn stargz_tables_are_held_to_their_digest() {
    let layer = Stargz::of(&archive(&layer()), 4 << 20, |_| ());
    let of = |digest: Digest| Format::Stargz(digest);
    assert!(put_together(&layer.blob, &of(Digest::of(b"other")), &contents(&[])).is_err());
    let right = of(layer.toc.parse().unwrap());
    for cut in [0, 1, 50, 51, 100] {
        assert!(put_together(&layer.blob[..cut], &right, &contents(&[])).is_err());
    }
    assert!(put_together(&layer.blob[1..], &right, &contents(&[])).is_err());
}

/// What an entry of a table may say, true or not.
fn entry() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![Just("reg"), Just("dir"), Just("chunk"), Just("symlink"), Just("odd")];
    let number = || prop_oneof![Just(0), Just(5), 0..2000u64, Just(u64::MAX)];
    (kind, [number(), number(), number(), number(), number(), number()]).prop_map(|(kind, numbers)| {
        let [size, offset, end, piece, len, inside] = numbers;
        json!({"type": kind, "name": "n", "mode": inside, "size": size, "digest": Digest::of(b"hello"), "offset": offset,
            "endOffset": end, "chunkOffset": piece, "chunkSize": len, "innerOffset": inside / 1500})
    })
}

proptest! {
    #[test]
    fn no_table_makes_a_reader_panic(entries in proptest::collection::vec(entry(), 0..6), rewrite in any::<bool>()) {
        let known = contents(&[b"hello"]);
        let packed = zstd::encode_all(json!({"version": 1, "entries": entries}).to_string().as_bytes(), 1).unwrap();
        let blob = [&[0; 2000][..], &packed].concat();
        let annotations = BTreeMap::from([
            (chunked::CHECKSUM.to_owned(), Digest::of(&packed).to_string()),
            (chunked::TABLE.to_owned(), format!("2000:{}:9:1", packed.len())),
        ]);
        let _ = put_together(&blob, &Format::of(&annotations, blob.len() as u64).unwrap(), &known);
        let spoil = |table: &mut Vec<Value>| {
            if !rewrite {
                table.clear();
            }
            table.extend(entries.clone());
        };
        let layer = Stargz::of(&archive(&layer()), 4 << 20, spoil);
        let _ = put_together(&layer.blob, &Format::Stargz(layer.toc.parse().unwrap()), &known);
    }
}
