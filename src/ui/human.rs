//! Sizes and ages as people read them, in the words of Docker and Podman.

const DECIMAL: [&str; 9] = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

const BASE: f64 = 1000.0;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `77.81MB`: four digits, powers of 1000.
pub(crate) fn size(bytes: u64) -> String {
    let (number, unit) = scaled(bytes, 4);
    number + unit
}

/// `77.8 MB`: three digits, powers of 1000, as in the table of images.
pub(crate) fn size_spaced(bytes: u64) -> String {
    let (number, unit) = scaled(bytes, 3);
    format!("{number} {unit}")
}

/// A number of so many digits, and its unit.
fn scaled(bytes: u64, digits: usize) -> (String, &'static str) {
    let mut number = bytes as f64;
    let mut units = DECIMAL.iter();
    let mut unit = units.next().copied().unwrap_or_default();
    loop {
        let text = significant(number, digits);
        let rounded: f64 = text.parse().unwrap_or(number);
        match units.next() {
            Some(next) if rounded >= BASE => {
                number /= BASE;
                unit = next;
            }
            _ => return (text, unit),
        }
    }
}

/// So many significant digits, without zeros at the end of the fraction.
fn significant(number: f64, digits: usize) -> String {
    let whole = format!("{number:.0}").len();
    let text = format!("{number:.*}", digits.saturating_sub(whole));
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A span of time in words: `About a minute`, `3 hours`, `2 weeks`.
pub(crate) fn duration(seconds: i64) -> String {
    let hours = (seconds + HOUR / 2) / HOUR;
    match seconds {
        ..1 => "Less than a second".to_owned(),
        1 => "1 second".to_owned(),
        2..MINUTE => format!("{seconds} seconds"),
        _ if seconds < 2 * MINUTE => "About a minute".to_owned(),
        _ if seconds < HOUR => format!("{} minutes", seconds / MINUTE),
        _ if hours <= 1 => "About an hour".to_owned(),
        _ if hours < 48 => format!("{hours} hours"),
        _ if hours < 24 * 7 * 2 => format!("{} days", hours / 24),
        _ if hours < 24 * 30 * 2 => format!("{} weeks", hours / 24 / 7),
        _ if hours < 24 * 365 * 2 => format!("{} months", hours / 24 / 30),
        _ => format!("{} years", seconds / DAY / 365),
    }
}

/// `2 minutes ago`. Both in seconds since 1970.
pub(crate) fn ago(then: i64, now: i64) -> String {
    format!("{} ago", duration(now.saturating_sub(then)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let cases = [
            (0, "0B", "0 B"),
            (999, "999B", "999 B"),
            (1000, "1kB", "1 kB"),
            (1024, "1.024kB", "1.02 kB"),
            (77_812_345, "77.81MB", "77.8 MB"),
            (999_950, "1MB", "1 MB"),
            (127_000_000, "127MB", "127 MB"),
            (5_500_000_000, "5.5GB", "5.5 GB"),
            (u64::MAX, "18.45EB", "18.4 EB"),
        ];
        for (bytes, decimal, spaced) in cases {
            let all = (size(bytes), size_spaced(bytes));
            assert_eq!(all, (decimal.into(), spaced.into()), "{bytes}");
        }
    }

    #[test]
    fn ages() {
        let cases = [
            (-5, "Less than a second"),
            (0, "Less than a second"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "About a minute"),
            (119, "About a minute"),
            (120, "2 minutes"),
            (3599, "59 minutes"),
            (3600, "About an hour"),
            (2 * HOUR, "2 hours"),
            (47 * HOUR, "47 hours"),
            (48 * HOUR, "2 days"),
            (13 * DAY, "13 days"),
            (14 * DAY, "2 weeks"),
            (59 * DAY, "8 weeks"),
            (60 * DAY, "2 months"),
            (729 * DAY, "24 months"),
            (730 * DAY, "2 years"),
        ];
        for (seconds, words) in cases {
            assert_eq!(duration(seconds), words, "{seconds}");
        }
        assert_eq!(ago(100, 220), "2 minutes ago");
    }
}
