//! Resource limits, the out-of-memory score, the file mode mask.

use oci_spec::runtime::{PosixRlimit, PosixRlimitType, Process};
use rustix::fs::Mode;
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::Warnings;
use crate::error::{Context, Result};

/// The mask that a container starts with.
const UMASK: u32 = 0o022;

/// Sets limits and mask. A limit above what this process may have is cut down to that, with a warning.
pub(super) fn apply(process: &Process, warnings: &mut Warnings) -> Result<()> {
    for limit in process.rlimits().iter().flatten() {
        set(limit, warnings).with_context(|| format!("setrlimit({limit:?})"))?;
    }
    rustix::process::umask(Mode::from_raw_mode(process.user().umask().unwrap_or(UMASK)));
    Ok(())
}

fn set(limit: &PosixRlimit, warnings: &mut Warnings) -> Result<()> {
    let Some(resource) = resource(limit.typ()) else { return Ok(()) };
    let allowed = getrlimit(resource).maximum;
    let wanted = Rlimit { current: finite(limit.soft()), maximum: finite(limit.hard()) };
    match setrlimit(resource, wanted) {
        Err(Errno::PERM) => {
            warnings.push(format!("limit {} is lowered to {}, the most allowed here", limit.typ(), show(allowed)));
            let current = smaller(wanted.current, allowed);
            setrlimit(resource, Rlimit { current, maximum: allowed }).map_err(Into::into)
        }
        result => result.map_err(Into::into),
    }
}

/// The specification writes "no limit" as the largest number.
fn finite(value: u64) -> Option<u64> {
    (value != u64::MAX).then_some(value)
}

fn smaller(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (some, None) | (None, some) => some,
    }
}

fn show(limit: Option<u64>) -> String {
    limit.map_or_else(|| "unlimited".to_owned(), |limit| limit.to_string())
}

fn resource(kind: PosixRlimitType) -> Option<Resource> {
    Some(match kind {
        PosixRlimitType::RlimitCpu => Resource::Cpu,
        PosixRlimitType::RlimitFsize => Resource::Fsize,
        PosixRlimitType::RlimitData => Resource::Data,
        PosixRlimitType::RlimitStack => Resource::Stack,
        PosixRlimitType::RlimitCore => Resource::Core,
        PosixRlimitType::RlimitRss => Resource::Rss,
        PosixRlimitType::RlimitNproc => Resource::Nproc,
        PosixRlimitType::RlimitNofile => Resource::Nofile,
        PosixRlimitType::RlimitMemlock => Resource::Memlock,
        PosixRlimitType::RlimitAs => Resource::As,
        PosixRlimitType::RlimitLocks => Resource::Locks,
        PosixRlimitType::RlimitSigpending => Resource::Sigpending,
        PosixRlimitType::RlimitMsgqueue => Resource::Msgqueue,
        PosixRlimitType::RlimitNice => Resource::Nice,
        PosixRlimitType::RlimitRtprio => Resource::Rtprio,
        PosixRlimitType::RlimitRttime => Resource::Rttime,
    })
}

/// Writes the out-of-memory score; one that is lower than this process's own needs privileges over the host, so that it
/// is a warning when it is refused.
pub(super) fn set_oom_score(process: &Process, warnings: &mut Warnings) -> Result<()> {
    let Some(score) = process.oom_score_adj() else { return Ok(()) };
    match std::fs::write("/proc/self/oom_score_adj", score.to_string()) {
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => {
            let own = std::fs::read_to_string("/proc/self/oom_score_adj").unwrap_or_default();
            warnings.push(format!(
                "Requested oom_score_adj={score} is lower than the current one, changing to {}",
                own.trim()
            ));
            Ok(())
        }
        result => result.with_context(|| format!("write {score} to /proc/self/oom_score_adj")),
    }
}
