//! Streams on their way into the store: verified, then decompressed.

use std::{
    io::{self, BufReader, Read},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    archive::{self, Windows},
    error::{Error, Result},
    name::{Digest, Hasher},
};

const BUFFER: usize = 256 << 10;

/// The tar stream inside a compressed one. It ends only when `source` has been read to its own end, past whatever follows
/// the compressed data: an error that `source` has for its end (a wrong digest) reaches whoever stores the layer before it is
/// published.
pub(super) struct Unpacked<'a, R> {
    stream: Option<Box<dyn Read + Send + 'a>>,
    source: Shared<R>,
}

struct Shared<R>(Arc<Mutex<R>>);

impl<R> Clone for Shared<R> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<R: Read> Read for Shared<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(into)
    }
}

impl<'a, R: Read + Send + 'a> Unpacked<'a, R> {
    /// Looks at the beginning of `source` and sets up its decompression.
    pub(super) fn new(source: R) -> Result<Self> {
        Self::beside(source, &Windows::default())
    }

    /// The same, beside other streams that share `windows`.
    pub(super) fn beside(source: R, windows: &Windows) -> Result<Self> {
        let source = Shared(Arc::new(Mutex::new(source)));
        let buffered = BufReader::with_capacity(BUFFER, source.clone());
        let (_, stream) = archive::decompress_beside(buffered, windows)?;
        Ok(Unpacked { stream: Some(stream), source })
    }
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        if let Some(stream) = &mut self.stream {
            match stream.read(into)? {
                0 => self.stream = None,
                count => return Ok(count),
            }
        }
        io::copy(&mut self.source, &mut io::sink()).map(|_| 0)
    }
}

/// A reader that fails at its end unless digest and, where it is known, length are right.
pub(super) struct Checked<R> {
    inner: R,
    digest: Digest,
    size: Option<u64>,
    seen: u64,
    hasher: Option<Hasher>,
}

impl<R: Read> Checked<R> {
    pub(super) fn new(inner: R, digest: Digest, size: Option<u64>) -> Self {
        Checked { inner, digest, size, seen: 0, hasher: Some(Hasher::new()) }
    }

    fn verdict(&mut self) -> io::Result<usize> {
        let Some(hasher) = self.hasher.take() else { return Ok(0) };
        let actual = hasher.finish();
        let cause = match self.size.filter(|size| *size != self.seen) {
            Some(size) => format!("blob {} has {} bytes instead of {size}", self.digest, self.seen),
            None if actual != self.digest => format!("blob {} is damaged: its digest is {actual}", self.digest),
            None => return Ok(0),
        };
        self.hasher = Some(Hasher::new());
        Err(io::Error::other(Error::new(cause)))
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        match self.inner.read(into)? {
            0 => self.verdict(),
            count => {
                self.seen += count as u64;
                self.hasher.get_or_insert_default().update(into.get(..count).unwrap_or_default());
                Ok(count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], digest: Digest, size: Option<u64>) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut stream =
            Unpacked::new(Checked::new(bytes, digest, size)).map_err(|error| io::Error::other(format!("{error:#}")))?;
        stream.read_to_end(&mut all).map(|_| all)
    }

    #[test]
    fn the_end_comes_after_the_verdict() {
        let plain = vec![7; 100_000];
        let packed = gzip(&plain);
        let size = Some(packed.len() as u64);
        assert_eq!(read(&packed, Digest::of(&packed), size).unwrap(), plain);
        assert_eq!(read(&plain, Digest::of(&plain), None).unwrap(), plain);
        assert!(read(&packed, Digest::of(b"other"), size).unwrap_err().to_string().contains("is damaged"));
        assert!(read(&packed, Digest::of(&packed), Some(1)).unwrap_err().to_string().contains("instead of 1"));
    }

    #[test]
    fn what_follows_a_member_counts() {
        let mut packed = gzip(b"x");
        packed.extend(b"\0\0\0\0 trailing");
        assert!(read(&packed, Digest::of(&gzip(b"x")), None).is_err());
    }
}
