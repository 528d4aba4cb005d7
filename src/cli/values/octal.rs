//! File modes and masks in octal: `0022`, `77`.

/// Parses a mask of permissions.
pub(crate) fn parse(text: &str) -> Result<u32, String> {
    match u32::from_str_radix(text, 8) {
        Ok(mode) if mode <= 0o7777 && text.starts_with(|c: char| c.is_ascii_digit()) => Ok(mode),
        _ => Err(format!("{text:?} is no file mode in octal, such as 0022")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        assert_eq!((parse("0022"), parse("77"), parse("7777")), (Ok(0o22), Ok(0o77), Ok(0o7777)));
        for text in ["", "9", "+7", "10000", "x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
