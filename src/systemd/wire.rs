//! Messages of the D-Bus specification, as far as systemd's manager needs them: little-endian, without descriptors.

use crate::error::{Context, Result};

/// A message that is being written, or a part of one: alignment counts from its beginning.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn align(&mut self, to: usize) {
        self.bytes.resize(self.bytes.len().next_multiple_of(to), 0);
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.align(4);
        self.bytes.extend(value.to_le_bytes());
    }

    pub(super) fn boolean(&mut self, value: bool) {
        self.u32(value.into());
    }

    pub(super) fn string(&mut self, text: &str) {
        self.u32(text.len() as u32);
        self.bytes.extend(text.as_bytes());
        self.u8(0);
    }

    pub(super) fn signature(&mut self, text: &str) {
        self.u8(text.len() as u8);
        self.bytes.extend(text.as_bytes());
        self.u8(0);
    }

    pub(super) fn structure(&mut self) {
        self.align(8);
    }

    /// An array whose elements are aligned to `alignment` bytes.
    pub(super) fn array(&mut self, alignment: usize, elements: impl FnOnce(&mut Self)) {
        self.u32(0);
        let length_at = self.bytes.len() - 4;
        self.align(alignment);
        let start = self.bytes.len();
        elements(self);
        let length = (self.bytes.len() - start) as u32;
        self.bytes[length_at..length_at + 4].copy_from_slice(&length.to_le_bytes());
    }

    /// One element of an array of properties: `(sv)`.
    pub(super) fn property(&mut self, name: &str, signature: &str, value: impl FnOnce(&mut Self)) {
        self.structure();
        self.string(name);
        self.signature(signature);
        value(self);
    }
}

/// What a call is to whom.
pub(super) struct Call<'a> {
    pub(super) destination: &'a str,
    pub(super) path: &'a str,
    pub(super) interface: &'a str,
    pub(super) member: &'a str,
    /// Of the body.
    pub(super) signature: &'a str,
}

const METHOD_CALL: u8 = 1;

/// The bytes of a method call.
pub(super) fn call(call: &Call<'_>, serial: u32, body: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut content = Writer::default();
    body(&mut content);
    let mut message = Writer::default();
    for byte in [b'l', METHOD_CALL, 0, 1] {
        message.u8(byte);
    }
    message.u32(content.bytes.len() as u32);
    message.u32(serial);
    let fields = [
        (1, "o", call.path),
        (2, "s", call.interface),
        (3, "s", call.member),
        (6, "s", call.destination),
        (8, "g", call.signature),
    ];
    message.array(8, |message| {
        for (code, signature, value) in fields.into_iter().filter(|(_, _, value)| !value.is_empty()) {
            message.structure();
            message.u8(code);
            message.signature(signature);
            if signature == "g" { message.signature(value) } else { message.string(value) }
        }
    });
    message.structure();
    message.bytes.extend(content.bytes);
    message.bytes
}

/// Bytes before the header's fields, with their length at the end.
pub(super) const FIXED: usize = 16;

/// How many bytes follow the first [`FIXED`] ones of a message.
pub(super) fn rest(fixed: &[u8; FIXED]) -> Result<usize> {
    anyhow::ensure!(fixed[0] == b'l', "the message is not little-endian");
    let number = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]) as usize;
    let (body, fields) = (number(4), number(12));
    anyhow::ensure!(body < LARGEST && fields < LARGEST, "the message is too large");
    Ok(fields.next_multiple_of(8) + body)
}

/// No answer of the manager is longer, in bytes.
const LARGEST: usize = 1 << 20;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Return,
    Error,
    Signal,
    Other,
}

/// A message that has come.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) kind: Kind,
    /// The call that it answers.
    pub(super) reply_to: Option<u32>,
    /// Of a signal.
    pub(super) member: String,
    /// Of an error.
    pub(super) error: String,
    body: Vec<u8>,
}

impl Message {
    /// Parses a whole message.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader { bytes, at: 1 };
        let kind = match reader.u8()? {
            2 => Kind::Return,
            3 => Kind::Error,
            4 => Kind::Signal,
            _ => Kind::Other,
        };
        reader.at = 4;
        let length = reader.u32()? as usize;
        let mut message =
            Message { kind, reply_to: None, member: String::new(), error: String::new(), body: Vec::new() };
        reader.at = FIXED - 4;
        let end = reader.u32()? as usize + FIXED;
        while reader.at < end {
            reader.align(8);
            let (code, signature) = (reader.u8()?, reader.signature()?);
            match (code, signature.as_str()) {
                (5, "u") => message.reply_to = Some(reader.u32()?),
                (3, "s") => message.member = reader.string()?,
                (4, "s") => message.error = reader.string()?,
                (_, "u") => drop(reader.u32()?),
                (_, "s" | "o") => drop(reader.string()?),
                (_, "g") => drop(reader.signature()?),
                (code, other) => anyhow::bail!("header field {code} has the type {other:?}"),
            }
        }
        reader.align(8);
        message.body =
            bytes.get(reader.at..).filter(|body| body.len() == length).context("the body is cut off")?.to_vec();
        Ok(message)
    }

    pub(super) fn body(&self) -> Reader<'_> {
        Reader { bytes: &self.body, at: 0 }
    }
}

/// Reads values one after the other.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn align(&mut self, to: usize) {
        self.at = self.at.next_multiple_of(to);
    }

    fn take(&mut self, count: usize) -> Result<&[u8]> {
        let end = self.at.checked_add(count).context("a length is too large")?;
        let taken = self.bytes.get(self.at..end).context("the message is cut off")?;
        self.at = end;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        self.align(4);
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// A string or an object path.
    pub(super) fn string(&mut self) -> Result<String> {
        let length = self.u32()? as usize;
        self.text(length)
    }

    fn signature(&mut self) -> Result<String> {
        let length = self.u8()?.into();
        self.text(length)
    }

    fn text(&mut self, length: usize) -> Result<String> {
        let text = String::from_utf8(self.take(length)?.to_vec()).context("a string is not UTF-8")?;
        self.take(1)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello() -> Vec<u8> {
        let hello = Call {
            destination: "org.freedesktop.DBus",
            path: "/org/freedesktop/DBus",
            interface: "org.freedesktop.DBus",
            member: "Hello",
            signature: "su",
        };
        call(&hello, 7, |body| {
            body.string("x");
            body.u32(258);
        })
    }

    #[test]
    fn a_call_has_the_layout_of_the_specification() {
        let bytes = hello();
        assert_eq!(&bytes[..12], [b'l', 1, 0, 1, 12, 0, 0, 0, 7, 0, 0, 0]);
        let fixed: [u8; FIXED] = bytes[..FIXED].try_into().unwrap();
        assert_eq!(rest(&fixed).unwrap(), bytes.len() - FIXED);
        assert_eq!(&bytes[bytes.len() - 12..], [1, 0, 0, 0, b'x', 0, 0, 0, 2, 1, 0, 0]);
        let message = Message::parse(&bytes).unwrap();
        assert_eq!((message.kind, message.member.as_str(), message.reply_to), (Kind::Other, "Hello", None));
        let mut body = message.body();
        assert_eq!((body.string().unwrap().as_str(), body.u32().unwrap()), ("x", 258));
        assert!(body.u32().is_err());
    }

    #[test]
    fn no_cut_message_is_taken_for_a_whole_one() {
        let bytes = hello();
        for length in 0..bytes.len() {
            assert!(Message::parse(&bytes[..length]).is_err(), "{length}");
        }
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 0xff;
            let _ = Message::parse(&broken);
        }
    }
}
