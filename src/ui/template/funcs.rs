//! The functions of templates: those that Go has built in, and those that container tools add.

use std::cmp::Ordering;

use serde_json::Value;

use super::eval::Item;
use super::printf::{self, print};
use crate::ui::time;

type Answer<'a> = Result<Item<'a>, String>;

/// The names of all functions, for the error that tells them.
const NAMES: &str = "and, eq, ge, gt, html, index, join, js, json, le, len, lower, lt, ne, not, or, pad, print, printf, \
    println, slice, split, title, truncate, upper, urlquery";

/// Calls the function `name`.
pub(super) fn call<'a>(name: &str, arguments: &[Item<'a>]) -> Answer<'a> {
    match (name, arguments) {
        ("and", [_, ..]) => Ok(pick(arguments, |item| !item.is_true())),
        ("or", [_, ..]) => Ok(pick(arguments, Item::is_true)),
        ("not", [one]) => Ok(Item::new(!one.is_true())),
        ("eq", [first, rest @ ..]) if !rest.is_empty() => Ok(Item::new(rest.iter().any(|item| is_equal(first, item)))),
        ("ne", [left, right]) => Ok(Item::new(!is_equal(left, right))),
        ("lt", [left, right]) => order(left, right).map(|order| Item::new(order == Ordering::Less)),
        ("le", [left, right]) => order(left, right).map(|order| Item::new(order != Ordering::Greater)),
        ("gt", [left, right]) => order(left, right).map(|order| Item::new(order == Ordering::Greater)),
        ("ge", [left, right]) => order(left, right).map(|order| Item::new(order != Ordering::Less)),
        ("index", [first, keys @ ..]) => keys.iter().try_fold(first.clone(), |item, key| index(&item, key)),
        ("slice", [first, bounds @ ..]) => slice(first, bounds),
        ("len", [one]) => len(one),
        ("print", _) => Ok(Item::new(print_all(arguments))),
        ("println", _) => Ok(Item::new(line_of(arguments))),
        ("printf", [format, rest @ ..]) => {
            let values: Vec<Value> = rest.iter().map(|item| item.value.clone().into_owned()).collect();
            Ok(Item::new(printf::printf(&text(format)?, &values)))
        }
        ("json", [one]) => Ok(Item::new(one.value.to_string())),
        ("lower", [one]) => Ok(Item::new(text(one)?.to_lowercase())),
        ("upper", [one]) => Ok(Item::new(text(one)?.to_uppercase())),
        ("title", [one]) => Ok(Item::new(title(&text(one)?))),
        ("join", [list, separator]) => join(list, &text(separator)?),
        ("split", [whole, separator]) => Ok(split(&text(whole)?, &text(separator)?)),
        ("truncate", [whole, length]) => Ok(Item::new(text(whole)?.chars().take(number(length)?).collect::<String>())),
        ("pad", [middle, before, after]) => pad(&text(middle)?, number(before)?, number(after)?),
        ("html", _) => Ok(Item::new(html(&print_all(arguments)))),
        ("js", _) => Ok(Item::new(js(&print_all(arguments)))),
        ("urlquery", _) => Ok(Item::new(urlquery(&print_all(arguments)))),
        _ if NAMES.split(", ").any(|known| known == name) => Err(format!("wrong number of arguments for {name}")),
        _ => Err(format!("there is no function {name:?}; the functions are {NAMES}")),
    }
}

/// `.Name argument…`: what Go would do with a method. `.Label "k"` is a key of `.Labels`; `.Format "layout"` writes a time.
pub(super) fn method<'a>(receiver: &Item<'a>, name: &str, arguments: &[Item<'a>]) -> Answer<'a> {
    if let (Value::String(when), "Format", [layout]) = (receiver.value.as_ref(), name, arguments) {
        let parsed = time::parse_rfc3339(when).ok_or_else(|| format!("{when:?} is not a time"))?;
        return Ok(Item::new(time::format_go(parsed, &text(layout)?)));
    }
    let plural = format!("{name}s");
    let values = [name, &plural].iter().find_map(|field| receiver.value.get(field)).cloned();
    match (values, arguments) {
        (Some(values @ (Value::Object(_) | Value::Array(_))), [key]) => index(&Item::new(values), key),
        (Some(Value::Null), [_]) => Ok(Item::new("")),
        _ => Err(format!(".{name} does not take arguments")),
    }
}

fn pick<'a>(items: &[Item<'a>], decides: impl Fn(&Item<'a>) -> bool) -> Item<'a> {
    let found = items.iter().find(|item| decides(item)).or(items.last());
    found.cloned().unwrap_or_else(|| Item::new(Value::Null))
}

fn is_equal(left: &Item<'_>, right: &Item<'_>) -> bool {
    match (left.value.as_f64(), right.value.as_f64()) {
        (Some(left), Some(right)) => left == right,
        _ => left.value == right.value,
    }
}

fn order(left: &Item<'_>, right: &Item<'_>) -> Result<Ordering, String> {
    let ordering = match (left.value.as_ref(), right.value.as_ref()) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (left, right) => left.as_f64().zip(right.as_f64()).and_then(|(left, right)| left.partial_cmp(&right)),
    };
    ordering.ok_or_else(|| format!("cannot compare {} with {}", left.print(), right.print()))
}

fn index<'a>(item: &Item<'a>, key: &Item<'a>) -> Answer<'a> {
    match (item.value.as_ref(), key.value.as_ref()) {
        (Value::Object(fields), Value::String(key)) => {
            Ok(fields.get(key).map_or_else(|| Item::new(zero_like(fields)), |value| Item::new(value.clone())))
        }
        (Value::Array(items), Value::Number(at)) => {
            let found = at.as_u64().and_then(|at| items.get(usize::try_from(at).ok()?));
            found.map(|value| Item::new(value.clone())).ok_or_else(|| format!("index out of range: {at}"))
        }
        (Value::String(whole), Value::Number(at)) => {
            let byte = at.as_u64().and_then(|at| whole.as_bytes().get(usize::try_from(at).ok()?));
            byte.map(|byte| Item::new(*byte)).ok_or_else(|| format!("index out of range: {at}"))
        }
        (Value::Null, _) => Err(format!("index of nothing with {}", key.print())),
        _ => Err(format!("cannot index {} with {}", item.print(), key.print())),
    }
}

/// What a map gives for a key that it does not have: the zero value of its type, which is known from its other values.
fn zero_like(fields: &serde_json::Map<String, Value>) -> Value {
    match fields.values().next() {
        None | Some(Value::String(_)) => "".into(),
        Some(Value::Number(_)) => 0.into(),
        Some(Value::Bool(_)) => false.into(),
        Some(_) => Value::Null,
    }
}

fn slice<'a>(item: &Item<'a>, bounds: &[Item<'a>]) -> Answer<'a> {
    let bounds = bounds.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    let length = match item.value.as_ref() {
        Value::String(text) => text.len(),
        Value::Array(items) => items.len(),
        _ => return Err(format!("cannot slice {}", item.print())),
    };
    let (from, to) = match bounds.as_slice() {
        [] => (0, length),
        [from] => (*from, length),
        [from, to] => (*from, *to),
        _ => return Err("wrong number of arguments for slice".into()),
    };
    let out_of_range = || format!("slice {from}:{to} is out of range, the length is {length}");
    match item.value.as_ref() {
        Value::String(text) => text.get(from..to).map(Item::new),
        Value::Array(items) => items.get(from..to).map(|items| Item::new(items.to_vec())),
        _ => None,
    }
    .ok_or_else(out_of_range)
}

fn len<'a>(item: &Item<'a>) -> Answer<'a> {
    match item.value.as_ref() {
        Value::String(text) => Ok(Item::new(text.len() as u64)),
        Value::Array(items) => Ok(Item::new(items.len() as u64)),
        Value::Object(fields) => Ok(Item::new(fields.len() as u64)),
        Value::Null => Ok(Item::new(0)),
        _ => Err(format!("{} has no length", item.print())),
    }
}

/// As Go's `print`: a blank stands between two operands of which neither is text.
fn print_all(items: &[Item<'_>]) -> String {
    let mut out = String::new();
    let mut text_before = true;
    for (at, item) in items.iter().enumerate() {
        let is_text = item.value.is_string();
        if at > 0 && !is_text && !text_before {
            out.push(' ');
        }
        out.push_str(&item.print());
        text_before = is_text;
    }
    out
}

fn line_of(items: &[Item<'_>]) -> String {
    let mut line = items.iter().map(Item::print).collect::<Vec<_>>().join(" ");
    line.push('\n');
    line
}

fn text(item: &Item<'_>) -> Result<String, String> {
    match item.value.as_ref() {
        Value::Array(_) | Value::Object(_) => Err(format!("{} is not text", item.print())),
        Value::Null => Ok(String::new()),
        value => Ok(print(value)),
    }
}

fn number(item: &Item<'_>) -> Result<usize, String> {
    let number = item.value.as_u64().and_then(|number| usize::try_from(number).ok()).filter(|n| *n <= 1 << 20);
    number.ok_or_else(|| format!("{} is not a sensible number", item.print()))
}

fn title(text: &str) -> String {
    let mut out = String::new();
    let mut at_start = true;
    for c in text.chars() {
        if at_start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        at_start = !(c.is_alphanumeric() || c == '_' || c == '\'');
    }
    out
}

fn join<'a>(list: &Item<'a>, separator: &str) -> Answer<'a> {
    match list.value.as_ref() {
        Value::Array(items) => Ok(Item::new(items.iter().map(print).collect::<Vec<_>>().join(separator))),
        Value::Null => Ok(Item::new("")),
        _ => Err(format!("join needs a list, not {}", list.print())),
    }
}

fn split<'a>(whole: &str, separator: &str) -> Item<'a> {
    let parts: Vec<Value> = match separator {
        "" => whole.chars().map(|c| c.to_string().into()).collect(),
        separator => whole.split(separator).map(Value::from).collect(),
    };
    Item::new(parts)
}

fn pad<'a>(middle: &str, before: usize, after: usize) -> Answer<'a> {
    let padded = if middle.is_empty() { String::new() } else { " ".repeat(before) + middle + &" ".repeat(after) };
    Ok(Item::new(padded))
}

fn html(text: &str) -> String {
    let replaced = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    replaced.replace('"', "&#34;").replace('\'', "&#39;")
}

fn js(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '\'' | '"' => out.extend(['\\', c]),
            '<' | '>' | '&' | '=' => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn urlquery(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
