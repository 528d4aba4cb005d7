//! PAX extended headers (POSIX pax, "pax Extended Header"): records that replace or add to the fields of a header.

use super::path::{NAME_LIMIT, show, too_long};
use super::sparse::SparseRecords;
use crate::error::{Error, Result};
use crate::layer::index::Time;
use crate::name::base64;

/// One record.
pub(super) type Record = (Vec<u8>, Vec<u8>);

/// The records of one extended header: `LENGTH KEY=VALUE\n`, where the length counts the whole line.
pub(super) fn records(data: &[u8]) -> Result<Vec<Record>> {
    let mut rest = data;
    let mut records = Vec::new();
    // Some writers fill the last block with NULs and count them.
    while rest.iter().any(|byte| *byte != 0) {
        let (record, after) = split_record(rest).ok_or_else(|| Error::new("damaged archive: bad PAX record"))?;
        records.push(record);
        rest = after;
    }
    Ok(records)
}

fn split_record(data: &[u8]) -> Option<(Record, &[u8])> {
    let space = data.iter().take(20).position(|byte| *byte == b' ')?;
    let len: usize = decimal(data.get(..space)?)?.try_into().ok()?;
    let line = data.get(space + 1..len)?.strip_suffix(b"\n")?;
    let equals = line.iter().position(|byte| *byte == b'=')?;
    let (key, value) = (line.get(..equals)?, line.get(equals + 1..)?);
    (!key.is_empty()).then(|| ((key.to_vec(), value.to_vec()), data.get(len..).unwrap_or_default()))
}

/// A number of decimal digits only.
pub(super) fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// What records say of one entry.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    pub(super) path: Option<Vec<u8>>,
    pub(super) link: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    pub(super) uid: Option<u32>,
    pub(super) gid: Option<u32>,
    pub(super) mtime: Option<Time>,
    pub(super) xattrs: Vec<Record>,
    pub(super) sparse: SparseRecords,
}

impl Overrides {
    /// Applies `records` in their order; a later one wins, and an empty value takes back an earlier one.
    pub(super) fn apply(&mut self, records: &[Record]) -> Result<()> {
        for (key, value) in records {
            self.record(key, value)?;
        }
        Ok(())
    }

    fn record(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        match key {
            b"path" => self.path = name(value)?,
            b"linkpath" => self.link = name(value)?,
            b"size" => self.size = number(key, value)?,
            b"uid" => self.uid = number(key, value)?,
            b"gid" => self.gid = number(key, value)?,
            b"mtime" => self.mtime = optional(key, value, time)?,
            _ => return self.extension(key, value),
        }
        Ok(())
    }

    fn extension(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        if let Some(name) = key.strip_prefix(b"SCHILY.xattr.") {
            self.xattrs.retain(|(known, _)| known != name);
            self.xattrs.push((name.to_vec(), value.to_vec()));
        } else if let Some(name) = key.strip_prefix(b"LIBARCHIVE.xattr.") {
            let bad = || Error::new(format!("damaged archive: bad PAX record {}", show(key)));
            let name = percent_decoded(name).ok_or_else(bad)?;
            // Whoever writes this form writes the other one too, where that can hold the name.
            if !self.xattrs.iter().any(|(known, _)| *known == name) {
                self.xattrs.push((name, base64::decode(value).ok_or_else(bad)?));
            }
        } else if let Some(key) = key.strip_prefix(b"GNU.sparse.") {
            self.sparse.record(key, value)?;
        }
        Ok(())
    }
}

fn name(value: &[u8]) -> Result<Option<Vec<u8>>> {
    if value.len() > NAME_LIMIT {
        return Err(too_long(value).into());
    }
    Ok(Some(value.to_vec()).filter(|value| !value.is_empty()))
}

fn number<N: TryFrom<u64>>(key: &[u8], value: &[u8]) -> Result<Option<N>> {
    optional(key, value, |value| N::try_from(decimal(value)?).ok())
}

fn optional<T>(key: &[u8], value: &[u8], parse: impl Fn(&[u8]) -> Option<T>) -> Result<Option<T>> {
    if value.is_empty() {
        return Ok(None);
    }
    let bad = || Error::new(format!("damaged archive: bad PAX record {}={}", show(key), show(value)));
    Ok(Some(parse(value).ok_or_else(bad)?))
}

/// `[-]SECONDS[.FRACTION]`; digits past the ninth are dropped.
pub(super) fn time(value: &[u8]) -> Option<Time> {
    let (negative, digits) = value.strip_prefix(b"-").map_or((false, value), |rest| (true, rest));
    let mut parts = digits.splitn(2, |byte| *byte == b'.');
    let secs = i64::try_from(decimal(parts.next()?)?).ok()?;
    let nanos = match parts.next() {
        None | Some(b"") => 0,
        Some(fraction) => {
            decimal(fraction.get(..9).unwrap_or(fraction)).filter(|_| fraction.iter().all(u8::is_ascii_digit))?
                * 10u64.pow(9u32.saturating_sub(u32::try_from(fraction.len()).ok()?))
        }
    };
    let nanos = u32::try_from(nanos).ok()?;
    Some(match (negative, nanos) {
        (false, _) => Time { secs, nanos },
        (true, 0) => Time { secs: -secs, nanos },
        (true, _) => Time { secs: -secs - 1, nanos: 1_000_000_000 - nanos },
    })
}

fn percent_decoded(name: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        if *byte == b'%' {
            let mut digit = || char::from(*bytes.next()?).to_digit(16);
            out.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            out.push(*byte);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_split_by_their_length() {
        let data = b"12 path=a\nb\n11 empty=x\n\0\0";
        let data = &data[..];
        assert_eq!(records(data).unwrap(), [(b"path".to_vec(), b"a\nb".to_vec()), (b"empty".to_vec(), b"x".to_vec())]);
        for bad in [&b"5 a=b\n"[..], b"99 a=b\n", b"x a=b\n", b"6 a=b", b"4 ab\n", b"-6 a=b\n", b"6 =bc\n", b" "] {
            assert!(records(bad).is_err(), "{}", show(bad));
        }
    }

    #[test]
    fn times() {
        let at = |secs, nanos| Some(Time { secs, nanos });
        for (text, expected) in [
            ("0", at(0, 0)),
            ("1700000000.5", at(1_700_000_000, 500_000_000)),
            ("1.123456789987", at(1, 123_456_789)),
            ("1.", at(1, 0)),
            ("-1", at(-1, 0)),
            ("-1.25", at(-2, 750_000_000)),
            ("1.5x", None),
            ("--1", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(time(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn xattrs_in_both_spellings() {
        let mut overrides = Overrides::default();
        let record = |key: &str, value: &[u8]| (key.as_bytes().to_vec(), value.to_vec());
        overrides
            .apply(&[
                record("SCHILY.xattr.security.capability", b"\x01\0\0\x02"),
                record("LIBARCHIVE.xattr.user.a%20b", b"aGk="),
                record("LIBARCHIVE.xattr.security.capability", b"AAAA"),
            ])
            .unwrap();
        assert_eq!(overrides.xattrs, [record("security.capability", b"\x01\0\0\x02"), record("user.a b", b"hi")]);
    }
}
