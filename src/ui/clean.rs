//! Foreign output as one line that cannot do anything to a terminal.

/// Where tabulators lead, in columns.
const TAB: usize = 8;

/// The text of a line that a program has written: without escape sequences (ECMA-48) and other control characters, and, as a
/// terminal would show it, only what was written since the cursor went back to the first column.
pub(crate) fn line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\r', '\n']);
    let last = text.rsplit('\r').next().unwrap_or_default();
    let mut clean = String::new();
    let mut chars = last.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => skip_sequence(&mut chars),
            '\t' => {
                let column = clean.chars().count();
                clean.extend(std::iter::repeat_n(' ', TAB - column % TAB));
            }
            '\x08' => _ = clean.pop(),
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

/// Takes the rest of an escape sequence.
fn skip_sequence(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match chars.next() {
        // Control sequences: parameters, then one final character.
        Some('[') => _ = chars.find(|c| matches!(c, '\x40'..='\x7e')),
        // Strings, which end with BEL or ESC \.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(c) = chars.next() {
                if c == '\x07' || (c == '\x1b' && chars.next_if_eq(&'\\').is_some()) {
                    return;
                }
            }
        }
        // Others have intermediate characters before the final one.
        Some(' '..='/') => _ = chars.find(|c| matches!(c, '\x30'..='\x7e')),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_left() {
        for (bytes, expected) in [
            (&b"plain"[..], "plain"),
            (b"end\r\n", "end"),
            (b"\x1b[1;31mred\x1b[0m text", "red text"),
            (b"10%\r20%\r", "20%"),
            (b"\x1b]0;title\x07after", "after"),
            (b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
            (b"\x1b(Bset\x1b=", "set"),
            (b"a\tb\t\tc", "a       b               c"),
            (b"\x00\x07bell\x7f", "bell"),
            (b"\xc2\x9b31mcontrol", "31mcontrol"),
            (b"broken \xff", "broken \u{fffd}"),
            (b"unfinished \x1b[3", "unfinished "),
            (b"ab\x08c", "ac"),
            ("漢字".as_bytes(), "漢字"),
        ] {
            assert_eq!(line(bytes), expected);
        }
    }
}
