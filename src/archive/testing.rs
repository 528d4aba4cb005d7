//! Makes tar archives for tests, the malicious ones above all.

/// One header with what follows it; the fields that tests do not set are those of a plain file.
#[derive(Debug, Clone)]
pub(crate) struct TestEntry {
    header: [u8; 512],
    content: Vec<u8>,
}

impl TestEntry {
    pub(crate) fn new(flag: u8, name: &[u8]) -> Self {
        let mut entry = TestEntry { header: [0; 512], content: Vec::new() };
        entry.header[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
        entry.header[156] = flag;
        entry.header[257..265].copy_from_slice(b"ustar\x0000");
        entry.octal(100, 8, 0o644).octal(108, 8, 0).octal(116, 8, 0).octal(136, 12, 1_700_000_000).octal(124, 12, 0)
    }

    pub(crate) fn file(name: &str, content: &[u8]) -> Self {
        TestEntry::new(b'0', name.as_bytes()).content(content)
    }

    pub(crate) fn dir(name: &str) -> Self {
        TestEntry::new(b'5', name.as_bytes()).octal(100, 8, 0o755)
    }

    pub(crate) fn symlink(name: &str, target: &str) -> Self {
        TestEntry::new(b'2', name.as_bytes()).bytes(157, target.as_bytes())
    }

    pub(crate) fn hardlink(name: &str, target: &str) -> Self {
        TestEntry::new(b'1', name.as_bytes()).bytes(157, target.as_bytes())
    }

    pub(crate) fn device(flag: u8, name: &str, major: u64, minor: u64) -> Self {
        TestEntry::new(flag, name.as_bytes()).octal(329, 8, major).octal(337, 8, minor)
    }

    /// An extended header with these records.
    pub(crate) fn pax(flag: u8, records: &[(&str, &[u8])]) -> Self {
        let mut data = Vec::new();
        for (key, value) in records {
            let rest = key.len() + value.len() + 3;
            let mut len = rest + rest.to_string().len();
            if len.to_string().len() + rest > len {
                len += 1;
            }
            data.extend(format!("{len} {key}=").bytes());
            data.extend_from_slice(value);
            data.push(b'\n');
        }
        TestEntry::new(flag, b"PaxHeaders/x").content(&data)
    }

    /// A GNU long name (`L`) or long link (`K`).
    pub(crate) fn long(flag: u8, name: &[u8]) -> Self {
        TestEntry::new(flag, b"././@LongLink").content(&[name, b"\0"].concat())
    }

    pub(crate) fn content(mut self, content: &[u8]) -> Self {
        self.content = content.to_vec();
        self.octal(124, 12, content.len() as u64)
    }

    pub(crate) fn octal(self, at: usize, len: usize, value: u64) -> Self {
        let text = format!("{value:0width$o}\0", width = len - 1);
        self.bytes(at, text.as_bytes())
    }

    pub(crate) fn base256(self, at: usize, len: usize, value: i64) -> Self {
        let mut field = vec![if value < 0 { 0xff } else { 0 }; len];
        field[len - 8..].copy_from_slice(&value.to_be_bytes());
        field[0] |= 0x80;
        self.bytes(at, &field)
    }

    pub(crate) fn bytes(mut self, at: usize, bytes: &[u8]) -> Self {
        self.header[at..at + bytes.len()].copy_from_slice(bytes);
        self
    }

    /// The bytes of the entry, with its checksum and padding.
    pub(crate) fn build(&self) -> Vec<u8> {
        let mut header = self.header;
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut out = header.to_vec();
        out.extend_from_slice(&self.content);
        out.resize(out.len().next_multiple_of(512), 0);
        out
    }
}

/// An archive of these entries, with its end.
pub(crate) fn archive(entries: &[TestEntry]) -> Vec<u8> {
    let mut out: Vec<u8> = entries.iter().flat_map(TestEntry::build).collect();
    out.resize(out.len() + 1024, 0);
    out
}
