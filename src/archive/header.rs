//! The 512-byte header block: v7, ustar (POSIX.1-1988), GNU and star.

use super::path::show;
use crate::error::{Error, Result};

/// Everything in a tar archive comes in blocks of this many bytes.
pub(super) const BLOCK: usize = 512;

/// Length of the padding after `size` bytes of content.
pub(super) fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64).wrapping_sub(size)
}

/// One header block, its fields by name (POSIX pax "ustar Interchange Format"; GNU tar manual, "Basic Tar Format").
#[derive(Clone)]
pub(super) struct Header(pub(super) [u8; BLOCK]);

impl Header {
    pub(super) fn is_zero(&self) -> bool {
        self.0 == [0; BLOCK]
    }

    /// Whether the checksum is right, taken over unsigned bytes or, as some old tars did, signed ones.
    pub(super) fn checksum_is_right(&self) -> bool {
        let Ok(Some(stored)) = octal(&self.0[148..156]) else { return false };
        let field = 148..156;
        let bytes = self.0.iter().enumerate().map(|(at, byte)| if field.contains(&at) { b' ' } else { *byte });
        let (unsigned, signed) = bytes.fold((0i64, 0i64), |(unsigned, signed), byte| {
            (unsigned + i64::from(byte), signed + i64::from(byte.cast_signed()))
        });
        stored == unsigned || stored == signed
    }

    pub(super) fn type_flag(&self) -> u8 {
        self.0[156]
    }

    /// The name, with the prefix that ustar and star keep apart.
    pub(super) fn name(&self) -> Vec<u8> {
        let name = until_nul(&self.0[..100]);
        let prefix = match () {
            () if !self.is_posix() => &[][..],
            () if &self.0[508..512] == b"tar\0" => until_nul(&self.0[345..476]),
            () => until_nul(&self.0[345..500]),
        };
        if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() }
    }

    pub(super) fn link_name(&self) -> &[u8] {
        until_nul(&self.0[157..257])
    }

    /// Permission bits; those above 07777 say nothing new.
    pub(super) fn mode(&self) -> Result<u16> {
        let mode = self.number("mode", 100..108)?;
        Ok(u16::try_from(mode & 0o7777).unwrap_or_default())
    }

    pub(super) fn uid(&self) -> Result<u32> {
        self.id("owner", 108..116)
    }

    pub(super) fn gid(&self) -> Result<u32> {
        self.id("group", 116..124)
    }

    /// The length of what follows, in bytes.
    pub(super) fn size(&self) -> Result<u64> {
        let size = self.number("size", 124..136)?;
        u64::try_from(size).map_err(|_| self.bad("size").into())
    }

    /// Seconds since 1970; negative before.
    pub(super) fn mtime(&self) -> Result<i64> {
        self.number("modification time", 136..148)
    }

    /// Major and minor number. Tars without these fields (v7) have no devices.
    pub(super) fn device(&self) -> Result<(u32, u32)> {
        let part = |field| -> Result<u32> {
            u32::try_from(self.number("device number", field)?).map_err(|_| self.bad("device number").into())
        };
        if self.is_posix() || self.is_gnu() { Ok((part(329..337)?, part(337..345)?)) } else { Ok((0, 0)) }
    }

    /// GNU's old sparse format: the length of the file with its holes.
    pub(super) fn real_size(&self) -> Result<u64> {
        let size = self.number("real size", 483..495)?;
        u64::try_from(size).map_err(|_| self.bad("real size").into())
    }

    /// GNU's old sparse format: the first four pieces, and whether a block with more follows.
    pub(super) fn sparse(&self) -> (&[u8], bool) {
        (&self.0[386..482], self.0[482] != 0)
    }

    fn is_posix(&self) -> bool {
        &self.0[257..263] == b"ustar\0"
    }

    pub(super) fn is_gnu(&self) -> bool {
        &self.0[257..265] == b"ustar  \0"
    }

    /// An owner. GNU tar writes -2 ("nobody" of old) as a negative number: the same 32 bits are meant.
    fn id(&self, what: &'static str, field: std::ops::Range<usize>) -> Result<u32> {
        let id = self.number(what, field)?;
        let wrapped = i32::try_from(id).ok().filter(|id| *id < 0).map(i32::cast_unsigned);
        u32::try_from(id).ok().or(wrapped).ok_or_else(|| self.bad(what).into())
    }

    fn number(&self, what: &'static str, field: std::ops::Range<usize>) -> Result<i64> {
        let bytes = self.0.get(field).unwrap_or_default();
        number(bytes).map(Option::unwrap_or_default).map_err(|()| self.bad(what).into())
    }

    fn bad(&self, what: &str) -> Error {
        Error::new(format!("damaged archive: the {what} of {} cannot be read", show(&self.name())))
    }
}

/// The bytes before the first NUL.
pub(super) fn until_nul(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// A number in a header: octal, or base 256 when the first bit is set. None for an empty field.
pub(super) fn number(field: &[u8]) -> Result<Option<i64>, ()> {
    match field.first() {
        Some(first) if first & 0x80 != 0 => base256(field).map(Some).ok_or(()),
        _ => octal(field),
    }
}

/// Two's complement over all bits but the first, which is only a mark (GNU tar manual, "Extensions to the format").
fn base256(field: &[u8]) -> Option<i64> {
    let negative = field.first()? & 0x40 != 0;
    let mut value: i128 = if negative { -1 } else { 0 };
    for (at, byte) in field.iter().enumerate() {
        let byte = if at == 0 && !negative { byte & 0x7f } else { *byte };
        value = (value << 8) | i128::from(byte);
    }
    i64::try_from(value).ok()
}

/// Octal digits with spaces before and a space or NUL behind.
fn octal(field: &[u8]) -> Result<Option<i64>, ()> {
    let digits = until_nul(field).trim_ascii();
    if digits.is_empty() {
        return Ok(None);
    }
    digits
        .iter()
        .try_fold(0i64, |value, digit| match digit {
            b'0'..=b'7' => value.checked_mul(8)?.checked_add(i64::from(digit - b'0')),
            _ => None,
        })
        .map(Some)
        .ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (field, value) in [
            (&b"0000644\0"[..], Ok(Some(0o644))),
            (b"   644 \0", Ok(Some(0o644))),
            (b"\0\0\0\0", Ok(None)),
            (b"        ", Ok(None)),
            (b"77777777", Ok(Some(0o77_777_777))),
            (b"0000648\0", Err(())),
            (b"-1\0", Err(())),
            (b"12 34\0", Err(())),
            (b"\x80\0\0\0\0\x10\0\0", Ok(Some(1 << 20))),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff", Ok(Some(-1))),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe", Ok(Some(-2))),
            (b"\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", Err(())),
        ] {
            assert_eq!(number(field), value, "{field:?}");
        }
    }

    #[test]
    fn padding_fills_the_block() {
        for (size, expected) in [(0, 0), (1, 511), (511, 1), (512, 0), (513, 511)] {
            assert_eq!(padding(size), expected);
        }
    }
}
