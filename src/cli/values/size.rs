//! Sizes in bytes: `64m`, `1.5GiB`, `512`.

/// Parses a size; units are powers of 1024 whatever their spelling, as for every memory flag of Docker's and Podman's.
pub(crate) fn parse(text: &str) -> Result<u64, String> {
    with_base(text, 1024.0)
}

/// The same with powers of 1000, as for sizes of logs.
pub(crate) fn parse_decimal(text: &str) -> Result<u64, String> {
    with_base(text, 1000.0)
}

fn with_base(text: &str, base: f64) -> Result<u64, String> {
    let invalid = || format!("invalid size {text:?}, try such as 512k, 64m or 1g");
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| invalid())?;
    let exponent = match unit.trim_start().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 1,
        "m" | "mb" | "mib" => 2,
        "g" | "gb" | "gib" => 3,
        "t" | "tb" | "tib" => 4,
        "p" | "pb" | "pib" => 5,
        _ => return Err(invalid()),
    };
    let bytes = number * base.powi(exponent);
    if bytes.is_finite() && bytes < 9e18 { Ok(bytes as u64) } else { Err(invalid()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases = [
            ("0", 0),
            ("512", 512),
            ("1b", 1),
            ("64m", 64 << 20),
            ("64M", 64 << 20),
            ("1.5g", 3 << 29),
            ("2 GiB", 2 << 30),
            ("1kb", 1024),
        ];
        for (text, bytes) in cases {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
        assert_eq!(parse_decimal("3.001m"), Ok(3_001_000));
        for text in ["", "m", "-1", "1x", "1.2.3m", "99999999999p"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
