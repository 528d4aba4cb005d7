//! Health checks: what they are, and what they have found (`health.json`, in the words of Podman's and Docker's).

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Record, files};
use crate::error::{Context, Error, Result};

/// How a container is looked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HealthCheck {
    pub(crate) check: Check,
    /// Failures in a row that make a container unhealthy.
    pub(crate) retries: u32,
    /// For so long after the start failures do not count.
    #[serde(default)]
    pub(crate) start_period: Duration,
    /// Between checks during that time, until the first that succeeds.
    #[serde(default)]
    pub(crate) start_interval: Option<Duration>,
    #[serde(default)]
    pub(crate) startup: Option<StartupCheck>,
    #[serde(default)]
    pub(crate) on_failure: OnFailure,
    #[serde(default)]
    pub(crate) log: HealthLogConfig,
}

/// One command that is run again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Check {
    /// `["CMD", …]` or `["CMD-SHELL", command]`.
    pub(crate) test: Vec<String>,
    /// From the end of one check to the next one; nothing: it is only run by hand.
    pub(crate) interval: Option<Duration>,
    pub(crate) timeout: Duration,
}

/// Comes before the check proper, which begins once this one has succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StartupCheck {
    pub(crate) check: Check,
    /// Failures after which the container is restarted; 0: never.
    pub(crate) retries: u32,
    /// Successes that it takes; 0 is as good as 1.
    pub(crate) successes: u32,
}

impl Check {
    /// The argument vector.
    pub(crate) fn command(&self) -> Vec<String> {
        match self.test.split_first() {
            Some((word, rest)) if word == "CMD-SHELL" => vec!["/bin/sh".into(), "-c".into(), rest.join(" ")],
            Some((word, rest)) if word == "CMD" => rest.to_vec(),
            _ => self.test.clone(),
        }
    }
}

/// What is done with a container that turns unhealthy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OnFailure {
    #[default]
    None,
    Kill,
    Restart,
    Stop,
}

impl OnFailure {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            OnFailure::None => "none",
            OnFailure::Kill => "kill",
            OnFailure::Restart => "restart",
            OnFailure::Stop => "stop",
        }
    }
}

impl std::str::FromStr for OnFailure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let all = [OnFailure::None, OnFailure::Kill, OnFailure::Restart, OnFailure::Stop];
        let invalid = || {
            Error::new(format!("invalid on-failure action {text:?} for health checks"))
                .hint("supported actions are none, kill, restart and stop")
        };
        all.into_iter().find(|action| action.as_str() == text).ok_or_else(invalid)
    }
}

/// What is kept of the checks' results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HealthLogConfig {
    /// A directory for a copy of the results.
    #[serde(default)]
    pub(crate) directory: Option<PathBuf>,
    /// Whether each result is part of its event.
    #[serde(default)]
    pub(crate) to_events: bool,
    /// How many results are kept; 0: all.
    pub(crate) max_count: u32,
    /// How many characters of each output are kept; 0: all.
    pub(crate) max_size: u32,
}

impl Default for HealthLogConfig {
    fn default() -> Self {
        Self { directory: None, to_events: false, max_count: 5, max_size: 500 }
    }
}

/// How a container is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HealthStatus {
    /// Nobody knows yet.
    #[default]
    Starting,
    Healthy,
    Unhealthy,
}

impl HealthStatus {
    /// The status of this name.
    pub(crate) fn from_bytes(name: &[u8]) -> Option<Self> {
        let all = [HealthStatus::Starting, HealthStatus::Healthy, HealthStatus::Unhealthy];
        all.into_iter().find(|status| status.as_str().as_bytes() == name)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            HealthStatus::Starting => "starting",
            HealthStatus::Healthy => "healthy",
            HealthStatus::Unhealthy => "unhealthy",
        }
    }
}

/// `health.json`: replaced as a whole, by the container's monitor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Health {
    pub(crate) status: HealthStatus,
    /// Failures in a row.
    pub(crate) failing_streak: u32,
    /// The last results, oldest first.
    pub(crate) log: Vec<HealthResult>,
}

/// What one check has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HealthResult {
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
    /// -1 when it took too long.
    pub(crate) exit_code: i32,
    pub(crate) output: String,
}

impl Record {
    /// What the health checks have found since the container was started last; nothing if it has none.
    pub(crate) fn health(&self) -> Option<Health> {
        self.config.health.as_ref()?;
        Some(files::read_json(&self.dir.join("health.json")).ok().flatten().unwrap_or_default())
    }

    /// Replaces what is known of the container's health, and the copy that the user wanted elsewhere.
    pub(crate) fn write_health(&self, health: &Health, log: &HealthLogConfig) -> Result<()> {
        files::replace_json(&self.dir.join("health.json"), health, files::Durability::None)?;
        let Some(directory) = &log.directory else { return Ok(()) };
        let path = directory.join(format!("{}-healthcheck.log", self.id()));
        let text = serde_json::to_vec(health).context("the health log")?;
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands() {
        let command = |test: &[&str]| {
            let test = test.iter().map(|word| (*word).to_owned()).collect();
            Check { test, interval: None, timeout: Duration::ZERO }.command()
        };
        assert_eq!(command(&["CMD", "ls", "-l"]), ["ls", "-l"]);
        assert_eq!(command(&["CMD-SHELL", "a | b"]), ["/bin/sh", "-c", "a | b"]);
    }

    #[test]
    fn the_file_has_the_customary_words() {
        let result = HealthResult {
            start: Timestamp::UNIX_EPOCH,
            end: Timestamp::UNIX_EPOCH,
            exit_code: 1,
            output: "no".to_owned(),
        };
        let health = Health { status: HealthStatus::Unhealthy, failing_streak: 3, log: vec![result] };
        let value = serde_json::to_value(&health).unwrap();
        assert_eq!((value["Status"].as_str(), value["FailingStreak"].as_u64()), (Some("unhealthy"), Some(3)));
        assert_eq!(value["Log"][0]["ExitCode"].as_i64(), Some(1));
    }
}
