//! What a container uses of the host: by its control group, and by `/proc` where that has no controller for it.

use crate::cgroup::Group;
use crate::container::group;
use crate::error::Result;
use crate::store::containers::Record;

/// What a container has used since its start, and uses now. All zero for one that does not run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// Processor time in microseconds.
    pub(crate) cpu: u64,
    /// Bytes now, and how many there may be.
    pub(crate) memory: u64,
    pub(crate) memory_limit: u64,
    /// Bytes over the network, loopback excepted.
    pub(crate) received: u64,
    pub(crate) sent: u64,
    /// Bytes from and to block devices.
    pub(crate) read: u64,
    pub(crate) written: u64,
    /// Processes and threads.
    pub(crate) pids: u64,
}

/// What a container uses.
///
/// # Errors
/// It runs and has no control group.
pub(crate) fn usage(record: &Record) -> Result<Usage> {
    let Some(init) = record.state.process.filter(|_| record.state.status.is_up()) else { return Ok(Usage::default()) };
    let group = group::of(record, "measure")?;
    let number = |file| group.read(file)?.trim().parse::<u64>().ok();
    let all = group.with_those_below();
    let network = std::fs::read_to_string(format!("/proc/{}/net/dev", init.pid)).unwrap_or_default();
    let (received, sent) = network_bytes(&network);
    let (read, written) = block_bytes(&group.read("io.stat").unwrap_or_default());
    let host = host_memory(&std::fs::read_to_string("/proc/meminfo").unwrap_or_default());
    Ok(Usage {
        cpu: group.read_key("cpu.stat", "usage_usec").unwrap_or(0),
        memory: number("memory.current").unwrap_or_else(|| all.iter().flat_map(Group::processes).map(resident).sum()),
        memory_limit: number("memory.max").map_or(host, |limit| limit.min(host)),
        received,
        sent,
        read,
        written,
        pids: number("pids.current").unwrap_or_else(|| all.iter().map(Group::threads).sum()),
    })
}

/// Bytes of a process that are in memory (proc_pid_statm(5)).
fn resident(pid: i32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/statm")).unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0);
    pages * rustix::param::page_size() as u64
}

/// Received and sent, of all interfaces but the loopback (proc_pid_net(5), `dev`).
fn network_bytes(text: &str) -> (u64, u64) {
    let interfaces = text.lines().filter_map(|line| line.split_once(':')).filter(|(name, _)| name.trim() != "lo");
    interfaces.fold((0, 0), |(received, sent), (_, numbers)| {
        let number = |at| numbers.split_whitespace().nth(at).and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
        (received + number(0), sent + number(8))
    })
}

/// Read and written, of all devices: `8:0 rbytes=1 wbytes=2 …`
fn block_bytes(text: &str) -> (u64, u64) {
    let sum = |key: &str| {
        let values = text.split_whitespace().filter_map(|word| word.strip_prefix(key)?.parse::<u64>().ok());
        values.sum()
    };
    (sum("rbytes="), sum("wbytes="))
}

/// Bytes (proc_meminfo(5)).
fn host_memory(text: &str) -> u64 {
    let kilobytes = text.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB"));
    kilobytes.and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_kernel() {
        let dev = "Inter-|   Receive\n face |bytes    packets\n    lo: 500 1 0 0 0 0 0 0 500 1\n  eth0: 10 2 0 0 0 0 0 0 20 3\n \
                   eth1:1 0 0 0 0 0 0 0 2 0\n";
        assert_eq!(network_bytes(dev), (11, 22));
        let io = "8:0 rbytes=10 wbytes=20 rios=3 wios=4\n8:16 rbytes=1 wbytes=2\n";
        assert_eq!(block_bytes(io), (11, 22));
        assert_eq!(host_memory("MemTotal:       1000 kB\nMemFree: 1 kB\n"), 1_024_000);
    }
}
