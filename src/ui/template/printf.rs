//! How Go prints values: `{{.}}` and `printf`.

use serde_json::Value;

/// As Go's `%v`: lists in brackets, maps as `map[key:value]` in the order of their keys.
pub(super) fn print(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => print_number(number),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(print).collect::<Vec<_>>().join(" ")),
        Value::Object(fields) => {
            let mut pairs: Vec<_> = fields.iter().collect();
            pairs.sort_by_key(|(key, _)| *key);
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}:{}", print(value))).collect();
            format!("map[{}]", pairs.join(" "))
        }
    }
}

fn print_number(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => format!("{float}"),
        _ => number.to_string(),
    }
}

/// The flags, width and precision of one verb.
#[derive(Debug, Default)]
struct Spec {
    minus: bool,
    plus: bool,
    zero: bool,
    sharp: bool,
    blank: bool,
    width: usize,
    precision: Option<usize>,
}

/// Go's `fmt.Sprintf` for the verbs `v s q d t f F e g x X o b c T U %`.
pub(super) fn printf(format: &str, values: &[Value]) -> String {
    let mut out = String::new();
    let mut values = values.iter();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let spec = read_spec(&mut chars, &mut values);
        match chars.next() {
            None => out.push_str("%!(NOVERB)"),
            Some('%') => out.push('%'),
            Some(verb) => match values.next() {
                None => out.push_str(&format!("%!{verb}(MISSING)")),
                Some(value) => out.push_str(&pad(&spec, verb, one(&spec, verb, value))),
            },
        }
    }
    let extra: Vec<String> = values.map(print).collect();
    if !extra.is_empty() {
        out.push_str(&format!("%!(EXTRA {})", extra.join(", ")));
    }
    out
}

fn read_spec<'v>(
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    values: &mut impl Iterator<Item = &'v Value>,
) -> Spec {
    let mut spec = Spec::default();
    while let Some(flag) = chars.next_if(|c| "-+0# ".contains(*c)) {
        match flag {
            '-' => spec.minus = true,
            '+' => spec.plus = true,
            '0' => spec.zero = true,
            '#' => spec.sharp = true,
            _ => spec.blank = true,
        }
    }
    spec.width = read_size(chars, values).unwrap_or(0);
    if chars.next_if_eq(&'.').is_some() {
        spec.precision = Some(read_size(chars, values).unwrap_or(0));
    }
    spec
}

/// Digits, or `*` for the next value; more than a line can hold is cut.
fn read_size<'v>(
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    values: &mut impl Iterator<Item = &'v Value>,
) -> Option<usize> {
    const WIDEST: usize = 10_000;
    if chars.next_if_eq(&'*').is_some() {
        return values.next().and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).map(|n| n.min(WIDEST));
    }
    let mut size = None;
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        let digit = digit.to_digit(10).unwrap_or(0) as usize;
        size = Some((size.unwrap_or(0) * 10 + digit).min(WIDEST));
    }
    size
}

fn one(spec: &Spec, verb: char, value: &Value) -> String {
    match (verb, value) {
        ('v', Value::String(text)) if spec.sharp => format!("{text:?}"),
        ('v', Value::Number(number)) => signed(spec, print_number(number)),
        ('v', _) => print(value),
        ('s', Value::String(text)) => cut(spec, text),
        ('s', Value::Array(_) | Value::Object(_)) => print(value),
        ('q', Value::String(text)) => format!("{text:?}"),
        ('q', Value::Array(items)) => {
            format!("[{}]", items.iter().map(|item| one(spec, 'q', item)).collect::<Vec<_>>().join(" "))
        }
        ('t', Value::Bool(value)) => value.to_string(),
        ('T', _) => go_type(value).to_owned(),
        ('x', Value::String(text)) => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        ('X', Value::String(text)) => text.bytes().map(|byte| format!("{byte:02X}")).collect(),
        (_, Value::Number(number)) => numeric(spec, verb, number).unwrap_or_else(|| wrong(verb, value)),
        _ => wrong(verb, value),
    }
}

fn numeric(spec: &Spec, verb: char, number: &serde_json::Number) -> Option<String> {
    let integer = number.as_i64();
    let text = match verb {
        'd' => integer?.to_string(),
        'x' => in_base(spec, integer?, "0x", |n| format!("{n:x}")),
        'X' => in_base(spec, integer?, "0X", |n| format!("{n:X}")),
        'o' => in_base(spec, integer?, "0", |n| format!("{n:o}")),
        'b' => in_base(spec, integer?, "0b", |n| format!("{n:b}")),
        'c' => char::from_u32(u32::try_from(integer?).ok()?)?.to_string(),
        'U' => format!("U+{:04X}", integer?),
        'f' | 'F' if number.is_f64() => format!("{:.*}", spec.precision.unwrap_or(6), number.as_f64()?),
        'e' if number.is_f64() => exponent(number.as_f64()?, spec.precision.unwrap_or(6)),
        'g' if number.is_f64() => print_number(number),
        _ => return None,
    };
    Some(signed(spec, text))
}

fn in_base(spec: &Spec, number: i64, prefix: &str, digits: impl Fn(u64) -> String) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let prefix = if spec.sharp { prefix } else { "" };
    format!("{sign}{prefix}{}", digits(number.unsigned_abs()))
}

/// `1.5e+03`: Go writes the sign and at least two digits of the exponent.
fn exponent(number: f64, precision: usize) -> String {
    let text = format!("{number:.precision$e}");
    match text.split_once('e') {
        Some((mantissa, power)) => {
            let (sign, digits) = power.strip_prefix('-').map_or(('+', power), |digits| ('-', digits));
            format!("{mantissa}e{sign}{digits:0>2}")
        }
        None => text,
    }
}

fn signed(spec: &Spec, text: String) -> String {
    match text.starts_with('-') {
        false if spec.plus => format!("+{text}"),
        false if spec.blank => format!(" {text}"),
        _ => text,
    }
}

fn cut(spec: &Spec, text: &str) -> String {
    spec.precision.map_or_else(|| text.to_owned(), |length| text.chars().take(length).collect())
}

fn wrong(verb: char, value: &Value) -> String {
    format!("%!{verb}({}={})", go_type(value), print(value))
}

fn go_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "<nil>",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float64",
        Value::Number(_) => "int",
        Value::String(_) => "string",
        Value::Array(_) => "[]interface {}",
        Value::Object(_) => "map[string]interface {}",
    }
}

fn pad(spec: &Spec, verb: char, text: String) -> String {
    let missing = spec.width.saturating_sub(text.chars().count());
    if missing == 0 {
        return text;
    }
    if spec.minus {
        return text + &" ".repeat(missing);
    }
    if spec.zero && verb != 'q' {
        let (sign, digits) = match text.strip_prefix(['-', '+']) {
            Some(digits) => (&text[..1], digits),
            None => ("", text.as_str()),
        };
        return format!("{sign}{}{digits}", "0".repeat(missing));
    }
    " ".repeat(missing) + &text
}
