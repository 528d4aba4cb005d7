//! Capabilities by name, and the sets of them that containers have (capabilities(7)).

use oci_spec::runtime::{Capabilities, Capability, LinuxCapabilities, Process, Spec};

use crate::error::{Error, Result};

/// A set of capabilities; bit N is capability number N.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CapabilitySet(u64);

/// Number and name, without `CAP_`.
const NAMES: [(u8, &str); 41] = [
    (0, "CHOWN"),
    (1, "DAC_OVERRIDE"),
    (2, "DAC_READ_SEARCH"),
    (3, "FOWNER"),
    (4, "FSETID"),
    (5, "KILL"),
    (6, "SETGID"),
    (7, "SETUID"),
    (8, "SETPCAP"),
    (9, "LINUX_IMMUTABLE"),
    (10, "NET_BIND_SERVICE"),
    (11, "NET_BROADCAST"),
    (12, "NET_ADMIN"),
    (13, "NET_RAW"),
    (14, "IPC_LOCK"),
    (15, "IPC_OWNER"),
    (16, "SYS_MODULE"),
    (17, "SYS_RAWIO"),
    (18, "SYS_CHROOT"),
    (19, "SYS_PTRACE"),
    (20, "SYS_PACCT"),
    (21, "SYS_ADMIN"),
    (22, "SYS_BOOT"),
    (23, "SYS_NICE"),
    (24, "SYS_RESOURCE"),
    (25, "SYS_TIME"),
    (26, "SYS_TTY_CONFIG"),
    (27, "MKNOD"),
    (28, "LEASE"),
    (29, "AUDIT_WRITE"),
    (30, "AUDIT_CONTROL"),
    (31, "SETFCAP"),
    (32, "MAC_OVERRIDE"),
    (33, "MAC_ADMIN"),
    (34, "SYSLOG"),
    (35, "WAKE_ALARM"),
    (36, "BLOCK_SUSPEND"),
    (37, "AUDIT_READ"),
    (38, "PERFMON"),
    (39, "BPF"),
    (40, "CHECKPOINT_RESTORE"),
];

/// Docker's default set.
pub(super) const DEFAULT: CapabilitySet = CapabilitySet(
    1 | 1 << 1
        | 1 << 3
        | 1 << 4
        | 1 << 5
        | 1 << 6
        | 1 << 7
        | 1 << 8
        | 1 << 10
        | 1 << 13
        | 1 << 18
        | 1 << 27
        | 1 << 29
        | 1 << 31,
);

impl CapabilitySet {
    #[cfg(test)]
    pub(crate) const SYS_ADMIN: Self = Self(1 << 21);

    /// Every capability that has a name here.
    pub(crate) fn all_known() -> Self {
        Self((1 << NAMES.len()) - 1)
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Bit N is capability number N, as capset(2) has it.
    pub(crate) fn bits(self) -> u64 {
        self.0
    }
}

/// The capability that `text` names, in any case, with or without `CAP_`.
pub(crate) fn parse_capability(text: &str) -> Result<CapabilitySet> {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("CAP_").unwrap_or(&upper);
    let found = NAMES.iter().find(|(_, known)| *known == name);
    let (number, _) = found.ok_or_else(|| Error::new(format!("unknown capability {text:?}")))?;
    Ok(CapabilitySet(1 << number))
}

/// The names in the set, with `CAP_`, by number.
pub(crate) fn names(set: CapabilitySet) -> Vec<String> {
    NAMES.iter().filter(|(number, _)| set.0 & (1 << number) != 0).map(|(_, name)| format!("CAP_{name}")).collect()
}

/// The names in the default set.
pub(crate) fn default_capabilities() -> Vec<String> {
    names(DEFAULT)
}

/// What `top` shows for a set of bits: `full`, `none`, or names without `CAP_`.
pub(crate) fn describe(bits: u64) -> String {
    match CapabilitySet(bits) {
        CapabilitySet(0) => "none".to_owned(),
        set if set.contains(CapabilitySet::all_known()) => "full".to_owned(),
        set => names(set).iter().map(|name| name.trim_start_matches("CAP_")).collect::<Vec<_>>().join(","),
    }
}

/// Gives the container Docker's default set with `add` and without `drop`; `ALL` is every capability. As Docker has it:
/// `--cap-add ALL --cap-drop X` is all without X, `--cap-drop ALL --cap-add X` is X alone.
pub(crate) fn set_capabilities(spec: &mut Spec, add: &[String], drop: &[String]) -> Result<()> {
    let set = adjust(add, drop)?;
    if let Some(process) = spec.process_mut() {
        set_all(process, set);
    }
    Ok(())
}

fn adjust(add: &[String], drop: &[String]) -> Result<CapabilitySet> {
    let all = |list: &[String]| list.iter().any(|name| name.eq_ignore_ascii_case("all"));
    let one = |list: &[String]| -> Result<CapabilitySet> {
        let names = list.iter().filter(|name| !name.eq_ignore_ascii_case("all"));
        names.map(|name| parse_capability(name)).try_fold(CapabilitySet::default(), |set, next| Ok(set.with(next?)))
    };
    let (added, dropped) = (one(add)?, one(drop)?);
    Ok(match (all(add), all(drop)) {
        (true, true) => return Err(Error::new("--cap-add ALL and --cap-drop ALL contradict each other").into()),
        (true, false) => CapabilitySet::all_known().without(dropped),
        (false, true) => added,
        (false, false) => DEFAULT.with(added).without(dropped.without(added)),
    })
}

/// Bounding, effective and permitted are `set`; inheritable and ambient stay empty, as in Docker.
pub(super) fn set_all(process: &mut Process, set: CapabilitySet) {
    let list: Capabilities = names(set).iter().filter_map(|name| by_name(name)).collect();
    let mut sets = LinuxCapabilities::default();
    sets.set_bounding(Some(list.clone()))
        .set_effective(Some(list.clone()))
        .set_permitted(Some(list))
        .set_inheritable(None)
        .set_ambient(None);
    process.set_capabilities(Some(sets));
}

fn by_name(name: &str) -> Option<Capability> {
    name.strip_prefix("CAP_")?.parse().ok()
}

/// The bounding set of the specification's process.
pub(crate) fn bounding(spec: &Spec) -> CapabilitySet {
    let sets = spec.process().as_ref().and_then(|process| process.capabilities().as_ref());
    sets.map(|sets| of(sets.bounding().as_ref())).unwrap_or_default()
}

/// A list of the specification as a set; capabilities without a name here are left out.
pub(crate) fn of(list: Option<&Capabilities>) -> CapabilitySet {
    let sets = list.into_iter().flatten().filter_map(|capability| parse_capability(&capability.to_string()).ok());
    sets.fold(CapabilitySet::default(), CapabilitySet::with)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_name_survives_the_specification() {
        let mut process = Process::default();
        set_all(&mut process, CapabilitySet::all_known());
        let sets = process.capabilities().as_ref().unwrap();
        assert_eq!(of(sets.bounding().as_ref()), CapabilitySet::all_known());
        assert_eq!(names(DEFAULT).len(), 14);
    }

    #[test]
    fn sets_are_described() {
        assert_eq!((describe(0).as_str(), describe(u64::MAX).as_str()), ("none", "full"));
        assert_eq!(describe(1 | 1 << 21), "CHOWN,SYS_ADMIN");
    }

    #[test]
    fn adding_and_dropping() {
        let admin = parse_capability("sys_admin").unwrap();
        assert_eq!(admin, CapabilitySet::SYS_ADMIN);
        let cases = [
            (list(&[]), list(&[]), DEFAULT),
            (list(&["cap_sys_admin"]), list(&[]), DEFAULT.with(admin)),
            (list(&["ALL"]), list(&["SYS_ADMIN"]), CapabilitySet::all_known().without(admin)),
            (list(&["SYS_ADMIN"]), list(&["all"]), admin),
            (list(&[]), list(&["ALL"]), CapabilitySet::default()),
            (list(&[]), list(&["CHOWN"]), DEFAULT.without(CapabilitySet(1))),
        ];
        for (add, drop, expected) in cases {
            assert_eq!(adjust(&add, &drop).unwrap(), expected, "{add:?} {drop:?}");
        }
        assert!(adjust(&list(&["NONSENSE"]), &[]).is_err());
        assert!(adjust(&list(&["ALL"]), &list(&["ALL"])).is_err());
    }
}
