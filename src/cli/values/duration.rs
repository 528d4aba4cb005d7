//! Durations as Go writes them (`1h30m`, `250ms`, `1.5s`).

use std::time::Duration;

/// Units, longer spellings first where one is the beginning of another; in nanoseconds.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1.0),
    ("us", 1e3),
    ("\u{b5}s", 1e3),
    ("\u{3bc}s", 1e3),
    ("ms", 1e6),
    ("s", 1e9),
    ("m", 60e9),
    ("h", 3600e9),
];

/// Parses a duration that is not negative; every number needs a unit, except `0`.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let invalid = || format!("invalid duration {text:?}, try such as 10s, 5m or 1h30m");
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return Ok(Duration::ZERO);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut nanos = 0.0_f64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(invalid)?;
        let (number, tail) = rest.split_at(digits);
        let unit_len = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_len);
        let factor = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(invalid)?.1;
        nanos += number.parse::<f64>().map_err(|_| invalid())? * factor;
        rest = tail;
    }
    Duration::try_from_secs_f64(nanos / 1e9).map_err(|_| invalid())
}

/// Whole seconds to wait for something; a negative number waits for ever.
pub(crate) fn parse_patience(text: &str) -> Result<u32, String> {
    match text.parse::<i64>() {
        Ok(seconds) if seconds < 0 => Ok(u32::MAX),
        Ok(seconds) => u32::try_from(seconds).map_err(|_| format!("{text} seconds are too many")),
        Err(_) => Err(format!("invalid number of seconds {text:?}")),
    }
}

/// As [`parse`]; `disable` is no time at all.
pub(crate) fn parse_or_disable(text: &str) -> Result<Duration, String> {
    if text == "disable" { Ok(Duration::ZERO) } else { parse(text) }
}

/// As [`parse`], and more than nothing.
pub(crate) fn parse_positive(text: &str) -> Result<Duration, String> {
    parse(text).and_then(|time| if time.is_zero() { Err("it must be more than nothing".to_owned()) } else { Ok(time) })
}

/// As [`parse`]; a number without a unit counts milliseconds.
pub(crate) fn parse_interval(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_millis).or_else(|_| parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience() {
        assert_eq!((parse_patience("0"), parse_patience("10"), parse_patience("-1")), (Ok(0), Ok(10), Ok(u32::MAX)));
        assert!(["", "x", "1s", "99999999999"].iter().all(|text| parse_patience(text).is_err()));
    }

    #[test]
    fn good() {
        let cases = [
            ("0", 0),
            ("10s", 10_000),
            ("1h30m", 5_400_000),
            ("1.5s", 1_500),
            ("250ms", 250),
            (".5s", 500),
            ("+1m", 60_000),
            ("2h1m1s1ms", 7_261_001),
        ];
        for (text, millis) in cases {
            assert_eq!(parse(text), Ok(Duration::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn bad() {
        for text in ["", "10", "s", "-1s", "1d", "1h 2m", "1..5s", "9e9h", "99999999999999999999999h"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
