//! Signals by name or number: signal(7), the numbers of x86 and ARM.

use std::fmt;

const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
    "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
    "PWR", "SYS",
];
const ALIASES: [(&str, i32); 3] = [("IOT", 6), ("CLD", 17), ("POLL", 29)];
/// What programs may use of the real-time signals: the C library keeps 32 and 33 to itself.
const RTMIN: i32 = 34;
const RTMAX: i32 = 64;

/// A signal number, 1 to 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signal(i32);

impl Signal {
    /// The number, as kill(2) takes it.
    pub(crate) fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Signal {
    /// `SIGTERM`; real-time signals count from `SIGRTMIN`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let index = usize::try_from(self.0 - 1).ok();
        match index.and_then(|index| NAMES.get(index)) {
            Some(name) => write!(f, "SIG{name}"),
            None if self.0 == RTMIN => f.write_str("SIGRTMIN"),
            None if self.0 > RTMIN => write!(f, "SIGRTMIN+{}", self.0 - RTMIN),
            None => write!(f, "{}", self.0),
        }
    }
}

/// The names of all signals that have one.
pub(crate) fn names() -> impl Iterator<Item = String> {
    NAMES.iter().map(|name| format!("SIG{name}"))
}

/// Parses `TERM`, `SIGTERM`, `sigterm`, `15`, `RTMIN+3` or `RTMAX-2`.
pub(crate) fn parse(text: &str) -> Result<Signal, String> {
    // As kill(1) has it, in Podman too.
    let text = text.strip_prefix('-').unwrap_or(text);
    let number = match text.parse::<i32>() {
        Ok(number) if (1..=RTMAX).contains(&number) => Some(number),
        Ok(_) => None,
        Err(_) => by_name(&text.to_ascii_uppercase()),
    };
    number.map(Signal).ok_or_else(|| format!("invalid signal: {text}"))
}

fn by_name(upper: &str) -> Option<i32> {
    let name = upper.strip_prefix("SIG").unwrap_or(upper);
    if let Some(index) = NAMES.iter().position(|n| *n == name) {
        return i32::try_from(index + 1).ok();
    }
    if let Some((_, number)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Some(*number);
    }
    let number = match name.strip_prefix("RTMIN") {
        Some("") => RTMIN,
        Some(offset) => RTMIN.checked_add(offset.strip_prefix('+')?.parse().ok()?)?,
        None => match name.strip_prefix("RTMAX")? {
            "" => RTMAX,
            offset => RTMAX.checked_sub(offset.strip_prefix('-')?.parse().ok()?)?,
        },
    };
    (RTMIN..=RTMAX).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good() {
        let cases = [
            ("TERM", 15, "SIGTERM"),
            ("SIGTERM", 15, "SIGTERM"),
            ("sigkill", 9, "SIGKILL"),
            ("1", 1, "SIGHUP"),
            ("SIGSYS", 31, "SIGSYS"),
            ("POLL", 29, "SIGIO"),
            ("RTMIN", 34, "SIGRTMIN"),
            ("SIGRTMIN+3", 37, "SIGRTMIN+3"),
            ("RTMAX-1", 63, "SIGRTMIN+29"),
            ("64", 64, "SIGRTMIN+30"),
            ("33", 33, "33"),
            ("-1", 1, "SIGHUP"),
        ];
        for (text, number, name) in cases {
            let signal = parse(text).unwrap();
            assert_eq!((signal.number(), signal.to_string().as_str()), (number, name), "{text}");
        }
    }

    #[test]
    fn bad() {
        for text in
            ["", "0", "-0", "--1", "65", "SIG", "BOGUS", "RTMIN+31", "RTMIN-1", "RTMAX+1", "RTMIN+", "SIGSIGTERM"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
