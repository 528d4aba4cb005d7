//! Times as text: RFC 3339, Go's own form, and Go's layouts.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// `2026-01-31T12:00:00.5Z`, with as many digits of the second as there are.
pub(crate) fn rfc3339(time: Timestamp) -> String {
    time.to_string()
}

/// What Go prints for a time: `2026-01-31 12:00:00.5 +0000 UTC`.
pub(crate) fn go_string(time: Timestamp) -> String {
    layout(&time.to_zoned(TimeZone::UTC), "2006-01-02 15:04:05.999999999 -0700 MST")
}

/// The same in the local time zone.
pub(crate) fn go_string_local(time: Timestamp) -> String {
    format_go(time, "2006-01-02 15:04:05.999999999 -0700 MST")
}

/// What Go prints for a duration: `1h2m3.5s`, `10ms`, `0s`.
pub(crate) fn go_duration(duration: std::time::Duration) -> String {
    let (seconds, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let decimal = |whole: u64, part: u32, digits: usize| {
        let part = format!("{part:0digits$}");
        match part.trim_end_matches('0') {
            "" => whole.to_string(),
            part => format!("{whole}.{part}"),
        }
    };
    match (seconds, nanos) {
        (0, 0) => "0s".to_owned(),
        (0, ..1_000) => format!("{nanos}ns"),
        (0, ..1_000_000) => format!("{}µs", decimal(u64::from(nanos / 1_000), nanos % 1_000, 3)),
        (0, _) => format!("{}ms", decimal(u64::from(nanos / 1_000_000), nanos % 1_000_000, 6)),
        (..60, _) => format!("{}s", decimal(seconds, nanos, 9)),
        (..3600, _) => format!("{}m{}s", seconds / 60, decimal(seconds % 60, nanos, 9)),
        _ => format!("{}h{}m{}s", seconds / 3600, seconds / 60 % 60, decimal(seconds % 60, nanos, 9)),
    }
}

/// Reads RFC 3339.
pub(crate) fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// Reads what `--since`, `--until` and `until=` take: RFC 3339, a date with or without a zone, a date and a time of the local
/// zone, seconds since 1970, or a Go duration before `now` (with a minus, after it).
pub(crate) fn parse_point(text: &str, now: Timestamp) -> Option<Timestamp> {
    // 0 is the beginning of 1970, and not now.
    if let Some(Ok(ahead)) = text.strip_prefix('-').map(crate::cli::values::duration::parse) {
        return now.checked_add(jiff::SignedDuration::try_from(ahead).ok()?).ok();
    }
    if text != "0"
        && let Ok(ago) = crate::cli::values::duration::parse(text)
    {
        return now.checked_sub(jiff::SignedDuration::try_from(ago).ok()?).ok();
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return Timestamp::from_duration(jiff::SignedDuration::try_from_secs_f64(seconds).ok()?).ok();
    }
    let civil = || text.parse::<jiff::civil::DateTime>().ok()?.to_zoned(TimeZone::system()).ok();
    let day_of_zone = || {
        let (date, zone) = text.split_at_checked(10)?;
        parse_rfc3339(&format!("{date}T00:00:00{zone}")).filter(|_| !zone.is_empty())
    };
    parse_rfc3339(text).or_else(|| civil().map(|zoned| zoned.timestamp())).or_else(day_of_zone)
}

/// Writes a time as a Go layout says, in the local time zone.
pub(crate) fn format_go(time: Timestamp, go_layout: &str) -> String {
    layout(&time.to_zoned(TimeZone::system()), go_layout)
}

/// The elements of layouts and what strftime(3) calls them; those that begin like others come first.
const ELEMENTS: [(&str, &str); 26] = [
    ("January", "%B"),
    ("Jan", "%b"),
    ("Monday", "%A"),
    ("Mon", "%a"),
    ("MST", "%Z"),
    ("2006", "%Y"),
    ("-07:00", "%:z"),
    ("-0700", "%z"),
    ("002", "%j"),
    ("01", "%m"),
    ("02", "%d"),
    ("03", "%I"),
    ("04", "%M"),
    ("05", "%S"),
    ("06", "%y"),
    ("15", "%H"),
    ("_2", "%e"),
    ("PM", "%p"),
    ("pm", "%P"),
    ("1", "%-m"),
    ("2", "%-d"),
    ("3", "%-I"),
    ("4", "%-M"),
    ("5", "%-S"),
    ("Z07:00", ""),
    ("Z0700", ""),
];

fn layout(time: &Zoned, mut rest: &str) -> String {
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        if let Some((text, tail)) = fraction(time, rest) {
            out.push_str(&text);
            rest = tail;
        } else if let Some((element, strftime)) = ELEMENTS.iter().find(|(element, _)| rest.starts_with(element)) {
            out.push_str(&one(time, element, strftime));
            rest = &rest[element.len()..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

fn one(time: &Zoned, element: &str, strftime: &str) -> String {
    match element {
        "Z07:00" | "Z0700" if time.offset().is_zero() => "Z".to_owned(),
        "Z07:00" => time.strftime("%:z").to_string(),
        "Z0700" => time.strftime("%z").to_string(),
        _ => time.strftime(strftime).to_string(),
    }
}

/// `.000` and `.999`: parts of the second, the nines without zeros at the end.
fn fraction<'a>(time: &Zoned, rest: &'a str) -> Option<(String, &'a str)> {
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | ','))?;
    let digit = rest.chars().nth(1).filter(|c| matches!(c, '0' | '9'))?;
    let count = rest.chars().skip(1).take_while(|c| *c == digit).count();
    let tail = &rest[1 + count..];
    if tail.starts_with(|c: char| c.is_ascii_digit()) || count > 9 {
        return None;
    }
    let all = format!("{:09}", time.subsec_nanosecond());
    let digits = &all[..count];
    let digits = if digit == '9' { digits.trim_end_matches('0') } else { digits };
    Some((if digits.is_empty() { String::new() } else { format!("{mark}{digits}") }, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        let time: Timestamp = "2026-03-07T09:05:04.120000001Z".parse().unwrap();
        let utc = time.to_zoned(TimeZone::UTC);
        let cases = [
            ("2006-01-02T15:04:05Z07:00", "2026-03-07T09:05:04Z"),
            ("2006-01-02T15:04:05.999999999Z07:00", "2026-03-07T09:05:04.120000001Z"),
            ("2006-01-02 15:04:05.000 -0700 MST", "2026-03-07 09:05:04.120 +0000 UTC"),
            ("15:04:05.99", "09:05:04.12"),
            ("Mon Jan _2 3:04PM 2006", "Sat Mar  7 9:05AM 2026"),
            ("Monday, 2 January 06 002", "Saturday, 7 March 26 066"),
            ("1/2 at 4 h", "3/7 at 5 h"),
            ("05.000000000", "04.120000001"),
            ("Stand: 02.01.2006", "Stand: 07.03.2026"),
        ];
        for (go, expected) in cases {
            assert_eq!(layout(&utc, go), expected, "{go}");
        }
    }

    #[test]
    fn points() {
        let now: Timestamp = "2026-03-07T09:05:04Z".parse().unwrap();
        let cases = [
            ("1h5m4s", "2026-03-07T08:00:00Z"),
            ("0", "1970-01-01T00:00:00Z"),
            ("86400", "1970-01-02T00:00:00Z"),
            ("1.5", "1970-01-01T00:00:01.5Z"),
            ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("2026-03-01T02:00:00+02:00", "2026-03-01T00:00:00Z"),
            ("2026-03-01Z", "2026-03-01T00:00:00Z"),
            ("2026-03-01-07:00", "2026-03-01T07:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_point(text, now), expected.parse().ok(), "{text}");
        }
        for text in ["2026-03-01", "2026-03-01T10:00:00", "2026-03-01 10:00:00"] {
            assert!(parse_point(text, now).is_some(), "{text}");
        }
        for text in ["", "yesterday", "2026-13-01", "nan", "1e300"] {
            assert!(parse_point(text, now).is_none(), "{text}");
        }
    }

    #[test]
    fn durations() {
        use std::time::Duration;
        for (nanos, text) in [
            (0, "0s"),
            (7, "7ns"),
            (1_500, "1.5µs"),
            (10_000_000, "10ms"),
            (20_386_825_206, "20.386825206s"),
            (63_500_000_000, "1m3.5s"),
            (3_600_000_000_000, "1h0m0s"),
        ] {
            assert_eq!(go_duration(Duration::from_nanos(nanos)), text);
        }
    }

    #[test]
    fn go_form() {
        assert_eq!(go_string("2026-03-07T09:05:04Z".parse().unwrap()), "2026-03-07 09:05:04 +0000 UTC");
        assert_eq!(rfc3339("2026-03-07T09:05:04.5+02:00".parse().unwrap()), "2026-03-07T07:05:04.5Z");
    }
}
