//! Parsers of the headers that registries steer us with. Pure, and never panic.

use std::time::Duration;

/// One challenge of `WWW-Authenticate` (RFC 9110, section 11.6.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// In lower case: `basic`, `bearer`.
    pub(crate) scheme: String,
    /// Names in lower case.
    pub(crate) parameters: Vec<(String, String)>,
}

impl Challenge {
    /// The value of a parameter, if it is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
    }
}

/// Parses the value of `WWW-Authenticate`; what makes no sense is skipped.
pub(crate) fn parse_challenges(text: &str) -> Vec<Challenge> {
    let mut found: Vec<Challenge> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !is_token(c));
        let (word, after) = split_token(rest);
        if word.is_empty() {
            return found;
        }
        rest = after.trim_start();
        match (rest.strip_prefix('='), found.last_mut()) {
            (Some(value), Some(challenge)) => {
                let (value, after) = split_value(value.trim_start());
                challenge.parameters.push((word.to_ascii_lowercase(), value));
                rest = after;
            }
            (Some(_), None) => {}
            (None, _) => found.push(Challenge { scheme: word.to_ascii_lowercase(), parameters: Vec::new() }),
        }
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn split_token(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_token(c)).unwrap_or(text.len()))
}

/// A token or a quoted string, and what follows it. Unquoted values are read up to a comma or a space, since some
/// registries forget the quotes around URLs.
fn split_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find([',', ' ', '\t']).unwrap_or(text.len()));
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => value.push(c),
        }
    }
    (value, "")
}

/// What `Content-Range` says (RFC 9110, section 14.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContentRange {
    /// First and last byte.
    pub(crate) range: Option<(u64, u64)>,
    /// Length of the whole.
    pub(crate) total: Option<u64>,
}

/// Parses `bytes 5-9/10`, `bytes 5-9/*` or `bytes */10`.
pub(crate) fn parse_content_range(text: &str) -> Option<ContentRange> {
    let (unit, rest) = text.trim().split_once(' ')?;
    let (range, total) = rest.trim().split_once('/')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    let total = if total == "*" { None } else { Some(number(total)?) };
    let range = match range.split_once('-') {
        None if range == "*" => None,
        None => return None,
        Some((first, last)) => Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last).map(Some)?,
    };
    Some(ContentRange { range, total })
}

fn number(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Parses `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3) of which `now` is taken off.
pub(crate) fn parse_retry_after(text: &str, now: jiff::Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Some(seconds) = number(text) {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::from_secs(u64::try_from(date.as_second() - now.as_second()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show(text: &str) -> String {
        let one = |challenge: &Challenge| {
            let parameters = challenge.parameters.iter().map(|(key, value)| format!(" {key}={value}"));
            challenge.scheme.clone() + &parameters.collect::<String>()
        };
        parse_challenges(text).iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn challenges() {
        for (text, expected) in [
            ("", ""),
            (",,,", ""),
            ("Basic", "basic"),
            ("Basic realm=\"a b\"", "basic realm=a b"),
            (
                "Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:x:pull,push\"",
                "bearer realm=https://a/t service=s scope=repository:x:pull,push",
            ),
            ("bearer Realm = https://a/t?x=y , service=s", "bearer realm=https://a/t?x=y service=s"),
            ("Basic realm=\"q\\\"q\", Bearer realm=\"u\"", "basic realm=q\"q | bearer realm=u"),
            ("Negotiate abc==, Basic realm=x", "negotiate abc== | basic realm=x"),
            ("realm=\"x\"", "x"),
            ("Bearer realm=\"open", "bearer realm=open"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn content_ranges() {
        let parsed = |range, total| Some(ContentRange { range, total });
        for (text, expected) in [
            ("bytes 5-9/10", parsed(Some((5, 9)), Some(10))),
            ("bytes 5-9/*", parsed(Some((5, 9)), None)),
            ("bytes */10", parsed(None, Some(10))),
            ("bytes 9-5/10", None),
            ("bytes 5/10", None),
            ("items 1-2/3", None),
            ("bytes -1-2/3", None),
            ("bytes 1-99999999999999999999/3", None),
            ("", None),
        ] {
            assert_eq!(parse_content_range(text), expected, "{text}");
        }
    }

    #[test]
    fn retry_after() {
        let now = "1994-11-06T08:49:00Z".parse().unwrap();
        for (text, seconds) in [
            ("7", Some(7)),
            ("0", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
            ("Sun, 06 Nov 1994 08:40:00 GMT", Some(0)),
            ("-3", None),
            ("soon", None),
        ] {
            assert_eq!(parse_retry_after(text, now), seconds.map(Duration::from_secs), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,60}", ascii in "[a-z=\", \\\\0-9/*-]{0,60}") {
            for text in [&text, &ascii] {
                parse_challenges(text);
                parse_content_range(text);
                parse_retry_after(text, jiff::Timestamp::UNIX_EPOCH);
            }
        }
    }
}
