//! Tar archives made byte by byte, so that they can be as wrong as a test wants.

const BLOCK: usize = 512;

/// One entry's header: what the writer puts there is not checked.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) name: Vec<u8>,
    pub(crate) kind: u8,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// The size that the header declares; that of the data when `None`.
    pub(crate) size: Option<u64>,
    pub(crate) link: Vec<u8>,
    pub(crate) device: (u32, u32),
}

impl Header {
    pub(crate) fn new(kind: u8, name: impl AsRef<[u8]>) -> Self {
        let mode = if kind == b'5' { 0o755 } else { 0o644 };
        let name = name.as_ref().to_vec();
        Self { name, kind, mode, uid: 0, gid: 0, size: None, link: Vec::new(), device: (0, 0) }
    }

    pub(crate) fn link(mut self, to: impl AsRef<[u8]>) -> Self {
        self.link = to.as_ref().to_vec();
        self
    }

    pub(crate) fn mode(mut self, mode: u32) -> Self {
        self.mode = mode;
        self
    }

    pub(crate) fn owner(mut self, uid: u32, gid: u32) -> Self {
        (self.uid, self.gid) = (uid, gid);
        self
    }

    pub(crate) fn device(mut self, major: u32, minor: u32) -> Self {
        self.device = (major, minor);
        self
    }

    pub(crate) fn declares(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    fn block(&self, data: usize) -> [u8; BLOCK] {
        let mut block = [0; BLOCK];
        put(&mut block, 0, 100, &self.name);
        put(&mut block, 100, 8, format!("{:07o}", self.mode).as_bytes());
        put(&mut block, 108, 8, format!("{:07o}", self.uid & 0o7777777).as_bytes());
        put(&mut block, 116, 8, format!("{:07o}", self.gid & 0o7777777).as_bytes());
        put(&mut block, 124, 12, format!("{:011o}", self.size.unwrap_or(data as u64)).as_bytes());
        put(&mut block, 136, 12, format!("{:011o}", 1_700_000_000).as_bytes());
        block[156] = self.kind;
        put(&mut block, 157, 100, &self.link);
        put(&mut block, 257, 8, b"ustar\x0000");
        put(&mut block, 329, 8, format!("{:07o}", self.device.0).as_bytes());
        put(&mut block, 337, 8, format!("{:07o}", self.device.1).as_bytes());
        put(&mut block, 148, 8, b"        ");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        put(&mut block, 148, 8, format!("{sum:06o}\0 ").as_bytes());
        block
    }
}

fn put(block: &mut [u8; BLOCK], at: usize, room: usize, bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(room)];
    block[at..at + bytes.len()].copy_from_slice(bytes);
}

/// An archive in the making.
#[derive(Clone, Default)]
pub(crate) struct Tar(Vec<u8>);

impl Tar {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an entry; a name or link over 100 bytes is put into a PAX header before it.
    pub(crate) fn entry(self, header: &Header, data: &[u8]) -> Self {
        let mut records = Vec::new();
        if header.name.len() > 100 {
            records.push(("path", header.name.clone()));
        }
        if header.link.len() > 100 {
            records.push(("linkpath", header.link.clone()));
        }
        let this = if records.is_empty() { self } else { self.pax(&records) };
        this.raw(header, data)
    }

    fn raw(mut self, header: &Header, data: &[u8]) -> Self {
        self.0.extend_from_slice(&header.block(data.len()));
        self.0.extend_from_slice(data);
        self.0.resize(self.0.len().next_multiple_of(BLOCK), 0);
        self
    }

    /// Adds a PAX header for the entry that follows.
    pub(crate) fn pax(self, records: &[(&str, Vec<u8>)]) -> Self {
        let mut data = Vec::new();
        for (key, value) in records {
            data.extend_from_slice(&pax_record(key, value));
        }
        self.raw(&Header::new(b'x', "PaxHeaders/0"), &data)
    }

    pub(crate) fn file(self, name: impl AsRef<[u8]>, data: impl AsRef<[u8]>) -> Self {
        self.entry(&Header::new(b'0', name), data.as_ref())
    }

    pub(crate) fn dir(self, name: impl AsRef<[u8]>) -> Self {
        self.entry(&Header::new(b'5', name), b"")
    }

    pub(crate) fn symlink(self, name: impl AsRef<[u8]>, to: impl AsRef<[u8]>) -> Self {
        self.entry(&Header::new(b'2', name).link(to), b"")
    }

    pub(crate) fn hardlink(self, name: impl AsRef<[u8]>, to: impl AsRef<[u8]>) -> Self {
        self.entry(&Header::new(b'1', name).link(to), b"")
    }

    /// The archive with the two empty blocks that end it.
    pub(crate) fn end(mut self) -> Vec<u8> {
        self.0.resize(self.0.len() + 2 * BLOCK, 0);
        self.0
    }

    /// The archive as it is, without an end.
    pub(crate) fn cut(self) -> Vec<u8> {
        self.0
    }
}

/// `LENGTH KEY=VALUE\n`, where the length counts itself.
fn pax_record(key: &str, value: &[u8]) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let mut length = rest + 1;
    while length != rest + length.to_string().len() {
        length += 1;
    }
    [format!("{length} {key}=").as_bytes(), value, b"\n"].concat()
}
