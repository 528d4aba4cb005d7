//! What the container may use of the host, and the control group that sees to it.

use crate::cli::values::DeviceRate;
use crate::cli::{CgroupArgs, CgroupsMode, LimitArgs, MemoryArgs, ProcessorArgs};
use crate::error::{Error, Result};
use crate::store::containers::{CPU_PERIOD, CgroupMode, Cgroups, DeviceLimit, DeviceLimitKind, Limits};
use crate::ui::out;

/// The whole control group.
pub(super) fn cgroups(limit: LimitArgs, cgroup: CgroupArgs) -> Result<Cgroups> {
    let CgroupArgs { cgroup_conf, cgroup_parent, cgroups, oom_kill_disable } = cgroup;
    if oom_kill_disable {
        let message = "--oom-kill-disable is not supported: cgroup version 2 always ends what is out of memory";
        return Err(Error::new(message).into());
    }
    let mode = match cgroups.unwrap_or_default() {
        CgroupsMode::Enabled => CgroupMode::Enabled,
        CgroupsMode::Disabled => CgroupMode::Disabled,
        CgroupsMode::NoConmon => CgroupMode::NoConmon,
        CgroupsMode::Split => CgroupMode::Split,
    };
    let limits = Limits { conf: cgroup_conf, ..limits(limit)? };
    if mode == CgroupMode::Disabled
        && let Some(flag) = crate::cgroup::flags(&limits).first()
    {
        return Err(Error::new(format!("{flag} needs a control group, and --cgroups=disabled asks for none")).into());
    }
    let parent = cgroup_parent.filter(|parent| !parent.is_empty());
    if parent.is_some() && matches!(mode, CgroupMode::Disabled | CgroupMode::Split) {
        return Err(Error::new(format!("--cgroup-parent does not go with --cgroups={}", mode.as_str())).into());
    }
    let is_path = |parent: &String| parent.starts_with('/') && !parent.split('/').any(|part| part == "..");
    if let Some(parent) = parent.as_ref().filter(|parent| !parent.ends_with(".slice") && !is_path(parent)) {
        let message = format!("the cgroup parent {parent:?} is neither a slice nor an absolute path");
        return Err(Error::new(message).into());
    }
    Ok(Cgroups { mode, parent, limits })
}

/// The limits, as `update` can change them too.
pub(crate) fn limits(args: LimitArgs) -> Result<Limits> {
    let LimitArgs {
        blkio_weight,
        cpus,
        device_read_bps,
        device_read_iops,
        device_write_bps,
        device_write_iops,
        kernel_memory,
        memory,
        memory_reservation,
        memory_swappiness,
        pids_limit,
        processor,
    } = args;
    let ProcessorArgs { cpu_period, cpu_quota, cpu_shares, cpuset_cpus, cpuset_mems } = processor;
    let MemoryArgs { memory, memory_swap } = memory;
    if kernel_memory.is_some() {
        out::warn("The --kernel-memory flag is no longer supported. This flag is a noop.");
    }
    if memory_swappiness.is_some_and(|number| number >= 0) {
        return Err(
            Error::new("--memory-swappiness is not supported: cgroup version 2 has none of a group's own").into()
        );
    }
    let (cpu_period, cpu_quota) = bandwidth(cpus, cpu_period, cpu_quota)?;
    let rates = [
        (DeviceLimitKind::ReadBps, device_read_bps),
        (DeviceLimitKind::WriteBps, device_write_bps),
        (DeviceLimitKind::ReadIops, device_read_iops),
        (DeviceLimitKind::WriteIops, device_write_iops),
    ];
    Ok(Limits {
        memory: memory.filter(|bytes| *bytes > 0),
        memory_swap: memory_swap.filter(|bytes| *bytes != 0),
        memory_reservation,
        cpu_shares: cpu_shares.filter(|shares| *shares > 0),
        cpu_quota,
        cpu_period,
        cpuset_cpus,
        cpuset_mems,
        pids: pids_limit,
        blkio_weight,
        devices: rates.into_iter().flat_map(|(kind, rates)| device_limits(kind, rates)).collect(),
        conf: Vec::new(),
    })
}

/// A number of processors is a quota.
fn bandwidth(cpus: Option<f64>, period: Option<u64>, quota: Option<i64>) -> Result<(Option<u64>, Option<i64>)> {
    let other =
        [(period.is_some(), "--cpu-period"), (quota.is_some(), "--cpu-quota")].into_iter().find(|(set, _)| *set);
    match (cpus, other) {
        (Some(_), Some((_, flag))) => Err(Error::new(format!("{flag} and --cpus cannot be set together")).into()),
        (Some(cpus), None) if cpus > 0.0 => Ok((Some(CPU_PERIOD), Some((cpus * CPU_PERIOD as f64).round() as i64))),
        _ => Ok((period.filter(|period| *period > 0), quota.filter(|quota| *quota != 0))),
    }
}

fn device_limits(kind: DeviceLimitKind, rates: Vec<DeviceRate>) -> impl Iterator<Item = DeviceLimit> {
    rates.into_iter().map(move |DeviceRate { path, rate }| DeviceLimit { kind, path, rate })
}
