//! The recipe of a layer: what, together with the objects, gives back the layer's tar stream byte for byte.
//!
//! ```text
//! magic     16 bytes, "coracle-recipe 1"
//! zstd      of operations, one after the other:
//!   0 length                            the end; the length of the whole stream
//!   1 length bytes                      these bytes as they are: headers, padding, anything that is no content
//!   2 digest offset length              this part of an object; digest: 32 bytes
//! ```
//! Numbers are LEB128, at most 10 bytes. Padding and headers that resemble each other cost next to nothing in zstd.

use std::io::{self, BufRead, Read, Write};

use crate::error::{Error, Result};
use crate::name::Digest;

const MAGIC: &[u8; 16] = b"coracle-recipe 1";
const END: u8 = 0;
const LITERAL: u8 = 1;
const OBJECT: u8 = 2;

/// The longest literal in one operation, in bytes; longer ones are several.
const LITERAL_LIMIT: usize = 64 << 10;

/// zstd's level: the lowest gets all there is to get out of headers.
const LEVEL: i32 = 1;

/// Writes a recipe, operation by operation.
pub(crate) struct Writer<W: Write> {
    out: zstd::Encoder<'static, W>,
    literal: Vec<u8>,
    total: u64,
}

impl<W: Write> Writer<W> {
    /// Starts a recipe in `out`, which should be buffered.
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(MAGIC)?;
        let mut out = zstd::Encoder::new(out, LEVEL)?;
        out.include_checksum(true)?;
        Ok(Writer { out, literal: Vec::new(), total: 0 })
    }

    /// The stream goes on with these bytes.
    pub(crate) fn literal(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.total += bytes.len() as u64;
        while !bytes.is_empty() {
            let room = LITERAL_LIMIT - self.literal.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.literal.extend_from_slice(now);
            if self.literal.len() >= LITERAL_LIMIT {
                self.flush_literal()?;
            }
            bytes = later;
        }
        Ok(())
    }

    /// The stream goes on with `len` bytes of the object `digest` from `offset` on.
    pub(crate) fn object(&mut self, digest: &Digest, offset: u64, len: u64) -> io::Result<()> {
        if len == 0 {
            return Ok(());
        }
        self.flush_literal()?;
        self.total += len;
        self.out.write_all(&[OBJECT])?;
        self.out.write_all(digest.as_bytes())?;
        self.number(offset)?;
        self.number(len)
    }

    /// Ends the recipe; gives back what it was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.flush_literal()?;
        self.out.write_all(&[END])?;
        self.number(self.total)?;
        self.out.finish()
    }

    fn flush_literal(&mut self) -> io::Result<()> {
        if self.literal.is_empty() {
            return Ok(());
        }
        let literal = std::mem::take(&mut self.literal);
        self.out.write_all(&[LITERAL])?;
        self.number(literal.len() as u64)?;
        self.out.write_all(&literal)?;
        self.literal = literal;
        self.literal.clear();
        Ok(())
    }

    fn number(&mut self, mut number: u64) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(10);
        while number >= 0x80 {
            bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        self.out.write_all(&bytes)
    }
}

/// One step in giving back the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    Literal(Vec<u8>),
    Object { digest: Digest, offset: u64, len: u64 },
}

/// Reads a recipe. Never panics; what is not a recipe is an error.
pub(crate) struct Reader<R: BufRead> {
    input: zstd::Decoder<'static, R>,
    total: u64,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// Starts to read.
    pub(crate) fn new(mut input: R) -> Result<Self> {
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic).map_err(|_| damaged())?;
        if &magic != MAGIC {
            return Err(damaged().into());
        }
        Ok(Reader { input: zstd::Decoder::with_buffer(input)?, total: 0, ended: false })
    }

    /// The next operation; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Operation>> {
        if self.ended {
            return Ok(None);
        }
        let operation = match self.byte()? {
            LITERAL => self.read_literal()?,
            OBJECT => self.read_object()?,
            END if self.number()? == self.total => {
                self.ended = true;
                return self.end();
            }
            _ => return Err(damaged().into()),
        };
        let len = match &operation {
            Operation::Literal(bytes) => bytes.len() as u64,
            Operation::Object { len, .. } => *len,
        };
        self.total = self.total.checked_add(len).ok_or_else(damaged)?;
        Ok(Some(operation))
    }

    /// Nothing may follow; only at the end of the frame does zstd look at its checksum.
    fn end(&mut self) -> Result<Option<Operation>> {
        match self.input.read(&mut [0]) {
            Ok(0) => Ok(None),
            _ => Err(damaged().into()),
        }
    }

    fn read_literal(&mut self) -> Result<Operation> {
        let len = usize::try_from(self.number()?).ok().filter(|len| *len <= LITERAL_LIMIT).ok_or_else(damaged)?;
        let mut bytes = vec![0; len];
        self.exact(&mut bytes)?;
        Ok(Operation::Literal(bytes))
    }

    fn read_object(&mut self) -> Result<Operation> {
        let mut digest = [0; 32];
        self.exact(&mut digest)?;
        let (offset, len) = (self.number()?, self.number()?);
        offset.checked_add(len).ok_or_else(damaged)?;
        Ok(Operation::Object { digest: Digest::from_bytes(digest), offset, len })
    }

    fn number(&mut self) -> Result<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits.leading_zeros() < shift {
                return Err(damaged().into());
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(damaged().into())
    }

    fn byte(&mut self) -> Result<u8> {
        let mut byte = [0];
        self.exact(&mut byte)?;
        let [byte] = byte;
        Ok(byte)
    }

    fn exact(&mut self, bytes: &mut [u8]) -> Result<()> {
        Ok(self.input.read_exact(bytes).map_err(|_| damaged())?)
    }
}

fn damaged() -> Error {
    Error::new("the layer's recipe is damaged")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn operation() -> impl Strategy<Value = Operation> {
        let object = (any::<[u8; 32]>(), 0..u64::MAX / 2, 1..1u64 << 40)
            .prop_map(|(digest, offset, len)| Operation::Object { digest: Digest::from_bytes(digest), offset, len });
        prop_oneof![proptest::collection::vec(any::<u8>(), 1..2000).prop_map(Operation::Literal), object]
    }

    fn write(operations: &[Operation]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new()).unwrap();
        for operation in operations {
            match operation {
                Operation::Literal(bytes) => writer.literal(bytes).unwrap(),
                Operation::Object { digest, offset, len } => writer.object(digest, *offset, *len).unwrap(),
            }
        }
        writer.finish().unwrap()
    }

    fn read(recipe: &[u8]) -> Result<Vec<Operation>> {
        let mut reader = Reader::new(recipe)?;
        let mut operations = Vec::new();
        while let Some(operation) = reader.next()? {
            operations.push(operation);
        }
        Ok(operations)
    }

    /// Neighbouring literals as one: how they are cut is not part of what a recipe says.
    fn joined(operations: Vec<Operation>) -> Vec<Operation> {
        let mut out: Vec<Operation> = Vec::new();
        for operation in operations {
            match (out.last_mut(), operation) {
                (Some(Operation::Literal(last)), Operation::Literal(bytes)) => last.extend(bytes),
                (_, operation) => out.push(operation),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(operations in proptest::collection::vec(operation(), 0..20)) {
            prop_assert_eq!(joined(read(&write(&operations)).unwrap()), joined(operations));
        }

        #[test]
        fn damage_is_an_error(operations in proptest::collection::vec(operation(), 1..5), at in any::<prop::sample::Index>(), bit in 0..8) {
            let mut recipe = write(&operations);
            let at = at.index(recipe.len());
            prop_assert!(read(&recipe[..at]).is_err());
            recipe[at] ^= 1u8 << bit;
            // A few bits of a zstd frame's header mean nothing; no other change passes the checksum.
            if let Ok(read) = read(&recipe) {
                prop_assert_eq!(joined(read), joined(operations));
            }
        }

        #[test]
        fn noise_is_an_error(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(&noise).is_err());
            let mut framed = MAGIC.to_vec();
            framed.extend(zstd::encode_all(&noise[..], 1).unwrap());
            let _ = read(&framed);
        }
    }

    #[test]
    fn zeros_cost_nothing() {
        let recipe = write(&[Operation::Literal(vec![0; 10 << 20])]);
        assert!(recipe.len() < 2000, "{}", recipe.len());
        assert_eq!(joined(read(&recipe).unwrap()), [Operation::Literal(vec![0; 10 << 20])]);
    }
}
