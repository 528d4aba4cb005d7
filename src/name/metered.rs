//! Readers and writers that take account of the bytes that pass.

use std::io::{self, Read, Write};

use super::Hasher;

/// Takes account of bytes: a number counts them, a [`Hasher`] hashes them, a function is told of them.
pub(crate) trait Meter {
    /// These bytes have passed.
    fn pass(&mut self, bytes: &[u8]);
}

impl Meter for u64 {
    fn pass(&mut self, bytes: &[u8]) {
        *self += bytes.len() as u64;
    }
}

impl Meter for Hasher {
    fn pass(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

impl<A: Meter, B: Meter> Meter for (A, B) {
    fn pass(&mut self, bytes: &[u8]) {
        self.0.pass(bytes);
        self.1.pass(bytes);
    }
}

impl<F: FnMut(&[u8])> Meter for F {
    fn pass(&mut self, bytes: &[u8]) {
        self(bytes);
    }
}

/// A reader or writer whose `meter` hears of all bytes that were read or written, and of no others.
pub(crate) struct Metered<T, M> {
    pub(crate) inner: T,
    pub(crate) meter: M,
}

impl<T, M> Metered<T, M> {
    /// `inner`, of which `meter` is told from now on.
    pub(crate) fn new(inner: T, meter: M) -> Self {
        Metered { inner, meter }
    }
}

impl<R: Read, M: Meter> Read for Metered<R, M> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.meter.pass(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl<W: Write, M: Meter> Write for Metered<W, M> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.meter.pass(bytes.get(..count).unwrap_or(bytes));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Digest;

    #[test]
    fn only_what_has_passed_counts() {
        let mut space = [0; 5];
        let mut writer = Metered::new(&mut space[..], (Hasher::new(), 0u64));
        assert_eq!(writer.write(b"coracle").unwrap(), 5);
        assert_eq!((writer.meter.1, writer.meter.0.finish()), (5, Digest::of(b"corac")));
        let mut told = Vec::new();
        let mut reader = Metered::new(&b"boat"[..], |bytes: &[u8]| told.push(bytes.len()));
        let mut bytes = [0; 3];
        while reader.read(&mut bytes).unwrap() > 0 {}
        assert_eq!(told, [3, 1, 0]);
    }
}
