//! The flags of `run` and `update` about the container's control group.

use clap::{Args, ValueEnum};

use crate::cli::values::{self, DeviceRate};

/// What the container may use of the host.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// Relative weight of block input and output, 10 to 1000
    #[arg(long, value_name = "WEIGHT", value_parser = values::limit::blkio_weight)]
    pub(crate) blkio_weight: Option<u16>,
    #[command(flatten)]
    pub(crate) processor: ProcessorArgs,
    /// Number of processors, such as 1.5
    #[arg(long, value_name = "NUMBER", value_parser = values::limit::cpus)]
    pub(crate) cpus: Option<f64>,
    /// Bytes to read from a block device in a second
    #[arg(long, value_name = "DEVICE:BYTES", value_parser = values::limit::device_bytes)]
    pub(crate) device_read_bps: Vec<DeviceRate>,
    /// Reads from a block device in a second
    #[arg(long, value_name = "DEVICE:NUMBER", value_parser = values::limit::device_number)]
    pub(crate) device_read_iops: Vec<DeviceRate>,
    /// Bytes to write to a block device in a second
    #[arg(long, value_name = "DEVICE:BYTES", value_parser = values::limit::device_bytes)]
    pub(crate) device_write_bps: Vec<DeviceRate>,
    /// Writes to a block device in a second
    #[arg(long, value_name = "DEVICE:NUMBER", value_parser = values::limit::device_number)]
    pub(crate) device_write_iops: Vec<DeviceRate>,
    /// Accepted for compatibility: cgroup version 2 has no limit of the kernel's memory alone
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse, hide = true)]
    pub(crate) kernel_memory: Option<u64>,
    #[command(flatten)]
    pub(crate) memory: MemoryArgs,
    /// Memory that is not taken away while others have some to spare
    #[arg(long, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) memory_reservation: Option<u64>,
    /// Accepted to be refused: cgroup version 2 has no swappiness of a group's own
    #[arg(long, value_name = "NUMBER", hide = true, allow_hyphen_values = true)]
    pub(crate) memory_swappiness: Option<i64>,
    /// Number of processes and threads, -1 for no limit; 2048 by default, where it can be had
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) pids_limit: Option<i64>,
}

/// Processor time, also of the commands of builds.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct ProcessorArgs {
    /// Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000
    #[arg(long, value_name = "MICROSECONDS", value_parser = values::limit::cpu_period)]
    pub(crate) cpu_period: Option<u64>,
    /// Microseconds of processor time in each period, -1 for no limit
    #[arg(long, value_name = "MICROSECONDS", value_parser = values::limit::cpu_quota, allow_hyphen_values = true)]
    pub(crate) cpu_quota: Option<i64>,
    /// Relative weight of processor time, 1024 by default
    #[arg(long, short = 'c', value_name = "SHARES")]
    pub(crate) cpu_shares: Option<u64>,
    /// Processors to use, such as 0-3,5
    #[arg(long, value_name = "LIST", value_parser = values::limit::number_list)]
    pub(crate) cpuset_cpus: Option<String>,
    /// Memory nodes to use, such as 0,1
    #[arg(long, value_name = "LIST", value_parser = values::limit::number_list)]
    pub(crate) cpuset_mems: Option<String>,
}

/// Memory, also of the commands of builds.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct MemoryArgs {
    /// Memory, such as 512m
    #[arg(long, short, value_name = "SIZE", value_parser = values::size::parse)]
    pub(crate) memory: Option<u64>,
    /// Memory and swap together, -1 for as much swap as there is; twice --memory by default
    #[arg(long, value_name = "SIZE", value_parser = values::limit::memory_swap, allow_hyphen_values = true)]
    pub(crate) memory_swap: Option<i64>,
}

/// Where the container's control group is.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Limits")]
pub(crate) struct CgroupArgs {
    /// Write a file of the container's control group, such as memory.high=1073741824
    #[arg(long, value_name = "FILE=VALUE", value_parser = values::limit::conf)]
    pub(crate) cgroup_conf: Vec<(String, String)>,
    /// Make the control group in this slice of systemd's, or below this path
    #[arg(long, value_name = "PARENT")]
    pub(crate) cgroup_parent: Option<String>,
    /// Control groups: for container and monitor (the default), none, for the container only, or below the service's own
    #[arg(long, value_name = "MODE", value_enum)]
    pub(crate) cgroups: Option<CgroupsMode>,
    /// Accepted to be refused: cgroup version 2 always ends what is out of memory
    #[arg(long, hide = true)]
    pub(crate) oom_kill_disable: bool,
}

/// Which processes get control groups of their own.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum CgroupsMode {
    #[default]
    Enabled,
    Disabled,
    NoConmon,
    Split,
}
