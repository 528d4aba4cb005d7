//! Durations as Go writes them.

/// `1h30m`, `1.5s`, `300ms`, `0` in nanoseconds.
pub(super) fn nanoseconds(text: &str) -> Option<i64> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if unsigned == "0" {
        return Some(0);
    }
    let mut rest = unsigned;
    let mut total = 0_f64;
    while !rest.is_empty() {
        let at = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..at].parse().ok()?;
        rest = &rest[at..];
        let at = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
        let unit = match &rest[..at] {
            "ns" => 1.0,
            "us" | "µs" | "μs" => 1e3,
            "ms" => 1e6,
            "s" => 1e9,
            "m" => 60e9,
            "h" => 3600e9,
            _ => return None,
        };
        rest = &rest[at..];
        total += number * unit;
    }
    (!unsigned.is_empty() && total < i64::MAX as f64).then_some(total.round() as i64)
}
