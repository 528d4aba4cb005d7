//! Durations as Go writes them (`1h30m`, `250ms`, `1.5s`).

use std::time::Duration;

/// In nanoseconds.
const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Parses a duration that is not negative and has no more nanoseconds than an `i64` counts, as Go's do; every number needs a
/// unit, except `0`. What is less than a nanosecond is left out.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return Some(Duration::ZERO);
    }
    let mut nanos = 0_u64;
    while !rest.is_empty() {
        let (number, tail) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit() && c != '.')?);
        let (unit, tail) = tail.split_at(tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len()));
        let (_, scale) = UNITS.iter().find(|(name, _)| *name == unit)?;
        nanos = nanos.checked_add(scaled(number, *scale)?)?;
        rest = tail;
    }
    let is_one = !text.trim_start_matches('+').is_empty() && i64::try_from(nanos).is_ok();
    is_one.then(|| Duration::from_nanos(nanos))
}

/// `number` with digits and at most one point among or beside them, times `scale`.
fn scaled(number: &str, scale: u64) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.len() + fraction.len() == 0 || fraction.contains('.') {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()? };
    // Hours have no more digits behind the point that count.
    let digits = fraction.get(..15).unwrap_or(fraction);
    let part = u128::from(digits.parse::<u64>().unwrap_or(0)) * u128::from(scale) / 10_u128.pow(digits.len() as u32);
    whole.checked_mul(scale)?.checked_add(u64::try_from(part).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good() {
        let cases = [
            ("0", 0),
            ("+0", 0),
            ("10s", 10_000_000_000),
            ("1h30m", 5_400_000_000_000),
            ("1.5s", 1_500_000_000),
            ("250ms", 250_000_000),
            (".5s", 500_000_000),
            ("1.s", 1_000_000_000),
            ("+1m", 60_000_000_000),
            ("2h1m1s1ms", 7_261_001_000_000),
            ("1us1\u{b5}s1\u{3bc}s1ns", 3_001),
            ("1.9ns", 1),
            ("0.000000000001h", 3),
            ("0.0000000000000000001h", 0),
            ("9223372036s", 9_223_372_036_000_000_000),
        ];
        for (text, nanos) in cases {
            assert_eq!(parse_duration(text), Some(Duration::from_nanos(nanos)), "{text}");
        }
    }

    #[test]
    fn bad() {
        for text in [
            "",
            "+",
            "++1s",
            "10",
            "s",
            ".s",
            "-1s",
            "1d",
            "1h 2m",
            "1..5s",
            "1.2.3s",
            "9e9h",
            "9223372037s",
            "3000000h",
            "99999999999999999999999h",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
