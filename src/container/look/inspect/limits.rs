//! A container's control group as `inspect` shows it, in Docker's units.

use serde_json::{Value, json};

use crate::cgroup;
use crate::store::containers::{CgroupMode, Cgroups, DeviceLimitKind, Limits};

/// The fields of `HostConfig`.
pub(super) fn shown(cgroups: &Cgroups) -> Value {
    let Cgroups { mode, parent, limits } = cgroups;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let swap = limits.memory_swap.or_else(|| Some(i64::try_from(limits.memory?.checked_mul(2)?).unwrap_or(i64::MAX)));
    let usual = if cgroup::is_unified() && *mode != CgroupMode::Disabled { cgroup::DEFAULT_PIDS } else { 0 };
    json!({
        // Podman's word.
        "Cgroups": if *mode == CgroupMode::Enabled { "default" } else { mode.as_str() },
        "CgroupParent": text(parent),
        "CgroupConf": limits.conf.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        "Memory": limits.memory.unwrap_or(0),
        "MemorySwap": swap.unwrap_or(0),
        "MemoryReservation": limits.memory_reservation.unwrap_or(0),
        "NanoCpus": limits.nano_cpus(),
        "CpuShares": limits.cpu_shares.unwrap_or(0),
        "CpuPeriod": limits.cpu_period.unwrap_or(0),
        "CpuQuota": limits.cpu_quota.unwrap_or(0),
        "CpusetCpus": text(&limits.cpuset_cpus),
        "CpusetMems": text(&limits.cpuset_mems),
        "PidsLimit": limits.pids.unwrap_or(usual),
        "BlkioWeight": limits.blkio_weight.unwrap_or(0),
        "BlkioDeviceReadBps": devices(limits, DeviceLimitKind::ReadBps),
        "BlkioDeviceWriteBps": devices(limits, DeviceLimitKind::WriteBps),
        "BlkioDeviceReadIOps": devices(limits, DeviceLimitKind::ReadIops),
        "BlkioDeviceWriteIOps": devices(limits, DeviceLimitKind::WriteIops),
    })
}

fn devices(limits: &Limits, kind: DeviceLimitKind) -> Vec<Value> {
    let of_kind = limits.devices.iter().filter(|device| device.kind == kind);
    of_kind.map(|device| json!({"Path": device.path, "Rate": device.rate})).collect()
}
