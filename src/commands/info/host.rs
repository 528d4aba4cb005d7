//! What `info` says about the host. Files of /proc and /sys that cannot be read count as absent.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::cgroup;
use crate::commands::{Context, version};
use crate::error::Result;
use crate::name::Platform;
use crate::network;
use crate::rootless::{self, Range};

/// `.Host` of podman-info(1).
pub(super) fn facts(context: &Context) -> Result<Value> {
    let platform = Platform::host();
    let (maps, mode) = rootless::id_maps()?;
    let helpers = ["pasta", "slirp4netns"].into_iter().filter(|name| network::is_installed(name));
    let helpers: Vec<&str> = helpers.collect();
    let mut mappings = json!({
        "UIDMap": maps.uid.iter().map(mapping).collect::<Vec<_>>(),
        "GIDMap": maps.gid.iter().map(mapping).collect::<Vec<_>>(),
    });
    if let (rootless::Mode::Single(reason), Some(fields)) = (mode, mappings.as_object_mut()) {
        fields.insert("SingleIDBecause".to_owned(), reason.into());
    }
    Ok(json!({
        "Arch": platform.arch,
        "OS": platform.os,
        "Kernel": word("/proc/sys/kernel/osrelease"),
        "Hostname": word("/proc/sys/kernel/hostname"),
        "Distribution": distribution(&read("/etc/os-release")),
        "CPUs": std::thread::available_parallelism().map_or(1, usize::from),
        "MemTotal": memory("MemTotal"),
        "MemFree": memory("MemFree"),
        "SwapTotal": memory("SwapTotal"),
        "SwapFree": memory("SwapFree"),
        "Uptime": uptime(),
        "CgroupManager": cgroup::manager(&context.dirs.systemd.managers),
        "CgroupsVersion": if Path::new("/sys/fs/cgroup/cgroup.controllers").exists() { "v2" } else { "v1" },
        "CgroupControllers": word("/sys/fs/cgroup/cgroup.controllers").split_whitespace().collect::<Vec<_>>(),
        "EventLogger": "file",
        "LogDriver": "k8s-file",
        "NetworkBackend": helpers.first().copied().unwrap_or("none"),
        "NetworkHelpers": helpers,
        "OCIRuntime": {
            "Name": "coracle",
            "Path": std::env::current_exe().unwrap_or_default(),
            "Version": version::VERSION,
        },
        "RemoteSocket": {"Exists": false, "Path": ""},
        "ServiceIsRemote": false,
        "IDMappings": mappings,
        "Security": {
            "AppArmorEnabled": false,
            "Rootless": context.env.uid() != 0,
            "SECCOMPEnabled": Path::new("/proc/sys/kernel/seccomp").exists(),
            "SECCOMPProfilePath": "",
            "SELinuxEnabled": false,
        },
    }))
}

fn mapping(range: &Range) -> Value {
    json!({"container_id": range.inside, "host_id": range.outside, "size": range.len})
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn word(path: &str) -> String {
    read(path).trim().to_owned()
}

/// A line of /proc/meminfo, in bytes.
fn memory(name: &str) -> u64 {
    let text = read("/proc/meminfo");
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kibibytes.unwrap_or(0) * 1024
}

/// `1h 19m 28s`.
fn uptime() -> String {
    let text = read("/proc/uptime");
    let seconds = text.split('.').next().and_then(|whole| whole.parse::<u64>().ok()).unwrap_or(0);
    format!("{}h {}m {}s", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The fields of os-release(5) that matter.
fn distribution(os_release: &str) -> Value {
    let field = |name: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches(['"', '\'']).to_owned()
    };
    json!({"Distribution": field("ID"), "Version": field("VERSION_ID"), "Codename": field("VERSION_CODENAME")})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn os_release() {
        let text = "NAME=\"Debian\"\nID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n";
        let expected = json!({"Distribution": "debian", "Version": "12", "Codename": "bookworm"});
        assert_eq!(distribution(text), expected);
    }
}
