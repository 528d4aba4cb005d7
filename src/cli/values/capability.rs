//! `--cap-add` and `--cap-drop`: capabilities(7), with or without `CAP_`, in any case, or `ALL`.

/// Every capability of Linux 6.x in the order of their numbers, see `linux/capability.h`.
const NAMES: [&str; 41] = [
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_DAC_READ_SEARCH",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_SETGID",
    "CAP_SETUID",
    "CAP_SETPCAP",
    "CAP_LINUX_IMMUTABLE",
    "CAP_NET_BIND_SERVICE",
    "CAP_NET_BROADCAST",
    "CAP_NET_ADMIN",
    "CAP_NET_RAW",
    "CAP_IPC_LOCK",
    "CAP_IPC_OWNER",
    "CAP_SYS_MODULE",
    "CAP_SYS_RAWIO",
    "CAP_SYS_CHROOT",
    "CAP_SYS_PTRACE",
    "CAP_SYS_PACCT",
    "CAP_SYS_ADMIN",
    "CAP_SYS_BOOT",
    "CAP_SYS_NICE",
    "CAP_SYS_RESOURCE",
    "CAP_SYS_TIME",
    "CAP_SYS_TTY_CONFIG",
    "CAP_MKNOD",
    "CAP_LEASE",
    "CAP_AUDIT_WRITE",
    "CAP_AUDIT_CONTROL",
    "CAP_SETFCAP",
    "CAP_MAC_OVERRIDE",
    "CAP_MAC_ADMIN",
    "CAP_SYSLOG",
    "CAP_WAKE_ALARM",
    "CAP_BLOCK_SUSPEND",
    "CAP_AUDIT_READ",
    "CAP_PERFMON",
    "CAP_BPF",
    "CAP_CHECKPOINT_RESTORE",
];

/// One value of `--cap-add` or `--cap-drop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capability {
    /// `ALL`.
    All,
    /// The name as the kernel spells it: `CAP_NET_ADMIN`.
    One(&'static str),
}

/// Parses `NET_ADMIN`, `cap_net_admin` or `all`.
pub(crate) fn parse(text: &str) -> Result<Capability, String> {
    let upper = text.to_ascii_uppercase();
    if upper == "ALL" || upper == "CAP_ALL" {
        return Ok(Capability::All);
    }
    let bare = upper.strip_prefix("CAP_").unwrap_or(&upper);
    let found = NAMES.iter().find(|name| name.strip_prefix("CAP_") == Some(bare));
    found.map(|name| Capability::One(name)).ok_or_else(|| format!("unknown capability {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for text in ["NET_ADMIN", "net_admin", "CAP_NET_ADMIN", "cap_Net_Admin"] {
            assert_eq!(parse(text), Ok(Capability::One("CAP_NET_ADMIN")), "{text}");
        }
        assert_eq!(parse("all"), Ok(Capability::All));
        for text in ["", "CAP_", "NETADMIN", "CAP_CAP_CHOWN"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
