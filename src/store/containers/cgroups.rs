//! What a container's control group shall be, and the limits that it sets.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The container's control group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Cgroups {
    pub(crate) mode: CgroupMode,
    /// Where it is made: a slice of systemd's, or a path below the hierarchy's root.
    pub(crate) parent: Option<String>,
    pub(crate) limits: Limits,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CgroupMode {
    /// One for the container, one for its monitor.
    #[default]
    Enabled,
    /// None at all: the container stays where its starter is.
    Disabled,
    /// The monitor stays where its starter is.
    NoConmon,
    /// Both below the one that the starter is in.
    Split,
}

impl CgroupMode {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            CgroupMode::Enabled => "enabled",
            CgroupMode::Disabled => "disabled",
            CgroupMode::NoConmon => "no-conmon",
            CgroupMode::Split => "split",
        }
    }
}

/// What the container may use of the host, in Docker's units. Nothing set means nothing limited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Limits {
    /// Bytes.
    pub(crate) memory: Option<u64>,
    /// Bytes of memory and swap together; -1 for as much swap as there is.
    pub(crate) memory_swap: Option<i64>,
    /// Bytes that are not taken away while others have some to spare.
    pub(crate) memory_reservation: Option<u64>,
    /// A weight, 1024 by default.
    pub(crate) cpu_shares: Option<u64>,
    /// Microseconds in each period; -1 for no limit.
    pub(crate) cpu_quota: Option<i64>,
    /// Microseconds.
    pub(crate) cpu_period: Option<u64>,
    /// `0-3,5`
    pub(crate) cpuset_cpus: Option<String>,
    pub(crate) cpuset_mems: Option<String>,
    /// The number of processes and threads; 0 and less for no limit.
    pub(crate) pids: Option<i64>,
    /// 10 to 1000.
    pub(crate) blkio_weight: Option<u16>,
    pub(crate) devices: Vec<DeviceLimit>,
    /// Files of the control group and what is written to them.
    pub(crate) conf: Vec<(String, String)>,
}

/// How much may be read from or written to a block device in a second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeviceLimit {
    pub(crate) kind: DeviceLimitKind,
    /// The device's file on the host.
    pub(crate) path: String,
    pub(crate) rate: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DeviceLimitKind {
    ReadBps,
    WriteBps,
    ReadIops,
    WriteIops,
}

impl Limits {
    /// Puts what `newer` sets in the place of what was set.
    pub(crate) fn update(&mut self, newer: Limits) {
        fn set<T>(old: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *old = new;
            }
        }
        set(&mut self.memory, newer.memory);
        set(&mut self.memory_swap, newer.memory_swap);
        set(&mut self.memory_reservation, newer.memory_reservation);
        set(&mut self.cpu_shares, newer.cpu_shares);
        set(&mut self.cpu_quota, newer.cpu_quota);
        set(&mut self.cpu_period, newer.cpu_period);
        set(&mut self.cpuset_cpus, newer.cpuset_cpus);
        set(&mut self.cpuset_mems, newer.cpuset_mems);
        set(&mut self.pids, newer.pids);
        set(&mut self.blkio_weight, newer.blkio_weight);
        self.devices.retain(|old| !newer.devices.iter().any(|new| (new.kind, &new.path) == (old.kind, &old.path)));
        self.devices.extend(newer.devices);
        self.conf.retain(|(old, _)| !newer.conf.iter().any(|(new, _)| new == old));
        self.conf.extend(newer.conf);
    }

    /// Refuses limits that contradict each other.
    ///
    /// # Errors
    /// Less memory with swap than without, or swap without memory.
    pub(crate) fn check(&self) -> Result<()> {
        let swap = self.memory_swap.and_then(|swap| u64::try_from(swap).ok());
        match (self.memory, swap) {
            (None, Some(_)) => Err(Error::new("--memory-swap needs --memory: it is the sum of memory and swap").into()),
            (Some(memory), Some(swap)) if swap < memory => {
                let message = "--memory-swap is less than --memory: it is the sum of memory and swap";
                Err(Error::new(message).hint("make it -1 for as much swap as there is").into())
            }
            (Some(memory), _) if self.memory_reservation.is_some_and(|reservation| reservation > memory) => {
                Err(Error::new("--memory-reservation is more than --memory").into())
            }
            _ => Ok(()),
        }
    }

    /// Billionths of processors that the quota comes to, 0 for no limit.
    pub(crate) fn nano_cpus(&self) -> u64 {
        let quota = self.cpu_quota.and_then(|quota| u64::try_from(quota).ok()).unwrap_or(0);
        let period = self.cpu_period.unwrap_or(CPU_PERIOD).max(1);
        (u128::from(quota) * 1_000_000_000 / u128::from(period)) as u64
    }
}

/// The kernel's period of processor time, in microseconds.
pub(crate) const CPU_PERIOD: u64 = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_keeps_what_it_does_not_name() {
        let device = |rate| DeviceLimit { kind: DeviceLimitKind::ReadBps, path: "/dev/vda".into(), rate };
        let mut limits = Limits { memory: Some(1), pids: Some(5), devices: vec![device(1)], ..Limits::default() };
        limits.update(Limits { memory: Some(2), devices: vec![device(9)], ..Limits::default() });
        assert_eq!(limits, Limits { memory: Some(2), pids: Some(5), devices: vec![device(9)], ..Limits::default() });
    }

    #[test]
    fn limits_of_memory_go_together() {
        let check = |memory, memory_swap, memory_reservation| {
            Limits { memory, memory_swap, memory_reservation, ..Limits::default() }.check().is_ok()
        };
        assert!(check(Some(10), None, None) && check(Some(10), Some(10), Some(10)) && check(Some(10), Some(-1), None));
        assert!(!check(Some(10), Some(9), None) && !check(None, Some(9), None) && !check(Some(10), None, Some(11)));
    }

    #[test]
    fn quotas_are_processors() {
        let limits = |quota, period| Limits { cpu_quota: quota, cpu_period: period, ..Limits::default() };
        assert_eq!(limits(Some(150_000), None).nano_cpus(), 1_500_000_000);
        assert_eq!(limits(Some(5_000), Some(20_000)).nano_cpus(), 250_000_000);
        assert_eq!(limits(Some(-1), None).nano_cpus(), 0);
    }
}
