//! What became of a container: `state.json`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a container is in its life, in Podman's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// Its record exists, it never ran.
    Created,
    /// A monitor is setting it up.
    Initialized,
    Running,
    /// It runs, and its processes stand still: never in a file, since the kernel knows.
    Paused,
    /// It runs, and somebody waits for it to stop: never in a file either.
    Stopping,
    /// It has ended, and its monitor is about to start it again.
    Restarting,
    Exited,
}

impl Status {
    /// Whether this status is true only as long as a monitor lives.
    pub(crate) fn is_up(self) -> bool {
        matches!(self, Status::Initialized | Status::Running | Status::Paused | Status::Stopping | Status::Restarting)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Created => "created",
            Status::Initialized => "initialized",
            Status::Running => "running",
            Status::Paused => "paused",
            Status::Stopping => "stopping",
            Status::Restarting => "restarting",
            Status::Exited => "exited",
        }
    }
}

/// A process that is told apart from a later one with the same number by its start time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessId {
    pub(crate) pid: i32,
    /// Clock ticks since boot, field 22 of proc_pid_stat(5).
    pub(crate) start_time: u64,
}

/// `state.json`: replaced as a whole, by the container's monitor or by a command that holds its lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) status: Status,
    /// The container's first process, as the host numbers it. Meaningful while the monitor lives.
    #[serde(default)]
    pub(crate) process: Option<ProcessId>,
    #[serde(default)]
    pub(crate) monitor: Option<ProcessId>,
    /// The container's control group, below the hierarchy's root; of no use any more once the container has ended.
    #[serde(default)]
    pub(crate) cgroup: Option<String>,
    #[serde(default)]
    pub(crate) started_at: Option<Timestamp>,
    #[serde(default)]
    pub(crate) finished_at: Option<Timestamp>,
    /// What a shell would see as `$?`. Nothing while it has not exited, or when nobody was there to see it.
    #[serde(default)]
    pub(crate) exit_code: Option<i32>,
    #[serde(default)]
    pub(crate) oom_killed: bool,
    #[serde(default)]
    pub(crate) restarts: u32,
    /// Why it ended, where that was not its own doing.
    #[serde(default)]
    pub(crate) error: Option<String>,
}

impl State {
    pub(crate) fn created() -> Self {
        Self {
            status: Status::Created,
            process: None,
            monitor: None,
            cgroup: None,
            started_at: None,
            finished_at: None,
            exit_code: None,
            oom_killed: false,
            restarts: 0,
            error: None,
        }
    }

    /// The truth about a container whose monitor is gone without a last word: it has ended, and nobody knows how.
    pub(super) fn lost(self) -> Self {
        let status = if self.status == Status::Initialized { Status::Created } else { Status::Exited };
        if self.status == Status::Restarting {
            return Self { status, monitor: None, ..self };
        }
        Self {
            status,
            process: None,
            monitor: None,
            finished_at: None,
            exit_code: None,
            error: Some(
                "its monitor ended without recording an exit status (killed, or the machine went down)".to_owned(),
            ),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_without_a_monitor_is_over() {
        let running = State { status: Status::Running, ..State::created() };
        let lost = running.lost();
        assert_eq!(lost.status, Status::Exited);
        assert_eq!(lost.exit_code, None);
        assert!(lost.error.is_some());
    }

    #[test]
    fn old_state_files_are_read() {
        let state: State = serde_json::from_str(r#"{"status":"exited","exit_code":7}"#).unwrap();
        assert_eq!(state.exit_code, Some(7));
    }
}
