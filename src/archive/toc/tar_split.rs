//! The tar-split of a layer (vbatts/tar-split, tar/storage): a line of JSON for each file, and for each piece of the tar stream
//! between files.

use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{bounded, wrong};
use crate::error::{Context, Result};
use crate::name::base64;

const FILE: u8 = 1;
const SEGMENT: u8 = 2;
/// The longest line; Go's tools write segments of at most 1 MiB, in base 64.
const LINE: u64 = 4 << 20;

/// One line, the fields in the order in which Go writes them.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<std::borrow::Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    size: u64,
    /// The bytes of a segment, the checksum of a file; in base 64.
    payload: Option<String>,
    position: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What the stream goes on with.
pub(super) enum Entry {
    Segment(Vec<u8>),
    /// The content of the next file, of so many bytes.
    File(u64),
}

type Unpacked = io::Take<zstd::Decoder<'static, Cursor<Arc<[u8]>>>>;

/// Reads a tar-split.
pub(super) struct Reader {
    lines: BufReader<Unpacked>,
    line: Vec<u8>,
}

impl Reader {
    pub(super) fn new(packed: Arc<[u8]>) -> Result<Self> {
        let unpacked = super::unpacked(Cursor::new(packed)).context("cannot set up zstd")?;
        Ok(Reader { lines: BufReader::new(bounded(unpacked)), line: Vec::new() })
    }

    pub(super) fn next(&mut self) -> Result<Option<Entry>> {
        self.line.clear();
        self.lines.by_ref().take(LINE).read_until(b'\n', &mut self.line)?;
        if self.line.is_empty() {
            return Ok(None);
        }
        let Line { kind, size, payload, .. } = serde_json::from_slice(&self.line).context("the layer's tar-split")?;
        match kind {
            FILE => Ok(Some(Entry::File(size))),
            SEGMENT => {
                let bytes = base64::decode(payload.unwrap_or_default().as_bytes());
                Ok(Some(Entry::Segment(bytes.ok_or_else(|| wrong("has a tar-split that cannot be read"))?)))
            }
            _ => Err(wrong("has a tar-split that cannot be read").into()),
        }
    }
}

/// Writes a tar-split.
pub(super) struct Writer<W> {
    out: W,
    position: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Writer { out, position: 0 }
    }

    pub(super) fn segment(&mut self, bytes: &[u8]) -> Result<()> {
        self.line(Line { kind: SEGMENT, name: None, size: 0, payload: Some(base64::encode(bytes)), position: 0 })
    }

    /// A file, with the checksum of its content, if it has any.
    pub(super) fn file(&mut self, name: &str, size: u64, checksum: Option<u64>) -> Result<()> {
        let payload = checksum.map(|sum| base64::encode(&sum.to_be_bytes()));
        self.line(Line { kind: FILE, name: Some(name.into()), size, payload, position: 0 })
    }

    pub(super) fn finish(self) -> W {
        self.out
    }

    fn line(&mut self, line: Line<'_>) -> Result<()> {
        serde_json::to_writer(&mut self.out, &Line { position: self.position, ..line })?;
        self.position += 1;
        Ok(self.out.write_all(b"\n")?)
    }
}

/// CRC-64 of the ISO 3309 polynomial, as Go's `crc64.ISO`.
#[derive(Clone, Copy)]
pub(super) struct Crc64(u64);

const CRC: [u64; 256] = crc_table();

const fn crc_table() -> [u64; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let (mut sum, mut bit) = (at as u64, 0);
        while bit < 8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xd800_0000_0000_0000 } else { sum >> 1 };
            bit += 1;
        }
        table[at] = sum;
        at += 1;
    }
    table
}

impl Crc64 {
    pub(super) fn new() -> Self {
        Crc64(!0)
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = CRC[usize::from(self.0 as u8 ^ byte)] ^ (self.0 >> 8);
        }
    }

    pub(super) fn sum(self) -> u64 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_of_the_check_string() {
        let mut crc = Crc64::new();
        crc.update(b"123456789");
        assert_eq!(crc.sum(), 0xb909_56c7_75a4_1001);
    }

    #[test]
    fn lines_are_those_of_go() {
        let mut writer = Writer::new(Vec::new());
        writer.segment(b"head").unwrap();
        writer.file("a/", 0, None).unwrap();
        writer.file("a/b", 9, Some(1)).unwrap();
        let text = String::from_utf8(writer.finish()).unwrap();
        let lines = [
            r#"{"type":2,"payload":"aGVhZA==","position":0}"#,
            r#"{"type":1,"name":"a/","payload":null,"position":1}"#,
            r#"{"type":1,"name":"a/b","size":9,"payload":"AAAAAAAAAAE=","position":2}"#,
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
        let mut reader = Reader::new(zstd::encode_all(text.as_bytes(), 1).unwrap().into()).unwrap();
        assert!(matches!(reader.next().unwrap(), Some(Entry::Segment(bytes)) if bytes == b"head"));
        assert!(matches!(reader.next().unwrap(), Some(Entry::File(0))));
        assert!(matches!(reader.next().unwrap(), Some(Entry::File(9))));
        assert!(reader.next().unwrap().is_none());
    }
}
