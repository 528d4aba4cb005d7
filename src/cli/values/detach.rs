//! `--detach-keys`: the keys that end an attached session and leave the container running.

/// Ctrl-P, Ctrl-Q.
pub(crate) const DEFAULT: &str = "ctrl-p,ctrl-q";

/// The bytes that the keys send; none when the feature is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DetachKeys(pub(crate) Vec<u8>);

/// Parses single characters and `ctrl-X` (X: a-z, @, [, \\, ], ^ or _), separated by commas. Nothing turns the feature off.
pub(crate) fn parse(text: &str) -> Result<DetachKeys, String> {
    if text.is_empty() {
        return Ok(DetachKeys(Vec::new()));
    }
    let keys = text.split(',').map(key).collect::<Option<Vec<u8>>>();
    keys.map(DetachKeys).ok_or_else(|| format!("invalid detach keys {text:?}, try such as ctrl-p,ctrl-q"))
}

fn key(text: &str) -> Option<u8> {
    let lower = text.to_ascii_lowercase();
    match (lower.strip_prefix("ctrl-").map(str::as_bytes), text.as_bytes()) {
        (Some([c @ (b'a'..=b'z')]), _) => Some(c - b'a' + 1),
        (Some(b"@"), _) => Some(0),
        (Some([c @ (b'[' | b'\\' | b']' | b'^' | b'_')]), _) => Some(c - b'[' + 27),
        (None, [c]) if c.is_ascii_graphic() => Some(*c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases: [(&str, &[u8]); 6] = [
            (DEFAULT, &[16, 17]),
            ("", &[]),
            ("a", b"a"),
            ("ctrl-a,d,ctrl-[", &[1, b'd', 27]),
            ("ctrl-@,ctrl-_,ctrl-\\", &[0, 31, 28]),
            ("CTRL-C", &[3]),
        ];
        for (text, keys) in cases {
            assert_eq!(parse(text), Ok(DetachKeys(keys.to_vec())), "{text}");
        }
        for text in ["ctrl-", "ctrl-1", "ab", ",", "ctrl-p,", "\u{e4}"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
