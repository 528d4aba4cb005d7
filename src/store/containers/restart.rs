//! When a container that has ended is started again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What becomes of a container that has ended by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) enum RestartPolicy {
    #[default]
    No,
    /// It is started again when its exit code is not 0, at most `retries` times (0: for ever).
    OnFailure {
        retries: u32,
    },
    Always,
    /// As `Always`; but after the machine was down, one that the user has stopped stays so.
    UnlessStopped,
}

impl RestartPolicy {
    /// The policy's name, without its number.
    pub(crate) fn name(self) -> &'static str {
        match self {
            RestartPolicy::No => "no",
            RestartPolicy::OnFailure { .. } => "on-failure",
            RestartPolicy::Always => "always",
            RestartPolicy::UnlessStopped => "unless-stopped",
        }
    }

    /// How often a container is restarted at most; 0 where there is no limit.
    pub(crate) fn retries(self) -> u32 {
        match self {
            RestartPolicy::OnFailure { retries } => retries,
            _ => 0,
        }
    }

    /// Whether a container that has ended with `exit_code` by itself, and was restarted `restarts` times before, is
    /// started again.
    pub(crate) fn restarts(self, exit_code: i32, restarts: u32) -> bool {
        match self {
            RestartPolicy::No => false,
            RestartPolicy::OnFailure { retries } => exit_code != 0 && (retries == 0 || restarts < retries),
            RestartPolicy::Always | RestartPolicy::UnlessStopped => true,
        }
    }

    /// Whether the container is to be started when the machine is up again.
    pub(crate) fn starts_on_boot(self, stopped_by_user: bool) -> bool {
        match self {
            RestartPolicy::Always => true,
            RestartPolicy::UnlessStopped => !stopped_by_user,
            RestartPolicy::No | RestartPolicy::OnFailure { .. } => false,
        }
    }
}

impl fmt::Display for RestartPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.retries() {
            0 => f.write_str(self.name()),
            retries => write!(f, "{}:{retries}", self.name()),
        }
    }
}

impl FromStr for RestartPolicy {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (name, retries) = text.split_once(':').map_or((text, None), |(name, retries)| (name, Some(retries)));
        let policy = match name {
            "no" | "none" | "never" | "" => RestartPolicy::No,
            "on-failure" => RestartPolicy::OnFailure { retries: 0 },
            "always" => RestartPolicy::Always,
            "unless-stopped" => RestartPolicy::UnlessStopped,
            _ => {
                let message = format!("{text} invalid restart policy");
                return Err(Error::new(message)
                    .hint("the policies are no, on-failure, on-failure:RETRIES, always and unless-stopped"));
            }
        };
        let number = |text: &str| text.parse().map_err(|_| Error::new(format!("{text:?} is not a number of retries")));
        match (policy, retries) {
            (policy, None) => Ok(policy),
            (RestartPolicy::OnFailure { .. }, Some(text)) => Ok(RestartPolicy::OnFailure { retries: number(text)? }),
            _ => Err(Error::new("only the restart policy on-failure takes a number of retries")),
        }
    }
}

impl TryFrom<String> for RestartPolicy {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<RestartPolicy> for String {
    fn from(policy: RestartPolicy) -> Self {
        policy.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (text, shown) in [
            ("no", "no"),
            ("never", "no"),
            ("", "no"),
            ("always", "always"),
            ("unless-stopped", "unless-stopped"),
            ("on-failure", "on-failure"),
            ("on-failure:3", "on-failure:3"),
            ("on-failure:0", "on-failure"),
        ] {
            let policy: RestartPolicy = text.parse().unwrap();
            assert_eq!(policy.to_string(), shown);
            assert_eq!(serde_json::to_string(&policy).unwrap(), format!("{shown:?}"));
        }
        for text in ["sometimes", "always:3", "on-failure:x", "on-failure:-1", "no:1", "Always"] {
            assert!(text.parse::<RestartPolicy>().is_err(), "{text}");
        }
    }

    #[test]
    fn who_is_started_again() {
        let policy = |text: &str| text.parse::<RestartPolicy>().unwrap();
        for (text, code, restarts, expected) in [
            ("no", 1, 0, false),
            ("always", 0, 1000, true),
            ("unless-stopped", 0, 0, true),
            ("on-failure", 0, 0, false),
            ("on-failure", 1, 1000, true),
            ("on-failure:2", 1, 1, true),
            ("on-failure:2", 1, 2, false),
        ] {
            assert_eq!(policy(text).restarts(code, restarts), expected, "{text} {code} {restarts}");
        }
        for (text, stopped, expected) in [
            ("always", true, true),
            ("unless-stopped", false, true),
            ("unless-stopped", true, false),
            ("on-failure", false, false),
            ("no", false, false),
        ] {
            assert_eq!(policy(text).starts_on_boot(stopped), expected, "{text} {stopped}");
        }
    }
}
