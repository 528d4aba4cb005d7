//! `# check=skip=…;error=true;experimental=…`.

use super::super::error::{Fault, Place as _};
use super::super::syntax::Dockerfile;
use super::Rule;
use crate::error::Result;

/// What the lint shall do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) is_error: bool,
    skip: Names,
    experimental: Names,
}

/// Names of rules; names that there are not do no harm, since another version may have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    all: bool,
    names: Vec<String>,
}

impl Names {
    fn parse(value: &str) -> Self {
        match value.trim() {
            "all" => Names { all: true, names: Vec::new() },
            list => Names { all: false, names: list.split(',').map(|name| name.trim().to_owned()).collect() },
        }
    }

    fn has(&self, rule: Rule) -> bool {
        self.all || self.names.iter().any(|name| name == rule.name())
    }
}

impl Check {
    /// As the directive of the file says.
    pub(crate) fn of(dockerfile: &Dockerfile) -> Result<Self> {
        match &dockerfile.directives.check {
            Some((line, text)) => Self::parse(text).at(&dockerfile.name, *line),
            None => Ok(Self::default()),
        }
    }

    fn parse(text: &str) -> std::result::Result<Self, Fault> {
        let mut check = Self::default();
        for option in text.split(';').filter(|option| !option.trim().is_empty()) {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            match (key.trim(), value.trim()) {
                ("skip", value) => check.skip = Names::parse(value),
                ("experimental", value) => check.experimental = Names::parse(value),
                ("error", "true" | "1" | "True" | "TRUE" | "t" | "T") => check.is_error = true,
                ("error", "false" | "0" | "False" | "FALSE" | "f" | "F") => check.is_error = false,
                (key, _) => {
                    return Err(Fault::new(format!("{} is no option of # check=", option.trim()))
                        .suggest(key, ["skip", "experimental", "error"]));
                }
            }
        }
        Ok(check)
    }

    pub(super) fn allows(&self, rule: Rule) -> bool {
        match rule.is_experimental() {
            true => self.experimental.has(rule),
            false => !self.skip.has(rule),
        }
    }
}

/// Whether the comments right above an instruction allow a rule for it.
pub(super) fn comments_allow(comments: &[String], rule: Rule) -> bool {
    let own = comments.iter().find_map(|comment| {
        let (key, value) = comment.split_once('=')?;
        key.trim().eq_ignore_ascii_case("check").then(|| value.trim())
    });
    // A comment may be meant for people.
    let check = own.and_then(|text| Check::parse(text.split(' ').next().unwrap_or_default()).ok());
    check.is_none_or(|check| rule.is_experimental() || !check.skip.has(rule))
}
