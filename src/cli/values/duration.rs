//! Durations as Go writes them (`1h30m`, `250ms`, `1.5s`).

use std::time::Duration;

use crate::name::parse_duration;

/// Parses a duration that is not negative.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    parse_duration(text).ok_or_else(|| format!("invalid duration {text:?}, try such as 10s, 5m or 1h30m"))
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
}
