//! From limits in Docker's units to the files of version 2.

use std::os::unix::fs::{FileTypeExt, MetadataExt};

use super::Group;
use crate::error::{Context, Error, Result};
use crate::store::containers::{CPU_PERIOD, DeviceLimit, DeviceLimitKind, Limits};

/// Processes and threads of a container that nobody has said anything about.
pub(crate) const DEFAULT_PIDS: i64 = 2048;

/// One write to one file, and who asked for it.
#[derive(Debug, PartialEq, Eq)]
struct Setting {
    flag: &'static str,
    controller: &'static str,
    file: String,
    value: String,
}

/// The flags that ask for what `limits` sets.
pub(crate) fn flags(limits: &Limits) -> Vec<&'static str> {
    let table = [
        (limits.memory.is_some(), "--memory"),
        (limits.memory_swap.is_some(), "--memory-swap"),
        (limits.memory_reservation.is_some(), "--memory-reservation"),
        (limits.cpu_shares.is_some(), "--cpu-shares"),
        (limits.cpu_quota.is_some() || limits.cpu_period.is_some(), "--cpus"),
        (limits.cpuset_cpus.is_some(), "--cpuset-cpus"),
        (limits.cpuset_mems.is_some(), "--cpuset-mems"),
        (limits.pids.is_some_and(|pids| pids > 0), "--pids-limit"),
        (limits.blkio_weight.is_some(), "--blkio-weight"),
        (!limits.conf.is_empty(), "--cgroup-conf"),
    ];
    let mut flags: Vec<_> = table.into_iter().filter_map(|(set, flag)| set.then_some(flag)).collect();
    flags.extend(limits.devices.iter().map(|device| device_words(device.kind).0));
    flags.dedup();
    flags
}

/// Sets the limits. What comes back is what could not be had because its controller is missing, one line for each flag.
///
/// # Errors
/// The kernel refuses a value, or a device is none.
pub(crate) fn apply(group: &Group, limits: &Limits) -> Result<Vec<String>> {
    let controllers = group.controllers();
    let mut warnings = Vec::new();
    for setting in settings(limits)? {
        let Setting { flag, controller, file, value } = setting;
        let known = controller.is_empty() || controllers.iter().any(|name| name == controller);
        match (known, group.has(&file)) {
            (true, true) => group.write(&file, &value).with_context(|| flag.to_owned())?,
            (true, false) => warnings.push(format!("{flag} has no effect: this kernel has no {file}")),
            (false, _) => warnings.push(format!("{flag} has no effect: {}", why_not(group, controller))),
        }
    }
    warnings.dedup();
    if limits.pids.is_none() && group.has("pids.max") {
        group.write("pids.max", &DEFAULT_PIDS.to_string())?;
    }
    Ok(warnings)
}

/// Why a group does not have a controller.
fn why_not(group: &Group, controller: &str) -> String {
    if !super::is_unified() {
        return format!("cgroup version 1 has the {controller} controller of this host");
    }
    if let Some(parent) = group.parent().filter(|parent| parent.controllers().iter().any(|name| name == controller)) {
        let path = parent.path();
        return format!(
            "the control group {path} has processes of its own, and can hand no {controller} controller down"
        );
    }
    format!(
        "the {controller} controller is not delegated to uid {}; to do so, as root, set `Delegate=cpu cpuset io memory pids` \
         in /etc/systemd/system/user@.service.d/delegate.conf",
        crate::sys::user::effective_uid()
    )
}

fn settings(limits: &Limits) -> Result<Vec<Setting>> {
    let mut list = Vec::new();
    let mut set = |flag, controller, file: &str, value: Option<String>| {
        list.extend(value.map(|value| Setting { flag, controller, file: file.to_owned(), value }));
    };
    set("--memory", "memory", "memory.max", limits.memory.map(|bytes| bytes.to_string()));
    set("--memory-swap", "memory", "memory.swap.max", swap(limits));
    set("--memory-reservation", "memory", "memory.low", limits.memory_reservation.map(|bytes| bytes.to_string()));
    set("--cpu-shares", "cpu", "cpu.weight", limits.cpu_shares.map(|shares| weight_of_shares(shares).to_string()));
    set("--cpus", "cpu", "cpu.max", bandwidth(limits));
    set("--cpuset-cpus", "cpuset", "cpuset.cpus", limits.cpuset_cpus.clone());
    set("--cpuset-mems", "cpuset", "cpuset.mems", limits.cpuset_mems.clone());
    set("--pids-limit", "pids", "pids.max", limits.pids.map(number_or_max));
    set("--blkio-weight", "io", "io.weight", limits.blkio_weight.map(|weight| weight_of_blkio(weight).to_string()));
    for device in &limits.devices {
        let (flag, key) = device_words(device.kind);
        set(flag, "io", "io.max", Some(format!("{} {key}={}", device_number(device)?, device.rate)));
    }
    for (file, value) in &limits.conf {
        set("--cgroup-conf", "", file, Some(value.clone()));
    }
    Ok(list)
}

fn number_or_max(number: i64) -> String {
    if number > 0 { number.to_string() } else { "max".to_owned() }
}

/// Docker counts memory and swap together; alone, `--memory` allows as much swap again.
fn swap(limits: &Limits) -> Option<String> {
    match (limits.memory, limits.memory_swap) {
        (_, Some(both)) if both < 0 => Some("max".to_owned()),
        (Some(memory), Some(both)) => Some(both.unsigned_abs().saturating_sub(memory).to_string()),
        (Some(memory), None) => Some(memory.to_string()),
        (None, _) => None,
    }
}

fn bandwidth(limits: &Limits) -> Option<String> {
    if limits.cpu_quota.is_none() && limits.cpu_period.is_none() {
        return None;
    }
    Some(format!("{} {}", number_or_max(limits.cpu_quota.unwrap_or(-1)), limits.cpu_period.unwrap_or(CPU_PERIOD)))
}

/// Shares are 2 to 262144 and 1024 by default, weights 1 to 10000 and 100 by default. The OCI runtimes map the three
/// points to each other by a curve of the second degree over the logarithms.
fn weight_of_shares(shares: u64) -> u64 {
    match shares {
        0..=2 => 1,
        262_144.. => 10_000,
        shares => {
            let log = (shares as f64).log2();
            10_f64.powf((log * log + 125.0 * log) / 612.0 - 7.0 / 34.0).ceil() as u64
        }
    }
}

/// From 10 to 1000 to 1 to 10000.
fn weight_of_blkio(weight: u16) -> u64 {
    1 + (u64::from(weight).saturating_sub(10)) * 9999 / 990
}

/// The flag for a limit, and the kernel's word for it in `io.max`.
fn device_words(kind: DeviceLimitKind) -> (&'static str, &'static str) {
    match kind {
        DeviceLimitKind::ReadBps => ("--device-read-bps", "rbps"),
        DeviceLimitKind::WriteBps => ("--device-write-bps", "wbps"),
        DeviceLimitKind::ReadIops => ("--device-read-iops", "riops"),
        DeviceLimitKind::WriteIops => ("--device-write-iops", "wiops"),
    }
}

/// `8:0`
fn device_number(device: &DeviceLimit) -> Result<String> {
    let (flag, path) = (device_words(device.kind).0, &device.path);
    let meta = std::fs::metadata(path).with_context(|| format!("{flag}: cannot read {path}"))?;
    if !meta.file_type().is_block_device() {
        return Err(Error::new(format!("{flag}: {path} is no block device")).into());
    }
    let number = meta.rdev();
    Ok(format!("{}:{}", rustix::fs::major(number), rustix::fs::minor(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_its_file() {
        let limits = Limits {
            memory: Some(64 << 20),
            memory_reservation: Some(7),
            cpu_shares: Some(1024),
            cpu_quota: Some(150_000),
            cpuset_cpus: Some("0-1".into()),
            cpuset_mems: Some("0".into()),
            pids: Some(-1),
            blkio_weight: Some(1000),
            conf: vec![("memory.high".into(), "5".into())],
            ..Limits::default()
        };
        let got: Vec<_> = settings(&limits).unwrap().iter().map(|s| format!("{}={}", s.file, s.value)).collect();
        let expected = [
            "memory.max=67108864",
            "memory.swap.max=67108864",
            "memory.low=7",
            "cpu.weight=100",
            "cpu.max=150000 100000",
            "cpuset.cpus=0-1",
            "cpuset.mems=0",
            "pids.max=max",
            "io.weight=10000",
            "memory.high=5",
        ];
        assert_eq!(got, expected);
        let named = ["--memory", "--memory-reservation", "--cpu-shares", "--cpus", "--cpuset-cpus", "--cpuset-mems"];
        assert_eq!(flags(&limits)[..6], named);
        assert_eq!(flags(&limits)[6..], ["--blkio-weight", "--cgroup-conf"]);
        assert!(settings(&Limits::default()).unwrap().is_empty());
    }

    #[test]
    fn swap_comes_on_top_of_memory() {
        let swap = |memory, memory_swap| swap(&Limits { memory, memory_swap, ..Limits::default() });
        assert_eq!(swap(Some(10), Some(30)).as_deref(), Some("20"));
        assert_eq!(swap(Some(10), Some(10)).as_deref(), Some("0"));
        assert_eq!(swap(Some(10), Some(-1)).as_deref(), Some("max"));
        assert_eq!(swap(Some(10), None).as_deref(), Some("10"));
        assert_eq!(swap(None, None), None);
    }

    #[test]
    fn weights() {
        let got = [0, 2, 3, 512, 1024, 2048, 262_143, 262_144, u64::MAX].map(weight_of_shares);
        assert_eq!(got, [1, 1, 2, 59, 100, 174, 10_000, 10_000, 10_000]);
        assert_eq!([10, 500, 1000].map(weight_of_blkio), [1, 4950, 10_000]);
    }

    #[test]
    fn a_device_must_be_one() {
        let device = DeviceLimit { kind: DeviceLimitKind::ReadBps, path: "/dev/null".into(), rate: 1 };
        let error = settings(&Limits { devices: vec![device], ..Limits::default() }).unwrap_err();
        assert_eq!(error.to_string(), "--device-read-bps: /dev/null is no block device");
    }
}
