//! Layers in the form eStargz, written after its description (containerd/stargz-snapshotter, docs/estargz.md). Also used by the
//! unit tests.

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;

/// An eStargz layer.
pub(crate) struct Stargz {
    pub(crate) blob: Vec<u8>,
    /// What it unpacks to.
    pub(crate) tar: Vec<u8>,
    /// The digest of the table.
    pub(crate) toc: String,
}

fn digest(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    Sha256::digest(bytes).iter().for_each(|byte| write!(text, "{byte:02x}").expect("a string takes all"));
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes all")
}

fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(field.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned()
}

fn number(field: &[u8]) -> usize {
    usize::from_str_radix(text(field).trim(), 8).unwrap_or(0)
}

impl Stargz {
    /// Makes one of an archive with ustar headers, and extended ones, which the table says nothing of. Files are cut after
    /// each `chunk` bytes. `spoil` may change the table before it is written.
    pub(crate) fn of(tar: &[u8], chunk: usize, spoil: impl Fn(&mut Vec<Value>)) -> Self {
        let (mut blob, mut stream, mut member) = (Vec::new(), Vec::new(), Vec::new());
        let mut entries = Vec::new();
        let mut at = 0;
        while at < tar.len() && tar[at] != 0 {
            let header = &tar[at..at + 512];
            let size = number(&header[124..136]);
            let padded = size.next_multiple_of(512);
            member.extend_from_slice(header);
            let data = &tar[at + 512..at + 512 + padded];
            at += 512 + padded;
            if header[156] == b'x' {
                member.extend_from_slice(data);
                continue;
            }
            let mut entry = describe(header);
            for (piece, start) in data[..size].chunks(chunk).zip((0..).step_by(chunk)) {
                stream.append(&mut member.clone());
                blob.extend(gzip(&std::mem::take(&mut member)));
                entry.insert("offset".into(), json!(blob.len()));
                entry.insert("chunkDigest".into(), json!(digest(piece)));
                if start > 0 {
                    entry.insert("chunkOffset".into(), json!(start));
                }
                if start + chunk < size {
                    entry.insert("chunkSize".into(), json!(chunk));
                }
                if start == 0 {
                    entry.insert("digest".into(), json!(digest(&data[..size])));
                }
                let name = entry["name"].clone();
                entries.push(Value::Object(std::mem::take(&mut entry)));
                entry = Map::from_iter([("name".into(), name), ("type".into(), json!("chunk"))]);
                member.extend_from_slice(piece);
            }
            if size == 0 {
                entries.push(Value::Object(entry));
            }
            member.extend_from_slice(&data[size..]);
        }
        stream.extend_from_slice(&member);
        blob.extend(gzip(&member));
        spoil(&mut entries);
        let toc = json!({"version": 1, "entries": entries}).to_string();
        let mut end = header_of("stargz.index.json", toc.len());
        end.extend_from_slice(toc.as_bytes());
        end.resize(end.len().next_multiple_of(512) + 1024, 0);
        let place = blob.len();
        blob.extend(gzip(&end));
        blob.extend(footer(place));
        stream.extend(end);
        Self { blob, tar: stream, toc: digest(toc.as_bytes()) }
    }
}

fn describe(header: &[u8]) -> Map<String, Value> {
    let kind = match header[156] {
        b'0' => "reg",
        b'1' => "hardlink",
        b'2' => "symlink",
        b'5' => "dir",
        b'6' => "fifo",
        b'3' => "char",
        _ => "block",
    };
    let mtime = jiff::Timestamp::from_second(number(&header[136..148]) as i64).expect("a time");
    let entry = json!({
        "name": text(&header[..100]), "type": kind, "mode": number(&header[100..108]), "modtime": mtime.to_string(),
        "uid": number(&header[108..116]), "gid": number(&header[116..124]), "size": number(&header[124..136]),
        "linkName": text(&header[157..257]), "userName": text(&header[265..297]), "groupName": text(&header[297..329]),
        "devMajor": number(&header[329..337]), "devMinor": number(&header[337..345]),
    });
    let Value::Object(entry) = entry else { unreachable!() };
    entry
}

fn header_of(name: &str, size: usize) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000444\0");
    block[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    block[148..156].copy_from_slice(b"        ");
    block[156] = b'0';
    block[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// An empty member whose extra field says where the table is.
fn footer(place: usize) -> Vec<u8> {
    let mut footer = vec![0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 26, 0, b'S', b'G', 22, 0];
    footer.extend(format!("{place:016x}STARGZ").bytes());
    footer.extend([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
    footer
}
