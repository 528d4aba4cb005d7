//! `--chmod` of COPY and ADD: octal, or symbolic as chmod(1) has it.

use crate::error::{Error, Result};

/// How modes change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All files get these bits.
    Octal(u32),
    Symbolic(Vec<Change>),
}

/// One operation: for whom, which, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The bits of those that are named: `u` 04700, `g` 02070, `o` 01007, `a` all.
    who: u32,
    operator: char,
    permissions: String,
}

impl Mode {
    /// Reads `0755`, `755` or `u=rwX,go+rX`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::new(format!("--chmod cannot be {text}")).hint("write it as in 0755 or u=rwX,go=rX");
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let bits = u32::from_str_radix(text, 8).ok().filter(|bits| *bits <= 0o7777);
            return Ok(Mode::Octal(bits.ok_or_else(wrong)?));
        }
        let mut changes = Vec::new();
        for clause in text.split(',') {
            let at = clause.find(|c| !matches!(c, 'u' | 'g' | 'o' | 'a')).ok_or_else(wrong)?;
            let (who, mut rest) = clause.split_at(at);
            while let Some(operator) = rest.chars().next().filter(char::is_ascii) {
                let end = rest[1..].find(['+', '-', '=']).map_or(rest.len(), |at| at + 1);
                let permissions = rest.get(1..end).ok_or_else(wrong)?;
                let is_copy = matches!(permissions, "u" | "g" | "o");
                let is_good = permissions.chars().all(|c| matches!(c, 'r' | 'w' | 'x' | 'X' | 's' | 't')) || is_copy;
                if !matches!(operator, '+' | '-' | '=') || !is_good {
                    return Err(wrong().into());
                }
                changes.push(Change { who: who_bits(who), operator, permissions: permissions.to_owned() });
                rest = &rest[end..];
            }
            if !rest.is_empty() {
                return Err(wrong().into());
            }
        }
        Ok(Mode::Symbolic(changes))
    }

    /// The permission bits of a file that had `mode`.
    pub(crate) fn apply(&self, mode: u32, is_directory: bool) -> u32 {
        match self {
            Mode::Octal(bits) => *bits,
            Mode::Symbolic(changes) => {
                changes.iter().fold(mode & 0o7777, |mode, change| change.apply(mode, is_directory))
            }
        }
    }
}

/// Who is named; nobody means all.
fn who_bits(who: &str) -> u32 {
    let bits = |c| match c {
        'u' => 0o4700,
        'g' => 0o2070,
        'o' => 0o1007,
        _ => 0o7777,
    };
    if who.is_empty() { 0o7777 } else { who.chars().map(bits).fold(0, |all, bits| all | bits) }
}

impl Change {
    fn apply(&self, mode: u32, is_directory: bool) -> u32 {
        let bits = self.bits(mode, is_directory) & self.who;
        match self.operator {
            '+' => mode | bits,
            '-' => mode & !bits,
            // A directory keeps its setgid and setuid unless they are named, as with chmod(1).
            _ => {
                let kept = if is_directory { self.who & 0o6000 } else { 0 };
                (mode & !(self.who & !kept)) | bits
            }
        }
    }

    fn bits(&self, mode: u32, is_directory: bool) -> u32 {
        let bits = |c| match c {
            'r' => 0o444,
            'w' => 0o222,
            'x' => 0o111,
            'X' if is_directory || mode & 0o111 != 0 => 0o111,
            's' => 0o6000,
            't' => 0o1000,
            'u' => (mode >> 6 & 7) * 0o111,
            'g' => (mode >> 3 & 7) * 0o111,
            'o' => (mode & 7) * 0o111,
            _ => 0,
        };
        self.permissions.chars().map(bits).fold(0, |all, bits| all | bits)
    }
}
