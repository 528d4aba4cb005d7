//! The patterns of `${name#pattern}` and its like: `*` and `?`, no brackets.

use super::error::Fault;
use regex::{NoExpand, Regex};

/// `value` without the shortest or longest beginning that matches.
pub(super) fn without_prefix<'a>(value: &'a str, pattern: &str, longest: bool) -> Result<&'a str, Fault> {
    let regex = compile(&format!("^{}", translate(pattern, longest)?), pattern)?;
    Ok(regex.find(value).map_or(value, |found| &value[found.end()..]))
}

/// `value` without the shortest or longest end that matches.
pub(super) fn without_suffix<'a>(value: &'a str, pattern: &str, longest: bool) -> Result<&'a str, Fault> {
    let regex = compile(&format!("^{}$", translate(pattern, longest)?), pattern)?;
    let starts = value.char_indices().map(|(at, _)| at).chain([value.len()]);
    let mut starts: Vec<usize> = starts.collect();
    if !longest {
        starts.reverse();
    }
    Ok(starts.into_iter().find(|&at| regex.is_match(&value[at..])).map_or(value, |at| &value[..at]))
}

/// `value` with `word` for the first, or for every, longest match.
pub(super) fn replace(value: &str, pattern: &str, word: &str, all: bool) -> Result<String, Fault> {
    let regex = compile(&translate(pattern, true)?, pattern)?;
    Ok(regex.replacen(value, usize::from(!all), NoExpand(word)).into_owned())
}

fn compile(expression: &str, pattern: &str) -> Result<Regex, Fault> {
    Regex::new(expression).map_err(|_| Fault::new(format!("the pattern {pattern} in a variable is too long")))
}

/// The regular expression for a pattern.
fn translate(pattern: &str, longest: bool) -> Result<String, Fault> {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' => out.push_str(if longest { ".*" } else { ".*?" }),
            '?' => out.push('.'),
            // These two need the escape in `${…}` only.
            '\\' if matches!(chars.peek(), Some('}' | '/')) => {}
            '\\' => match chars.next() {
                Some(c @ ('*' | '?' | '\\')) => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
                other => {
                    let other = other.map(String::from).unwrap_or_default();
                    return Err(Fault::new(format!("\\{other} is no escape in the pattern {pattern}"))
                        .cure("only * ? \\ } and / can be escaped there"));
                }
            },
            c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    Ok(out)
}
