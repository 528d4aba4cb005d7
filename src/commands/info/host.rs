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
use crate::runtime::spec;

/// `.Host` of podman-info(1).
pub(super) fn facts(context: &Context) -> Result<Value> {
    let platform = Platform::host();
    let (maps, mode) = rootless::id_maps()?;
    let installed = ["pasta", "slirp4netns"].map(|name| (name, network::installed(name)));
    let helpers: Vec<&str> = installed.iter().filter(|(_, path)| path.is_some()).map(|(name, _)| *name).collect();
    let [pasta, slirp] = installed.map(|(_, path)| json!({"Executable": path.unwrap_or_default()}));
    let backend = helpers.first().copied().unwrap_or("none");
    let program = std::env::current_exe().unwrap_or_default();
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
        "NetworkBackend": backend,
        "NetworkBackendInfo": {"Backend": backend, "Path": network::installed(backend).unwrap_or_default()},
        "NetworkHelpers": helpers,
        "Pasta": pasta,
        "Slirp4NetNS": slirp,
        // What are programs of their own elsewhere is all in this one.
        "BuildahVersion": version::VERSION,
        "Conmon": {"Package": "coracle", "Path": program, "Version": format!("coracle version {}", version::VERSION)},
        "DatabaseBackend": "files",
        "OCIRuntime": {"Name": "coracle", "Package": "coracle", "Path": program, "Version": version::VERSION},
        "RemoteSocket": {"Exists": false, "Path": ""},
        "ServiceIsRemote": false,
        "IDMappings": mappings,
        "Security": {
            "AppArmorEnabled": false,
            "DefaultCapabilities": spec::default_capabilities().join(","),
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
