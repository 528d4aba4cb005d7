//! From text to tokens: what lies outside of `{{…}}` as it is, and the words inside.

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text outside of actions.
    Text(String),
    /// `{{`.
    Open,
    /// `}}`.
    Close,
    /// A keyword or a function's name.
    Name(String),
    /// `.Name`; `glued` when it follows what is before it without a blank, as in `$x.Name`.
    Field { name: String, glued: bool },
    /// `.` alone.
    Dot,
    /// `$` or `$name`, without the dollar sign.
    Variable(String),
    /// A string, character or number.
    Literal(serde_json::Value),
    /// One of `( ) | , := =`.
    Sign(&'static str),
}

/// Splits a template into tokens; trim markers are applied and comments are gone.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut trim_next = false;
    loop {
        let open = rest.find("{{");
        let mut plain = &rest[..open.unwrap_or(rest.len())];
        let inside = open.map(|at| &rest[at + 2..]);
        if trim_next {
            plain = plain.trim_start();
        }
        let trimmed = inside.and_then(|inside| inside.strip_prefix('-')).filter(|inside| starts_blank(inside));
        if trimmed.is_some() {
            plain = plain.trim_end();
        }
        if !plain.is_empty() {
            tokens.push(Token::Text(plain.to_owned()));
        }
        let Some(inside) = trimmed.or(inside) else { return Ok(tokens) };
        (rest, trim_next) = lex_action(inside, &mut tokens)?;
    }
}

fn starts_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

/// Reads one action; returns what follows it, and whether blanks there are to be trimmed.
fn lex_action<'a>(inside: &'a str, tokens: &mut Vec<Token>) -> Result<(&'a str, bool), String> {
    if let Some(comment) = inside.trim_start().strip_prefix("/*") {
        let end = comment.find("*/").ok_or("unclosed comment")?;
        return action_end(comment[end + 2..].trim_start(), true)
            .ok_or_else(|| "comment ends before the closing }}".into());
    }
    tokens.push(Token::Open);
    let mut rest = inside;
    loop {
        let blank = starts_blank(rest);
        rest = rest.trim_start();
        if let Some(end) = action_end(rest, blank) {
            tokens.push(Token::Close);
            return Ok(end);
        }
        let glued = !blank && !matches!(tokens.last(), Some(Token::Open | Token::Sign("(" | "|" | "," | "=" | ":=")));
        let (token, tail) = lex_token(rest, glued)?;
        tokens.push(token);
        rest = tail;
    }
}

/// `}}`, or after a blank `-}}`.
fn action_end(rest: &str, after_blank: bool) -> Option<(&str, bool)> {
    if after_blank && let Some(tail) = rest.strip_prefix("-}}") {
        return Some((tail, true));
    }
    rest.strip_prefix("}}").map(|tail| (tail, false))
}

fn lex_token(rest: &str, glued: bool) -> Result<(Token, &str), String> {
    for sign in [":=", "=", "(", ")", "|", ","] {
        if let Some(tail) = rest.strip_prefix(sign) {
            return Ok((Token::Sign(sign), tail));
        }
    }
    let first = rest.chars().next().ok_or("unclosed action")?;
    let second = rest.chars().nth(1);
    match first {
        '.' if second.is_some_and(is_word) && !second.is_some_and(|c| c.is_ascii_digit()) => {
            let (name, tail) = split_word(&rest[1..]);
            Ok((Token::Field { name: name.to_owned(), glued }, tail))
        }
        '.' if !second.is_some_and(|c| c.is_ascii_digit()) => Ok((Token::Dot, &rest[1..])),
        '$' => {
            let (name, tail) = split_word(&rest[1..]);
            Ok((Token::Variable(name.to_owned()), tail))
        }
        '"' => lex_string(rest),
        '`' => {
            let end = rest[1..].find('`').ok_or("unterminated raw string")?;
            Ok((Token::Literal(rest[1..=end].into()), &rest[end + 2..]))
        }
        '\'' => lex_char(rest),
        c if c.is_ascii_digit() || "+-.".contains(c) => lex_number(rest),
        c if is_word(c) => {
            let (name, tail) = split_word(rest);
            Ok((Token::Name(name.to_owned()), tail))
        }
        c => Err(format!("unexpected {c:?} in an action")),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_word(c)).unwrap_or(text.len()))
}

fn lex_string(rest: &str) -> Result<(Token, &str), String> {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((Token::Literal(value.into()), &rest[at + 1..])),
            '\\' => value.push(unescape(&mut chars)?),
            c => value.push(c),
        }
    }
    Err("unterminated quoted string".into())
}

fn lex_char(rest: &str) -> Result<(Token, &str), String> {
    let mut chars = rest.char_indices().skip(1);
    let c = match chars.next() {
        Some((_, '\\')) => unescape(&mut chars)?,
        Some((_, c)) => c,
        None => return Err("unterminated character constant".into()),
    };
    match chars.next() {
        Some((at, '\'')) => Ok((Token::Literal(u32::from(c).into()), &rest[at + 1..])),
        _ => Err("malformed character constant".into()),
    }
}

/// What a backslash and the characters after it stand for.
fn unescape(chars: &mut impl Iterator<Item = (usize, char)>) -> Result<char, String> {
    match chars.next().map(|(_, c)| c) {
        Some('n') => Ok('\n'),
        Some('t') => Ok('\t'),
        Some('r') => Ok('\r'),
        Some('0') => Ok('\0'),
        Some(c @ ('\\' | '"' | '\'')) => Ok(c),
        Some('x') => code_point(chars, 2),
        Some('u') => code_point(chars, 4),
        Some('U') => code_point(chars, 8),
        other => Err(format!("unknown escape {:?}", other.map_or("\\".to_owned(), |c| format!("\\{c}")))),
    }
}

fn code_point(chars: &mut impl Iterator<Item = (usize, char)>, digits: usize) -> Result<char, String> {
    let text: String = chars.take(digits).map(|(_, c)| c).collect();
    u32::from_str_radix(&text, 16).ok().and_then(char::from_u32).ok_or_else(|| format!("invalid escape {text:?}"))
}

fn lex_number(rest: &str) -> Result<(Token, &str), String> {
    let end = rest.find(|c: char| !(is_word(c) || "+-.".contains(c))).unwrap_or(rest.len());
    let (text, tail) = rest.split_at(end);
    let plain = text.strip_prefix('+').unwrap_or(text).replace('_', "");
    let hex = plain.strip_prefix("0x").map(|digits| i64::from_str_radix(digits, 16));
    let integer = hex.unwrap_or_else(|| plain.parse());
    let value = match integer {
        Ok(number) => serde_json::Value::from(number),
        Err(_) => plain.parse::<f64>().map(serde_json::Value::from).map_err(|_| format!("bad number {text:?}"))?,
    };
    Ok((Token::Literal(value), tail))
}
